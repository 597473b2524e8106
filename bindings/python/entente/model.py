"""What an article says, as frozen dataclasses: one for each object of deal.schema.json, with references in place of indices.

Offsets are half open and come in two units: `begin` and `end` count the bytes of the field in UTF-8, `char_begin` and `char_end` the code
points of the Python text. Sums, rates and stakes are Decimal.
Tested by: bindings/python/tests/test_extract.py
"""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Dict, List, Mapping, Optional, Tuple, Union

Day = Union[datetime.date, str, None]


@dataclass(frozen=True)
class Span:
    """A place in the title or the body; body[span.char_begin:span.char_end] is its text."""

    field: str
    begin: int
    end: int
    char_begin: int
    char_end: int


@dataclass(frozen=True)
class Party:
    id: int
    name: str
    kind: str
    aliases: Tuple[str, ...]
    mentions: Tuple[Span, ...]
    identifiers: Tuple[Tuple[str, str], ...]  # (scheme, value)


@dataclass(frozen=True)
class Normalized:
    """A sum in the engine's currency, with the trail of its rate."""

    currency: str
    low: Optional[Decimal]
    high: Optional[Decimal]
    rate: Optional[Decimal]
    rate_date: Optional[str]  # a day or a month
    kind: str
    source: Optional[str]


@dataclass(frozen=True)
class Amount:
    id: int
    span: Span
    text: str
    low: Optional[Decimal]
    high: Optional[Decimal]
    currency: Optional[str]
    currency_basis: Optional[str]
    qualifiers: Tuple[str, ...]
    role: str
    equivalent_of: Optional[int]  # id of the amount that this one restates in another currency
    implied_rate: Optional[Decimal]
    normalized: Optional[Normalized]
    not_normalized: Optional[str]


@dataclass(frozen=True)
class When:
    """A day or a period. `value` is a date where the day is exact, else the period as text ("2024-06-01/2024-06-30")."""

    first: Optional[datetime.date]
    last: Optional[datetime.date]
    precision: Optional[str]
    basis: Optional[str]  # "text", "published"; None for a mention
    span: Optional[Span]
    text: Optional[str]  # of a mention

    @property
    def value(self) -> Day:
        if self.first is not None and self.first == self.last:
            return self.first
        if self.first is None and self.last is None:
            return self.text
        return "%s/%s" % (self.first or "..", self.last or "..")


@dataclass(frozen=True)
class Participant:
    party: Party
    role: str
    span: Optional[Span]

    @property
    def name(self) -> str:
        return self.party.name


@dataclass(frozen=True)
class Deal:
    id: int
    kind: str
    form: str
    status: str
    parties: Tuple[Participant, ...]
    amount: Optional[Amount]
    equivalents: Tuple[Amount, ...]
    stake_percent: Optional[Decimal]
    when: Optional[When]
    term_months: Optional[int]
    subject: Optional[str]
    evidence: Tuple[Span, ...]
    rule: Optional[str]
    confidence: float
    publishable: bool

    @property
    def date(self) -> Day:
        """A date where the day is exact, else the period as text; None where it is not known."""
        return self.when.value if self.when else None


@dataclass(frozen=True)
class Warning:
    code: str
    message: str
    spans: Tuple[Span, ...]
    amounts: Tuple[Amount, ...]
    expected: Optional[str]


@dataclass(frozen=True)
class Reading:
    """Everything of one article."""

    parties: Tuple[Party, ...]
    amounts: Tuple[Amount, ...]
    dates: Tuple[When, ...]
    deals: Tuple[Deal, ...]
    warnings: Tuple[Warning, ...]


_CHUNK = 10  # bits: the table of _Points has an entry for each KiB
_CONTINUATION = bytes(range(0x80, 0xC0))


