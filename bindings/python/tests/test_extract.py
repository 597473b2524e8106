"""One article: fields, types, offsets, options and errors."""
import datetime
import json
import pickle
from decimal import Decimal

import pytest

import entente


def test_deal(engine, text):
    article = engine.extract(text, published=datetime.date(2024, 5, 4), id="a1")
    (deal,) = article.deals
    assert (article.id, article.language, article.published) == ("a1", "ko", datetime.date(2024, 5, 4))
    assert (deal.kind, deal.status) == ("investment", "completed")
    assert [(p.name, p.role) for p in deal.parties] == [("가온전자", "investor"), ("새벽로보틱스", "investee")]
    assert deal.parties[0].party is article.parties[0] and deal.amount is article.amounts[0]
    assert deal.amount.low == Decimal("12000000000") and isinstance(deal.amount.low, Decimal) and deal.amount.currency == "KRW"
    assert deal.amount.normalized.currency == "USD" and isinstance(deal.amount.normalized.rate, Decimal)
    assert deal.date == datetime.date(2024, 5, 3) and deal.when.basis == "text"
    with pytest.raises(AttributeError):
        deal.kind = "contract"


def test_periods_stay_text(engine, text):
    article = engine.extract(text.replace("5월 3일", "5월"), published="2024-05")
    assert article.published == "2024-05"
    assert [d.value for d in article.dates if d.precision == "month"] == ["2024-05-01/2024-05-31"]


@pytest.mark.parametrize("lead", ["", "🚀", "é" * 700, "가나다 " * 1000 + "🚀\n\n", "x" * 1023 + "🚀", "x" * 1022 + "가"],
                         ids=["none", "four bytes", "two bytes", "three bytes", "4 over the first KiB", "3 over the first KiB"])
def test_offsets_in_both_units(engine, text, lead):
    body = lead + " " + text
    article = engine.extract(body, language="ko", published="2024-05-04")
    data = body.encode()
    spans = [a.span for a in article.amounts] + [s for p in article.parties for s in p.mentions] + [s for d in article.deals for s in d.evidence]
    assert len(spans) >= 4
    for span in spans:
        assert data[span.begin:span.end].decode() == body[span.char_begin:span.char_end]
    amount = article.amounts[0]
    assert amount.text == "120억원" == body[amount.span.char_begin:amount.span.char_end]


def test_title_offsets(engine, text):
    article = engine.extract("본문이다.", title=text, published="2024-05-04")
    span = article.amounts[0].span
    assert span.field == "title" and article.title[span.char_begin:span.char_end] == "120억원"


def test_bytes_in_another_encoding(engine, text):
    body = text.replace("🚀", "").replace("é", "")
    article = engine.extract(body.encode("cp949"), title="제목", encoding="cp949")
    assert (article.body, article.title) == (body, "제목")
    assert engine.extract(body.encode("cp949"), encoding="auto").body == body
    span = article.amounts[0].span
    assert body[span.char_begin:span.char_end] == "120억원"


def test_html(engine, text):
    body = "<p>" + text + "</p>"
    span = engine.extract(body, format="html").amounts[0].span
    assert body[span.char_begin:span.char_end] == "120억원"


def test_fields_decode_on_first_access(engine, text):
    article = engine.extract(text)
    assert article._json is None and article._found is None and article._reading is None
    assert json.loads(article.json)["schema"] == 1
    assert article._reading is None and article.deals and article._reading is article.reading


def test_article_pickles(engine, text):
    article = engine.explain(text, title="제목", id="a1")
    again = pickle.loads(pickle.dumps(article))
    assert again == article and again.deals == article.deals and again.explanation == article.explanation != None  # noqa: E711


def test_explain(engine, text):
    explanation = engine.explain(text).explanation
    assert explanation["schema"] == 1 and explanation["attempts"]
    assert engine.extract(text).explanation is None


def test_money_and_convert(engine, text):
    article = engine.money(text, currency="EUR", published="2024-05-04")
    assert article.deals == () and article.amounts[0].normalized.currency == "EUR"
    amount = engine.convert("1000000 USD", "KRW", on="2024-06-04")
    assert amount.normalized.currency == "KRW" and amount.normalized.low > Decimal(10) ** 9
    assert engine.convert("1000000 USD", "KRW", on=datetime.date(2024, 6, 4)) == amount


