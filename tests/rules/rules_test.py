"""Rules of the source tree that no compiler checks."""
import os
import re

from harness import SOURCE, equal, main, test

# Includes go one way: a stage may use itself and what stands before it.
STAGES = ["base", "pack", "text", "mention", "deal", "resolve", "output", "store", "query"]
# What a line of text may be in a comment is not allowed between quotes.
NATURAL = re.compile("[\u1100-\u11ff\u2e80-\u303f\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff]")
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "include", "src", "capi", "bindings", "tests", "examples", "cmake"}


def files(folders, endings):
    for folder in folders:
        for root, _, names in os.walk(os.path.join(SOURCE, folder)):
            for name in sorted(names):
                if name.endswith(endings):
                    path = os.path.join(root, name)
                    yield os.path.relpath(path, SOURCE), open(path, encoding="utf-8").read()


def without_comments(text):
    """Comments become blanks; string literals stay."""
    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/',
                  lambda m: m[0] if m[0][0] in "\"'" else re.sub(r"[^\n]", " ", m[0]), text, flags=re.S)


@test
def includes_go_one_way():
    wrong = []
    for path, text in files(["src"], (".cc", ".h")):
        stage = path.split(os.sep)[1]
        if stage not in STAGES:
            continue
        for target in re.findall(r'#include "([a-z_]+)/', text):
            if target in STAGES and STAGES.index(target) > STAGES.index(stage):
                wrong.append("%s includes %s/" % (path, target))
    equal(wrong, [])


@test
def source_folders_are_the_stages():
    known = set(STAGES) | {"lang"}
    equal(sorted(n for n in os.listdir(SOURCE + "/src") if os.path.isdir(SOURCE + "/src/" + n) and n not in known), [])


@test
def no_natural_language_in_literals():
    wrong = []
    for path, text in files(["src", "capi", "include"], (".cc", ".h")):
        for number, line in enumerate(without_comments(text).split("\n"), 1):
            if NATURAL.search(line):
                wrong.append("%s:%d" % (path, number))
    equal(wrong, [])


@test
def public_headers_have_no_third_party_types():
    wrong = []
    for path, text in files(["include", "capi"], (".h",)):
        for name in re.findall(r"#include <((?:absl|unicode|re2|simdjson|libxml|sqlite)[^>]*)>", text):
            wrong.append("%s includes %s" % (path, name))
    equal(wrong, [])


@test
def command_line_uses_the_c_abi_alone():
    wrong = [path for path, text in files(["bindings/cli"], (".cc", ".h")) if re.search(r'#include [<"](entente/|base/|text/|mention/|deal/)', text)]
    equal(wrong, [])


@test
def third_parties_keep_to_their_homes():
    homes = {r"<unicode/": ("src/text/", "src/output/"), r"<re2/": ("src/pack/", "src/mention/"), r"<simdjson": ("src/text/", "src/query/", "bindings/cli/"),
             r"<libxml/": ("src/text/html.cc",), r"<sqlite3": ("src/store/",)}
    wrong = []
    for path, text in files(["src", "capi", "bindings"], (".cc", ".h")):
        for pattern, places in homes.items():
            if re.search(r"#include " + pattern, text) and not path.replace(os.sep, "/").startswith(places):
                wrong.append("%s includes %s" % (path, pattern))
    equal(wrong, [])


@test
def nothing_is_printed_or_ended():
    wrong = []
    for path, text in files(["src", "capi"], (".cc", ".h")):
        for found in re.findall(r"\b(printf|fprintf|puts|abort|exit|std::cout|std::cerr|setlocale|getenv|time\(|std::thread_local)\b\(?", without_comments(text)):
            wrong.append("%s uses %s" % (path, found))
        if re.search(r"\bthread_local\b", without_comments(text)):
            wrong.append("%s uses thread_local" % path)
    equal(wrong, [])


@test
def top_level_is_the_fixed_list():
    extra = {n for n in os.listdir(SOURCE) if not n.startswith(".")} - TOP_LEVEL - {"build"}
    equal(extra, set())


main()
