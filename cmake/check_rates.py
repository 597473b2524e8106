#!/usr/bin/env python3
"""Recomputes the ECB's months of src/lang/common/rates.tsv from its daily history and counts what differs in six digits.

usage: check_rates.py eurofxref-hist.csv [--table src/lang/common/rates.tsv]
"""
import argparse
import csv
import sys
from decimal import Decimal


def months_of(table):
    for line in open(table, encoding="utf-8"):
        if line.startswith(("#", "currency")):
            continue
        currency, source, first, values = line.rstrip("\n").split("\t")
        number = int(first[:4]) * 12 + int(first[5:]) - 1
        for i, value in enumerate(values.split()):
            if source == "E":
                yield currency, "%04d-%02d" % ((number + i) // 12, (number + i) % 12 + 1), Decimal(value)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("history")
    args.add_argument("--table", default="src/lang/common/rates.tsv")
    args = args.parse_args()
    rows = list(csv.reader(open(args.history, encoding="utf-8")))
    days = {}
    for row in rows[1:]:
        rates = {c: Decimal(v) for c, v in zip(rows[0][1:], row[1:]) if c and v not in ("N/A", "")}
        days.setdefault(row[0][:7], []).append(dict(rates, EUR=Decimal(1)))
    newest = max(days)  # the history may end within it
    compared = differ = 0
    for currency, month, value in months_of(args.table):
        crosses = [d[currency] / d["USD"] for d in days.get(month, []) if currency in d and "USD" in d]
        if not crosses or month == newest:
            continue
        mean = sum(crosses) / len(crosses)
        compared += 1
        if abs(mean - value) > mean * Decimal("0.000005"):
            differ += 1
            print("%s %s: the table has %s, the days give %s" % (currency, month, value, mean))
    print("%d currency-months recomputed, %d differ" % (compared, differ))
    return 1 if differ or compared < 300 else 0


if __name__ == "__main__":
    sys.exit(main())
