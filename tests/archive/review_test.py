"""What people change in an archive, through the command line: verdicts, names, own entries, articles taken out, and what is exported of it."""
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

from harness import SOURCE, entente, equal, main, test, true

FOLDER = tempfile.TemporaryDirectory()
ARCHIVE = os.path.join(FOLDER.name, "news.archive")
ARTICLES = [
    {"id": "n1", "language": "ko", "published": "2024-05-04", "title": "가온전자, 새벽로보틱스에 투자", "body": "가온전자는 새벽로보틱스에 120억원을 투자했다."},
    {"id": "n2", "language": "ko", "published": "2024-05-09", "title": "두레은행과 누리텔레콤", "body": "두레은행은 누리텔레콤과 업무협약(MOU)을 체결했다고 밝혔다."}]


def file(name, text):
    name = os.path.join(FOLDER.name, name)
    with open(name, "w", encoding="utf-8") as out:
        out.write(text)
    return name


def run(*arguments, code=0, archive=ARCHIVE, stdin=b""):
    got, out, err = entente(*arguments, "--archive", archive, stdin=stdin)
    equal(got, code, "%r: %s" % (arguments, err.decode()))
    true((code in (0, 1)) == (not err), "%r: errors are said, and nothing else: %s" % (arguments, err.decode()))
    return out.decode(), err.decode()


def deals(*filters):
    return json.loads(entente("query", *filters, "--output", "json", "--archive", ARCHIVE)[1])["deals"]


def index():
    run("index", "-", stdin="".join(json.dumps(article, ensure_ascii=False) + "\n" for article in ARTICLES).encode())


@test
def a_verdict_holds_over_a_new_reading():
    index()
    investment, agreement = deals("--kind", "investment")[0]["id"], deals("--kind", "partnership")[0]["id"]
    run("review", "reject", investment, "--reviewer", "kim", "--at", "2024-06-01", "--note", 'no "deal"\\')
    equal([deal["id"] for deal in deals()], [agreement])
    index()
    equal([deal["id"] for deal in deals()], [agreement])
    review = json.loads(run("export", "reviews")[0].splitlines()[0])
    equal((review["deal"], review["verdict"], review["reviewer"], review["at"], review["note"]), (investment, "rejected", "kim", "2024-06-01", 'no "deal"\\'))
    run("review", "accept", investment, agreement)
    equal(len(deals()), 2)


