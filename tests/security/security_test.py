"""What the README's Security section promises: hardened binaries, hostile content that stays text in every output, paths that stay where they are told, no files in
places that can be guessed. The page of a report in a browser is tested in tests/report, that of explain in tests/cli."""
import csv
import io
import json
import os
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree

from harness import CLI, LIBRARY, SANITIZE, SOURCE, entente, equal, main, test, true

FOLDER = tempfile.TemporaryDirectory()
HOSTILE = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(2)>", "</data></node><node id=\"n9\">", "]]><!--", "&lt;b&gt;&#0;", "\"]; n0 -> n0 [label=\"", "\\\"; }", "a\nb\r\nc",
           "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "'; DROP TABLE deal; --", "%s%n%s", "../../etc/passwd", "\uffff\ufffe\u0001x", "\u202eabc"]


def path(name):
    return os.path.join(FOLDER.name, name)


def archive():
    """Deals whose names, titles and evidence are attacks; made once."""
    if not os.path.exists(path("a")):
        files = []
        for number, text in enumerate(HOSTILE):
            entry = {"id": "%d %s" % (number, text), "published": "2024-05-04", "parties": [{"name": text + " 전자", "kind": "company"}, {"name": text, "kind": "company"}],
                     "deals": [{"kind": "investment", "form": "equity", "status": "agreed", "subject": text, "confidence": 1,
                                "parties": [{"party": 0, "role": "investor"}, {"party": 1, "role": "investee"}], "evidence": []}]}
            files.append(path("%d.json" % number))
            with open(files[-1], "w", encoding="utf-8") as file:
                json.dump(entry, file)
        equal(entente("index", "-", "--archive", path("a"), stdin=b'{"id":"x","body":"none"}\n')[0], 0)
        code, _, err = entente("add", *files, "--archive", path("a"))
        equal(code, 0, err)
    return path("a")


def elf(program, *what):
    return subprocess.run(["readelf", "-W", *what, program], stdout=subprocess.PIPE, check=True, universal_newlines=True).stdout


@test
def binaries_are_hardened():
    if SANITIZE:
        print("skipped: sanitizers bring their own")
        return
    for binary in (LIBRARY, CLI):
        segments, dynamic = elf(binary, "-l"), elf(binary, "-d")
        true("GNU_RELRO" in segments, binary + " has RELRO")
        true(re.search(r"BIND_NOW|FLAGS.*NOW", dynamic), binary + " is bound at once")
        true(re.search(r"GNU_STACK.* RW ", segments), binary + " has no executable stack")
        true(not re.search(r"LOAD.* RWE ", segments), binary + " has no segment to write and run")
        true("TEXTREL" not in dynamic, binary + " is position independent")
        symbols = elf(binary, "--dyn-syms")
        true("__stack_chk_fail" in symbols, binary + " guards its stack")
        true(re.search(r"__\w+_chk@", symbols.replace("__stack_chk_fail", "")), binary + " checks its copies")
    true(re.search(r"Type:\s+DYN", elf(CLI, "-h")) and re.search(r"FLAGS_1.*PIE", elf(CLI, "-d")), "the command line runs at any address")


@test
def graphs_keep_names_as_text():
    code, out, err = entente("query", "graph", "--output", "graphml", "--archive", archive())
    equal(code, 0, err)
    tree = ElementTree.fromstring(out.decode())
    space = "{http://graphml.graphdrawing.org/xmlns}"
    nodes = tree.findall(".//%snode" % space)
    equal(len(nodes), 2 * len(HOSTILE), "nodes")
    names = {node.find("%sdata[@key='name']" % space).text for node in nodes}
    for text in HOSTILE:
        if not re.search("[\r\ufffe\uffff\x00-\x08]", text):  # what XML cannot say is left out
            true(text in names, text)
    code, out, err = entente("query", "graph", "--output", "dot", "--archive", archive())
    equal(code, 0, err)
    for line in out.decode().split("\n")[1:-2]:
        true(re.fullmatch(r'  n\d+ (-> n\d+ )?\[label="(?:[^"\\]|\\.)*"(, weight=\d+)?(, dir=none)?\];', line), line)


@test
def spreadsheets_get_no_formulas():
    for arguments in (("query", "deals"), ("query", "totals", "--by", "party")):
        code, out, err = entente(*arguments, "--output", "csv", "--archive", archive())
        true(code in (0, 1), err)
        for row in csv.reader(io.StringIO(out.decode(), newline="")):
            for cell in row:
                true(not cell or cell[0] not in "=+-@\t\r" or re.fullmatch(r"-?[0-9.]+", cell), "%s: %r" % (arguments, cell))


@test
def json_of_answers_is_json():
    code, out, err = entente("query", "deals", "--output", "json", "--limit", "100", "--archive", archive())
    equal(code, 0, err)
    equal({deal["subject"] for deal in json.loads(out)["deals"]}, set(HOSTILE))


@test
def paths_stay_where_they_are_told():
    before = set(os.listdir(FOLDER.name))
    # SQLite's own names for files are no names of ours
    for name in ("file:evil?mode=memory", "file:evil2", "a?immutable=1", "-evil"):
        equal(entente("index", "-", "--archive", path(name), stdin=b'{"id":"x","body":"none"}\n')[0], 0)
        true(os.path.exists(path(name)), name)
    made = set(os.listdir(FOLDER.name)) - before
    true(all(name.startswith(("file:evil", "a?", "-evil")) for name in made), made)
    # ids, names and encodings are text, never paths
    record = json.dumps({"id": "../../escaped", "title": "/etc/passwd", "body": "file:///etc/passwd 가온전자는 새벽로보틱스에 120억원을 투자했다."}).encode()
    code, out, _ = entente("extract", "-", "--input", "ndjson", stdin=record + b"\n", cwd=FOLDER.name)
    true(code == 0 and b"root:" not in out, out)
    for encoding in ("../../../etc/passwd", "/etc/passwd", "a" * 5000, "..%2f", "utf-16,version=1"):
        true(entente("extract", "-", "--encoding", encoding, stdin=b"a")[0] in (1, 2), encoding)
    page = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x; 가온전자는 새벽로보틱스에 120억원을 투자했다.</p><iframe src="file:///etc/passwd">'
    code, out, _ = entente("extract", "-", "--input", "html", "--output", "json", stdin=page.encode())
    true(code in (0, 1) and b"root:" not in out, out)
    equal(os.path.exists(os.path.join(FOLDER.name, "..", "..", "escaped")), False)


@test
def no_files_in_places_that_can_be_guessed():
    empty = path("tmp")
    os.mkdir(empty)
    environment = dict(os.environ, TMPDIR=empty, SQLITE_TMPDIR=empty)
    os.chmod(empty, 0o500)
    code, _, err = entente("query", "deals", "--archive", archive(), env=environment)
    equal(code, 0, err)
    equal(os.listdir(empty), [])
    wrong = []
    for folder in ("src", "capi", "bindings/cli"):
        for root, _, names in os.walk(os.path.join(SOURCE, folder)):
            for name in names:
                if name.endswith((".cc", ".h")):
                    text = open(os.path.join(root, name), encoding="utf-8").read()
                    wrong += [name + ": " + word for word in ("tmpnam", "tempnam", "mktemp(", "tmpfile", "\"/tmp", "system(", "popen(", "strcpy(", "sprintf(buffer", "gets(") if word in text]
    equal(wrong, [])


main()
