"""Lexicons, importers and explanations on the command line."""
import html.parser
import json
import os
import re
import tempfile

from harness import entente, equal, main, test, true

DEAL = "가온전자는 새벽로보틱스에 120억원을 투자했다.\n"


class Folder:
    """A folder of its own; `path(name, content)` writes a file."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        return self

    def path(self, name, content=None):
        path = os.path.join(self.folder.name, name)
        if content is not None:
            with open(path, "wb") as file:
                file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def __exit__(self, *_):
        self.folder.cleanup()


@test
def lexicons_add_up_in_any_order():
    with Folder() as folder:
        names = folder.path("names.tsv", "name\tkind\tticker\n누리솔루스\tcompany\t123450\n")
        words = folder.path("words.tsv", "text\tclasses\n오각편대\tcoop\n")
        text = "누리솔루스는 가온전자와 오각편대를 꾸렸다.\n".encode()
        code, out, _ = entente("extract", "--lexicon", names, "--lexicon", words, "--output", "json", stdin=text)
        equal(code, 0)
        true({"scheme": "ticker", "value": "123450"} in [i for p in json.loads(out)["parties"] for i in p["identifiers"]], out)
        equal(entente("extract", "--lexicon", words, "--lexicon=" + names, "--output", "json", stdin=text), (0, out, b""))
        equal(entente("extract", "--lexicon", names, stdin=text)[0], 1)


@test
def a_bad_lexicon_says_where():
    with Folder() as folder:
        path = folder.path("own.tsv", "name\tkind\n가온\tcompany\n나래\tfirm\n")
        code, out, err = entente("extract", "--lexicon", path, stdin=DEAL.encode())
        equal((code, out), (2, b""))
        true(("own.tsv:3: unknown kind 'firm'").encode() in err, err)
        code, _, err = entente("extract", "--lexicon", folder.path("none.tsv"), stdin=DEAL.encode())
        true(code == 2 and b"none.tsv: the lexicon cannot be opened" in err, err)


@test
def lists_become_lexicons():
    krx = "회사명,종목코드\n누리솔루스,123450\n누리솔루스우,123455\n"
    with Folder() as folder:
        for content in (krx.encode(), krx.encode("cp949"), krx.encode("utf-8-sig"), krx.encode("euc-kr")):
            code, out, err = entente("import", "krx", folder.path("list.csv", content))
            equal((code, out.decode()), (0, "name\tkind\taliases\tambiguous\tticker\tisin\n누리솔루스\tcompany\t\t0\t123450\t\n"))
            true(b"2 rows, 1 organisations taken" in err and re.search(rb"skipped +1  preferred share", err), err)
        tickers = folder.path("company_tickers.json", json.dumps({"0": {"cik_str": 7, "ticker": "BRX", "title": "BRIXHOLT WIDGETS INC"}}))
        table = folder.path("sec.tsv")
        equal(entente("import", "sec", tickers, "--output", table)[:2], (0, b""))
        text = b"Brixholt Widgets bought Nordvale Inc for $20 million, the company said.\n"
        code, out, _ = entente("extract", "--lexicon", table, "--output", "json", stdin=text)
        true(code == 0 and b'{"scheme":"cik","value":"7"}' in out, out)
        for arguments in (["import"], ["import", "krx"], ["import", "nyse", tickers], ["import", "sec", folder.path("none")], ["import", "krx", tickers]):
            code, out, err = entente(*arguments)
            true((code, out) == (2, b"") and err.startswith(b"entente: "), "%s: %r" % (arguments, err))


@test
def explain_as_text_and_json():
    code, out, err = entente("explain", "-", stdin=DEAL.encode())
    equal((code, err), (0, b""))
    for words in ("Deal 1: completed investment, equity", "rule invest by “투자했다”", "topic “는”", "Nothing was rejected."):
        true(words in out.decode(), "%s in %s" % (words, out.decode()))
    code, out, _ = entente("explain", "--output", "json", stdin=DEAL.encode())
    attempts = json.loads(out)["attempts"]
    equal((code, attempts[0]["deal"], attempts[0]["reason"]), (0, 0, None))
    code, out, _ = entente("explain", stdin="가온전자는 투자를 늘린다.\n".encode())
    true(code == 1 and b"No deals." in out and b"because the roles" in out, out)
    for arguments in (["explain", "a", "b"], ["explain", "--output", "csv"], ["explain", "/no/such/file"], ["explain", "--input", "ndjson"]):
        code, out, err = entente(*arguments, stdin=DEAL.encode())
        true((code, out) == (2, b"") and err.startswith(b"entente: "), "%s: %r" % (arguments, err))


class Tags(html.parser.HTMLParser):
    """Tags with their attributes, and the text of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.words = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words += data


def page_of(folder, text, *arguments, name="a.txt"):
    page = folder.path("page.html")
    code, out, err = entente("explain", folder.path(name, text), "--output", page, *arguments)
    true(code in (0, 1) and (out, err) == (b"", b""), err)
    return open(page, encoding="utf-8").read()


@test
def page_stands_alone():
    with Folder() as folder:
        page = page_of(folder, DEAL)
        tags = Tags(page)
        true("가온전자" in tags.words and "120억원" in tags.words, "the article is there")
        names = [tag for tag, _ in tags.tags]
        true(not {"script", "link", "img", "iframe", "object"} & set(names), names)
        true(not re.search(r"url\(|@import|https?://", page), "nothing is loaded")
        true("default-src 'none'" in page, "nothing may be loaded")
        true("prefers-color-scheme:dark" in page and "Noto Sans KR" in page, "dark colours and Korean fonts")
        radios = [a for tag, a in tags.tags if tag == "input"]
        labels = [a["for"] for tag, a in tags.tags if tag == "label"]
        equal([a["id"] for a in radios], labels)
        equal(len(radios), 2)
        classes = " ".join(a.get("class", "") for tag, a in tags.tags if tag == "span").split()
        true({"e", "p", "a", "t", "r", "d1"} <= set(classes), classes)


@test
def page_escapes_everything():
    payloads = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</title><svg onload=alert(1)>", "' onmouseover='alert(1)", "&lt;b&gt;", "</style><script>x</script>"]
    with Folder() as folder:
        for payload in payloads:
            lexicon = folder.path("own.tsv", "name\tkind\taliases\n%s\tcompany\t누리솔루스\n" % payload)
            text = "%s 누리솔루스, 투자\n\n누리솔루스는 새벽로보틱스에 120억원을 투자했다. %s는 '%s'에 5억원을 투자했다.\n" % (payload, payload, payload)
            page = page_of(folder, text, "--lexicon", lexicon, name="a'\"&b.txt")
            tags = Tags(page)
            allowed = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "input", "label", "main", "article", "span", "sup", "div", "section", "table", "tr", "th",
                       "td", "br", "q", "code", "details", "summary"}
            equal({tag for tag, _ in tags.tags} - allowed, set(), payload)
            equal([a for _, attributes in tags.tags for a in attributes if a.startswith("on")], [], payload)
            true(payload in tags.words, "%s in the words of the page" % payload)
            equal(page.count("<style>"), 1, payload)


@test
def page_of_markup_shows_no_tags():
    with Folder() as folder:
        page = page_of(folder, "<p>가온전자는 <b>새벽로보틱스</b>에 120억원을 투자했다.</p>", name="a.html")
        article = page[page.index("<article"):page.index("</article>")]
        true("&lt;b&gt;" not in article and "새벽로보틱스" in article, article)


main()
