"""The page of a report: it holds all it needs, nothing in it becomes markup, and it works in a headless Chromium, where there is one.

ENTENTE_PICTURES=FOLDER keeps pictures of the pages, light and dark.
"""
import base64
import ctypes
import hashlib
import json
import os
import re
import subprocess
import tempfile

from browser import Browser
from harness import BUILD, LIBRARY, SANITIZE, SOURCE, entente, equal, main, test, true

FOLDER = tempfile.TemporaryDirectory()
HOSTILE = ["</script><script>window.struck=1</script>", "<img src=x onerror=window.struck=2>", "\"><svg onload=alert(3)>", "<!--<script>", "{{data}}", "\u2028 & \u2029", "'+alert(4)+'", "&lt;img src=x onerror=window.struck=5&gt;", "\u202e거꾸로"]


def path(name):
    return os.path.join(FOLDER.name, name)


def report(archive, name, *arguments, wanted=0):
    code, out, err = entente("report", "--archive", archive, "--output", path(name), *arguments)
    equal(code, wanted, err.decode())
    equal(out, b"")
    page = open(path(name), encoding="utf-8", newline="").read()
    return page, err.decode()


def data_of(page):
    found = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    equal(len(found), 1, "blocks of data")
    return found[0]


def scripts_of(page):
    return re.findall(r"<script(?: id=\"graph-code\")?>(.*?)</script>", page, re.S)


