#!/usr/bin/env python3
"""calibrate.py [--library LIBENTENTE] [--also GOLD.jsonl]...: fits how sure a deal is and writes src/lang/common/confidence.tsv.

A logistic regression by Newton's method, in plain Python and without chance: the features are those that an explanation
gives for each deal, the answers whether the deal is right by the gold of one half of the project's own articles. The other half,
and other gold where it is given, say from which confidence on a deal is `publishable`: the lowest one from which at least 95 of
100 deals are right on each of them, overlapping ones and those of the title alone left out. tests/accuracy/calibrate.sh does all that a new fit needs."""
import argparse
import ctypes as c
import json
import math
import os

import measure
from measure import FIT, HELD_OUT, share

TABLE = os.path.join(measure.ROOT, "src", "lang", "common", "confidence.tsv")
LEAST_DEALS = 12      # a feature that fewer deals have says nothing
RIDGE = 3.0           # pulls weights to 0: a feature of few deals is believed little
STEPS = 25            # of Newton's method; it stands still long before
WANTED = 0.95         # of the publishable deals are right
LEAST_BAND = 20       # deals, before a band is believed
OVERLAPS = "overlaps"  # is never publishable, and has no weight: what overlaps another may tell the same a second time
TITLE_ONLY = "told=title"  # nor what only the title tells


class Article(c.Structure):
    """entente_article of capi/entente_c.h."""
    _fields_ = [("size", c.c_size_t), ("id", c.c_char_p), ("id_bytes", c.c_size_t), ("title", c.c_char_p), ("title_bytes", c.c_size_t), ("body", c.c_char_p),
                ("body_bytes", c.c_size_t), ("language", c.c_char_p), ("published", c.c_char_p), ("encoding", c.c_char_p), ("format", c.c_int32)]


class Library:
    def __init__(self, path):
        self.lib, self.engine = c.CDLL(path), c.c_void_p()
        for name in ("entente_extraction_json", "entente_extraction_explanation"):
            getattr(self.lib, name).restype = c.c_char_p
        if self.lib.entente_engine_open(None, c.byref(self.engine), None) != 0:
            raise SystemExit("the engine does not open: build the library first")

    def explain(self, article):
        """The extraction and the features of its deals."""
        title, body = (article.get("title") or "").encode(), (article.get("body") or "").encode()
        given = Article(c.sizeof(Article), article["id"].encode(), len(article["id"].encode()), title, len(title), body, len(body),
                        (article.get("language") or "").encode(), (article.get("published") or "").encode(), None, 0)
        found = c.c_void_p()
        if self.lib.entente_explain(self.engine, c.byref(given), c.byref(found), None) != 0:
            raise SystemExit("%s cannot be read" % article["id"])
        row = json.loads(self.lib.entente_extraction_json(found, None))
        features = json.loads(self.lib.entente_extraction_explanation(found, None))["features"]
        self.lib.entente_extraction_free(found)
        return row, features


def samples(library, articles):
    """(features, right, exact) of each found deal that counts."""
    rows, features = {}, {}
    for article in articles:
        rows[article["id"]], features[article["id"]] = library.explain(article)
    return [(features[f.article["id"]][f.index], f.right, f.exact) for f in measure.judge(articles, rows)[0] if f.right is not None]


