"""coverage.py SUMMARY.json LINES BRANCHES: prints what tests/coverage.sh measured (gcovr's summary); exit 1 where less than LINES or BRANCHES
per cent are reached."""
import json
import sys

SHOWN = 10

with open(sys.argv[1], encoding="utf-8") as file:
    summary = json.load(file)
least = {"line": float(sys.argv[2]), "branch": float(sys.argv[3])}


def missed(file, kind):
    return file[kind + "_total"] - file[kind + "_covered"]


print("| file | lines not reached | of | branches not reached | of |\n| --- | --- | --- | --- | --- |")
for entry in sorted(summary["files"], key=lambda file: (-missed(file, "line"), -missed(file, "branch")))[:SHOWN]:
    print("| %s | %d | %d | %d | %d |" % (entry["filename"], missed(entry, "line"), entry["line_total"], missed(entry, "branch"), entry["branch_total"]))
passed = 0
for kind, name in (("line", "lines"), ("branch", "branches")):
    total, covered = summary[kind + "_total"], summary[kind + "_covered"]
    share = 100.0 * covered / total if total else 0.0
    passed += share >= least[kind]
    print("%s: %.1f %% (%d of %d)%s" % (name, share, covered, total, "" if share >= least[kind] else ", at least %g %% are wanted" % least[kind]))
print("%d passed, %d failed" % (passed, 2 - passed))
sys.exit(0 if passed == 2 else 1)
