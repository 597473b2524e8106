"""The archive through the command line: questions with answers worked out by hand, stops, a full disk, readers beside a writer.

ENTENTE_CRASHES=200 makes 200 kills instead of 6, ENTENTE_SHARING_SECONDS=60 lets readers and writer run for a minute.
"""
import ctypes
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time

from harness import CLI, LIBRARY, SANITIZE, SOURCE, entente, equal, load_sanitizer, main, test, true

load_sanitizer()

FOLDER = tempfile.TemporaryDirectory()
FIXTURE = os.path.join(SOURCE, "tests", "archive", "questions.json")


def path(name):
    return os.path.join(FOLDER.name, name)


def ask(archive, *arguments, wanted=(0, 1)):
    code, out, err = entente("query", *arguments, "--archive", archive)
    true(code in wanted, "%r gives %d: %s" % (arguments, code, err.decode()))
    return out.decode()


def made_articles(count, seed=1):
    """Articles about few invented firms, so that several tell the same deal."""
    pick = random.Random(seed)
    firms = ["가온전자", "두레은행", "누리텔레콤", "새벽로보틱스", "한결바이오", "마루건설"]
    lines = []
    for i in range(count):
        a, b = pick.sample(firms, 2)
        day = "2024-%02d-%02d" % (pick.randint(1, 12), pick.randint(1, 28))
        body = pick.choice([
            "%s는 %s와 업무협약(MOU)을 체결했다고 밝혔다." % (a, b),
            "%s는 %s에 %d억원을 투자했다고 밝혔다." % (a, b, pick.randint(1, 9) * 10),
            "%s가 %s를 인수하기로 했다. 인수 금액은 %d억원이다." % (a, b, pick.randint(1, 9) * 100),
            "오늘은 비가 온다."])
        lines.append(json.dumps({"id": "n%d" % i, "language": "ko", "published": day, "title": "소식 %d" % i, "body": body * pick.randint(1, 3)}, ensure_ascii=False) + "\n")
    return lines


def write(name, lines):
    with open(path(name), "w", encoding="utf-8") as file:
        file.writelines(lines)
    return path(name)


def contents(archive):
    code, out, err = entente("export", "contents", "--archive", archive)
    true(code in (0, 1), err.decode())
    return out


