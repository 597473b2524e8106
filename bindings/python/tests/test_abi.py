"""The structs and calls of the package are those of capi/entente_c.h."""
import ctypes
import os
import re

import pytest

from entente import _library as lib

HEADER = open(os.path.join(os.path.dirname(__file__), "..", "..", "..", "capi", "entente_c.h"), encoding="utf-8").read()
CODE = re.sub(r"/\*.*?\*/", "", HEADER, flags=re.S)
TYPES = {"size_t": ctypes.c_size_t, "int32_t": ctypes.c_int32, "uint32_t": ctypes.c_uint32, "uint64_t": ctypes.c_uint64, "char*": ctypes.c_char_p, "void*": ctypes.c_void_p,
         "entente_rate_fn": lib.RATE, "entente_read_fn": lib.READ, "entente_lexicon**": ctypes.POINTER(ctypes.POINTER(lib.Lexicon))}
STRUCTS = {"lexicon": lib.Lexicon, "engine_options": lib.EngineOptions, "article": lib.ArticleStruct, "stream_options": lib.StreamOptions, "archive_options": lib.ArchiveOptions}


@pytest.mark.parametrize("name", STRUCTS)
def test_struct(name):
    text = re.search(r"typedef struct entente_%s \{(.*?)\} entente_%s;" % (name, name), CODE, flags=re.S)[1]
    fields = []
    for line in filter(None, (part.strip() for part in text.split(";"))):
        kind, field = re.match(r"(.*?)(\w+)$", line, flags=re.S).groups()
        fields.append((field, TYPES[re.sub(r"\bconst\b|\s", "", kind)]))
    assert STRUCTS[name]._fields_ == fields
    assert STRUCTS[name]().size == ctypes.sizeof(STRUCTS[name])


@pytest.mark.parametrize("name", lib._CALLS)
def test_call(name):
    result, parameters = re.search(r"ENTENTE_API ([\w ]+?[ *]+)entente_%s\((.*?)\);" % name, CODE, flags=re.S).groups()
    wanted_result, wanted = lib._CALLS[name]
    kinds = {"entente_status": ctypes.c_int32, "void": None, "uint32_t": ctypes.c_uint32, "uint64_t": ctypes.c_uint64, "size_t": ctypes.c_size_t}
    result = result.replace("const", "").strip()
    assert wanted_result in ((ctypes.c_char_p, ctypes.c_void_p) if result.endswith("*") else (kinds[result],))
    listed = [] if parameters == "void" else parameters.split(",")
    assert len(listed) == len(wanted)
    for text, kind in zip(listed, wanted):
        plain = {"size_t": ctypes.c_size_t, "int32_t": ctypes.c_int32}.get(re.sub(r"\w+$", "", text.strip()).strip())
        assert kind is plain if plain else ctypes.sizeof(kind) == ctypes.sizeof(ctypes.c_void_p) and kind not in kinds.values(), text
