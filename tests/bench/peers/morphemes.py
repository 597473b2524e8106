"""morphemes.py mecab|kiwi NDJSON: morphemes of the same Korean text, line by line. As every peer: for each line on standard input one
pass, "name<tab>bytes<tab>seconds" of processor time, then an empty line. Exit code 3: it is not there."""
import ctypes
import ctypes.util
import json
import os
import sys
import time

MOST_BYTES = {"mecab": 200_000, "kiwi": 50_000}  # they read some megabytes, or some hundred kilobytes, in a second


def lines_of(path, most):
    lines, taken = [], 0
    for record in open(path, encoding="utf-8"):
        if record.strip() and taken < most:
            article = json.loads(record)
            for line in [article["title"], *article["body"].split("\n")]:
                lines.append(line)
                taken += len(line.encode()) + 1
    return lines, taken


def mecab(lines):
    name = ctypes.util.find_library("mecab")
    if name is None:
        sys.exit(3)
    library = ctypes.CDLL(name)
    library.mecab_new2.restype = ctypes.c_void_p
    library.mecab_new2.argtypes = [ctypes.c_char_p]
    library.mecab_sparse_tostr2.restype = ctypes.c_char_p
    library.mecab_sparse_tostr2.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
    library.mecab_dictionary_info.restype = ctypes.POINTER(ctypes.c_char_p)
    library.mecab_dictionary_info.argtypes = [ctypes.c_void_p]
    tagger = library.mecab_new2(b"")
    if not tagger:
        sys.exit(3)
    dictionary = os.path.realpath(library.mecab_dictionary_info(tagger)[0].decode())
    kind = os.path.basename(os.path.dirname(dictionary))
    if "ko" not in kind:
        kind += " (Japanese: Korean words are unknown to it)"
    encoded = [line.encode() for line in lines]

    def read():
        for line in encoded:
            library.mecab_sparse_tostr2(tagger, line, len(line))
    return "MeCab: morphemes, dictionary %s" % kind, read


def kiwi(lines):
    try:
        import kiwipiepy
    except ImportError:
        sys.exit(3)
    analyser = kiwipiepy.Kiwi(num_workers=1)

    def read():
        for line in lines:
            analyser.tokenize(line)
    return "Kiwi: morphemes", read


def main():
    peer, path = sys.argv[1:]
    lines, taken = lines_of(path, MOST_BYTES[peer])
    name, read = {"mecab": mecab, "kiwi": kiwi}[peer](lines)
    read()
    for _ in sys.stdin:
        start = time.process_time()
        read()
        print("%s\t%d\t%.6f\n" % (name, taken, time.process_time() - start), flush=True)


main()
