"""The result of reading one article. Its fields decode when they are first looked at.

Tested by: bindings/python/tests/test_extract.py, test_show.py
"""
from __future__ import annotations

import json
from typing import Any, Dict, Iterable, List, Optional, Tuple

from . import _library as lib
from .errors import Code, EntenteError
from .model import Amount, Day, Deal, Party, Reading, Warning, When, day, read

_TITLE, _BODY = 0, 1


class Article:
    """What was read in one article. Immutable, for any number of threads.

    It keeps the library's result until it is first decoded by something that needs a copy. Pickles with its JSON and text; what comes out of a
    pickle can be looked at, but not added to an archive.
    """

    __slots__ = ("_handle", "_json", "_explanation", "_title", "_body", "_found", "_reading")

    def __init__(self, handle: Optional[lib.Handle], title: Optional[str], body: Optional[str], data: Optional[bytes] = None, explanation: Optional[bytes] = None) -> None:
        """Made by Engine. `title` and `body` are the texts that the offsets count in; None: those that the library decoded."""
        self._handle, self._json, self._explanation = handle, data, explanation
        self._title, self._body = title, body
        self._found: Optional[Dict[str, Any]] = None
        self._reading: Optional[Reading] = None

    def _field(self, field: int) -> str:
        return lib.bytes_of(lib.LIBRARY.entente_extraction_field, self._handle.pointer, field).decode("utf-8") if self._handle else ""

    @property
    def title(self) -> str:
        if self._title is None:
            self._title = self._field(_TITLE)
        return self._title

    @property
    def body(self) -> str:
        if self._body is None:
            self._body = self._field(_BODY)
        return self._body

    @property
    def json(self) -> bytes:
        """The whole result as one line of JSON (deal.schema.json), the bytes of the library."""
        if self._json is None:
            assert self._handle is not None
            self._json = lib.bytes_of(lib.LIBRARY.entente_extraction_json, self._handle.pointer)
        return self._json

    @property
    def explanation(self) -> Optional[Dict[str, Any]]:
        """Why the result is what it is (capi/ABI.md), of an article that Engine.explain gave; else None."""
        data = self._explanation_bytes()
        return json.loads(data) if data else None

    def _explanation_bytes(self) -> bytes:
        if self._explanation is None:
            self._explanation = lib.bytes_of(lib.LIBRARY.entente_extraction_explanation, self._handle.pointer) if self._handle else b""
        return self._explanation

    def _decoded(self) -> Dict[str, Any]:
        if self._found is None:
            self._found = json.loads(self.json, parse_float=str)  # a fraction becomes Decimal without passing through floating point
        return self._found

    @property
    def reading(self) -> Reading:
        if self._reading is None:
            self._reading = read(self._decoded(), self.title, self.body)
        return self._reading

    @property
    def id(self) -> Optional[str]:
        name: Optional[str] = self._decoded()["id"]
        return name

    @property
    def language(self) -> Optional[str]:
        language: Optional[str] = self._decoded()["language"]
        return language

    @property
    def published(self) -> Day:
        """A date where a day was given, else the month or year as given; None where it is not known."""
        text: Optional[str] = self._decoded()["published"]
        return day(text) if text and len(text) == len("2024-06-04") else text

    @property
    def deals(self) -> Tuple[Deal, ...]:
        return self.reading.deals

    @property
    def parties(self) -> Tuple[Party, ...]:
        return self.reading.parties

    @property
    def amounts(self) -> Tuple[Amount, ...]:
        return self.reading.amounts

    @property
    def dates(self) -> Tuple[When, ...]:
        return self.reading.dates

    @property
    def warnings(self) -> Tuple[Warning, ...]:
        return self.reading.warnings

    def rows(self) -> List[Dict[str, Any]]:
        """One row for each deal, for tables."""
        return [_row(self, deal) for deal in self.deals]

    def to_pandas(self) -> Any:
        """A pandas.DataFrame with one row for each deal. Errors: ImportError where pandas is not installed."""
        return to_pandas([self])

    def _repr_html_(self) -> str:
        from .html import article_html

        return article_html(self)

    def __repr__(self) -> str:
        return "<entente.Article %r, %d deals>" % (self.id, len(self._decoded()["deals"]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Article) and (self.json, self.title, self.body) == (other.json, other.title, other.body)

    def __hash__(self) -> int:
        return hash(self.json)

    def __reduce__(self) -> Tuple[Any, ...]:
        return Article, (None, self.title, self.body, self.json, self._explanation_bytes())


def pointer_of(article: Article) -> Any:
    """The library's result behind an article. Errors: UNSUPPORTED for one that came out of a pickle."""
    if article._handle is None:
        raise EntenteError(Code.UNSUPPORTED, "this article came from another process; add it to an archive there and merge the archives, or read it again")
    return article._handle.pointer


COLUMNS = ("article", "published", "deal", "kind", "form", "status", "parties", "roles", "amount_text", "amount_low", "amount_high", "currency", "normalized_low",
           "normalized_high", "normalized_currency", "stake_percent", "date", "term_months", "subject", "evidence", "confidence", "publishable")


def _row(article: Article, deal: Deal) -> Dict[str, Any]:
    amount = deal.amount
    normalized = amount.normalized if amount else None
    evidence = [{"title": article.title, "body": article.body}[s.field][s.char_begin:s.char_end] for s in deal.evidence]
    values = (article.id, article.published, deal.id, deal.kind, deal.form, deal.status, [p.name for p in deal.parties], [p.role for p in deal.parties],
              amount and amount.text, amount and amount.low, amount and amount.high, amount and amount.currency, normalized and normalized.low,
              normalized and normalized.high, normalized and normalized.currency, deal.stake_percent, deal.date, deal.term_months, deal.subject,
              " … ".join(evidence), deal.confidence, deal.publishable)
    return dict(zip(COLUMNS, values))


def to_pandas(articles: Iterable[Article]) -> Any:
    """A pandas.DataFrame with one row for each deal of the articles. Errors: ImportError where pandas is not installed."""
    try:
        import pandas  # type: ignore[import]
    except ImportError as problem:
        raise ImportError("to_pandas() needs pandas (pip install pandas); Article.rows() gives the same as dicts") from problem
    return pandas.DataFrame([row for article in articles for row in article.rows()], columns=list(COLUMNS))
