"""Accuracy over the project's own articles, against recorded floors; and over other gold with its own scorer, where a folder
of it stands beside the project (or in ENTENTE_EVAL): then a table is printed and nothing is asserted."""
import glob
import json
import os
import subprocess
import sys
import tempfile

from harness import CLI, SOURCE, entente, main, test, true

sys.path.insert(0, os.path.join(SOURCE, "tests", "accuracy"))
import measure  # noqa: E402
import score  # noqa: E402

FLOORS = json.load(open(os.path.join(SOURCE, "tests", "accuracy", "floors.json"), encoding="utf-8"))
EVAL = os.environ.get("ENTENTE_EVAL", os.path.join(SOURCE, "..", "shared", "eval"))


def rows_of(paths):
    code, out, err = entente("extract", *paths, "--input", "ndjson", "--output", "ndjson")
    true(code == 0, "exit code %d: %s" % (code, err.decode()))
    return {row["id"]: row for row in map(json.loads, out.splitlines())}


def floor_test(language, wanted):
    def check():
        paths = sorted(glob.glob(os.path.join(SOURCE, "tests", "corpus", "articles", "*.jsonl")))
        articles = [a for a in score.read_articles(paths) if a["language"] == language]
        figures, notes = score.score(articles, rows_of(paths))
        print("| own articles, %s: %d, %d deals: deal F1 %.3f  slot F1 %.3f  exact %.3f  money F1 %.3f  false alarms %.2f" % (
            language, figures["articles"], figures["gold_deals"], figures["deal_f1"], figures["slot_f1"], figures["exact"], figures["money_f1"], figures["false_alarms"]))
        below = ["%s is %.3f, the floor is %.3f" % (key, figures[key], floor) for key, floor in wanted.items()
                 if (figures[key] > floor if key == "false_alarms" else figures[key] < floor)]
        true(not below, "; ".join(below) + "\n" + "\n".join(notes))
    check.__name__ = "floors_" + language
    test(check)


@test
def spans_are_exact_slices():
    """Every text of every amount and date is the slice that its offsets name, and lies on code-point boundaries."""
    paths = sorted(glob.glob(os.path.join(SOURCE, "tests", "corpus", "articles", "*.jsonl")))
    rows = rows_of(paths)
    for article in score.read_articles(paths):
        row = rows[article["id"]]
        fields = {name: (article.get(name) or "").encode() for name in ("title", "body")}
        for item in row["amounts"] + row["dates"]:
            true(fields[item["field"]][item["begin"]:item["end"]].decode() == item["text"], "%s: %r" % (article["id"], item["text"]))
        spans = [m for p in row["parties"] for m in p["mentions"]] + [e for d in row["deals"] for e in d["evidence"]] + [p["span"] for d in row["deals"] for p in d["parties"]]
        for span in spans:
            true(fields[span["field"]][span["begin"]:span["end"]].decode() != "", "%s: an empty span" % article["id"])
        for deal in row["deals"]:
            true(deal["parties"] and deal["evidence"], "%s: a deal without parties or evidence" % article["id"])


@test
def other_gold():
    scorer = os.path.join(EVAL, "score.py")
    if not os.path.exists(scorer):
        print("| other gold: skipped, no %s" % os.path.basename(EVAL))
        return
    for name in ("seeds", "dev"):
        gold = os.path.join(EVAL, name + ".jsonl")
        if not os.path.exists(gold):
            continue
        code, out, err = entente("extract", gold, "--input", "ndjson", "--output", "ndjson")
        true(code == 0, err)
        with tempfile.NamedTemporaryFile(suffix=".ndjson") as output:
            output.write(out)
            output.flush()
            done = subprocess.run([sys.executable, scorer, gold, output.name, "--by", "language"], stdout=subprocess.PIPE, check=True, text=True)
        for line in done.stdout.splitlines():
            print("| %-5s %s" % (name, line))


@test
def readme_quotes_the_report():
    """The tables of README.md are what tests/accuracy/report.py prints. ENTENTE_UPDATE=1 writes them anew."""
    path = os.path.join(SOURCE, "README.md")
    readme = open(path, encoding="utf-8").read()
    begin, end = "<!-- tests/accuracy/report.py prints this -->\n", "<!-- end -->"
    head, rest = readme.split(begin)
    quoted, tail = rest.split(end, 1)
    done = subprocess.run([sys.executable, os.path.join(SOURCE, "tests", "accuracy", "report.py"), "--cli", CLI], stdout=subprocess.PIPE, check=True)
    printed = done.stdout.decode()
    if os.environ.get("ENTENTE_UPDATE"):
        open(path, "w", encoding="utf-8").write(head + begin + printed + end + tail)
    else:
        true(quoted == printed, "README.md does not quote what report.py prints (ENTENTE_UPDATE=1 writes it anew):\n" + printed)


@test
def publishable_deals_are_right():
    """Of the deals that are called publishable at least 95 of 100 are right, on the half that nothing was fitted on."""
    articles = [a for a in measure.own_articles() if measure.half_of(a["id"]) == measure.HELD_OUT]
    found, _ = measure.judge(articles, measure.rows_of(CLI, articles))
    band = [f for f in found if f.publishable and f.right is not None]
    right = measure.share(sum(f.right for f in band), len(band))
    true(len(band) >= 20 and right >= 0.95, "%d deals, %.3f right; run tests/accuracy/calibrate.sh" % (len(band), right))
    error = measure.error_of_confidence(found)
    true(error <= 0.12, "confidence is off by %.3f on average; run tests/accuracy/calibrate.sh" % error)


for key, floors in FLOORS.items():
    floor_test(key, floors)
main()
