"""The engine: reads articles, one or many.

Tested by: bindings/python/tests/test_extract.py, test_life.py
"""
from __future__ import annotations

import ctypes
import datetime
import os
from typing import Any, Dict, Iterable, Iterator, Literal, Mapping, Optional, Tuple, Union, overload

from . import _library as lib
from .article import Article
from .errors import Code, EntenteError
from .model import Amount
from .rates import Callback, Rates, call as rate_call

Source = Union[str, "os.PathLike[str]", bytes]
When = Union[str, datetime.date, None]
Given = Union[str, Mapping[str, Any]]  # one of many articles
FORMATS = {"text": 0, "html": 1}


def when_text(when: When) -> Optional[str]:
    if isinstance(when, datetime.datetime):
        when = when.date()
    return when.isoformat() if isinstance(when, datetime.date) else when


def _loaded(source: Optional[Source], name: str) -> Optional[Tuple[bytes, str]]:
    """(content, name for errors) of a file or of bytes."""
    if source is None:
        return None
    if isinstance(source, bytes):
        return source, name
    path = os.fspath(source)
    try:
        with open(path, "rb") as file:
            return file.read(), path
    except FileNotFoundError:
        raise EntenteError(Code.NOT_FOUND, "there is no such file", path) from None
    except OSError as problem:
        raise EntenteError(Code.IO, "the file cannot be read: %s" % problem.strerror, path) from None


