"""The archive: a file that keeps what was read, makes one deal of its reports, and answers questions.

Tested by: bindings/python/tests/test_archive.py
"""
from __future__ import annotations

import ctypes
import json
import os
from itertools import islice
from typing import Any, Dict, Iterable, Iterator, Mapping, Optional, Union

from . import _library as lib
from .article import Article, pointer_of
from .engine import Engine
from .errors import Code, EntenteError
from .rates import call as rate_call

_MODES = {"create": 0, "write": 1, "read": 2}
_EXPORTS = {"reviews": 0, "contents": 1, "counts": 2}
_BATCH = 256  # articles in one transaction


class Archive:
    """An SQLite file of deals. Any thread may call it; the library lets one in at a time. Do not open the file with Python's sqlite3 in the
    same process: two copies of SQLite break each other's locks.

    mode: "create" (makes the file where there is none), "write", "read". currency: of indexed values, fixed when the file is made;
    None: USD. wait_ms: how long to wait for another writer; 0: a minute. cache_mib: memory for pages; 0: 64.
    """

    def __init__(self, path: Union[str, "os.PathLike[str]"], mode: str = "create", *, currency: Optional[str] = None, wait_ms: int = 0, cache_mib: int = 0) -> None:
        if mode not in _MODES:
            raise EntenteError(Code.INVALID_ARGUMENT, 'the mode is "create", "write" or "read"')
        self.path = os.fspath(path)
        options = lib.ArchiveOptions(mode=_MODES[mode], currency=lib.option(currency, "currency"), wait_ms=wait_ms, cache_mib=cache_mib)
        self._handle: Optional[lib.Handle] = lib.opened(lib.LIBRARY.entente_archive_open, lib.LIBRARY.entente_archive_free, lib.option(self.path, "path"),
                                                        ctypes.byref(options), of_process=True)

    def _live(self) -> lib.Handle:
        if self._handle is None:
            raise EntenteError(Code.INVALID_ARGUMENT, "the archive is closed", self.path)
        if self._handle.pid != os.getpid():
            raise EntenteError(Code.UNSUPPORTED, "an archive does not pass through a fork; open it again in the child", self.path)
        return self._handle

    def close(self) -> None:
        """Closes the file once the calls under way have ended."""
        self._handle = None

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return "<entente.Archive %r%s>" % (self.path, " closed" if self._handle is None else "")

    def add(self, articles: Union[Article, Iterable[Article]], *, checkpoint: Optional[str] = None, name: str = "python") -> int:
        """Keeps articles, each in place of what was kept under its id before; gives their number. Every 256 are one transaction; with the
        last of them goes `checkpoint`, a text that says how far the caller has come, under `name`."""
        handle = self._live()
        source: Iterator[Article] = iter([articles] if isinstance(articles, Article) else articles)
        batch = list(islice(source, _BATCH))
        count = 0
        while batch or (checkpoint is not None and not count):
            following = list(islice(source, _BATCH))
            pointers = (ctypes.c_void_p * len(batch))(*(pointer_of(a) for a in batch))
            last = checkpoint is not None and not following
            lib.check(lib.LIBRARY.entente_archive_add, handle.pointer, pointers, len(batch), lib.option(name, "name") if last else None,
                      lib.option(checkpoint, "checkpoint") if last else None)
            count += len(batch)
            if last:
                break
            batch = following
        return count

    def checkpoint(self, name: str = "python") -> str:
        """The text that was last kept under `name`, or ""."""
        return self._answer(lib.LIBRARY.entente_archive_checkpoint, lib.option(name, "name"))

    def add_json(self, found: Union[Mapping[str, Any], str, bytes], *, title: str = "", body: str = "") -> None:
        """Keeps deals that the host made itself, as an object of deal.schema.json with an id of its own."""
        data, head, text = _json(found), lib.utf8(title, "title"), lib.utf8(body, "body")
        handle = self._live()
        lib.check(lib.LIBRARY.entente_archive_add_json, handle.pointer, data, len(data), head, len(head), text, len(text))

    def remove(self, id: str, *, host: bool = False) -> None:
        """Takes an article, or an entry of the host, out with all that came from it. Errors: NOT_FOUND."""
        handle = self._live()
        lib.check(lib.LIBRARY.entente_archive_remove, handle.pointer, lib.option(id, "id"), int(host))

    def say(self, name: str, other: str, same: Optional[bool]) -> None:
        """`other` is another name of the party `name`, or is not; None takes back what was said."""
        handle = self._live()
        lib.check(lib.LIBRARY.entente_archive_say, handle.pointer, lib.option(name, "name"), lib.option(other, "name"), 2 if same is None else int(same))

    def review(self, verdict: Union[Mapping[str, Any], str, bytes]) -> None:
        """Keeps what a reviewer says of a deal: {"deal", "verdict", "reviewer", "at", "note", "edited"}."""
        data = _json(verdict)
        handle = self._live()
        lib.check(lib.LIBRARY.entente_archive_review, handle.pointer, data, len(data))

    def merge(self, path: Union[str, "os.PathLike[str]"]) -> None:
        """Adds all that another archive holds, as if its articles had been added here."""
        handle = self._live()
        lib.check(lib.LIBRARY.entente_archive_merge, handle.pointer, lib.option(os.fspath(path), "path"))

    def query(self, question: Union[Mapping[str, Any], str, bytes], *, rates: Optional[Engine] = None) -> Any:
        """Asks a question of query.schema.json ({"ask": "deals", "where": {...}}); the answer is a dict, or GraphML or DOT as text where
        the question says so. rates: the engine whose rates convert sums to other currencies.
        Errors: EntenteError; the place is that in the question ("where.kinds[1]")."""
        data, engine = _json(question), rates.handle() if rates is not None else None
        with rate_call(engine):
            answer = self._answer(lib.LIBRARY.entente_archive_query, engine.pointer if engine else None, data, len(data))
        return json.loads(answer) if answer.startswith("{") else answer

    def report(self, path: Union[str, "os.PathLike[str]", None] = None, question: Union[Mapping[str, Any], str, bytes, None] = None, *, name: Optional[str] = None,
               rates: Optional[Engine] = None) -> str:
        """One page of HTML that any browser opens without a network: deals with their evidence, graph, timeline and totals. Gives the page, and writes it to
        `path` where there is one.

        question: {"where", "sort", "limit", "currency"} as in query.schema.json, each where wanted; None: the newest 5000 deals. name: the title of
        the page; None: that of the archive's file. rates: as for query. Errors: EntenteError (INVALID_ARGUMENT with the place in the question; IO)."""
        data, engine = b"" if question is None else _json(question), rates.handle() if rates is not None else None
        title = os.path.basename(self.path) if name is None else name
        with rate_call(engine):
            page = self._answer(lib.LIBRARY.entente_archive_report, engine.pointer if engine else None, lib.option(title, "name"), data, len(data))
        if path is not None:
            try:
                with open(path, "w", encoding="utf-8", newline="") as file:
                    file.write(page)
            except OSError as problem:
                raise EntenteError(Code.IO, "the page cannot be written: %s" % problem.strerror, os.fspath(path)) from None
        return page

    def counts(self) -> Dict[str, int]:
        """{"articles", "reports", "deals", "parties"}"""
        counts: Dict[str, int] = json.loads(self.export("counts"))
        return counts

    def export(self, what: str = "contents") -> str:
        """Lines of JSON: "reviews", "contents" (in an order that does not depend on arrival) or "counts"."""
        if what not in _EXPORTS:
            raise EntenteError(Code.INVALID_ARGUMENT, 'what is exported is "reviews", "contents" or "counts"')
        return self._answer(lib.LIBRARY.entente_archive_export, _EXPORTS[what])

    def check(self) -> None:
        """Reads all of the file and raises EntenteError (IO) where it does not hold together."""
        handle = self._live()
        lib.check(lib.LIBRARY.entente_archive_check, handle.pointer)

    def _answer(self, call: Any, *arguments: Any) -> str:
        handle = self._live()
        answer = lib.opened(call, lib.LIBRARY.entente_answer_free, handle.pointer, *arguments)
        return lib.bytes_of(lib.LIBRARY.entente_answer_text, answer.pointer).decode("utf-8")


def _json(value: Union[Mapping[str, Any], str, bytes]) -> bytes:
    if isinstance(value, bytes):
        return value
    return lib.utf8(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), "JSON")
