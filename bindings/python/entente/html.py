"""An article as HTML for notebooks: its deals and its text with the evidence and the sums marked. Everything from outside is escaped.

Tested by: bindings/python/tests/test_show.py
"""
from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, List, Tuple

if TYPE_CHECKING:
    from .article import Article

_EVIDENCE, _AMOUNT = 1, 2
_STYLES = {_EVIDENCE: "background:#fff3bf", _AMOUNT: "background:#ffd8a8;font-weight:bold", _EVIDENCE | _AMOUNT: "background:#ffd8a8;font-weight:bold"}
_MOST_CHARACTERS = 20000  # of a field that is shown; a notebook keeps every output


def _marked(text: str, places: List[Tuple[int, int, int]]) -> str:
    """`text` with (begin, end, mark) places marked; places may overlap."""
    cuts = sorted({0, len(text), *(at for begin, end, _ in places for at in (begin, end) if at <= len(text))})
    parts = []
    for begin, end in zip(cuts, cuts[1:]):
        marks = 0
        for first, last, mark in places:
            if first <= begin and end <= last:
                marks |= mark
        piece = escape(text[begin:end])
        parts.append('<mark style="%s">%s</mark>' % (_STYLES[marks], piece) if marks else piece)
    return "".join(parts)


def article_html(article: "Article") -> str:
    rows = []
    for deal in article.deals:
        parties = ", ".join("%s (%s)" % (p.name, p.role) for p in deal.parties)
        cells = (deal.status, "%s, %s" % (deal.kind, deal.form), parties, deal.amount.text if deal.amount else "", str(deal.date or ""), "%.2f" % deal.confidence)
        rows.append("<tr>%s</tr>" % "".join("<td>%s</td>" % escape(cell) for cell in cells))
    head = "".join("<th>%s</th>" % name for name in ("status", "deal", "parties", "sum", "date", "confidence"))
    table = "<table><thead><tr>%s</tr></thead><tbody>%s</tbody></table>" % (head, "".join(rows)) if rows else "<p>no deals</p>"
    texts = []
    for field, text, tag in (("title", article.title, "h4"), ("body", article.body, "div")):
        if not text:
            continue
        places = [(s.char_begin, s.char_end, _EVIDENCE) for deal in article.deals for s in deal.evidence if s.field == field]
        places += [(a.span.char_begin, a.span.char_end, _AMOUNT) for a in article.amounts if a.span.field == field]
        shown = text[:_MOST_CHARACTERS]
        kept = [(begin, min(end, len(shown)), mark) for begin, end, mark in places if begin < len(shown)]
        texts.append('<%s style="white-space:pre-wrap">%s%s</%s>' % (tag, _marked(shown, kept), "…" if len(shown) < len(text) else "", tag))
    return '<div class="entente-article">%s%s</div>' % (table, "".join(texts))