class Engine:
    """Reads articles. Open one and share it: any number of threads may call it at once, and the result does not depend on them.

    currency: ISO 4217 code that sums are normalised to.
    rates: own rates, "date,currency,units_per_usd" and rows; rates_ecb: the ECB's eurofxref-hist.csv or the zip that holds it;
    lexicons: tables of organisations, triggers or frames. Each is a path or the content as bytes; files are read here, once.
    rates may be a callable instead: rates("EUR", "KRW", date) says how many won a euro is on that day, as a Decimal, a Fraction, an int or text;
    with None the other rates are asked. It is called by whatever thread reads, by several at once, for extract_many by the library's, and
    must not call the engine. What it raises ends the call (of many articles, that one) with CANCELLED, whose __cause__ it is.
    max_document_bytes: title and body together; 0: 64 MiB, also the most.
    Errors: EntenteError; the place of a mistake in a file is "name:line".

    An engine pickles with its options and the contents of its files (and with its callable, where that pickles), so it travels to workers. After a fork the child opens its own.
    """

    def __init__(self, *, currency: Optional[str] = None, rates: Union[Source, Rates, None] = None, rates_ecb: Optional[Source] = None,
                 lexicons: Iterable[Source] = (), max_document_bytes: int = 0) -> None:
        if isinstance(lexicons, (str, bytes, os.PathLike)):
            raise TypeError("lexicons is a list of paths or bytes")
        if max_document_bytes < 0:
            raise EntenteError(Code.INVALID_ARGUMENT, "max_document_bytes is below zero")
        self._options: Dict[str, Any] = {
            "currency": currency, "rates": rates if callable(rates) else _loaded(rates, "user"), "rates_ecb": _loaded(rates_ecb, "eurofxref-hist.csv"),
            "lexicons": tuple(_loaded(lexicon, "lexicon") for lexicon in lexicons), "max_document_bytes": max_document_bytes}
        self._handle: Optional[lib.Handle] = _open(self._options)

    @classmethod
    def _restore(cls, options: Dict[str, Any]) -> "Engine":
        engine = cls.__new__(cls)
        engine._options = options
        engine._handle = _open(options)
        return engine

    def __reduce__(self) -> Tuple[Any, ...]:
        return type(self)._restore, (self._options,)

    def handle(self) -> lib.Handle:
        """The open engine of this process; hold it during a call. Errors: INVALID_ARGUMENT when closed."""
        handle = self._handle
        if handle is None:
            raise EntenteError(Code.INVALID_ARGUMENT, "the engine is closed")
        if handle.pid != os.getpid():  # another thread of the parent may have been inside the engine when the process forked
            handle = self._handle = _open(self._options)
        return handle

    def close(self) -> None:
        """Lets the engine go; calls under way in other threads end well."""
        self._handle = None

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return "<entente.Engine%s>" % (" closed" if self._handle is None else "")

    def extract(self, body: Union[str, bytes], *, title: str = "", language: Optional[str] = None, published: When = None, id: str = "",
                format: str = "text", encoding: Optional[str] = None) -> Article:
        """Reads one article.

        body: text, or bytes in `encoding` (None: UTF-8; "auto": UTF-8, else windows-949; or a name such as "cp949").
        language: "ko", "en", "ja", "zh"; None: detected. published: a day, month or year as text, or a date; None: relative dates stay
        unresolved. format: of the body, "text" or "html".
        Errors: EntenteError (BAD_TEXT, INVALID_ARGUMENT, LIMIT).
        """
        return self._read("extract", body, title, language, published, id, format, encoding)

    def explain(self, body: Union[str, bytes], *, title: str = "", language: Optional[str] = None, published: When = None, id: str = "",
                format: str = "text", encoding: Optional[str] = None) -> Article:
        """As extract, and keeps why the result is what it is: Article.explanation."""
        return self._read("explain", body, title, language, published, id, format, encoding)

    def money(self, text: str, *, currency: Optional[str] = None, language: Optional[str] = None, published: When = None) -> Article:
        """Reads sums and dates alone; parties and deals stay empty. currency: that sums are normalised to; None: that of the engine."""
        return self._read("read_money", text, "", language, published, "", "text", None, lib.option(currency, "currency"))

    def convert(self, text: str, to: str, *, on: When = None, language: Optional[str] = None) -> Amount:
        """Converts a sum as a text writes it ("33700000000 SEK", "$1.2bn") to the currency `to` at the rate of `on`. The result is in
        `normalized`, or `not_normalized` says why there is none. Of several sums the first is given; money() gives all.
        Errors: EntenteError (NOT_FOUND: no sum in the text; INVALID_ARGUMENT)."""
        handle, data = self.handle(), lib.utf8(text, "text")
        with rate_call(handle):
            found = lib.opened(lib.LIBRARY.entente_convert, lib.LIBRARY.entente_extraction_free, handle.pointer, data, len(data),
                               lib.option(language, "language"), lib.option(to, "currency"), lib.option(when_text(on), "date"))
        return Article(found, None, text).amounts[0]

    @overload
    def extract_many(self, articles: Iterable[Given], *, threads: Optional[int] = None, language: Optional[str] = None, published: When = None,
                     errors: Literal["raise"] = "raise") -> Iterator[Article]: ...

    @overload
    def extract_many(self, articles: Iterable[Given], *, threads: Optional[int] = None, language: Optional[str] = None, published: When = None,
                     errors: Literal["return"]) -> Iterator[Union[Article, EntenteError]]: ...

    def extract_many(self, articles: Iterable[Given], *, threads: Optional[int] = None, language: Optional[str] = None, published: When = None,
                     errors: str = "raise") -> Iterator[Any]:
        """Reads many articles with the library's own threads: an iterator in, an iterator of Article out, in the same order.

        articles: bodies, or mappings with "body" and, where known, "title", "id", "language", "published", "format" ("text", "html"); other
        keys are passed over. They are asked for one by one, in the thread that takes the results, and no more than a few hundred per
        thread ahead of them: memory does not grow with their number.
        threads: None: as many as the machine has; with 1 each article is read when it is asked for. language, published: for those that do not say.
        errors: "raise" raises the EntenteError of an article that cannot be read, which ends the iteration; "return" gives it in the
        place of the Article. What `articles` itself raises comes after the results of those before it.
        When the interpreter ends, a daemon thread that takes results stops; an atexit handler that goes on gets CANCELLED.
        """
        from .many import article_line, extract_many

        return extract_many(self, articles, article_line, threads, language, when_text(published), None, errors)

    def extract_lines(self, lines: Iterable[Union[bytes, str]], *, threads: Optional[int] = None, language: Optional[str] = None, published: When = None,
                      encoding: Optional[str] = None, errors: str = "raise") -> Iterator[Any]:
        """As extract_many, for articles that are lines of NDJSON, such as an open file: they go to the library as they are. Blank lines give
        nothing. encoding: of lines that are bytes, as for extract."""
        from .many import extract_many, record_line

        return extract_many(self, lines, record_line, threads, language, when_text(published), encoding, errors)

    def _read(self, call: str, body: Union[str, bytes], title: str, language: Optional[str], published: When, id: str, format: str,
              encoding: Optional[str], *more: Any) -> Article:
        if format not in FORMATS:
            raise EntenteError(Code.INVALID_ARGUMENT, 'the format is neither "text" nor "html"')
        is_text = isinstance(body, str)
        if is_text and encoding is not None:
            raise EntenteError(Code.INVALID_ARGUMENT, "a body that is text has no encoding; pass bytes")
        handle = self.handle()
        data = lib.utf8(body, "body") if isinstance(body, str) else bytes(body)
        # The title travels in the encoding of the body.
        head = lib.utf8(title, "title") if encoding in (None, "", "auto") else _encoded(title, str(encoding))
        name = lib.utf8(id, "id")
        article = lib.ArticleStruct(id=name or None, id_bytes=len(name), title=head or None, title_bytes=len(head), body=data, body_bytes=len(data),
                                    language=lib.option(language, "language"), published=lib.option(when_text(published), "date of publication"),
                                    encoding=lib.option(encoding, "encoding"), format=FORMATS[format])
        with rate_call(handle):
            found = lib.opened(getattr(lib.LIBRARY, "entente_" + call), lib.LIBRARY.entente_extraction_free, handle.pointer, ctypes.byref(article), *more)
        return Article(found, title if is_text and title else None, body if isinstance(body, str) else None)


