"""The command line as a user meets it: options, inputs, outputs, exit codes, messages."""
import csv
import io
import json
import os
import tempfile

from harness import entente, equal, main, test, true

DEAL = "가온전자는 새벽로보틱스에 120억원을 투자했다.\n"
NOTHING = "오늘은 비가 온다.\n"


def record(**fields):
    return (json.dumps(fields, ensure_ascii=False) + "\n").encode()


class Files:
    """Files in a folder of their own, by name."""

    def __init__(self, **contents):
        self.contents = contents

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        paths = {}
        for name, content in self.contents.items():
            paths[name] = os.path.join(self.folder.name, name.replace("__", "."))
            with open(paths[name], "wb") as file:
                file.write(content if isinstance(content, bytes) else content.encode())
        return paths

    def __exit__(self, *_):
        self.folder.cleanup()


@test
def help_and_version():
    code, out, _ = entente("--help")
    true(code == 0 and b"entente extract" in out, "--help explains")
    equal(entente("extract", "--help")[:2], (0, out))
    code, out, _ = entente("--version")
    true(code == 0 and out.startswith(b"entente 1."), "--version names the library")


@test
def wrong_usage_is_an_error():
    for arguments in ([], ["fetch"], ["extract", "--nope"], ["extract", "--output", "pdf"], ["extract", "--threads", "x"], ["extract", "--threads", "65"],
                      ["extract", "--input"], ["extract", "--currency", "dollars", "-"], ["extract", "--language", "xx", "-"], ["extract", "--encoding", "none", "-"]):
        code, out, err = entente(*arguments, stdin=b"x")
        equal((code, out), (2, b""), arguments)
        true(err.startswith(b"entente: "), "a message for %s" % arguments)


@test
def exit_codes():
    equal(entente("extract", stdin=DEAL.encode())[0], 0)
    equal(entente("extract", stdin=NOTHING.encode())[0], 1)
    equal(entente("extract", stdin=b"")[0], 1)
    equal(entente("extract", "/no/such/file")[0], 2)
    with Files(a__txt=DEAL) as f:
        equal(entente("extract", f["a__txt"], "/no/such/file")[0], 3)
        equal(entente("extract", os.path.dirname(f["a__txt"]))[0], 2)


@test
def options_in_any_order():
    with Files(a__txt=DEAL) as f:
        wanted = entente("extract", f["a__txt"], "--output", "json", "--published", "2024-05-04")
        equal(wanted[0], 0)
        equal(entente("--published=2024-05-04", "--output", "json", "extract", f["a__txt"]), wanted)
        equal(entente("extract", "--output=json", "--published", "2024-05-04", "--", f["a__txt"]), wanted)
        equal(json.loads(wanted[1])["published"], "2024-05-04")


@test
def the_id_of_a_text_is_its_name():
    with Files(a__txt=DEAL) as f:
        equal(json.loads(entente("extract", f["a__txt"], "--output", "json")[1])["id"], "a.txt")
    equal(json.loads(entente("extract", "-", "--output", "json", stdin=DEAL.encode())[1])["id"], "-")


@test
def json_has_every_field():
    row = json.loads(entente("extract", "--output", "json", "--published", "2024-05-04", stdin=(DEAL + "지난 4월에는 30억원을 투자했다.").encode())[1])
    equal(set(row), {"schema", "id", "language", "published", "parties", "amounts", "dates", "deals", "warnings"})
    true(set(row["parties"][0]) >= {"id", "name", "kind", "aliases", "mentions"}, "party")
    true(set(row["amounts"][0]) >= {"id", "field", "begin", "end", "text", "low", "high", "currency", "qualifiers", "role", "equivalent_of", "implied_rate", "normalized"}, "amount")
    true(set(row["dates"][0]) >= {"id", "field", "begin", "end", "text", "from", "to", "precision"}, "date")
    true(set(row["deals"][0]) >= {"id", "kind", "form", "status", "parties", "amount", "equivalents", "stake_percent", "date", "term_months", "subject", "evidence",
                                  "confidence", "publishable"}, "deal")