@pytest.mark.parametrize("call, code, place", [
    (lambda e: e.extract(b"ok \xff"), "bad_text", "byte 3"),
    (lambda e: e.extract("가\ud800"), "bad_text", "code point 1"),
    (lambda e: e.extract("x", published="2024-13-01"), "invalid_argument", None),
    (lambda e: e.extract("x", language="xx"), "invalid_argument", None),
    (lambda e: e.extract("x", language="k\0o"), "invalid_argument", None),
    (lambda e: e.extract("x", format="pdf"), "invalid_argument", None),
    (lambda e: e.extract("x", encoding="cp949"), "invalid_argument", None),
    (lambda e: e.extract(b"x", title="t", encoding="no-such"), "invalid_argument", None),
    (lambda e: e.extract(b"x", title="🚀", encoding="cp949"), "bad_text", "code point 0"),
    (lambda e: e.convert("no sum", "KRW"), "not_found", None),
    (lambda e: e.convert("1 USD", "XXY"), "invalid_argument", None),
    (lambda e: entente.Engine(currency="XXY"), "invalid_argument", None),
    (lambda e: entente.Engine(lexicons=["/nowhere.tsv"]), "not_found", "/nowhere.tsv"),
    (lambda e: entente.Engine(rates=b"date,currency,units_per_usd\n2024-06-04,KRW,x\n"), "bad_record", "user:2"),
    (lambda e: entente.Engine(max_document_bytes=3).extract("four"), "limit", None),
])
def test_errors_have_code_and_place(engine, call, code, place):
    with pytest.raises(entente.EntenteError) as caught:
        call(engine)
    error = caught.value
    assert error.code == code and error.number == entente.Code[code.upper()] and error.message
    assert place is None or error.place == place


def test_options_reach_the_engine(tmp_path, text):
    rates = tmp_path / "own.csv"
    rates.write_text("date,currency,units_per_usd\n2024-05-03,KRW,1000\n")
    engine = entente.Engine(rates=rates, currency="USD")
    amount = engine.extract(text).deals[0].amount
    assert amount.normalized.low == Decimal("12000000") and amount.normalized.kind == "user"
    rates.unlink()  # the contents travel, not the path
    assert pickle.loads(pickle.dumps(engine)).extract(text).json == engine.extract(text).json


LEXICON = "name\tkind\taliases\tticker\tbusiness_number\n누리솔루스\tcompany\t누리솔\t123450\t124-81-00998\n"


def test_lexicons(tmp_path):
    path = tmp_path / "own.tsv"
    path.write_text(LEXICON, encoding="utf-8")
    for source in (path, str(path), LEXICON.encode()):
        article = entente.Engine(lexicons=[source]).extract("누리솔은 다온메카와 업무협약을 체결했다.")
        (party,) = [p for p in article.parties if p.name == "누리솔루스"]
        assert dict(party.identifiers) == {"ticker": "123450", "business_number": "124-81-00998"}
    engine = pickle.loads(pickle.dumps(entente.Engine(lexicons=[path, "name\tkind\n다온메카홀딩스\tcompany\n".encode()])))
    assert engine.extract("누리솔은 다온메카와 업무협약을 체결했다.").json == article.json
    with pytest.raises(entente.EntenteError) as caught:
        entente.Engine(lexicons=[LEXICON.replace("company", "x").encode()])
    assert (caught.value.code, caught.value.place) == ("bad_pack", "lexicon:2")
    with pytest.raises(TypeError):
        entente.Engine(lexicons=LEXICON.encode())


def test_rates_of_the_ecb(text):
    day = b"Date,USD,KRW,\n2024-05-03,1.0,2000,\n"
    amount = entente.Engine(rates_ecb=day).extract(text).deals[0].amount
    assert (amount.normalized.low, amount.normalized.kind, amount.normalized.rate_date) == (Decimal("6000000"), "daily", "2024-05-03")