def solve(matrix, vector):
    """Gauss with pivots."""
    n = len(vector)
    rows = [list(row) + [value] for row, value in zip(matrix, vector)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(i + 1, n):
            factor = rows[r][i] / rows[i][i]
            if factor:
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
    result = [0.0] * n
    for i in reversed(range(n)):
        result[i] = (rows[i][n] - sum(rows[i][j] * result[j] for j in range(i + 1, n))) / rows[i][i]
    return result


def sigmoid(x):
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


def fit(data):
    """Weights in thousandths by feature, with the bias."""
    counts = {}
    for features, *_ in data:
        for feature in features:
            counts[feature] = counts.get(feature, 0) + 1
    names = sorted(f for f, n in counts.items() if f != OVERLAPS and LEAST_DEALS <= n <= len(data) - LEAST_DEALS)
    index = {name: i + 1 for i, name in enumerate(names)}
    size = len(names) + 1
    lines = [([0] + [index[f] for f in features if f in index], right) for features, right, _ in data]
    weights = [0.0] * size
    for _ in range(STEPS):
        gradient = [-RIDGE * w if i else 0.0 for i, w in enumerate(weights)]
        hessian = [[0.0] * size for _ in range(size)]
        for i in range(1, size):
            hessian[i][i] = RIDGE
        for active, right in lines:
            p = sigmoid(sum(weights[i] for i in active))
            for i in active:
                gradient[i] += right - p
                for j in active:
                    hessian[i][j] += p * (1 - p)
        step = solve(hessian, gradient)
        weights = [w + s for w, s in zip(weights, step)]
    return {name: round(1000 * weights[i]) for name, i in [("bias", 0), *index.items()]}


def confidence(weights, features):
    """As ConfidenceModel in src/deal/confidence.cc."""
    total = weights["bias"] + sum(weights.get(f, 0) for f in features)
    return min(99, math.floor(100 * sigmoid(total / 1000) + 0.5)) / 100


def rated(weights, data):
    # the band is cut from those that do not overlap, nor stand in the title alone
    return [measure.Found(None, 0, None, confidence(weights, features), OVERLAPS not in features and TITLE_ONLY not in features, right, exact) for features, right, exact in data]


def band_of(found, hundredths):
    return [f for f in found if f.publishable and f.confidence >= hundredths / 100]


def band_from(sets):
    """The lowest confidence from which enough deals of each set are right."""
    for hundredths in range(50, 100):
        bands = [band_of(found, hundredths) for found in sets]
        if all(len(band) >= LEAST_BAND and share(sum(f.right for f in band), len(band)) >= WANTED for band in bands):
            return hundredths
    return None


def show(name, found, threshold):
    band = band_of(found, threshold)
    print("%s: %d deals, %.3f right, mean error of confidence %.3f; publishable %d, %.3f right" % (
        name, len(found), share(sum(f.right for f in found), len(found)), measure.error_of_confidence(found), len(band), share(sum(f.right for f in band), len(band))))
    for low, high, count, mean, right in measure.reliability(found):
        print("  %.2f to %.2f  %4d deals, mean confidence %.2f, right %.2f" % (low, high, count, mean, right))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", default=os.path.join(measure.ROOT, "build", "release", "lib", "libentente.so.1"))
    parser.add_argument("--also", action="append", default=[], help="other gold that the publishable band must hold on; nothing is fitted on it")
    options = parser.parse_args()
    library = Library(options.library)
    own = measure.own_articles()
    sets = {half: samples(library, [a for a in own if measure.half_of(a["id"]) == half]) for half in (FIT, HELD_OUT)}
    for path in options.also:
        sets[os.path.basename(path)] = samples(library, measure.score.read_articles([path]))
    weights = fit(sets[FIT])
    ratings = {name: rated(weights, data) for name, data in sets.items()}
    threshold = band_from([found for name, found in ratings.items() if name != FIT]) or 100
    for name, found in ratings.items():
        show(name, found, threshold)
    print("publishable from %.2f on" % (threshold / 100))
    with open(TABLE, "w", encoding="utf-8") as file:
        file.write("# Written by tests/accuracy/calibrate.py; not to be edited. What is known about a deal, and what that adds to the logarithm of its odds; a\n"
                   "# deal is publishable from the confidence on that stands in the second row, unless it overlaps another.\nfeature\tweight\n")
        for name, weight in [("bias", weights["bias"]), ("publishable", threshold * 10), *sorted((n, w) for n, w in weights.items() if n != "bias")]:
            file.write("%s\t%s%d.%03d\n" % (name, "-" if weight < 0 else "", abs(weight) // 1000, abs(weight) % 1000))


if __name__ == "__main__":
    main()