@test
def an_edit_stands_and_becomes_a_test_case():
    investment = deals("--kind", "investment")[0]["id"]
    shown = json.loads(run("review", "show", investment)[0])
    equal([party["name"] for party in shown["parties"]], ["가온전자", "새벽로보틱스"])
    shown["deals"][0]["status"] = "planned"
    shown["parties"][1] = {"name": "새벽로보틱스", "kind": "company", "aliases": ["Saebyeok Robotics"]}
    run("review", "edit", investment, file("edit.json", json.dumps(shown, ensure_ascii=False)))
    equal([(deal["status"], deal["amount"]["low"]) for deal in deals("--kind", "investment")], [("planned", "12000000000")])
    cases = [json.loads(line) for line in run("export", "cases")[0].splitlines()]
    equal([case["id"] for case in cases], ["n1", "n2"])
    equal(cases[0]["body"], ARTICLES[0]["body"])
    gold = cases[0]["gold"]["deals"][0]
    equal((gold["status"], gold["amounts"], gold["parties"][1]), ("planned", [{"low": "12000000000", "high": "12000000000", "currency": "KRW"}], {"names": ["새벽로보틱스", "Saebyeok Robotics"], "role": "investee"}))
    # the scorer reads them: what the engine finds in them is right but for the corrected status
    gold_file = file("gold.jsonl", run("export", "cases")[0])
    got, out, _ = entente("extract", gold_file, "--input", "ndjson", "--output", "ndjson")
    equal(got, 0)
    scores = subprocess.run([sys.executable, os.path.join(SOURCE, "tests", "accuracy", "score.py"), gold_file], input=out, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    equal(scores.returncode, 0, scores.stderr.decode())
    true("deal" in scores.stdout.decode(), scores.stdout.decode())


@test
def learned_names_are_a_lexicon():
    run("parties", "same-as", "두레은행", "Dure Bank")
    run("parties", "not-same-as", "두레은행", "두레생협")
    table = run("export", "lexicon")[0]
    equal(table, "name\tkind\taliases\n두레은행\tcompany\tDure Bank\n새벽로보틱스\tcompany\tSaebyeok Robotics\n")
    got, out, err = entente("extract", "-", "--lexicon", file("own.tsv", table), "--output", "json", stdin="Dure Bank는 누리텔레콤과 업무협약을 체결했다.".encode())
    true(got == 0 and "두레은행" in out.decode(), err.decode())
    equal([deal["id"] for deal in deals("--party", "dure bank")], [deal["id"] for deal in deals("--party", "두레은행")])
    run("parties", "unsay", "두레은행", "Dure Bank")
    equal(deals("--party", "dure bank"), [])
    true("nothing was said" in run("parties", "unsay", "두레은행", "Dure Bank", code=2)[1], "said once is taken back once")


@test
def own_entries_and_articles_come_and_go():
    body = "마루건설과 한결바이오가 합작사를 세운다."
    entry = {"id": "own-1", "language": "ko", "published": "2024-07-01", "title": "메모", "body": body,
             "parties": [{"name": "마루건설"}, {"name": "한결바이오"}],
             "deals": [{"kind": "joint_venture", "status": "planned", "parties": [{"party": 0, "role": "parent"}, {"party": 1, "role": "parent"}],
                        "evidence": [{"field": "body", "begin": 0, "end": len(body.encode())}]}]}
    name = file("own.json", json.dumps(entry, ensure_ascii=False))
    run("add", name)
    found = deals("--by-host", "true", "--kind", "joint_venture")
    equal([(deal["reports"][0]["article"], deal["reports"][0]["origin"], deal["reports"][0]["evidence"][0]["text"]) for deal in found], [("own-1", "host", body)])
    entry["deals"][0]["kind"] = "marriage"
    out, err = run("add", name, file("bad.json", json.dumps(entry, ensure_ascii=False)), os.path.join(FOLDER.name, "none.json"), code=3)
    true("bad.json: deals[0].kind: 'marriage' is not known here" in err and "none.json" in err, err)
    run("remove", "own-1", "n1", code=3)
    equal([deal["kind"] for deal in deals()], ["joint_venture", "partnership"])  # what has no day comes first
    run("remove", "own-1", "--own")
    equal([deal["kind"] for deal in deals()], ["partnership"])
    index()  # from the start, since the mark of how far it came is that of a file
    equal([(deal["kind"], deal["status"]) for deal in deals()], [("investment", "planned"), ("partnership", "agreed")])  # as it was edited
    equal([json.loads(line)["article"] for line in run("export", "reviews")[0].splitlines() if "article" in json.loads(line)].count("n1"), 1)


@test
def mistakes_name_their_place():
    for arguments, said in (
            (["review", "reject", "0123456789abcdef"], "0123456789abcdef: the archive has no deal of this id"),
            (["review", "accept", "nobody"], "nobody: deal: 'nobody' is no id of a deal"),
            (["review", "show", "0123456789abcdef"], "the archive has no deal of this id"),
            (["review"], "review takes accept ID"),
            (["review", "perhaps", "x"], "review takes accept ID"),
            (["review", "edit", "0123456789abcdef", file("broken.json", "{")], "broken.json: this is no JSON"),
            (["review", "edit", "0123456789abcdef", file("kind.json", '{"deals": [{"kind": "marriage"}]}')], "kind.json: edited.deals[0].kind: 'marriage' is not known here"),
            (["parties", "same-as", "one"], "two names"),
            (["parties", "same-as", "one", "one"], "two different names"),
            (["remove", "nobody"], "nobody: the archive has no article of this id"),
            (["remove"], "which articles?"),
            (["add"], "which files?"),
            (["query", "--note", "x"], "only review takes"),
            (["index", "--own"], "only remove takes --own")):
        err = run(*arguments, code=2)[1]
        true(said in err, "%r: %s" % (arguments, err))
    for command in ("review", "parties", "add", "remove"):
        code, out, err = entente(command, "--help")
        true(code == 0 and out.startswith(b"Usage: entente review") and not err, command)
    equal(entente("review", "accept", "x", "--archive", os.path.join(FOLDER.name, "none"))[0], 2)
    equal(entente("export", "lexicon", "--archive", ARCHIVE)[0], 0)


@test
def readme_calls_run():
    """Every call of README.md about reviews, in its order, with an id and files that are there."""
    readme = open(os.path.join(SOURCE, "README.md"), encoding="utf-8").read()
    calls = re.search(r"```\n((?:\$ entente (?:review|parties|add|remove|export) .*\n)+)```", readme)[1].splitlines()
    true(len(calls) >= 9, "README.md shows the calls")
    folder = tempfile.mkdtemp(dir=FOLDER.name)
    article = json.dumps({"id": "article-17", "language": "ko", "published": "2024-06-04", "body": "두레은행은 누리텔레콤과 업무협약(MOU)을 체결했다고 밝혔다."}, ensure_ascii=False)
    equal(entente("index", "-", "--archive", "deals.archive", stdin=article.encode(), cwd=folder)[0], 0)
    shown_id = json.loads(entente("query", "--output", "ndjson", "--archive", "deals.archive", cwd=folder)[1])["id"]
    with open(os.path.join(folder, "own.json"), "w", encoding="utf-8") as out:
        json.dump({"id": "own", "parties": [{"name": "A사"}], "deals": [{"kind": "investment", "parties": [{"party": 0, "role": "investor"}]}]}, out)
    for call in calls:
        words = [shown_id if re.fullmatch("[0-9a-f]{16}", word) else word for word in shlex.split(call[len("$ entente "):])]
        into = words.index(">") if ">" in words else len(words)
        code, out, err = entente(*words[:into], cwd=folder)
        if words[0] == "export":
            true(code in (0, 1), "%s: %s" % (call, err.decode()))  # the article was taken out just before
        else:
            equal(code, 0, "%s: %s" % (call, err.decode()))
        if into < len(words):
            with open(os.path.join(folder, words[into + 1]), "wb") as saved:
                saved.write(out)


main()
