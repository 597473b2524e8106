"""Finds and loads libentente.so.1, declares its calls and turns its errors into EntenteError.

The library is looked for in this order: the path in the environment variable ENTENTE_LIBRARY (nothing else is then tried), the
folder of this package, the system's loader. ctypes gives up the interpreter lock during every call.
Tested by: bindings/python/tests/test_library.py
"""
from __future__ import annotations

import ctypes
import os
import sys
from ctypes import POINTER, c_char_p, c_int32, c_size_t, c_uint32, c_uint64, c_void_p
from typing import Any, Callable, List, Optional, Tuple

from ._version import ABI
from .errors import Code, EntenteError

SONAME = "libentente.so.1"

READ = ctypes.CFUNCTYPE(c_int32, c_void_p, c_void_p, c_size_t, POINTER(c_size_t))
RATE = ctypes.CFUNCTYPE(c_int32, c_void_p, c_char_p, c_char_p, c_int32, POINTER(ctypes.c_int64), POINTER(ctypes.c_int64))


class Sized(ctypes.Structure):
    """A struct that starts with its size; fields that are not given are zero, which means the default."""

    def __init__(self, **fields: Any) -> None:
        super().__init__(**fields)
        self.size = ctypes.sizeof(self)


class Lexicon(Sized):
    _fields_ = [("size", c_size_t), ("path", c_char_p), ("text", c_char_p), ("text_bytes", c_size_t), ("name", c_char_p)]


class EngineOptions(Sized):
    _fields_ = [("size", c_size_t), ("currency", c_char_p), ("max_document_bytes", c_uint64), ("rate", RATE), ("rate_user", c_void_p),
                ("rates_csv", c_char_p), ("rates_csv_bytes", c_size_t), ("rates_csv_name", c_char_p),
                ("rates_ecb", c_char_p), ("rates_ecb_bytes", c_size_t), ("rates_ecb_name", c_char_p),
                ("lexicons", POINTER(POINTER(Lexicon))), ("lexicon_count", c_size_t)]


class ArticleStruct(Sized):
    _fields_ = [("size", c_size_t), ("id", c_char_p), ("id_bytes", c_size_t), ("title", c_char_p), ("title_bytes", c_size_t),
                ("body", c_char_p), ("body_bytes", c_size_t), ("language", c_char_p), ("published", c_char_p),
                ("encoding", c_char_p), ("format", c_int32)]


class StreamOptions(Sized):
    _fields_ = [("size", c_size_t), ("read", READ), ("read_user", c_void_p), ("name", c_char_p), ("threads", c_uint32),
                ("encoding", c_char_p), ("language", c_char_p), ("published", c_char_p), ("format", c_int32)]


class ArchiveOptions(Sized):
    _fields_ = [("size", c_size_t), ("mode", c_int32), ("currency", c_char_p), ("wait_ms", c_uint32), ("cache_mib", c_uint32)]


_H, _OUT = c_void_p, POINTER(c_void_p)  # a handle, and the place for one; errors are handles too
_TEXT = [c_char_p, c_size_t]
# name: (result, parameters); c_int32 results are statuses but where `check` is not used
_CALLS = {
    "abi_version": (c_uint32, []), "version": (c_char_p, []), "version_text": (c_char_p, []),
    "error_message": (c_char_p, [_H]), "error_origin": (c_char_p, [_H]), "error_free": (None, [_H]),
    "engine_open": (c_int32, [POINTER(EngineOptions), _OUT, _OUT]), "engine_free": (None, [_H]),
    "extract": (c_int32, [_H, POINTER(ArticleStruct), _OUT, _OUT]), "explain": (c_int32, [_H, POINTER(ArticleStruct), _OUT, _OUT]),
    "read_money": (c_int32, [_H, POINTER(ArticleStruct), c_char_p, _OUT, _OUT]),
    "convert": (c_int32, [_H, *_TEXT, c_char_p, c_char_p, c_char_p, _OUT, _OUT]),
    "extraction_json": (c_void_p, [_H, POINTER(c_size_t)]), "extraction_explanation": (c_void_p, [_H, POINTER(c_size_t)]),
    "extraction_field": (c_void_p, [_H, c_int32, POINTER(c_size_t)]), "extraction_deal_count": (c_size_t, [_H]),
    "extraction_free": (None, [_H]),
    "stream_open": (c_int32, [_H, POINTER(StreamOptions), _OUT, _OUT]), "stream_next": (c_int32, [_H, _OUT, _OUT]),
    "stream_line": (c_uint64, [_H]), "stream_free": (None, [_H]),
    "archive_open": (c_int32, [c_char_p, POINTER(ArchiveOptions), _OUT, _OUT]), "archive_free": (None, [_H]),
    "archive_add": (c_int32, [_H, POINTER(c_void_p), c_size_t, c_char_p, c_char_p, _OUT]),
    "archive_checkpoint": (c_int32, [_H, c_char_p, _OUT, _OUT]),
    "archive_add_json": (c_int32, [_H, *_TEXT, *_TEXT, *_TEXT, _OUT]), "archive_remove": (c_int32, [_H, c_char_p, c_int32, _OUT]),
    "archive_say": (c_int32, [_H, c_char_p, c_char_p, c_int32, _OUT]), "archive_review": (c_int32, [_H, *_TEXT, _OUT]),
    "archive_merge": (c_int32, [_H, c_char_p, _OUT]), "archive_export": (c_int32, [_H, c_int32, _OUT, _OUT]),
    "archive_check": (c_int32, [_H, _OUT]), "archive_query": (c_int32, [_H, _H, *_TEXT, _OUT, _OUT]),
    "archive_report": (c_int32, [_H, _H, c_char_p, *_TEXT, _OUT, _OUT]),
    "answer_text": (c_void_p, [_H, POINTER(c_size_t)]), "answer_free": (None, [_H]),
}