class _Points:
    """Turns byte offsets of a text's UTF-8 into code points: counts whole KiB once, the rest for each question."""

    def __init__(self, text: str) -> None:
        self._data = None if text.isascii() else text.encode("utf-8")
        self._table = [0]
        if self._data is not None:
            for at in range(0, len(self._data), 1 << _CHUNK):
                self._table.append(self._table[-1] + len(self._data[at:at + (1 << _CHUNK)].translate(None, _CONTINUATION)))

    def __call__(self, offset: int) -> int:
        if self._data is None:
            return offset
        chunk = offset >> _CHUNK
        return self._table[chunk] + len(self._data[chunk << _CHUNK:offset].translate(None, _CONTINUATION))


def decimal(text: Optional[str]) -> Optional[Decimal]:
    return None if text is None else Decimal(text)


def day(text: Optional[str]) -> Optional[datetime.date]:
    return None if text is None else datetime.date.fromisoformat(text)


class _Reader:
    def __init__(self, found: Mapping[str, Any], title: str, body: str) -> None:
        self.points = {"title": _Points(title), "body": _Points(body)}
        self.known: Dict[Tuple[str, int, int], Span] = {}  # mentions, roles and evidence name the same places
        self.parties = tuple(self.party(p) for p in found["parties"])
        self.amounts = tuple(self.amount(a) for a in found["amounts"])
        dates = tuple(self.when(d, self.span(d), d["text"]) for d in found["dates"])
        deals = tuple(self.deal(d) for d in found["deals"])
        warnings = tuple(Warning(w["code"], w["message"], self.spans(w["spans"]), tuple(self.amounts[i] for i in w["amounts"]), w["expected"])
                         for w in found["warnings"])
        self.reading = Reading(self.parties, self.amounts, dates, deals, warnings)

    def span(self, found: Mapping[str, Any]) -> Span:
        key = found["field"], found["begin"], found["end"]
        span = self.known.get(key)
        if span is None:
            points = self.points[key[0]]
            span = self.known[key] = Span(*key, points(key[1]), points(key[2]))
        return span

    def spans(self, found: List[Dict[str, Any]]) -> Tuple[Span, ...]:
        return tuple([self.span(s) for s in found])

    def party(self, p: Mapping[str, Any]) -> Party:
        return Party(p["id"], p["name"], p["kind"], tuple(p["aliases"]), self.spans(p["mentions"]), tuple((i["scheme"], i["value"]) for i in p["identifiers"]))

    def amount(self, a: Mapping[str, Any]) -> Amount:
        n = a["normalized"]
        normalized = None if n is None else Normalized(n["currency"], decimal(n["low"]), decimal(n["high"]), decimal(n["rate"]), n["rate_date"], n["kind"], n["source"])
        return Amount(a["id"], self.span(a), a["text"], decimal(a["low"]), decimal(a["high"]), a["currency"], a.get("currency_basis"), tuple(a["qualifiers"]),
                      a["role"], a["equivalent_of"], decimal(a["implied_rate"]), normalized, a.get("not_normalized"))

    def when(self, d: Mapping[str, Any], span: Optional[Span], text: Optional[str]) -> When:
        return When(day(d["from"]), day(d["to"]), d["precision"], d.get("basis"), span, text)

    def deal(self, d: Mapping[str, Any]) -> Deal:
        parties = tuple(Participant(self.parties[p["party"]], p["role"], self.span(p["span"]) if p.get("span") else None) for p in d["parties"])
        date = d["date"]
        when = None if date is None else self.when(date, self.span(date["span"]) if date.get("span") else None, None)
        return Deal(d["id"], d["kind"], d["form"], d["status"], parties, None if d["amount"] is None else self.amounts[d["amount"]],
                    tuple(self.amounts[i] for i in d["equivalents"]), None if d["stake_percent"] is None else Decimal(d["stake_percent"]), when, d["term_months"],
                    d["subject"], self.spans(d["evidence"]), d.get("rule"), float(d["confidence"]), d["publishable"])


def read(found: Mapping[str, Any], title: str, body: str) -> Reading:
    """`found`: JSON whose fractions are still text."""
    return _Reader(found, title, body).reading
