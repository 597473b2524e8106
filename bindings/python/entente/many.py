"""Many articles through the library's stream of records: its threads extract, the caller's thread feeds and takes.

The stream asks for bytes when it has room; each time the next few articles are taken from the caller's iterator and written as lines of JSON. The library
gives exactly one result or error for each line, in order, so the texts wait in a queue for their results.
Tested by: bindings/python/tests/test_many.py
"""
from __future__ import annotations

import atexit
import ctypes
import json
import os
import threading
import weakref
from collections import deque
from typing import TYPE_CHECKING, Any, Callable, Deque, Dict, Iterable, Iterator, List, Mapping, Optional, Tuple

from . import _library as lib
from .article import Article
from .errors import Code, EntenteError
from .rates import Callback

if TYPE_CHECKING:
    from .engine import Engine

_TEXTS = ("id", "title", "body", "language", "published", "format")
_MOST_THREADS = 64
_BATCH = 32  # articles; half of what the library gives a thread at once
_quoted: Callable[[str], str] = getattr(json.encoder, "encode_basestring", json.JSONEncoder(ensure_ascii=False).encode)  # the first is twice as fast
_BLANK = b" \t\r\xef\xbb\xbf"


def _text(value: Any, key: str) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")  # what is no UTF-8 stays wrong and is refused by the library
    if key == "published" and not isinstance(value, str):
        from .engine import when_text

        value = when_text(value)
    if not isinstance(value, str):
        raise TypeError("%s of an article is text, not %s" % (key, type(value).__name__))
    return value


_Texts = Tuple[Optional[str], Optional[str]]  # title and body; None: those that the library read


def article_line(given: Any) -> Optional[Tuple[bytes, _Texts]]:
    if isinstance(given, (str, bytes)):
        given = {"body": given}
    elif not isinstance(given, Mapping):
        raise TypeError("an article is text or a mapping, not %s" % type(given).__name__)
    record: Dict[str, str] = {}
    for key in _TEXTS:
        value = given.get(key)
        if value is not None:
            record[key] = value if type(value) is str else _text(value, key)
    try:
        line = ("{" + ",".join(['"%s":%s' % (key, _quoted(text)) for key, text in record.items()]) + "}\n").encode("utf-8")
    except UnicodeEncodeError:
        line = json.dumps(record).encode("ascii") + b"\n"  # the lone surrogate as \uXXXX, which fails this record alone
    return line, (record.get("title"), record.get("body", ""))


def record_line(given: Any) -> Optional[Tuple[bytes, _Texts]]:
    """None for a blank line, which the library passes over."""
    line = given.encode("utf-8", "surrogateescape") if isinstance(given, str) else bytes(given)
    line = line.rstrip(b"\r\n")
    if b"\n" in line:
        raise EntenteError(Code.INVALID_ARGUMENT, "a record holds a line end; give one line at a time")
    return (line + b"\n", (None, None)) if line.strip(_BLANK) else None


class _Feed:
    """Gives the stream its bytes. Runs inside stream_next, in its thread."""

    def __init__(self, articles: Iterable[Any], line_of: Callable[[Any], Optional[Tuple[bytes, _Texts]]], batch: int) -> None:
        """`batch`: how many articles are taken at once, at most; the library hands them to its threads in batches anyway."""
        self.source = iter(articles)
        self.waiting: Deque[_Texts] = deque()  # of the lines that have no result yet
        self.problem: Optional[BaseException] = None
        self._line_of = line_of
        self._batch = batch
        self._rest = b""

    def read(self, _user: Any, to: int, capacity: int, count: Any) -> int:
        try:
            if not self._rest and self.problem is None:
                self._rest = self._lines(capacity)
            if not self._rest and self.problem is not None:
                return Code.IO
            size = min(capacity, len(self._rest))
            ctypes.memmove(to, self._rest, size)
            count[0] = size
            self._rest = self._rest[size:]
            return Code.OK
        except BaseException as problem:  # nothing may pass through the library; it is raised after the results before it
            self.problem = problem
            return Code.IO

    def _lines(self, enough: int) -> bytes:
        """The lines of the next articles; none at the end, or when the source failed."""
        lines: List[bytes] = []
        size = 0
        try:
            while len(lines) < self._batch and size < enough:
                made = self._line_of(next(self.source))
                if made is not None:
                    lines.append(made[0])
                    self.waiting.append(made[1])
                    size += len(made[0])
        except StopIteration:
            pass
        except BaseException as problem:
            self.problem = problem
        return b"".join(lines)


