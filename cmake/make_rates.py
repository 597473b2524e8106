#!/usr/bin/env python3
"""Writes the rate tables of the library: src/lang/common/rates.tsv and rates_fixed.tsv.

usage: make_rates.py DIRECTORY [--output src/lang/common]

DIRECTORY holds monthly.csv (currency,month,units_per_usd,source), euro_fixed.csv and redenominations.csv.
Only months that are true averages of the ECB's or the Federal Reserve's daily rates are kept; parts of a month, spot rates
and other sources are left out. Pegs are constants below. The output is sorted, so the same input gives the same bytes.
"""
import argparse
import csv
import os

SOURCES = {"ecb_daily_avg": "E", "fed_h10_daily_avg": "F", "fed_h10_monthly_avg": "F"}
LEFT_OUT = {"VES"}  # its label changed the unit without changing the code
# Pegs that held throughout: units for one unit of the base, from a month on.
PEGS = [("AED", "3.6725", "USD", "1998-01"), ("SAR", "3.75", "USD", "1987-01"), ("QAR", "3.64", "USD", "1985-01"),
        ("OMR", "0.3845", "USD", "1987-01"), ("BHD", "0.376", "USD", "1985-01"), ("XOF", "655.957", "EUR", "1999-01"),
        ("XAF", "655.957", "EUR", "1999-01"), ("KMF", "491.96775", "EUR", "1999-01"), ("XPF", "119.331742", "EUR", "1999-01"),
        ("CVE", "110.265", "EUR", "1999-01"), ("BAM", "1.95583", "EUR", "1999-01")]


def month_number(month):
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def runs(months):
    """Unbroken runs of one source: (source, first month, values)."""
    out = []
    for month in sorted(months):
        source, value = months[month]
        if out and out[-1][0] == source and month_number(out[-1][1]) + len(out[-1][2]) == month_number(month):
            out[-1][2].append(value)
        else:
            out.append((source, month, [value]))
    return out


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("directory")
    args.add_argument("--output", default="src/lang/common")
    args = args.parse_args()
    rates = {}
    for row in csv.DictReader(open(os.path.join(args.directory, "monthly.csv"), encoding="utf-8")):
        source = SOURCES.get(row["source"])
        if source and row["currency"] not in LEFT_OUT:
            rates.setdefault(row["currency"], {})[row["month"]] = (source, row["units_per_usd"])
    with open(os.path.join(args.output, "rates.tsv"), "w", encoding="utf-8", newline="\n") as out:
        out.write("# Monthly averages, units of the currency for one US dollar, one value a month from `first` on. Written by cmake/make_rates.py.\n")
        out.write("# Source E: European Central Bank, euro reference rates, crosses averaged over the days of a month (changed from the source\n")
        out.write("# by that). Source F: Federal Reserve, H.10 noon buying rates, averaged alike. For information, not for accounting.\n")
        out.write("currency\tsource\tfirst\tvalues\n")
        for currency in sorted(rates):
            for source, first, values in runs(rates[currency]):
                out.write("%s\t%s\t%s\t%s\n" % (currency, source, first, " ".join(values)))
    with open(os.path.join(args.output, "rates_fixed.tsv"), "w", encoding="utf-8", newline="\n") as out:
        out.write("# Rates that do not move: `units` of the currency are one of `base` from `from` on. Written by cmake/make_rates.py.\n")
        out.write("# peg: a hard peg; euro: the irrevocable rate of a currency that the euro replaced; renamed: old units for one new unit.\n")
        out.write("kind\tcurrency\tunits\tbase\tfrom\n")
        for currency, units, base, first in PEGS:
            out.write("peg\t%s\t%s\t%s\t%s-01\n" % (currency, units, base, first))
        for row in csv.DictReader(open(os.path.join(args.directory, "euro_fixed.csv"), encoding="utf-8")):
            out.write("euro\t%s\t%s\tEUR\t%s\n" % (row["currency"], row["units_per_eur"], row["euro_from"]))
        for row in csv.DictReader(open(os.path.join(args.directory, "redenominations.csv"), encoding="utf-8")):
            out.write("renamed\t%s\t%s\t%s\t%s\n" % (row["old"], row["old_per_new"], row["new"], row["from"]))


if __name__ == "__main__":
    main()