def _candidates() -> List[str]:
    named = os.environ.get("ENTENTE_LIBRARY")
    if named:
        return [named]
    return [os.path.join(os.path.dirname(os.path.abspath(__file__)), SONAME), SONAME]


def _load() -> ctypes.CDLL:
    tried = []
    for path in _candidates():
        try:
            library = ctypes.CDLL(path)
        except OSError as problem:
            tried.append("%s: %s" % (path, problem))
            continue
        try:
            library.entente_abi_version.restype = c_uint32
            found = library.entente_abi_version()
            if found != ABI:
                raise EntenteError(Code.UNSUPPORTED, "this package needs ABI %d and the library has %d; install versions that fit" % (ABI, found), path)
            for name, (result, parameters) in _CALLS.items():
                call = getattr(library, "entente_" + name)
                call.restype, call.argtypes = result, parameters
        except AttributeError as problem:
            raise EntenteError(Code.UNSUPPORTED, "the library lacks a call that this package needs (%s); install a newer one" % problem, path) from None
        return library
    raise EntenteError(Code.NOT_FOUND, "%s cannot be loaded; set ENTENTE_LIBRARY to its path or install it. Tried: %s" % (SONAME, "; ".join(tried)))


LIBRARY = _load()


def error_of(status: int, error: c_void_p) -> EntenteError:
    """The exception for a failed call; frees the error object."""
    if not error:
        return EntenteError(status, "the call failed")
    try:
        message = LIBRARY.entente_error_message(error).decode("utf-8", "replace")
        return EntenteError(status, message, LIBRARY.entente_error_origin(error).decode("utf-8", "replace"))
    finally:
        LIBRARY.entente_error_free(error)


def opened(function: Callable[..., int], free: Callable[[int], None], *arguments: Any, of_process: bool = False) -> Handle:
    """Makes a call whose last parameters are the place for a handle and the error object; raises EntenteError."""
    out = c_void_p()
    check(function, *arguments, ctypes.byref(out))
    return Handle(out.value or 0, free, of_process)


def check(function: Callable[..., int], *arguments: Any) -> None:
    """Makes a call whose last parameter is the error object; raises EntenteError."""
    error = c_void_p()
    status = function(*arguments, ctypes.byref(error))
    if status:
        raise error_of(status, error)


def bytes_of(function: Callable[..., Optional[int]], *arguments: Any) -> bytes:
    """A copy of a borrowed text with its length; b"" for NULL."""
    size = c_size_t()
    start = function(*arguments, ctypes.byref(size))
    return ctypes.string_at(start, size.value) if start else b""


def utf8(text: str, what: str) -> bytes:
    """UTF-8 of `text`. Errors: BAD_TEXT for a lone surrogate, with its place."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as problem:
        raise EntenteError(Code.BAD_TEXT, "the %s holds a lone surrogate, which is no text" % what, "code point %d" % problem.start) from None


def option(text: Optional[str], what: str) -> Optional[bytes]:
    """A short text that ends with NUL for the library; None stays None."""
    if text is None:
        return None
    data = utf8(text, what)
    if b"\0" in data:
        raise EntenteError(Code.INVALID_ARGUMENT, "the %s holds a NUL character" % what)
    return data


class Handle:
    """Owns one handle of the library and frees it when nothing uses it any more: whoever makes a call holds a reference, so closing an
    object never frees what another thread is using. In the last moments of the interpreter and, for handles with threads,
    files or locks behind them (`of_process`), after a fork, it is left to the operating system."""

    __slots__ = ("pointer", "pid", "kept", "_free", "__weakref__")

    def __init__(self, pointer: int, free: Callable[[int], None], of_process: bool = False) -> None:
        """`kept` is for what the library calls back while the handle lives."""
        self.pointer = pointer
        self.kept: Any = None
        self.pid = os.getpid() if of_process else 0
        self._free = free

    def __del__(self, finalizing: Callable[[], bool] = sys.is_finalizing, getpid: Callable[[], int] = os.getpid) -> None:
        # The defaults keep what is needed: modules are emptied before the last finalisers run.
        if not finalizing() and (not self.pid or self.pid == getpid()):
            self._free(self.pointer)


def versions() -> Tuple[str, str]:
    """(version, version text) of the library."""
    return LIBRARY.entente_version().decode(), LIBRARY.entente_version_text().decode()
