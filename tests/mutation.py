#!/usr/bin/env python3
"""mutation.py [--count N] [--seed N] [--least N] [--only KIND]... [--build TREE]: changes one token of the language packs or of the code of the
rules at a time, at random, and counts how many of the changes the behaviour of some test notices.

The changes are spread evenly over six kinds (numerals, particles, triggers, frames, dates, rules) and within a kind over the rows of its tables;
every other change of the rules is one of code (src/deal). In a table one name of a cell becomes another one of its column, a figure one more, a
word one letter less; in code an operator becomes its neighbour, a figure one more. The text cases, the accuracy of our own articles and the unit
tests run with the change, until one fails; a change that does not load or compile is drawn anew, so that only behaviour counts. Changes that can
alter no behaviour are drawn anew too, and listed with the reason: by a rule below, or by their line in tests/mutation/equal.tsv.
Builds what it needs in the tree, which must be configured. It takes some minutes and is no part of the suite."""
import argparse
import collections
import concurrent.futures
import glob
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LANG = os.path.join(SOURCE, "src", "lang")
KINDS = {
    "numerals": ["numerals"],
    "particles": ["particles"],
    "triggers": ["triggers", "verbs", "nouns"],
    "frames": ["frames"],
    "dates": ["dates"],
    "rules": ["bounds", "joins", "forms", "modality", "amount_roles"],
}
SEPARATORS = re.compile(r"([+|,/])")
# Code: a token and what it becomes. Blanks tell a comparison from the brackets of a template.
OPERATORS = {"==": "!=", "!=": "==", "&&": "||", "||": "&&", " < ": " <= ", " > ": " >= ", " <= ": " < ", " >= ": " > ", " + ": " - ", " - ": " + ",
             "true": "false", "false": "true"}
TOKEN = re.compile(r"==|!=|&&|\|\|| <= | >= | < | > | \+ | - |\btrue\b|\bfalse\b|(?<![\w.])[0-9]+(?![\w.])|!(?=[\w(])")
SECONDS = 300  # of a test program; who takes longer hangs, which is noticed

Change = collections.namedtuple("Change", "file line old new")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read().split("\n")


def write(path, lines):
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