def check(archive):
    connection = sqlite3.connect(archive)
    equal(connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
    equal(connection.execute("PRAGMA foreign_key_check").fetchall(), [])
    connection.close()


# ---- questions ----

class Library:
    """The few calls of the C ABI that fill an archive with deals that are made by hand."""

    def __init__(self):
        self.c = ctypes.CDLL(LIBRARY)
        self.c.entente_error_message.restype = ctypes.c_char_p

    def fill(self, archive, deals):
        handle, error = ctypes.c_void_p(), ctypes.c_void_p()
        equal(self.c.entente_archive_open(archive.encode(), None, ctypes.byref(handle), ctypes.byref(error)), 0)
        for deal in deals:
            text = json.dumps(deal, ensure_ascii=False).encode()
            body = deal.pop("body_text").encode()
            status = self.c.entente_archive_add_json(handle, text, ctypes.c_size_t(len(text)), None, ctypes.c_size_t(0), body, ctypes.c_size_t(len(body)), ctypes.byref(error))
            equal(status, 0, deal["id"] + ": " + (self.c.entente_error_message(error) or b"").decode() if status else "")
        self.c.entente_archive_free(handle)


def extraction(row):
    """A row of the fixture as an object of deal.schema.json."""
    parties, places = [], []
    for name, role in row["parties"]:
        kind, name = name.split(":") if ":" in name else ("company", name)
        names = name.split("=")
        parties.append({"name": names[0], "kind": kind, "aliases": names[1:]})
        places.append({"party": len(parties) - 1, "role": role})
    body = row.get("evidence", " · ".join(p["name"] for p in parties) + " " + row.get("subject", ""))
    deal = {"kind": row["kind"], "form": row.get("form", "other"), "status": row.get("status", "agreed"), "parties": places, "subject": row.get("subject"), "confidence": 1,
            "evidence": [{"field": "body", "begin": 0, "end": len(body.encode())}]}
    found = {"id": row["id"], "language": "ko", "published": row["published"], "parties": parties, "amounts": [], "deals": [deal], "body_text": body}
    if "day" in row:
        deal["date"] = {"from": row["day"], "to": row["day"], "basis": "text"}
    elif "undated" not in row:
        deal["date"] = {"from": row["published"], "to": row["published"], "basis": "published"}
    if "sum" in row:
        low, currency = row["sum"].split(" ")
        found["amounts"] = [{"text": row["sum"], "low": low.split("-")[0], "high": low.split("-")[-1], "currency": currency if currency != "?" else None}]
        deal["amount"] = 0
    return found


def short(answer, ids):
    """An answer in few words, as the fixture writes it."""
    name = lambda deal: ids.get(deal, deal)
    ask_ = answer["ask"]
    if ask_ == "deals":
        return [name(deal["id"]) for deal in answer["deals"]]
    if ask_ == "timeline":
        return ["%s %s %s" % (step["day"], step["status"], name(step["report"])) for step in answer["timeline"]]
    if ask_ == "partners":
        return ["%s %d %s" % (one["name"], one["count"], "+".join(one["kinds"])) for one in answer["partners"]]
    if ask_ == "totals":
        rows = ["%s %s%s %d" % ("/".join(g or "-" for g in row["group"]), row["low"], "" if row["low"] == row["high"] else ".." + row["high"], row["counted"]) for row in answer["totals"]]
        total = answer["total"]
        rows.append("total %s%s %d" % (total["low"], "" if total["low"] == total["high"] else ".." + total["high"], total["counted"]))
        return rows + ["out %s %s" % (out["reason"], "+".join(map(name, out["deals"]))) for out in answer["left_out"]]
    if ask_ == "path":
        return [" > ".join([answer["path"][0]["from"]["name"]] + [step["to"]["name"] for step in answer["path"]])] if answer["path"] else []
    if ask_ == "graph":
        names = [node["name"] for node in answer["nodes"]]
        return sorted("%s %s %s %s" % (names[e["from"]], "->" if e["directed"] else "--", names[e["to"]], "+".join(map(name, e["deals"]))) for e in answer["edges"])
    return [one["name"] for one in answer["parties"]]


@test
def questions_are_answered_as_by_hand():
    fixture = json.load(open(FIXTURE, encoding="utf-8"))
    deals = [extraction(row) for row in fixture["deals"]]
    rates = write("rates.csv", ["date,currency,units_per_usd\n"] + [row + "\n" for row in fixture["rates"]])
    true(len(fixture["questions"]) >= 30, "at least thirty questions")
    wrong = []
    for turn in range(2):  # the second time in another order
        archive = path("questions%d" % turn)
        library = Library()
        order = [json.loads(json.dumps(deal)) for deal in deals]
        if turn == 1:
            random.Random(5).shuffle(order)
        library.fill(archive, order)
        ids = {}
        for line in ask(archive, "--output", "ndjson").splitlines():
            for report in json.loads(line)["reports"]:
                ids[report["id"]] = report["article"]
        for question in fixture["questions"]:
            arguments = [ids_back(ids, a) if a.startswith("@") else a for a in question["ask"].replace(" ", "\0").replace("\\\0", " ").split("\0")]
            answer = json.loads(ask(archive, *arguments, "--rates", rates, "--output", "json"))
            if short(answer, ids) != question["answer"]:
                wrong.append("%s\n    got    %s\n    wanted %s" % (question["ask"], short(answer, ids), question["answer"]))
    true(not wrong, "\n".join(wrong))


def ids_back(ids, article):
    return next(i for i, name in ids.items() if name == article[1:])


@test
def every_number_leads_to_deals_articles_and_spans():
    archive = path("questions0")
    totals = json.loads(ask(archive, "totals", "--by", "country", "--party", "Northwind", "--role", "investor", "--output", "json"))
    for row in totals["totals"]:
        true(len(row["deals"]) == row["counted"], "each counted deal is named")
        for deal in row["deals"]:
            found = json.loads(ask(archive, "--id", deal["id"], "--output", "json"))["deals"]
            equal(len(found), 1)
            evidence = found[0]["reports"][0]["evidence"][0]
            true(found[0]["reports"][0]["article"] and evidence["text"] and evidence["end"] > evidence["begin"], "article, words and place")
            if deal["conversion"]:
                true(deal["conversion"]["rate"] and deal["conversion"]["source"], "the rate and its source")


@test
def pages_hold_while_the_archive_grows():
    archive = path("pages")
    library = Library()
    rows = json.load(open(FIXTURE, encoding="utf-8"))["deals"]
    library.fill(archive, [extraction(row) for row in rows])
    for sort in ("date", "-date", "value", "-value", "-reports"):
        whole = [deal["id"] for deal in json.loads(ask(archive, "--sort", sort, "--limit", "1000", "--output", "json"))["deals"]]
        pages, cursor = [], None
        while True:
            page = json.loads(ask(archive, "--sort", sort, "--limit", "3", "--output", "json", *(["--cursor", cursor] if cursor else [])))
            pages += [deal["id"] for deal in page["deals"]]
            cursor = page["cursor"]
            if cursor is None:
                break
        equal(pages, whole, sort)
    first = json.loads(ask(archive, "--limit", "3", "--output", "json"))
    late = {"id": "late", "published": "1999-01-01", "kind": "partnership", "parties": [["첫째", "partner"], ["둘째", "partner"]]}
    before = json.loads(ask(archive, "--limit", "3", "--cursor", first["cursor"], "--output", "json"))
    library.fill(archive, [extraction(late)])
    equal(json.loads(ask(archive, "--limit", "3", "--cursor", first["cursor"], "--output", "json"))["deals"], before["deals"])


@test
def mistakes_in_a_question_name_their_place():
    archive = path("questions0")
    for arguments, place in ((["--kind", "marriage"], b"where.kinds"), (["--from", "2024-13"], b"where.from"), (["--min", "much"], b"where.value_min"), (["--in", "XXQ", "--min", "1"], b"where.value_currency"),
                             (["--limit", "0"], b"limit"), (["--limit", "x"], b"limit"), (["--cursor", "x"], b"cursor"), (["totals", "--by", "colour"], b"by"), (["--id", "12"], b"where.ids"),
                             (["--role", "boss"], b"where.role"), (["--text", "!"], b"where.text"), (["--kind", "contract", "--kind", "marriage"], b"where.kinds[1]"), (["--contradicting", "maybe"], b"where.contradicting")):
        code, out, err = entente("query", *arguments, "--archive", archive)
        equal((code, out), (2, b""), arguments)
        true(place in err, "%r names %s: %r" % (arguments, place, err))
    equal(entente("query", "--party", "아무도", "--archive", archive)[0], 1)
    for arguments in (["query"], ["query", "--archive", path("nothing")], ["query", "partners", "--archive", archive], ["query", "graph", "--output", "csv", "--archive", archive],
                      ["merge", "--archive", path("m")], ["export", "all", "--archive", archive], ["index", "/no/such/file", "--archive", path("n")]):
        true(entente(*arguments)[0] == 2, "%s is an error" % arguments)
    true(b"entente query" in entente("query", "--help")[1], "query --help explains")


# ---- filling ----

@test
def index_goes_on_where_it_was():
    lines = made_articles(300)
    whole = path("whole")
    equal(entente("index", write("news.ndjson", lines), "--archive", whole)[0], 0)
    true(len(contents(whole)) > 10000, "there are deals")
    # a file that grows
    grown = path("grown")
    for end in (100, 250, 300, 300):
        equal(entente("index", write("growing.ndjson", lines[:end]), "--archive", grown)[0], 0)
    equal(contents(grown), contents(whole))
    # another content under the same name is read from the start
    code, _, _ = entente("index", write("growing.ndjson", lines[:7]), "--archive", grown)
    equal((code, contents(grown)), (0, contents(whole)))
    # any number of threads, any order
    mixed = list(lines)
    random.Random(3).shuffle(mixed)
    equal(entente("index", write("mixed.ndjson", mixed), "--threads", "3", "--archive", path("mixed"))[0], 0)
    equal(contents(path("mixed")), contents(whole))
    # shards
    for name, part in (("s1", lines[0::2]), ("s2", lines[1::2])):
        equal(entente("index", "-", "--archive", path(name), stdin="".join(part).encode())[0], 0)
    equal(entente("merge", path("s1"), path("s2"), "--archive", path("merged"))[0], 0)
    equal(contents(path("merged")), contents(whole))


@test
def bad_lines_are_said_and_the_others_kept():
    lines = made_articles(20)
    broken = write("broken.ndjson", lines[:10] + ["{broken\n"] + lines[10:])
    code, _, err = entente("index", broken, "--archive", path("broken"))
    true(code == 3 and b"broken.ndjson:11" in err, err)
    equal(entente("index", broken, "--archive", path("broken"))[0], 3)
    equal(entente("index", write("good.ndjson", lines), "--archive", path("good"))[0], 0)
    equal(contents(path("broken")), contents(path("good")))


@test
def a_kill_at_any_moment_loses_nothing():
    times = int(os.environ.get("ENTENTE_CRASHES", "6"))
    lines = made_articles(6000)
    news = write("crash.ndjson", lines)
    whole = path("crash_whole")
    start = time.monotonic()
    equal(entente("index", news, "--archive", whole)[0], 0)
    took = time.monotonic() - start
    wanted = contents(whole)
    pick = random.Random(11)
    killed, turn, archive = 0, -1, None
    while killed < times:
        turn += 1
        true(turn < 20 * times, "the runs end before they are killed")
        if archive is None:
            archive = path("crash_%d" % turn)
        program = subprocess.Popen([CLI, "index", news, "--archive", archive], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(pick.uniform(0, took))
        program.send_signal(signal.SIGKILL)
        killed += program.wait() == -signal.SIGKILL
        if os.path.exists(archive) and os.path.getsize(archive) > 0:
            check(archive)
        if turn % 3 == 2 or killed == times:  # several kills of one archive, then to the end
            equal(entente("index", news, "--archive", archive)[0], 0)
            check(archive)
            true(contents(archive) == wanted, "the archive is that of an undisturbed run")
            for end in ("", "-wal", "-shm"):
                if os.path.exists(archive + end):
                    os.remove(archive + end)
            archive = None
    print("killed %d of %d runs" % (killed, turn + 1))


@test
def a_full_disk_is_said_and_nothing_is_lost():
    place = path("small")
    os.makedirs(place)
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2000k", "none", place], stderr=subprocess.DEVNULL, check=False).returncode != 0:
        print("skipped: no small file system can be mounted here")
        return
    try:
        archive = os.path.join(place, "a")
        lines = made_articles(6000)
        equal(entente("index", write("few.ndjson", lines[:50]), "--archive", archive)[::2], (0, b""))
        kept = contents(archive)
        code, _, err = entente("index", write("many.ndjson", lines), "--archive", archive)
        true(code == 2 and b"no room left" in err, "%d %s" % (code, err))
        check(archive)
        true(len(contents(archive)) >= len(kept), "what was kept is kept")
        shutil.copy(archive, path("moved"))  # to where there is room, with what was not taken over yet
        if os.path.exists(archive + "-wal"):
            shutil.copy(archive + "-wal", path("moved-wal"))
        equal(entente("index", path("many.ndjson"), "--archive", path("moved"))[0], 0)
        equal(entente("index", path("many.ndjson"), "--archive", path("roomy"))[0], 0)
        equal(contents(path("moved")), contents(path("roomy")))
    finally:
        subprocess.run(["umount", place], check=False)


@test
def a_file_that_can_only_be_read_is_read():
    archive = path("fixed/a")
    os.makedirs(path("fixed"))
    equal(entente("index", write("some.ndjson", made_articles(30)), "--archive", archive)[0], 0)
    wanted = contents(archive)
    os.chmod(archive, 0o444)
    os.chmod(path("fixed"), 0o555)
    try:
        options = {}
        if os.geteuid() == 0:  # for whom permissions do not count: as nobody, where that user may come here
            os.chmod(FOLDER.name, 0o755)
            options = {"user": 65534, "group": 65534, "extra_groups": []}
            try:
                reachable = subprocess.run([CLI, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, **options).returncode == 0
            except OSError:
                reachable = False
            if not reachable:
                print("skipped: another user cannot run the program")
                return
        code, out, err = entente("export", "contents", "--archive", archive, **options)
        true(code == 0 and out == wanted, err)
        code, _, err = entente("index", path("some.ndjson"), "--archive", archive, **options)
        true(code == 2 and b"can only be read" in err or b"cannot be opened" in err, "%d %r" % (code, err))
    finally:
        os.chmod(path("fixed"), 0o755)
    equal(contents(archive), wanted)


@test
def readers_beside_a_writer_see_whole_states():
    seconds = float(os.environ.get("ENTENTE_SHARING_SECONDS", "2"))
    archive = path("shared")
    lines = made_articles(400)
    equal(entente("index", write("start.ndjson", lines[:10]), "--archive", archive)[0], 0)
    end, problems, reads = time.monotonic() + seconds, [], [0]

    def read():
        while time.monotonic() < end and not problems:
            code, out, err = entente("query", "totals", "--by", "kind", "--output", "json", "--archive", archive)
            if code not in (0, 1) or err:
                problems.append(err.decode())
                return
            answer = json.loads(out)
            reads[0] += 1
            if sum(row["counted"] for row in answer["totals"]) != answer["total"]["counted"]:
                problems.append("a torn read")

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    turn = 0
    while time.monotonic() < end and not problems:
        turn += 1
        part = lines[(turn * 37) % 360:][:40]
        code, _, err = entente("index", "-", "--archive", archive, stdin="".join(part).encode())
        if code != 0:
            problems.append(err.decode())
    for reader in readers:
        reader.join()
    true(not problems, "; ".join(problems))
    true(reads[0] > 0 and turn > 0, "both ran")
    check(archive)


main()
