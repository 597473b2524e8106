"""extract_many: order, back-pressure, errors, and what its input raises."""
import gc
import itertools
import json
import os
import threading

import pytest

import entente
from conftest import TEXT


def articles(count):
    for n in range(count):
        yield {"id": str(n), "body": TEXT.replace("120", str(n + 1)) + (" 끝." * (n % 7)), "published": "2024-05-04", "url": object()}


@pytest.mark.parametrize("threads", [1, 2, 8, None])
def test_order_and_the_same_bytes_as_one_by_one(engine, threads):
    wanted = [engine.extract(a["body"], id=a["id"], published=a["published"]).json for a in articles(700)]
    found = list(engine.extract_many(articles(700), threads=threads))
    assert [a.id for a in found] == [str(n) for n in range(700)]
    assert [a.json for a in found] == wanted
    span = found[5].amounts[0].span
    assert found[5].body[span.char_begin:span.char_end] == found[5].amounts[0].text


@pytest.mark.parametrize("threads, ahead", [(1, 1), (2, 2 * 256)])
def test_back_pressure(engine, threads, ahead):
    asked = 0

    def endless():
        nonlocal asked
        for asked in itertools.count(1):
            yield TEXT

    most = 0
    results = engine.extract_many(endless(), threads=threads)
    for taken, _ in enumerate(itertools.islice(results, 1500), 1):
        most = max(most, asked - taken)
    results.close()
    assert most <= ahead


def test_nothing_is_asked_before_the_first_result(engine):
    asked = []
    results = engine.extract_many(asked.append(n) or TEXT for n in range(3))
    assert asked == []
    assert len(list(results)) == 3


def test_the_input_is_asked_in_the_thread_that_takes_the_results(engine):
    threads = set()

    def source():
        for _ in range(500):
            threads.add(threading.get_ident())
            yield TEXT

    assert len(list(engine.extract_many(source(), threads=4))) == 500
    assert threads == {threading.get_ident()}


def test_closing_early_ends_the_input(engine):
    ended = []

    def source():
        try:
            while True:
                yield TEXT
        finally:
            ended.append(True)

    results = engine.extract_many(source(), threads=2)
    next(results)
    results.close()
    del results
    gc.collect()
    assert ended == [True]


def test_empty(engine):
    assert list(engine.extract_many([])) == []


def test_a_bad_article_fails_alone(engine):
    given = [TEXT, {"body": "\ud800"}, {"body": b"\xff"}, {"id": "x"}, {"body": TEXT, "published": "yesterday"}, TEXT]
    found = list(engine.extract_many(given, threads=2, errors="return"))
    assert [isinstance(a, entente.Article) for a in found] == [True, False, False, False, False, True]
    assert [a.place.split(": ")[0] for a in found[1:5]] == ["articles:%d" % n for n in (2, 3, 4, 5)]
    assert all(a.code in ("bad_record", "bad_text", "invalid_argument") for a in found[1:5])
    results = engine.extract_many(given, threads=2)
    assert next(results).deals
    with pytest.raises(entente.EntenteError):
        next(results)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("problem", [KeyError("own"), KeyboardInterrupt()])
def test_what_the_input_raises_comes_after_the_results_before_it(engine, threads, problem):
    def source():
        yield TEXT
        yield TEXT
        raise problem

    results = engine.extract_many(source(), threads=threads, errors="return")
    assert next(results).deals and next(results).deals
    with pytest.raises(type(problem)) as caught:
        next(results)
    assert caught.value is problem
    assert list(results) == []


@pytest.mark.parametrize("given", [3, {"body": 3}, None])
def test_what_is_no_article_is_a_type_error(engine, given):
    with pytest.raises(TypeError):
        list(engine.extract_many([given]))


@pytest.mark.parametrize("options", [{"threads": 0}, {"threads": 65}, {"errors": "ignore"}, {"language": "xx"}, {"published": "x"}])
def test_wrong_options_fail_at_once(engine, options):
    with pytest.raises(entente.EntenteError) as caught:
        engine.extract_many([], **options)
    assert caught.value.code == "invalid_argument"


def test_a_long_article_passes_in_pieces(engine):
    body = TEXT + "\n" + "다음 문장이다. " * 60000
    (article,) = engine.extract_many([body])
    assert len(body.encode()) > 1 << 20 and article.json == engine.extract(body).json


def test_defaults_for_articles_that_do_not_say(engine):
    (first, second) = engine.extract_many(["짧다.", {"body": "짧다.", "language": "en"}], language="ja", published="2024")
    assert (first.language, second.language) == ("ja", "en") and json.loads(first.json)["published"] == "2024"


def test_lines_are_read_as_they_are(engine, tmp_path):
    given = list(articles(300))
    path = tmp_path / "news.ndjson"
    text = "\ufeff" + "\r\n\n  \n".join(json.dumps({**a, "url": "x"}, ensure_ascii=False) for a in given)
    path.write_bytes(text.encode())
    wanted = [a.json for a in engine.extract_many(given)]
    with open(path, "rb") as lines:
        found = list(engine.extract_lines(lines))
    assert [a.json for a in found] == wanted and found[7].body == given[7]["body"]
    with open(path, encoding="utf-8") as lines:
        assert [a.json for a in engine.extract_lines(lines, threads=2)] == wanted
    assert [a.json for a in engine.extract_lines([text.replace("\ufeff", "").split("\n")[0].replace("é🚀🚀", "").replace("🚀", "").encode("cp949")], encoding="cp949")][0]


def test_lines_that_are_no_records(engine):
    found = list(engine.extract_lines([b"{broken", b"", b'{"body": "x"}', b"[]\n"], errors="return"))
    assert [getattr(a, "place", "") for a in found] == ["articles:1", "", "articles:3"] and found[0].code == "bad_record"
    with pytest.raises(entente.EntenteError, match="line end"):
        list(engine.extract_lines([b'{"body":\n "x"}']))


def test_memory_does_not_grow_with_the_number_of_articles(engine):
    def resident():
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20

    sizes = []
    results = engine.extract_many(({"id": str(n), "body": TEXT} for n in range(100000)), threads=2)
    for number, article in enumerate(results, 1):
        if number % 20000 == 0:
            assert article.deals
            sizes.append(resident())
    assert len(sizes) == 5 and max(sizes) - sizes[0] <= 4, sizes