class Table:
    def __init__(self, path):
        self.file = os.path.relpath(path, SOURCE)
        self.lines = read(path)
        places = [i for i, line in enumerate(self.lines) if line and not line.startswith("#")]
        self.header = self.lines[places[0]].split("\t")
        self.rows = places[1:]
        if os.path.basename(path) in ("verbs.tsv", "nouns.tsv"):  # without a class it is a word, no trigger
            self.rows = [i for i in self.rows if self.cells(i)[self.header.index("classes")] != "-"]
        self.tokens = [sorted({token for i in self.rows for token in SEPARATORS.split(self.cells(i)[column])[::2]}) for column in range(len(self.header))]

    def cells(self, i):
        return self.lines[i].split("\t")

    def change(self, draw):
        place = draw.choice(self.rows)
        cells = self.cells(place)
        column = draw.randrange(len(cells))
        parts = [cells[column]] if column == 0 else SEPARATORS.split(cells[column])
        at = 2 * draw.randrange((len(parts) + 1) // 2)
        parts[at] = self.other(parts[at], column, draw)
        cells[column] = "".join(parts)
        return Change(self.file, place + 1, self.lines[place], "\t".join(cells))

    def other(self, token, column, draw):
        if re.fullmatch("-?[0-9]+", token):
            return str(int(token) + 1)
        choice = [other for other in self.tokens[column] if other != token]
        if len(token) < 2 or (column > 0 and len(choice) < len(self.rows) // 2):
            return draw.choice(choice or [token])
        at = draw.randrange(len(token))
        return token[:at] + token[at + 1:]

    def why_equal(self, change):
        """The reason why nothing can depend on a changed cell, or None."""
        old, new = change.old.split("\t"), change.new.split("\t")
        name = self.header[[a != b for a, b in zip(old, new)].index(True)]
        if name in ("value", "second"):
            kind = self.header.index("kind")
            if all(self.cells(i)[self.header.index(name)] == "0" for i in self.rows if self.cells(i)[kind] == old[kind]):
                return "a row of the kind '%s' has no %s" % (old[kind], name)
        return None


def code_lines(path):
    """(index, line) of what is neither comment nor directive."""
    for i, line in enumerate(read(path)):
        if not re.match(r"\s*(//|#|\*|static_assert|template|using|namespace)", line):
            yield i, line


def change_of_code(draw):
    places = []
    for path in sorted(glob.glob(os.path.join(SOURCE, "src", "deal", "*.cc"))):
        for i, line in code_lines(path):
            code = re.sub(r'"(\\.|[^"])*"|\'(\\.|[^\'])+\'', lambda m: "\x00" * len(m[0]), line.split(" // ")[0])
            places += [(path, i, line, m.start(), m[0]) for m in TOKEN.finditer(code)]
    path, i, line, at, token = draw.choice(places)
    new = OPERATORS.get(token, "" if token == "!" else None)
    if new is None:
        new = str(int(token) + 1)
    return Change(os.path.relpath(path, SOURCE), i + 1, line, line[:at] + new + line[at + len(token):])


class Programs:
    """The test programs on packs from a folder, in the tree or linked anew with a changed object."""

    def __init__(self, tree):
        self.tree = tree

    def objects(self, change, folder):
        """Compiles a changed source; None where it is no C++ any more."""
        path = os.path.join(SOURCE, change.file)
        entry = next(e for e in json.load(open(os.path.join(self.tree, "compile_commands.json"), encoding="utf-8")) if e["file"] == path)
        lines = read(path)
        lines[change.line - 1] = change.new
        copy, output = os.path.join(folder, os.path.basename(path)), os.path.join(folder, "changed.o")
        write(copy, lines)
        command = re.sub(r" -o \S+ -c \S+", " -iquote %s -o %s -c %s" % (os.path.dirname(path), output, copy), entry["command"])
        done = subprocess.run(command, shell=True, cwd=entry["directory"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        return output if done.returncode == 0 else None

    def link(self, changed, folder):
        """Links the programs; what the changed object defines is not taken from the library."""
        os.makedirs(os.path.join(folder, "bin"))
        for name in ("entente_tests", "entente_cases", "entente"):
            done = subprocess.run(["ninja", "-t", "commands", "-s", "mutant/bin/" + name], cwd=self.tree, stdout=subprocess.PIPE, check=True, text=True)
            command = re.sub(r" -o mutant/bin/\S+", " %s -o %s" % (changed, os.path.join(folder, "bin", name)), done.stdout.strip())
            subprocess.run(command, shell=True, cwd=self.tree, stdout=subprocess.DEVNULL, check=True)


def run(folder, packs, *command):
    environment = dict(os.environ, ENTENTE_PACKS=packs, ENTENTE_EVAL=os.devnull, PYTHONPATH=os.path.join(SOURCE, "tests"), PYTHONDONTWRITEBYTECODE="1")
    environment.pop("ENTENTE_UPDATE", None)
    try:
        done = subprocess.run(command, env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return -1, "not done after %d seconds" % SECONDS
    return done.returncode, done.stdout.decode("utf-8", "replace")


def suites(tree, folder):
    """(name, command) of the tests that may notice, the fastest first."""
    return [("cases", [os.path.join(tree, "bin", "entente_cases"), os.path.join(SOURCE, "tests", "corpus")]),
            ("accuracy", [sys.executable, os.path.join(SOURCE, "tests", "accuracy", "accuracy_test.py"), "--source", SOURCE, "--build", tree]),
            ("units", [os.path.join(tree, "bin", "entente_tests"), "--abort"])]


def who_notices(tree, packs):
    with tempfile.TemporaryDirectory() as folder:
        for name, command in suites(tree, folder):
            code, output = run(folder, packs, *command)
            if code != 0:
                return name, output
    return "nobody", ""


class Trial:
    """One change, with what is needed to run it."""

    def __init__(self, programs, folder, kind, change):
        self.kind, self.change, self.folder = kind, change, folder
        self.programs, self.packs, self.tree, self.changed = programs, LANG, os.path.join(programs.tree, "mutant"), None
        os.makedirs(folder)

    def loads(self):
        if self.change.file.endswith(".cc"):
            self.changed = self.programs.objects(self.change, self.folder)
            return self.changed is not None
        self.packs = os.path.join(self.folder, "packs")
        shutil.copytree(LANG, self.packs)
        path = os.path.join(self.packs, os.path.relpath(os.path.join(SOURCE, self.change.file), LANG))
        lines = read(path)
        lines[self.change.line - 1] = self.change.new
        write(path, lines)
        return run(self.folder, self.packs, suites(self.tree, "")[0][1][0], self.folder)[0] != 2

    def result(self):
        if self.changed:
            self.tree = self.folder
            self.programs.link(self.changed, self.folder)
        name = who_notices(self.tree, self.packs)[0]
        shutil.rmtree(self.folder)
        return name


def known_equal():
    """(file, old line, new line) of changes that were looked into, with the reason."""
    path = os.path.join(SOURCE, "tests", "mutation", "equal.tsv")
    rows = [line.split("\t", 3) for line in read(path) if line and not line.startswith("#")]
    return {(file, old, new): why for file, old, new, why in rows[1:]}


def shown(text):
    return text.strip().replace("\t", " · ")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--count", type=int, default=100, help="changes (100)")
    parser.add_argument("--seed", type=int, default=1, help="of the random choice (1)")
    parser.add_argument("--least", type=int, default=0, help="fail where fewer are noticed")
    parser.add_argument("--only", choices=list(KINDS), action="append", help="these kinds alone")
    parser.add_argument("--build", default=os.path.join(SOURCE, "build", "release"), help="the build tree (build/release)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="changes that are tried at a time")
    options = parser.parse_args()
    tree = os.path.abspath(options.build)
    subprocess.run(["cmake", "--build", tree, "--target", "entente_mutant_cases", "entente_mutant_tests", "entente_mutant_cli"], check=True, stdout=subprocess.DEVNULL)
    by, output = who_notices(os.path.join(tree, "mutant"), LANG)
    if by != "nobody":
        sys.exit("%s fail with nothing changed:\n%s" % (by, output[-3000:]))
    tables = {kind: [Table(path) for name in names for path in sorted(glob.glob(os.path.join(LANG, "*", name + ".tsv")))] for kind, names in KINDS.items()}
    equal, by_file = known_equal(), {table.file: table for all_of in tables.values() for table in all_of}
    draw, kinds, programs = random.Random(options.seed), options.only or list(KINDS), Programs(tree)
    trials, equals, seen, refused = [], [], set(), 0
    with tempfile.TemporaryDirectory() as folder:
        while len(trials) < options.count:
            kind, turn = kinds[len(trials) % len(kinds)], len(trials) // len(kinds)
            if kind == "rules" and turn % 2:
                change = change_of_code(draw)
            else:
                change = draw.choices(tables[kind], [len(table.rows) for table in tables[kind]])[0].change(draw)
            if change.new == change.old or change in seen:
                continue
            seen.add(change)
            table = by_file.get(change.file)
            reason = (table and table.why_equal(change)) or equal.get((change.file, change.old.strip().replace("\t", " "), change.new.strip().replace("\t", " ")))
            if reason:
                equals.append((change, reason))
                continue
            trial = Trial(programs, os.path.join(folder, str(len(seen))), kind, change)
            if trial.loads():
                trials.append(trial)
            else:
                refused += 1
                shutil.rmtree(trial.folder)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            results = []
            for trial, by in zip(trials, pool.map(Trial.result, trials)):
                results.append(by)
                print("%-8s %s:%d  %s  ->  %s" % (by, trial.change.file, trial.change.line, shown(trial.change.old), shown(trial.change.new)), flush=True)
    report(options, trials, results, equals, refused)


def report(options, trials, results, equals, refused):
    for change, reason in equals:
        print("equal    %s:%d  %s  ->  %s: %s" % (change.file, change.line, shown(change.old), shown(change.new), reason))
    noticed = sum(by != "nobody" for by in results)
    for kind in dict.fromkeys(trial.kind for trial in trials):
        of = [by for trial, by in zip(trials, results) if trial.kind == kind]
        print("%-10s %3d of %3d noticed" % (kind, sum(by != "nobody" for by in of), len(of)))
    print("%d of %d noticed (seed %d); drawn anew: %d that do not load, %d that can alter nothing" % (noticed, len(trials), options.seed, refused, len(equals)))
    passed = noticed >= options.least
    print("%d passed, %d failed" % (passed, not passed))
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
