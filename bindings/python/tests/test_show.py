"""HTML for notebooks, and tables."""
import re
import sys
import types

import pytest

import entente


def test_evidence_and_sums_are_marked(engine, text):
    html = engine.extract(text)._repr_html_()
    marked = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", html))
    assert "투자했다고" in marked and re.search(r"<mark[^>]*bold[^>]*>120억원</mark>", html)


def test_everything_is_escaped(engine, text):
    attack = '<script>alert("x")</script><img src=x onerror=\'y\'>&'
    html = engine.extract(attack + " " + text.replace("가온전자", "가온<b>전자") + attack, title=attack, id=attack)._repr_html_()
    assert set(re.findall(r"<\s*/?\s*([a-zA-Z!]\w*)", html)) <= {"div", "table", "thead", "tbody", "tr", "th", "td", "p", "h4", "mark"}
    assert "&lt;script&gt;alert(&quot;x&quot;)" in html and "onerror=&#x27;" in html
    shown = re.sub(r"<[^>]*>", "", html)
    assert "<" not in shown and "&amp;" in shown


def test_a_field_of_a_deal_is_escaped(engine, text):
    import json

    article = engine.extract(text)
    found = article.json.replace("가온전자".encode(), b"<script>x</script>")
    assert json.loads(found)["deals"]
    assert "<script" not in entente.Article(None, "", text, found)._repr_html_()


def test_long_texts_are_cut(engine, text):
    html = engine.extract(text + " 끝." * 20000)._repr_html_()
    assert len(html) < 40000 and "…" in html


def test_no_deals(engine):
    assert "no deals" in engine.extract("오늘은 맑다.")._repr_html_()


def test_rows(engine, text):
    (row,) = engine.extract(text, id="a1").rows()
    assert row["article"] == "a1" and row["parties"] == ["가온전자", "새벽로보틱스"] and row["amount_text"] == "120억원"
    assert row["evidence"] in text


def test_to_pandas(engine, text, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", types.SimpleNamespace(DataFrame=lambda rows, columns: (rows, columns)))
    rows, columns = entente.to_pandas(engine.extract_many([text, text]))
    assert len(rows) == 2 and list(rows[0]) == columns
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="rows"):
        engine.extract(text).to_pandas()