@test
def one_object_or_an_array():
    with Files(a__txt=DEAL, b__txt=NOTHING, c__ndjson=record(id="x", body=DEAL)) as f:
        true(isinstance(json.loads(entente("extract", f["a__txt"], "--output", "json")[1]), dict), "one text: an object")
        equal(len(json.loads(entente("extract", f["a__txt"], f["b__txt"], "--output", "json")[1])), 2)
        equal(len(json.loads(entente("extract", f["c__ndjson"], "--output", "json")[1])), 1)
        equal(json.loads(entente("extract", "--input", "ndjson", "--output", "json", stdin=b"")[1]), [])
        lines = entente("extract", f["a__txt"], f["b__txt"], "--output", "ndjson")[1].decode().splitlines()
        equal([json.loads(line)["id"] for line in lines], ["a.txt", "b.txt"])


@test
def input_is_known_by_name_and_content():
    body = DEAL.strip()
    with Files(a__html="<p>" + body + "</p>", b__jsonl=record(body=body), c__data=record(body=body), d__data="<!DOCTYPE html><p>" + body, e__data=body, f__txt="<p>" + body) as f:
        for name, path in f.items():
            code, out, err = entente("extract", path, "--output", "ndjson")
            equal((code, err), (0, b""), name)
            equal(len(json.loads(out)["deals"]), 1, name)
        html = json.loads(entente("extract", f["a__html"], "--output", "json")[1])
        equal(html["amounts"][0]["text"], "120억원")
        source = ("<p>" + body + "</p>").encode()
        equal(source[html["amounts"][0]["begin"]:html["amounts"][0]["end"]].decode(), "120억원", "offsets count in the HTML source")


@test
def markup_does_not_count_as_english():
    page = "<html><head><title></title><style>" + "p.lead { color: red } " * 300 + '</style></head><body><div class="article body wide">' * 2 + "<p>" + DEAL + "</p></div></body></html>"
    equal(json.loads(entente("extract", "--input", "html", "--output", "json", stdin=page.encode())[1])["language"], "ko")


@test
def encodings():
    korean = DEAL.encode("cp949")
    wanted = json.loads(entente("extract", "--output", "json", stdin=DEAL.encode())[1])
    for arguments in ([], ["--encoding", "cp949"], ["--encoding", "EUC-KR"], ["--encoding", "auto"]):
        equal(json.loads(entente("extract", "--output", "json", *arguments, stdin=korean)[1]), wanted, arguments)
    code, _, err = entente("extract", "--encoding", "utf-8", stdin=korean)
    true(code == 2 and b"byte 0" in err, "not UTF-8")
    lines = record(id="k", body=DEAL).decode().encode("cp949")
    equal(entente("extract", "--input", "ndjson", stdin=lines)[0], 0)
    marked = json.loads(entente("extract", "--output", "json", stdin=b"\xef\xbb\xbf" + DEAL.encode())[1])
    equal(marked["amounts"][0]["begin"], wanted["amounts"][0]["begin"] + 3)


@test
def errors_name_file_and_line():
    with Files(a__txt=b"one\ntwo \xff\xff three\n", b__ndjson=record(body=DEAL) + b"{broken\n" + record(body=DEAL)) as f:
        code, _, err = entente("extract", f["a__txt"])
        true(code == 2 and err.decode().startswith("entente: %s:2: " % f["a__txt"]) and b"byte 8" in err, "text: %r" % err)
        code, out, err = entente("extract", f["b__ndjson"])
        true(code == 3 and err.decode().startswith("entente: %s:2: " % f["b__ndjson"]) and len(out.splitlines()) == 2, "records: %r" % err)


@test
def table_is_for_people():
    out = entente("extract", stdin=(DEAL + "지난 4월").encode())[1].decode()
    for word in ("investment", "가온전자 (investor)", "새벽로보틱스 (investee)", "120억원", "KRW 12 billion", "“"):
        true(word in out, "the table shows %r:\n%s" % (word, out))


@test
def csv_is_for_spreadsheets():
    body = "=가온전자는 새벽로보틱스에 \"120억원\"을, 투자했다."
    code, out, _ = entente("extract", "--output", "csv", "--bom", stdin=body.encode())
    equal(code, 0)
    true(out.startswith(b"\xef\xbb\xbf"), "byte order mark")
    rows = list(csv.DictReader(io.StringIO(out.decode("utf-8-sig"), newline="")))
    equal(len(rows), 1)
    equal((rows[0]["kind"], rows[0]["amount_text"], rows[0]["low"], rows[0]["currency"]), ("investment", "120억원", "12000000000", "KRW"))
    true(rows[0]["evidence"].startswith("'=") or not rows[0]["evidence"].startswith("="), "no formula")
    equal(entente("extract", "--output", "csv", stdin=NOTHING.encode())[1].count(b"\r\n"), 1)


