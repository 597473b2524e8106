#!/usr/bin/env python3
"""score.py GOLD.jsonl... < OUTPUT.ndjson: how well an extraction meets its gold.

The project's own measure, after its definitions:
- a found deal and a gold deal are a pair when the kind is the same and at least half of the gold's parties (one at least)
  are named; pairs are chosen so that the most slots are right;
- the slots of a deal: each party with its role, the amount and the date where there is one, the class of the status;
- money: a mention is right when both ends (within 0.1 %) and the currency are;
- a deal that the gold calls optional counts neither way; a stated stake under half may be an investment or an acquisition;
- false alarms: deals found for each article that has none.
"""
import collections
import json
import re
import sys
import unicodedata
from fractions import Fraction

CLASSES = {"agreed": "firm", "completed": "firm", "planned": "open", "exploring": "open", "rumoured": "open", "denied": "off", "ended": "off"}
LEGAL = re.compile(r"주식회사|유한회사|\(주\)|㈜|\b(?:inc|corp|corporation|company|co|ltd|limited|llc|plc|ag|sa|gmbh|group|holdings)\b\.?")


def fold(name):
    text = unicodedata.normalize("NFKC", name).casefold()
    for candidate in (LEGAL.sub(" ", text), text):
        key = "".join(c for c in candidate if c.isalnum())
        if key:
            return key
    return ""


def days(text):
    """First and last day of a gold date, as strings that compare."""
    if not text:
        return None
    year, _, rest = text.partition("-")
    if not rest:
        return year + "-01-01", year + "-12-31"
    if rest[0] in "QH":
        length = 3 if rest[0] == "Q" else 6
        last = int(rest[1]) * length
        return "%s-%02d-01" % (year, last - length + 1), "%s-%02d-31" % (year, last)
    return (text + "-01", text + "-31") if len(rest) == 2 else (text, text)


def same_sum(one, other):
    if one["currency"] != other["currency"]:
        return False
    return all(abs(Fraction(one[end]) - Fraction(other[end])) <= abs(Fraction(other[end])) / 1000 for end in ("low", "high"))


Deal = collections.namedtuple("Deal", "kind status parties sums date optional minority")


def gold_of(article):
    for deal in article["gold"]["deals"]:
        yield Deal(deal["kind"], CLASSES[deal["status"]], [({fold(n) for n in p["names"]}, p["role"]) for p in deal["parties"]],
                   [a for a in deal.get("amounts") or [] if a], days(deal.get("date")), bool(deal.get("optional")),
                   deal.get("stake_percent") is not None and float(deal["stake_percent"]) < 50)


def found_of(article, row):
    fields = {name: (article.get(name) or "").encode() for name in ("title", "body")}
    all_gold = [names for deal in gold_of(article) for names, _ in deal.parties]
    for deal in row["deals"]:
        parties = []
        for entry in deal["parties"]:
            party = row["parties"][entry["party"]]
            slices = [fields[m["field"]][m["begin"]:m["end"]].decode() for m in party["mentions"]]
            names = {fold(n) for n in [party["name"], *party["aliases"], *slices]} - {""}
            if len(separate([g for g in all_gold if g & names])) > 1:  # mixes two parties up: counts by its own name
                names = {fold(party["name"])}
            parties.append((names, entry["role"]))
        indices = ([] if deal["amount"] is None else [deal["amount"]]) + deal["equivalents"]
        date = deal["date"]
        yield Deal(deal["kind"], CLASSES[deal["status"]], parties, [row["amounts"][i] for i in indices],
                   (date["from"], date["to"]) if date and date["basis"] == "text" else None, False, False)


def separate(groups):
    """Sets that share a name, joined."""
    joined = []
    for group in groups:
        near = [g for g in joined if g & group]
        joined = [g for g in joined if not g & group] + [set(group).union(*near)]
    return joined