def _encoded(title: str, encoding: str) -> bytes:
    try:
        return title.encode(encoding)
    except LookupError:
        raise EntenteError(Code.INVALID_ARGUMENT, "the encoding is not known: %s" % encoding) from None
    except UnicodeEncodeError as problem:
        raise EntenteError(Code.BAD_TEXT, "the title cannot be written in the encoding of the body", "code point %d" % problem.start) from None


def _open(options: Mapping[str, Any]) -> lib.Handle:
    callback = Callback(options["rates"]) if callable(options["rates"]) else None
    rates, ecb = (options["rates"] if callback is None else None) or (None, None), options["rates_ecb"] or (None, None)
    structs = [lib.Lexicon(text=data, text_bytes=len(data), name=lib.option(name, "name")) for data, name in options["lexicons"]]
    pointers = (ctypes.POINTER(lib.Lexicon) * len(structs))(*(ctypes.pointer(s) for s in structs))
    given = lib.EngineOptions(currency=lib.option(options["currency"], "currency"), max_document_bytes=options["max_document_bytes"],
                              **({"rate": callback.function} if callback else {}),
                              rates_csv=rates[0], rates_csv_bytes=len(rates[0] or b""), rates_csv_name=lib.option(rates[1], "name"),
                              rates_ecb=ecb[0], rates_ecb_bytes=len(ecb[0] or b""), rates_ecb_name=lib.option(ecb[1], "name"),
                              lexicons=pointers if structs else None, lexicon_count=len(structs))
    handle = lib.opened(lib.LIBRARY.entente_engine_open, lib.LIBRARY.entente_engine_free, ctypes.byref(given), of_process=True)
    handle.kept = callback
    return handle
