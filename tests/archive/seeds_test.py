"""Questions over two published articles beside the project's own corpus, with answers worked out by hand from the articles.

The articles are not part of the project: their folder is ENTENTE_SEEDS, else ../shared/seeds, and without it the test says that
it is skipped. Where what is read in them is not right yet, the fixture says which slot is wrong and what is answered today: the answer
must be one of the two.
"""
import json
import os
import tempfile

from harness import SOURCE, entente, equal, main, test, true

SEEDS = os.environ.get("ENTENTE_SEEDS", os.path.join(SOURCE, "..", "shared", "seeds"))
FIXTURE = os.path.join(SOURCE, "tests", "archive", "seeds.json")
CORPUS = os.path.join(SOURCE, "tests", "corpus", "articles")


def records(fixture):
    for article in fixture["articles"]:
        with open(os.path.join(SEEDS, article["file"]), encoding="utf-8") as file:
            yield {"id": article["id"], "language": "ko", "published": article["published"], "body": file.read()}
    for name in sorted(os.listdir(CORPUS)):
        if name.endswith(".jsonl"):
            with open(os.path.join(CORPUS, name), encoding="utf-8") as file:
                for line in file:
                    article = json.loads(line)
                    yield {key: article[key] for key in ("id", "language", "published", "title", "body") if article.get(key) is not None}


def told(deal):
    date = deal["date"]
    day = "-" if date is None else {"year": date["from"][:4], "month": date["from"][:7]}.get(date["precision"], date["from"])
    parties = ", ".join("%s (%s)" % (party["name"], party["role"]) for party in deal["parties"])
    money = deal["amount"]
    return "%s %s %s: %s" % (day, deal["status"], deal["kind"], parties) + (": %s %s" % (money["low"], money["currency"]) if money else "")


def total(name, row):
    rates = ["at %s of %s, %s, %s" % (one["rate"], one["rate_date"], one["kind"], one["source"]) for deal in row["deals"] for one in [deal["conversion"]] if one]
    return " ".join(["%s %s %d" % (name, row["low"], row["counted"])] + (rates if row["counted"] == 1 else []))


def short(answer):
    if answer["ask"] == "partners":
        return ["%s %d %s" % (one["name"], one["count"], "+".join(one["kinds"])) for one in answer["partners"]]
    if answer["ask"] == "totals":
        return [total("/".join(row["group"]), row) for row in answer["totals"]] + [total("total", answer["total"])]
    if answer["ask"] == "path":
        return [" > ".join([answer["path"][0]["from"]["name"]] + [step["to"]["name"] for step in answer["path"]])] if answer["path"] else []
    return [told(deal) for deal in answer["deals"]]


@test
def questions_over_the_seeds_are_answered_as_by_hand():
    if not os.path.isdir(SEEDS):
        print("skipped: there are no articles in %s" % SEEDS)
        return
    fixture = json.load(open(FIXTURE, encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        archive = os.path.join(folder, "seeds.archive")
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records(fixture))
        code, _, err = entente("index", "-", "--archive", archive, stdin=lines.encode())
        equal(code, 0, err.decode())
        problems, open_slots = [], []
        for question in fixture["questions"]:
            code, out, err = entente("query", *question["ask"].split(), "--archive", archive, "--output", "json")
            true(code in (0, 1), "%s: %s" % (question["ask"], err.decode()))
            got = short(json.loads(out))
            if got == question["answer"]:
                if "today" in question:
                    open_slots.append("right now: %s; take `today` and `wrong` out of the fixture" % question["ask"])
            elif got == question.get("today"):
                open_slots.append("not right yet: %s (%s)" % (question["ask"], question["wrong"]))
            else:
                problems.append("%s\n    got    %s\n    wanted %s" % (question["ask"], got, question["answer"]))
    print("\n".join(open_slots))
    true(not problems, "\n".join(problems))


main()
