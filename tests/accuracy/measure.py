"""What the accuracy report and the calibration share: the halves, and for each found deal whether it is right."""
import collections
import glob
import hashlib
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import score  # noqa: E402

FIT, HELD_OUT = "fit", "held out"


def half_of(article_id):
    """One fixed half for each article: the weights of confidence are fitted on one and measured on the other."""
    return (FIT, HELD_OUT)[int(hashlib.sha256(article_id.encode()).hexdigest(), 16) % 2]


def own_articles():
    return score.read_articles(sorted(glob.glob(os.path.join(ROOT, "tests", "corpus", "articles", "*.jsonl"))))


def rows_of(cli, articles):
    """The extraction of each article by its id, from the command line."""
    lines = "".join(json.dumps({k: v for k, v in a.items() if k != "gold"}, ensure_ascii=False) + "\n" for a in articles)
    done = subprocess.run([cli, "extract", "-", "--input", "ndjson", "--output", "ndjson"], input=lines.encode(), stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        sys.exit("%s failed with exit code %d" % (cli, done.returncode))
    return {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}


# A found deal: `right` is None where its gold is optional. A deal of the gold: `status` None where it was missed.
Found = collections.namedtuple("Found", "article index kind confidence publishable right exact")
Gold = collections.namedtuple("Gold", "article kind status found_status")


def judge(articles, rows):
    """Every found deal and every deal of the gold, judged."""
    found_deals, gold_deals = [], []
    for article in articles:
        row = rows[article["id"]]
        gold, found = list(score.gold_of(article)), list(score.found_of(article, row))
        pairs = {j: i for i, j in score.pairs_of(gold, found)}
        for j, deal in enumerate(row["deals"]):
            i = pairs.get(j)
            right = i is not None
            exact = right and score.right(gold[i], found[j]) == score.slots(gold[i]) == score.slots(found[j])
            if right and gold[i].optional:
                right = None
            found_deals.append(Found(article, j, deal["kind"], deal["confidence"], deal.get("publishable", False), right, exact))
        by_gold = {i: j for j, i in pairs.items()}
        for i, deal in enumerate(article["gold"]["deals"]):
            if not deal.get("optional"):
                gold_deals.append(Gold(article, deal["kind"], deal["status"], row["deals"][by_gold[i]]["status"] if i in by_gold else None))
    return found_deals, gold_deals


def share(part, whole):
    return part / whole if whole else 0.0


BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def reliability(found):
    """(from, to, count, mean confidence, share that is right) for each bin of confidence that holds a deal."""
    for low, high in zip(BINS, BINS[1:]):
        inside = [f for f in found if f.right is not None and low <= f.confidence < high]
        if inside:
            yield low, min(high, 1.0), len(inside), sum(f.confidence for f in inside) / len(inside), share(sum(f.right for f in inside), len(inside))


def error_of_confidence(found):
    """The mean distance between confidence and the share that is right, over the bins, weighted by their deals."""
    bins = list(reliability(found))
    return share(sum(count * abs(mean - right) for _, _, count, mean, right in bins), sum(count for _, _, count, *_ in bins))
