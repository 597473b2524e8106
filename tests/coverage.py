"""coverage.py SUMMARY.json LINES BRANCHES: prints what tests/coverage.sh measured; exit 1 where less than LINES or BRANCHES per cent are reached."""
import json
import sys

SHOWN = 20

summary = json.load(open(sys.argv[1], encoding="utf-8"))
least = {"line": float(sys.argv[2]), "branch": float(sys.argv[3])}


def share(of, kind):
    total = of[kind + "_total"]
    return 100.0 * of[kind + "_covered"] / total if total else 100.0


def missing(file):
    return file["branch_total"] - file["branch_covered"] + file["line_total"] - file["line_covered"]


print("%-44s %14s %18s" % ("FILE", "LINES", "BRANCHES"))
for file in sorted(summary["files"], key=missing, reverse=True)[:SHOWN]:
    print("%-44s %5d of %5d %7d of %7d" % (file["filename"], file["line_covered"], file["line_total"], file["branch_covered"], file["branch_total"]))
failed = False
for kind, name in (("line", "lines"), ("branch", "branches")):
    reached = share(summary, kind)
    print("%s: %.1f %% (%d of %d)" % (name, reached, summary[kind + "_covered"], summary[kind + "_total"]))
    if reached < least[kind]:
        print("%s: at least %g %% are wanted" % (name, least[kind]))
        failed = True
sys.exit(1 if failed else 0)