def common_parties(gold, found, roles):
    as_investment = {"acquirer": "investor", "target": "investee"} if gold.minority else {}
    free = list(found.parties)
    count = 0
    for names, role in gold.parties:
        for candidate in free:
            same_role = as_investment.get(role, role) == as_investment.get(candidate[1], candidate[1])
            if names & candidate[0] and (same_role or not roles):
                free.remove(candidate)
                count += 1
                break
    return count


def slots(deal):
    return len(deal.parties) + bool(deal.sums) + bool(deal.date) + 1


def right(gold, found):
    total = common_parties(gold, found, True) + (gold.status == found.status)
    total += any(same_sum(f, g) for f in found.sums for g in gold.sums)
    return total + bool(gold.date and found.date and gold.date[0] <= found.date[0] and found.date[1] <= gold.date[1])


def pairs_of(gold, found):
    candidates = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            near = g.kind == f.kind or (g.minority and {g.kind, f.kind} == {"investment", "acquisition"})
            shared = common_parties(g, f, False)
            if near and shared and 2 * shared >= len(g.parties):
                candidates.append((-right(g, f), -shared, len(f.parties), i, j))
    used_gold, used_found = set(), set()
    for *_, i, j in sorted(candidates):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            yield i, j


def f1(right_count, gold_count, found_count):
    return 2 * right_count / (gold_count + found_count) if gold_count + found_count else 1.0


def score(articles, rows):
    """The figures over all articles, and one line for each difference."""
    n = collections.Counter()
    notes = []
    for article in articles:
        row = rows.get(article["id"]) or {"deals": [], "parties": [], "amounts": []}
        gold, found = list(gold_of(article)), list(found_of(article, row))
        pairs = dict(pairs_of(gold, found))
        ignored = {j for i, j in pairs.items() if gold[i].optional}
        kept = [j for j in range(len(found)) if j not in ignored]
        n["found"] += len(kept)
        n["found slots"] += sum(slots(found[j]) for j in kept)
        for i, g in enumerate(gold):
            if g.optional:
                continue
            n["gold"] += 1
            n["gold slots"] += slots(g)
            if i not in pairs:
                notes.append("%s: missed %s %s" % (article["id"], g.kind, [sorted(p)[:1] + [r] for p, r in g.parties]))
                continue
            n["hits"] += 1
            hit_slots = right(g, found[pairs[i]])
            n["slot hits"] += hit_slots
            n["exact"] += hit_slots == slots(g) == slots(found[pairs[i]])
        for j in kept:
            if j not in pairs.values():
                notes.append("%s: spurious %s %s" % (article["id"], found[j].kind, [sorted(p)[:1] + [r] for p, r in found[j].parties]))
        sums = list(row["amounts"])
        wanted = article["gold"].get("amounts") or []
        n["gold money"] += len(wanted)
        n["found money"] += len(sums)
        for sum_ in wanted:
            hit = next((s for s in sums if same_sum(s, sum_)), None)
            if hit is None:
                notes.append("%s: money missed: %s" % (article["id"], sum_["text"]))
            else:
                n["money hits"] += 1
                sums.remove(hit)
        if not gold:
            n["empty"] += 1
            n["alarms"] += len(found)
    return {"articles": len(articles), "gold_deals": n["gold"], "deal_f1": f1(n["hits"], n["gold"], n["found"]),
            "slot_f1": f1(n["slot hits"], n["gold slots"], n["found slots"]), "exact": n["exact"] / max(1, n["gold"]),
            "money_f1": f1(n["money hits"], n["gold money"], n["found money"]), "false_alarms": n["alarms"] / max(1, n["empty"])}, notes


def read_articles(paths):
    return [json.loads(line) for path in paths for line in open(path, encoding="utf-8") if line.strip()]


if __name__ == "__main__":
    figures, differences = score(read_articles(sys.argv[1:]), {row["id"]: row for row in map(json.loads, sys.stdin)})
    print("\n".join(differences))
    print(figures)