@test
def threads_do_not_change_the_output():
    lines = b"".join(record(id=str(i), published="2024-05-04", body="가온전자는 새벽로보틱스에 %d억원을 투자했다." % (i + 1)) for i in range(1000))
    one = entente("extract", "--input", "ndjson", "--threads", "1", stdin=lines)
    equal(one[0], 0)
    equal([json.loads(line)["id"] for line in one[1].splitlines()], [str(i) for i in range(1000)])
    equal(entente("extract", "--input", "ndjson", "--threads", "7", stdin=lines), one)


@test
def options_fill_what_records_do_not_say():
    lines = record(id="a", body=DEAL) + record(id="b", body=DEAL, published="2020-01-01")
    rows = [json.loads(line) for line in entente("extract", "--input", "ndjson", "--published", "2024-05-04", stdin=lines)[1].splitlines()]
    equal([row["published"] for row in rows], ["2024-05-04", "2020-01-01"])


@test
def money_shows_sums_dates_and_the_trail():
    text = "4일 337억 크로나(약 4조 4000억원)를 투자한다"
    code, out, err = entente("money", text, "--published", "2024-06-04")
    equal((code, err), (0, b""))
    for part in ("SEK 33,700,000,000", "about; conversion", "monthly rate of 2024-06, ECB", "2024-06-04; day"):
        true(part in out.decode(), "%r in\n%s" % (part, out.decode()))
    row = json.loads(entente("money", "-", "--published=2024-06-04", "--currency", "KRW", "--output", "json", stdin=text.encode())[1])
    equal((len(row["amounts"]), row["deals"], row["amounts"][0]["normalized"]["currency"]), (2, [], "KRW"))
    equal(entente("money", "nothing here")[0], 1)
    equal(entente("money", "--output", "csv", "1억원")[0], 2)
    true("억 for 조" in entente("money", "10억 달러(약 1억3800만원)", "--published", "2024-06")[1].decode(), "warnings are shown")


@test
def convert_names_the_rate():
    code, out, _ = entente("convert", "337억", "크로나", "--to", "KRW", "--on", "2024-06-04")
    true(code == 0 and "KRW 4,435,679,621,590 at 131.6225407, monthly rate of 2024-06, ECB" in out.decode(), out.decode())
    equal(entente("convert", "100 SEK", "--to", "KRW")[0], 1, "no day, no rate")
    equal(entente("convert", "nothing", "--to", "KRW")[0], 1, "no sum")
    equal(entente("convert", "100 SEK", "--to", "kroner")[0], 2)
    with Files(own__csv="date,currency,units_per_usd\n2024-06-04,KRW,1400\n", ecb__csv="Date,USD,KRW,\n2024-06-04,1.1,1500,\n", bad__csv="Date,USD,\n2024-06-04,x,\n") as f:
        row = json.loads(entente("convert", "100 USD", "--to", "KRW", "--on", "2024-06-06", "--rates", f["own__csv"], "--output", "json")[1])
        wanted = {"currency": "KRW", "low": "140000", "high": "140000", "rate": "1400", "rate_date": "2024-06-04", "kind": "user", "source": "own.csv"}
        equal(row["amounts"][0]["normalized"], wanted)
        out = entente("convert", "100 EUR", "--to", "KRW", "--on", "2024-06-04", "--rates", f["own__csv"], "--rates", f["ecb__csv"])[1].decode()
        true("KRW 150,000 at 1500, daily rate of 2024-06-04, ECB" in out, out)
        row = json.loads(entente("extract", "--published", "2024-06-04", "--rates", f["own__csv"], "--output", "json", stdin=DEAL.encode())[1])
        equal(row["amounts"][0]["normalized"]["kind"], "user")
        code, out, err = entente("money", "1억원", "--rates", f["bad__csv"])
        true(code == 2 and out == b"" and b"bad.csv:2: " in err, err)
        equal(entente("money", "1억원", "--rates", f["own__csv"], "--rates", f["own__csv"])[0], 2, "two files of one kind")
    equal(entente("money", "1억원", "--rates", "/no/such/file")[0], 2)


@test
def a_closed_output_is_an_error():
    if not os.path.exists("/dev/full"):
        return
    import subprocess
    from harness import CLI
    with open("/dev/full", "wb") as full:
        done = subprocess.run([CLI, "extract", "--output", "json"], input=DEAL.encode(), stdout=full, stderr=subprocess.PIPE, check=False)
    equal(done.returncode, 2)


main()