def small_archive():
    """The articles of the examples, and so many of our own that the table has pages; made once."""
    archive = path("small.archive")
    if os.path.exists(archive):
        return archive
    lines = []
    for name in sorted(os.listdir(os.path.join(SOURCE, "examples", "articles"))):
        body = open(os.path.join(SOURCE, "examples", "articles", name), encoding="utf-8").read()
        lines.append({"id": name, "published": "2024-06-05", "body": body})
    firms = ["가온전자는", "두레은행은", "누리텔레콤은", "새벽로보틱스는", "한결바이오는", "마루건설은"]
    for i in range(120):
        giver, taker = firms[i % 6], firms[(i + 1 + i // 6 % 5) % 6][:-1]
        day = "%d-%02d-%02d" % (2020 + i % 5, 1 + i % 12, 1 + i % 28)
        lines.append({"id": "n%d" % i, "language": "ko", "published": day, "title": "%s, %s에 투자" % (giver[:-1], taker), "body": "%s %s에 %d억원을 투자했다고 밝혔다." % (giver, taker, 10 + i)})
    with open(path("small.ndjson"), "w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    code, _, err = entente("index", path("small.ndjson"), "--archive", archive)
    equal(code, 0, err.decode())
    return archive


def hostile_archive():
    """Deals that a host enters, with markup wherever a text may stand."""
    archive = path("hostile.archive")
    if os.path.exists(archive):
        return archive
    library = ctypes.CDLL(LIBRARY)
    handle, error = ctypes.c_void_p(), ctypes.c_void_p()
    equal(library.entente_archive_open(archive.encode(), None, ctypes.byref(handle), ctypes.byref(error)), 0)
    for number, text in enumerate(HOSTILE):
        raw = text.encode()
        span = {"begin": 0, "end": len(raw)}
        entry = {"id": "h%d%s" % (number, text), "language": "ko", "published": "2024-05-0%d" % (1 + number), "amounts": [{"text": text, "low": "5", "high": "5", "currency": "USD"}],
                 "parties": [{"name": text + " (주)", "kind": "company"}, {"name": "상대 %d" % number, "kind": "company"}],
                 "deals": [{"kind": "investment", "form": "equity", "status": "agreed", "subject": text, "confidence": 1, "amount": 0,
                            "parties": [{"party": 0, "role": "investor"}, {"party": 1, "role": "investee"}],
                            "evidence": [{"field": "title", **span}, {"field": "body", **span}]}]}
        record = json.dumps(entry, ensure_ascii=False).encode()
        equal(library.entente_archive_add_json(handle, record, ctypes.c_size_t(len(record)), raw, ctypes.c_size_t(len(raw)), raw, ctypes.c_size_t(len(raw)), ctypes.byref(error)), 0, text)
    library.entente_archive_free(handle)
    return archive


@test
def page_holds_all_it_needs():
    page, _ = report(small_archive(), "small.html")
    page = page.replace(data_of(page), "")
    wrong = re.findall(r"(?i)<link|<iframe|<img|<base|\bsrc=|\bhref=|@import|url\(|\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|\bimport\(|\binnerHTML\s*=|\beval\(|new Function", scripts_of(page)[-1] + page.replace(scripts_of(page)[0], ""))
    equal(wrong, [])
    named = {address for address in re.findall(r"https?://[^\s\"'`)>]*", page)}
    equal({address for address in named if not address.startswith("http://www.w3.org/")}, set(), "addresses that are no XML names")
    # the policy lets these scripts run and nothing else load or run
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    true(policy.startswith("default-src 'none'; "), policy)
    hashes = ["'sha256-%s'" % base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts_of(page)]
    equal(re.search(r"script-src ([^;]*);", policy)[1].split(), hashes)


@test
def answers_are_those_of_queries():
    page, _ = report(small_archive(), "small.html")
    data = json.loads(data_of(page))
    answers = {}
    for ask in ("timeline", "graph"):
        _, out, _ = entente("query", ask, "--archive", small_archive(), "--limit", "1000000", "--output", "json")
        answers[ask] = json.loads(out)
        for field in ("timeline", "nodes", "edges"):
            equal(data[ask].get(field), answers[ask].get(field), field)
    _, out, _ = entente("query", "--archive", small_archive(), "--sort", "-date", "--output", "ndjson")
    equal(data["deals"]["deals"], [json.loads(line) for line in out.splitlines()])
    true(len(data["deals"]["deals"]) > 100, "the table has pages")
    equal([one["by"] for one in data["totals"]], ["year", "kind", "country", "party"])
    for one in data["totals"]:
        _, out, _ = entente("query", "totals", "--by", one["by"], "--archive", small_archive(), "--output", "json")
        equal(one["answer"]["total"]["high"], json.loads(out)["total"]["high"])
    equal(data["about"], {"archive": "small.archive", "filters": [], "cut": False})


@test
def filters_choose_and_a_limit_cuts_all_alike():
    page, _ = report(small_archive(), "one.html", "--party", "가온전자", "--from", "2021", "--currency", "KRW")
    data = json.loads(data_of(page))
    equal(data["about"]["filters"], [["parties", "가온전자"], ["from", "2021"]])
    true(data["deals"]["deals"] and all("가온전자" in [p["name"] for p in deal["parties"]] for deal in data["deals"]["deals"]), "deals of the party")
    equal(data["totals"][0]["answer"]["currency"], "KRW")
    page, err = report(small_archive(), "cut.html", "--limit", "7", "--sort", "-date")
    true("first 7 deals" in err, err)
    data = json.loads(data_of(page))
    ids = {deal["id"] for deal in data["deals"]["deals"]}
    equal((len(ids), data["about"]["cut"]), (7, True))
    equal({step["deal"] for step in data["timeline"]["timeline"]} - ids, set())
    equal({deal for edge in data["graph"]["edges"] for deal in edge["deals"]} - ids, set())
    for one in data["totals"]:
        listed = {deal["id"] for row in one["answer"]["totals"] for deal in row["deals"]} | {deal for out in one["answer"]["left_out"] for deal in out["deals"]}
        equal(listed, ids, one["by"])


@test
def mistakes_are_named():
    archive = small_archive()
    for arguments, words in [
            (["--archive", archive], "--output PAGE.html is missing"), (["--output", path("x.html")], "--archive FILE is missing"),
            (["deals", "--archive", archive, "--output", path("x.html")], "what is 'deals'?"), (["--archive", path("none"), "--output", path("x.html")], "none"),
            (["--archive", archive, "--output", path("no/folder/x.html")], "no/folder/x.html"), (["--archive", archive, "--output", path("x.html"), "--cursor", "a"], "--cursor"),
            (["--archive", archive, "--output", path("x.html"), "--by", "year"], "--by"), (["--archive", archive, "--output", path("x.html"), "--kind", "gift"], "kinds")]:
        code, out, err = entente("report", *arguments)
        equal((code, out), (2, b""), " ".join(arguments))
        true(words in err.decode(), err.decode())
        true(not os.path.exists(path("x.html")), "no page after a mistake")
    if os.path.exists("/dev/full"):
        code, _, err = entente("report", "--archive", archive, "--output", "/dev/full")
        equal(code, 2, err.decode())
    code, out, _ = entente("report", "--help")
    true(code == 0 and b"entente report --archive FILE" in out, out)
    page, err = report(archive, "nobody.html", "--party", "없는회사", wanted=1)
    true("없는회사" in err, err)
    equal(json.loads(data_of(page))["deals"]["unknown"], ["없는회사"])


@test
def hostile_texts_stay_texts():
    if SANITIZE:
        return  # the library cannot be loaded into Python
    page, _ = report(hostile_archive(), "hostile.html")
    data = data_of(page)
    equal([c for c in "<>&\u2028\u2029" if c in data], [])
    deals = json.loads(data)["deals"]["deals"]
    equal(len(deals), len(HOSTILE))
    for deal in deals:
        said = deal["subject"]
        true(said in HOSTILE, said)
        equal(deal["amount"]["text"], said)
        true(any(said in party["name"] for party in deal["parties"]), deal["parties"])


@test
def npm_brings_what_the_lockfile_names_and_nothing_else():
    """Each package with its hash, from npm's registry (or the mirror that npm is told of), never from another address."""
    lock = json.load(open(os.path.join(SOURCE, "bindings", "report", "package-lock.json"), encoding="utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    true(any("d3-force" in name for name in packages), "the forces are there")
    for name, one in packages.items():
        true(one.get("resolved", "https://registry.npmjs.org/").startswith("https://registry.npmjs.org/") and one["integrity"].startswith("sha512-"), name)


@test
def a_build_without_npm_gives_a_page_without_the_graph():
    folder = os.path.join(SOURCE, "bindings", "report")
    graph, source = path("graph.bundle.js"), path("report_page.cc")
    done = subprocess.run(["cmake", "-DSOURCE=" + folder, "-DNPM=", "-DNODE=", "-DOUTPUT=" + graph, "-P", folder + "/bundle.cmake"], capture_output=True, check=True)
    true(b"without the network graph" in done.stderr, done.stderr)
    equal(os.path.getsize(graph), 0)
    subprocess.run(["cmake", "-DSOURCE=" + folder, "-DGRAPH=" + graph, "-DOUTPUT=" + source, "-P", folder + "/embed.cmake"], check=True)
    parts = [open(source + ending, encoding="utf-8", newline="").read() for ending in (".Head", ".Tail")]
    page, _ = report(small_archive(), "small.html")
    without = parts[0] + data_of(page) + parts[1]
    with open(path("plain.html"), "w", encoding="utf-8", newline="") as file:
        file.write(without)
    if Browser.program() is None:
        return
    with Browser() as browser:
        browser.open(path("plain.html"))
        equal(browser.run("document.querySelectorAll('canvas').length"), 0)
        true("without npm" in browser.run("document.getElementById('no-graph').textContent"), "the page says so")
        equal(browser.run("document.querySelectorAll('tr.deal').length"), 100)
        equal(browser.complaints(), [])


def keep_picture(browser, name):
    if os.environ.get("ENTENTE_PICTURES"):
        browser.picture(os.path.join(os.environ["ENTENTE_PICTURES"], name))


@test
def page_works_in_a_browser():
    if Browser.program() is None:
        return print("Chromium is not there: the page was not loaded")
    page, _ = report(small_archive(), "small.html")
    data = json.loads(data_of(page))
    deals, nodes = data["deals"]["deals"], data["graph"]["nodes"]
    with Browser() as browser:
        browser.open(path("small.html"))
        text = lambda selector: browser.run("document.querySelector(%s).textContent" % json.dumps(selector))
        count = lambda selector: browser.run("document.querySelectorAll(%s).length" % json.dumps(selector))
        true("%d deals" % len(deals) in text("#about"), text("#about"))
        true("가온전자" in text("#deals tbody"), "Korean names in the table")
        true("가온전자" in text("#parties"), "and in the list of parties")
        if scripts_of(page)[0]:
            browser.wait("document.querySelector('canvas').dataset.settled === 'true'")
            equal(browser.run("document.querySelector('canvas').dataset.nodes"), str(len(nodes)))
            drawn = "(() => { const c = document.querySelector('canvas'); return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v !== 0); })()"
            true(browser.run(drawn), "something is drawn")
        else:
            print("this build has no npm: the graph was not looked at")
        keep_picture(browser, "light.png")
        # newest first; another column by its head; then the other way round
        days = "[...document.querySelectorAll('tr.deal .day span')].map((cell) => cell.textContent)"
        equal(browser.run(days), sorted(browser.run(days), reverse=True))
        browser.run("document.querySelector('[data-focus=head4]').click()")
        equal(browser.run("document.querySelector('[aria-sort=descending] button').dataset.focus"), "head4")
        values = [deal["amount"]["normalized"]["high"] for deal in deals if deal["amount"] and deal["amount"]["normalized"]]
        top = max(deals, key=lambda deal: float(deal["amount"]["normalized"]["high"]) if deal["amount"] and deal["amount"]["normalized"] else -1)
        true(values and browser.run("document.querySelector('tr.deal').dataset.id") == top["id"], "the largest sum is first")
        equal(count("tr.deal"), 100)
        browser.run("document.querySelector('[data-focus=Next]').click()")
        equal(count("tr.deal"), len(deals) - 100)
        browser.run("document.querySelector('[data-focus=Previous]').click()")
        # the evidence, by keys alone
        browser.run("document.querySelector('.more').focus()")
        browser.key("Enter", text="\r")
        equal(text("tr.detail blockquote"), top["reports"][0]["evidence"][0]["text"])
        equal(browser.run("document.querySelector('.more').getAttribute('aria-expanded')"), "true")
        browser.key("Enter", text="\r")
        equal(count("tr.detail"), 0)
        # a party from the list, by keys; all again
        browser.run("document.querySelector('#parties button').focus()")
        browser.key("ArrowDown")
        name = browser.run("document.activeElement.firstChild.textContent")
        browser.key("Enter", text="\r")
        equal(text("#chosen .chip"), "Party: %s ✕" % name)
        true(browser.run("[...document.querySelectorAll('tr.deal .names')].every((cell) => cell.textContent.includes(%s))" % json.dumps(name)), "only deals of the party")
        browser.key("Escape")
        equal(count("#chosen .chip"), 0)
        # words of the evidence
        browser.key("/", code="Slash", text="/")
        equal(browser.run("document.activeElement.id"), "search")
        browser.call("Input.insertText", text="노르딕클라우드")
        browser.wait("document.querySelectorAll('tr.deal').length < 20")
        true(browser.run("document.querySelectorAll('tr.deal').length > 0"), "the example is found")
        browser.run("(() => { const box = document.getElementById('search'); box.value = ''; box.dispatchEvent(new Event('input')); })()")
        browser.wait("document.querySelectorAll('tr.deal').length === 100")
        # a bar of the timeline and one of the totals
        browser.run("document.querySelector('.bar-of').focus()")
        browser.key("Enter", text="\r")
        true(text("#chosen .chip").startswith("Time: 20"), text("#chosen .chip"))
        browser.run("document.querySelector('.totals button').click()")
        true(text("#chosen .chip").startswith("Totals by year: "), text("#chosen .chip"))
        counted = data["totals"][0]["answer"]["totals"][0]["counted"]
        equal(count("tr.deal"), min(100, counted))
        equal((browser.complaints(), browser.requests()), ([], []))
    report(small_archive(), "nobody.html", "--party", "없는회사", wanted=1)
    with Browser(dark=True) as browser:
        browser.open(path("nobody.html"))
        true("No deals" in browser.run("document.getElementById('deals').textContent"), "an empty page says so")
        equal(browser.complaints(), [])
        browser.open(path("small.html"))
        equal(browser.run("getComputedStyle(document.body).backgroundColor"), "rgb(21, 24, 28)")
        if scripts_of(page)[0]:
            browser.wait("document.querySelector('canvas').dataset.settled === 'true'")
        keep_picture(browser, "dark.png")


@test
def hostile_page_runs_nothing():
    if SANITIZE or Browser.program() is None:
        return
    page, _ = report(hostile_archive(), "hostile.html")
    data = json.loads(data_of(page))
    for deal in data["deals"]["deals"]:  # the library writes titles and evidence without tags; the page must not rest on it
        deal["reports"][0]["title"] = deal["subject"]
        deal["reports"][0]["evidence"][0]["text"] = deal["subject"]
    with open(path("hostile.html"), "w", encoding="utf-8", newline="") as file:
        file.write(page.replace(data_of(page), json.dumps(data).replace("<", "\\u003c")))
    with Browser() as browser:
        browser.open(path("hostile.html"))
        browser.run("document.querySelectorAll('.more').forEach((button) => button.click())")
        browser.run("document.querySelectorAll('#parties button').forEach((button) => button.click())")
        browser.key("Escape")
        equal(browser.run("document.querySelectorAll('tr.deal').length"), len(HOSTILE))
        equal(browser.run("window.struck === undefined && document.querySelectorAll('img, main script, body > svg').length === 0"), True)
        equal(sorted(browser.run("[...new Set([...document.querySelectorAll('td.subject')].map((cell) => cell.textContent))]")), sorted(HOSTILE))
        reports = [deal["reports"][0] for deal in data["deals"]["deals"]]
        evidence = [one["text"] or "" for told in reports for one in told["evidence"]]
        equal(sorted(browser.run("[...document.querySelectorAll('blockquote')].map((block) => block.textContent)")), sorted(evidence))
        equal(sorted(browser.run("[...document.querySelectorAll('.headline')].map((block) => block.textContent)")), sorted(HOSTILE))
        equal((browser.complaints(), browser.requests()), ([], []))


main()