def extract_many(engine: "Engine", articles: Iterable[Any], line_of: Callable[[Any], Optional[Tuple[bytes, _Texts]]], threads: Optional[int], language: Optional[str],
                 published: Optional[str], encoding: Optional[str], errors: str) -> Iterator[Any]:
    """See Engine.extract_many and Engine.extract_lines. The arguments are checked before the first result is asked for."""
    if errors not in ("raise", "return"):
        raise EntenteError(Code.INVALID_ARGUMENT, 'errors is neither "raise" nor "return"')
    if threads is not None and not 1 <= threads <= _MOST_THREADS:
        raise EntenteError(Code.INVALID_ARGUMENT, "threads is from 1 to %d, or None" % _MOST_THREADS)
    feed = _Feed(articles, line_of, 1 if threads == 1 else _BATCH)
    reader = lib.READ(feed.read)
    options = lib.StreamOptions(read=reader, name=b"articles", threads=threads or 0, encoding=lib.option(encoding, "encoding"), language=lib.option(language, "language"),
                                published=lib.option(published, "date of publication"))
    held = engine.handle()
    stream = lib.opened(lib.LIBRARY.entente_stream_open, lib.LIBRARY.entente_stream_free, held.pointer, ctypes.byref(options), of_process=True)
    return _results(_Stream(stream), feed, held.kept, (reader, options, held), errors == "raise")


class _Stream:
    """The handle of a stream, and the lock that says whether a call is inside."""

    def __init__(self, handle: lib.Handle) -> None:
        self.handle: Optional[lib.Handle] = handle
        self.lock = threading.Lock()
        _streams.add(self)


_streams: "weakref.WeakSet[_Stream]" = weakref.WeakSet()
_ending = False
_LONGEST_WAIT = 10.0  # seconds at exit, for an input that does not give its next article


@atexit.register
def _end_streams() -> None:
    """Ends the threads of the library before the interpreter does, and waits for calls under way in daemon threads: a thread that comes back
    to an interpreter that has ended is unwound, which the library in between would not survive."""
    global _ending
    _ending = True
    for stream in list(_streams):
        if stream.lock.acquire(timeout=_LONGEST_WAIT):
            stream.handle = None
            stream.lock.release()


def _refuse() -> None:
    """No stream works when the interpreter ends: a daemon thread stops here for good, as everywhere else."""
    if threading.current_thread() is not threading.main_thread():
        threading.Event().wait()
    raise EntenteError(Code.CANCELLED, "the interpreter ends; take the results before")


def _results(stream: _Stream, feed: _Feed, rates: Optional[Callback], kept: Tuple[Any, ...], raises: bool) -> Iterator[Any]:
    """`kept`: what the stream needs for as long as it lives, the engine among it."""
    stream_next, free = lib.LIBRARY.entente_stream_next, lib.LIBRARY.entente_extraction_free
    out, error = ctypes.c_void_p(), ctypes.c_void_p()
    to_out, to_error = ctypes.byref(out), ctypes.byref(error)
    try:
        while True:
            if _ending:
                _refuse()
            with stream.lock:
                if _ending or stream.handle is None:
                    continue
                if stream.handle.pid != os.getpid():
                    raise EntenteError(Code.UNSUPPORTED, "the process forked; go on in the parent, or call extract_many in the child")
                status = stream_next(stream.handle.pointer, to_out, to_error)
            if status == 0:
                if not out.value:
                    return
                title, body = feed.waiting.popleft()
                yield Article(lib.Handle(out.value, free), title or None, body)
                continue
            problem = lib.error_of(status, error)
            if status == Code.IO and feed.problem is not None:  # no record gives IO
                raise feed.problem
            feed.waiting.popleft()
            if rates is not None:
                rates.explain(problem, own_thread=False)
            if raises:
                raise problem
            yield problem
    finally:
        stream.handle = None  # before the engine, which `kept` holds
        del kept
