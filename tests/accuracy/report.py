#!/usr/bin/env python3
"""report.py [--cli ENTENTE] [GOLD.jsonl...]: the accuracy of the project's own articles (or of other gold) as Markdown tables:
by half, language, kind and status, the reliability of the confidence, and the band that is publishable.

Halves are fixed by a hash of the id. Measures: tests/accuracy/score.py. A deal is right when its kind is and at least half of
the gold's parties are named; `exact` asks for every slot."""
import argparse
import os

import measure
from measure import FIT, HELD_OUT, share

LANGUAGES = {"ko": "Korean", "en": "English"}
STATUSES = ("agreed", "completed", "planned", "exploring", "rumoured", "denied", "ended")
KINDS = ("partnership", "joint_venture", "investment", "acquisition", "contract")


def table(head, rows):
    return ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)] + ["| " + " | ".join(map(str, row)) + " |" for row in rows] + [""]


def two(value):
    return "%.2f" % value


def of(items, key, value):
    return [item for item in items if item.article[key] == value]


def halves(items):
    return [(half, [item for item in items if measure.half_of(item.article["id"]) == half]) for half in (FIT, HELD_OUT)]


def overview(articles, rows):
    lines = []
    for code, language in LANGUAGES.items():
        for half in (FIT, HELD_OUT):
            chosen = [a for a in articles if a["language"] == code and measure.half_of(a["id"]) == half]
            if not chosen:
                continue
            n = measure.score.score(chosen, rows)[0]
            found, gold = measure.judge(chosen, rows)
            counted = [f for f in found if f.right is not None]
            hit = [g for g in gold if g.found_status]
            same = sum(measure.score.CLASSES[g.status] == measure.score.CLASSES[g.found_status] for g in hit)
            lines.append((language, half, n["articles"], n["gold_deals"], two(share(sum(f.right for f in counted), len(counted))), two(share(len(hit), len(gold))),
                          two(n["deal_f1"]), two(n["slot_f1"]), two(n["exact"]), two(share(same, len(hit))), two(n["money_f1"]), two(n["false_alarms"])))
    return table(("language", "half", "articles", "deals", "precision", "recall", "deal F1", "slot F1", "exact", "status class", "money F1", "false alarms"), lines)


def by_kind(found, gold):
    lines = []
    for kind in KINDS:
        line = [kind]
        for (_, f), (_, g) in zip(halves(found), halves(gold)):
            f = [d for d in f if d.kind == kind and d.right is not None]
            g = [d for d in g if d.kind == kind]
            line += [len(g), two(share(sum(d.right for d in f), len(f))), two(share(sum(bool(d.found_status) for d in g), len(g)))]
        lines.append(line)
    return table(("kind", "deals, fit", "precision", "recall", "deals, held out", "precision", "recall"), lines)


def by_status(gold):
    lines = []
    for status in STATUSES:
        line = [status]
        for _, g in halves(gold):
            g = [d for d in g if d.status == status]
            hit = [d for d in g if d.found_status]
            line += [len(g), two(share(len(hit), len(g))), two(share(sum(d.found_status == status for d in hit), len(hit)))]
        lines.append(line)
    return table(("status", "deals, fit", "found", "status right", "deals, held out", "found", "status right"), lines)


def by_confidence(found):
    lines = []
    held = dict(halves(found))
    for half in (FIT, HELD_OUT):
        for low, high, count, mean, right in measure.reliability(held[half]):
            lines.append((half, "%.2f to %.2f" % (low, high), count, two(mean), two(right)))
    text = table(("half", "confidence", "deals", "mean confidence", "right"), lines)
    band = []
    for half in (FIT, HELD_OUT):
        counted = [f for f in held[half] if f.right is not None]
        sure = [f for f in counted if f.publishable]
        band.append((half, len(counted), len(sure), two(share(len(sure), len(counted))), two(share(sum(f.right for f in sure), len(sure))),
                     two(share(sum(f.exact for f in sure), len(sure))), two(measure.error_of_confidence(counted))))
    return text + table(("half", "deals found", "publishable", "share", "right", "exact", "mean error of confidence"), band)


def report(articles, rows):
    found, gold = measure.judge(articles, rows)
    return "\n".join(overview(articles, rows) + by_kind(found, gold) + by_status(gold) + by_confidence(found)).rstrip("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default=os.path.join(measure.ROOT, "build", "release", "bin", "entente"))
    parser.add_argument("gold", nargs="*")
    options = parser.parse_args()
    articles = measure.score.read_articles(options.gold) if options.gold else measure.own_articles()
    print(report(articles, measure.rows_of(options.cli, articles)))


if __name__ == "__main__":
    main()
