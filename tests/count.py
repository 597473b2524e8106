#!/usr/bin/env python3
"""count.py LOG: prints what the test programs of a verbose ctest log said, then "PASSED FAILED" over all of them.

A program says "N passed, N failed" in its last such line; one that says nothing counts as one test. The output of programs
that failed is printed too.
"""
import re
import sys

COUNT = re.compile(r"(\d+) passed, (\d+) failed")
STARTED = re.compile(r"^\s*Start\s+(\d+): (\S+)")
LINE = re.compile(r"^(\d+): (.*)$")
ENDED = re.compile(r"Test\s+#(\d+): (\S+) \.*\s*(.*)$")


def main():
    names, output, verdict = {}, {}, {}
    for line in open(sys.argv[1], encoding="utf-8", errors="replace"):
        line = line.rstrip("\n")
        if m := STARTED.match(line):
            names[m[1]], output[m[1]] = m[2], []
        elif (m := LINE.match(line)) and m[1] in output:
            output[m[1]].append(m[2])
        elif m := ENDED.search(line):
            verdict[m[1]] = m[3].lstrip("*").strip()
    passed = failed = 0
    for number, name in names.items():
        ok = verdict.get(number, "").startswith("Passed")
        counts = [COUNT.search(text) for text in output[number] if COUNT.search(text)]
        p, f = (int(counts[-1][1]), int(counts[-1][2])) if counts else (int(ok), int(not ok))
        if not ok and f == 0:
            f = 1
        passed, failed = passed + p, failed + f
        print("%-18s %5d passed, %d failed   %s" % (name, p, f, verdict.get(number, "did not end")))
        shown = [t for t in output[number] if t.startswith("| ")]
        for text in (shown if ok else output[number][-60:]):
            print("    " + text)
    if not names:
        failed = 1
        print("no test ran")
    print(passed, failed)


main()
