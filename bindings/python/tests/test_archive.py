"""The archive through the package."""
import json
import os
import pickle

import pytest

import entente
from conftest import TEXT


@pytest.fixture
def archive(tmp_path):
    with entente.Archive(tmp_path / "a.db") as opened:
        yield opened


def read(engine, name, text=TEXT):
    return engine.extract(text, id=name, published="2024-05-04")


def test_add_and_query(engine, archive):
    assert archive.add(read(engine, "a1")) == 1
    answer = archive.query({"ask": "deals", "where": {"parties": ["가온전자"]}})
    assert [d["kind"] for d in answer["deals"]] == ["investment"]
    assert archive.query({"ask": "deals", "where": {"parties": "없는회사"}})["deals"] == []
    assert archive.query({"ask": "totals", "currency": "EUR"}, rates=engine)["ask"] == "totals"
    assert archive.query({"ask": "graph", "format": "dot"}).lstrip().startswith(("graph", "digraph"))
    archive.check()
    archive.remove("a1")
    assert archive.counts()["articles"] == 0


def test_more_than_one_batch_and_a_checkpoint(engine, archive):
    given = ({"id": str(n), "body": TEXT} for n in range(600))
    assert archive.checkpoint() == ""
    assert archive.add(engine.extract_many(given), checkpoint="600") == 600
    assert (archive.counts()["articles"], archive.checkpoint()) == (600, "600")
    assert archive.add([], checkpoint="nothing new") == 0 and archive.checkpoint() == "nothing new"


def test_merge_is_as_if_added_here(engine, tmp_path):
    texts = {"a": TEXT, "b": TEXT.replace("120", "95"), "c": TEXT.replace("가온전자", "한결텔레콤")}
    with entente.Archive(tmp_path / "all.db") as whole, entente.Archive(tmp_path / "1.db") as first, entente.Archive(tmp_path / "2.db") as second:
        whole.add(read(engine, *item) for item in texts.items())
        first.add(read(engine, "a", texts["a"]))
        second.add([read(engine, "b", texts["b"]), read(engine, "c", texts["c"])])
        second.close()
        first.merge(tmp_path / "2.db")
        assert first.export() == whole.export()


def test_host_deals_reviews_and_names(engine, archive):
    found = json.loads(read(engine, "own").json)
    archive.add_json(found, body=TEXT)
    (deal,) = archive.query({"ask": "deals"})["deals"]
    archive.review({"deal": deal["id"], "verdict": "accepted", "reviewer": "r", "at": "2024-05-05", "note": ""})
    assert "accepted" in archive.export("reviews")
    archive.say("가온전자", "Gaon", True)
    archive.say("가온전자", "Gaon", None)
    archive.remove("own", host=True)


def data_of(page):
    return json.loads(page.split('<script type="application/json" id="data">')[1].split("</script>")[0])


def test_report(engine, archive, tmp_path):
    archive.add([read(engine, "a1"), read(engine, "a2", "한결텔레콤은 마루건설을 95억원에 인수했다.")])
    page = archive.report(tmp_path / "all.html")
    assert (tmp_path / "all.html").read_bytes() == page.encode() and page.startswith("<!DOCTYPE html>")
    data = data_of(page)
    assert (data["about"]["archive"], len(data["deals"]["deals"])) == ("a.db", 2)
    asked = []
    rates = entente.Engine(rates=lambda *question: asked.append(question))
    data = data_of(archive.report(question={"where": {"parties": "한결텔레콤"}, "currency": "EUR"}, name="<한결>", rates=rates))
    assert data["about"] == {"archive": "<한결>", "filters": [["parties", "한결텔레콤"]], "cut": False} and asked
    assert [p["name"] for p in data["deals"]["deals"][0]["parties"]] == ["한결텔레콤", "마루건설"]


@pytest.mark.parametrize("call, code", [
    (lambda a: a.report(question={"by": "year"}), "invalid_argument"),
    (lambda a: a.report(question={"where": {"kinds": "gift"}}), "invalid_argument"),
    (lambda a: a.report("/nowhere/page.html"), "io"),
    (lambda a: a.query({"ask": "nothing"}), "invalid_argument"),
    (lambda a: a.query({"where": {"kinds": ["partnership", "x"]}}), "invalid_argument"),
    (lambda a: a.merge("/nowhere.db"), "not_found"),
    (lambda a: a.remove("nobody"), "not_found"),
    (lambda a: a.say("x", "y", None), "not_found"),
    (lambda a: a.export("x"), "invalid_argument"),
    (lambda a: entente.Archive("/nowhere/a.db", "read"), "not_found"),
    (lambda a: entente.Archive(a.path, "x"), "invalid_argument"),
])
def test_errors(archive, call, code):
    with pytest.raises(entente.EntenteError) as caught:
        call(archive)
    assert caught.value.code == code


def test_place_in_the_question(archive):
    with pytest.raises(entente.EntenteError) as caught:
        archive.query({"where": {"kinds": ["partnership", "x"]}})
    assert caught.value.place == "where.kinds[1]"


def test_what_cannot_be_added(engine, archive):
    with pytest.raises(entente.EntenteError, match="merge"):
        archive.add(pickle.loads(pickle.dumps(read(engine, "a1"))))
    archive.close()
    with pytest.raises(entente.EntenteError, match="closed"):
        archive.add(read(engine, "a1"))


def test_fork(engine, archive):
    child = os.fork()
    if child == 0:
        code = 1
        try:
            archive.counts()
        except entente.EntenteError as problem:
            code = 0 if problem.code == "unsupported" else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert archive.counts()["articles"] == 0
