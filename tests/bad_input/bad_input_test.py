"""Input that nobody should send: nothing crashes, hangs, is cut silently or grows faster than the input."""
import json
import time

from harness import SANITIZE, entente, equal, main, test, true

DEAL = "가온전자는 새벽로보틱스에 120억원을 투자했다. "
MEGABYTES = 4 if SANITIZE else 50


def found(out):
    return len(json.loads(out)["deals"])


def sane(code, err, allowed=(0, 1)):
    true(code in allowed, "exit code %d: %r" % (code, err[:300]))


@test
def invalid_utf8_is_reported_with_its_offset():
    code, out, err = entente("extract", "--encoding", "utf-8", stdin=b"abc\xed\xa0\x80def")
    true(code == 2 and out == b"" and b"byte 3" in err, err)


@test
def random_bytes():
    state = 12345
    noise = bytearray()
    for _ in range(200000):
        state = (state * 1103515245 + 12345) % 2**31
        noise.append(state >> 16 & 0xFF)
    for kind in ("text", "html", "ndjson"):
        code, _, err = entente("extract", "--input", kind, stdin=bytes(noise))
        sane(code, err, (1, 2))


@test
def empty_and_blank_texts():
    for text in (b"", b"\n", b" " * 1000, b"\xef\xbb\xbf", "\u3000\u200b\n".encode(), b"\0\0\0"):
        for kind in ("text", "html", "ndjson"):
            code, _, err = entente("extract", "--input", kind, stdin=text)
            true(code == 1 or (kind == "ndjson" and code == 2), "%r as %s: %d %r" % (text[:9], kind, code, err))


@test
def fifty_megabytes_of_lines():
    lines = DEAL + "".join("이 문장에는 아무 거래도 없으며 숫자 %d만 있다. " % i for i in range(20)) + "\n"
    text = (lines * (MEGABYTES * 10**6 // len(lines.encode()))).encode()
    began = time.monotonic()
    code, out, err = entente("extract", "--output", "json", stdin=text, timeout=500)
    sane(code, err)
    rows = json.loads(out)
    last = rows["amounts"][-1]
    equal(text[last["begin"]:last["end"]].decode(), last["text"])
    print("| %d MB of lines: %.1f s, %d amounts" % (MEGABYTES, time.monotonic() - began, len(rows["amounts"])))


@test
def one_endless_line():
    wrong = []
    for name, piece in (("sentences", DEAL), ("words without an end", "투자 가온전자 3억원 "), ("one word", "가나다라"), ("digits", "1234567890"), ("commas", ","), ("Latin", "Gaon invests "),
                        ("quotes", "“"), ("deals without a full stop", "가온전자가 새벽로보틱스에 120억원을 투자하고 ")):
        text = (piece * (MEGABYTES * 10**6 // 25 // len(piece.encode()))).encode()
        code, _, err = entente("extract", "--output", "json", stdin=text, timeout=60)
        if code not in (0, 1):
            wrong.append("%s: %d %r" % (name, code, err[:200]))
    equal(wrong, [])


@test
def brackets():
    for bracket in "([{<“‘「(":
        for text in (bracket * 100000, DEAL + bracket * 100000 + DEAL, "가온전자" + bracket * 100000, ("A" + bracket) * 50000):
            for kind in ("text", "html"):
                code, _, err = entente("extract", "--input", kind, "--output", "json", stdin=text.encode())
                sane(code, err)


@test
def lone_surrogates():
    good = json.dumps({"id": "g", "body": DEAL}).encode() + b"\n"
    for bad in (b'{"body": "\\ud800"}\n', b'{"body": "a\\udc00b"}\n', b'{"title": "\\ud83d\\u0041"}\n', b'{"body": "\xed\xa0\x80"}\n'):
        code, out, err = entente("extract", "--input", "ndjson", stdin=good + bad + good)
        equal(code, 3, err)
        equal(len(out.splitlines()), 2)
        true(b":2: " in err, err)


@test
def broken_lines_among_good_ones():
    good = json.dumps({"id": "g", "body": DEAL}).encode() + b"\n"
    broken = [b'{"id": "x", "body": "cut', b"{}", b"[]", b"null", b'"text"', b"{", b'{"body": 1}', b'{"body": "a"} {"body": "b"}', b'{"body": "a",}', b"\xff\xfe",
              b'{"body": "x", "published": "2023-02-29"}', b'{"body": "x", "published": "tomorrow"}', b'{"body": "x", "language": "tlh"}',
              b'{"body": "x", "format": "pdf"}', b'{"a":' * 5000]
    for threads in ("1", "4"):
        code, out, err = entente("extract", "--input", "ndjson", "--threads", threads, stdin=b"".join(good + line + b"\n" for line in broken) + good)
        equal(code, 3)
        equal(len(out.splitlines()), len(broken) + 1)
        messages = err.decode().splitlines()
        equal([m.split(":")[2].strip() for m in messages], [str(2 * i + 2) for i in range(len(broken))], err)


@test
def all_lines_broken():
    equal(entente("extract", "--input", "ndjson", stdin=b"x\ny\n")[0], 2)


@test
def unknown_language_and_impossible_dates():
    equal(entente("extract", "--language", "xx", stdin=DEAL.encode())[0], 2)
    for date in ("2023-02-29", "2024-13", "2024-00-10", "24-1-1", "2024-6-4", "yesterday", "2024-06-04T00:00", "0000", "99999"):
        code, out, err = entente("extract", "--published", date, stdin=DEAL.encode())
        true(code == 2 and out == b"" and date.encode() in err, "%s: %d %r" % (date, code, err))
    text = "가온전자는 2023년 2월 31일, 13월 45일, 99999년에 새벽로보틱스에 0원을 투자했다. 0000년 0월 0일."
    sane(*[entente("extract", "--published", "2024-05-04", stdin=text.encode())[i] for i in (0, 2)])


@test
def other_languages_pass():
    for text in ("Das ist ein deutscher Satz über 3 Millionen Euro.", "これは日本語の文章です。", "这是一个中文句子。", "Это русский текст.", "🙂🙂🙂", "한漢kana仮名"):
        code, _, err = entente("extract", "--output", "json", stdin=text.encode())
        sane(code, err)


@test
def huge_numbers():
    for text in ("9" * 100000 + "억원", "1조" * 50000 + "원", "1," * 50000 + "000원", "0." + "0" * 100000 + "1달러", "수" * 50000 + "조원", "삼십" * 50000 + "억원",
                 "99999999999999999999999999999999999999999999조 달러"):
        code, _, err = entente("extract", "--output", "json", stdin=("가온전자는 새벽로보틱스에 " + text + "을 투자했다.").encode())
        sane(code, err)


@test
def html_without_measure():
    pages = {
        "nested tags": "<div>" * 100000 + DEAL, "nested inline tags": "<b>" * 100000 + DEAL + "</i>" * 100000, "attributes": "<p " + "".join('a%d="1" ' % i for i in range(100000)) + ">" + DEAL,
        "long attribute": '<p title="' + "x" * 3000000 + '">' + DEAL, "comments": "<!-- x -->" * 100000 + DEAL, "entities": "&amp;" * 100000 + DEAL,
        "table": "<table>" * 20000 + DEAL}
    for name, page in pages.items():
        began = time.monotonic()
        code, out, err = entente("extract", "--input", "html", "--language", "ko", "--output", "json", stdin=page.encode())
        equal((code, found(out)), (0, 1), "%s: %r" % (name, err))
        true(time.monotonic() - began < (60 if SANITIZE else 10), "%s took %.1f s" % (name, time.monotonic() - began))
    for page in ("<" * 1000000, "&" * 1000000, "<!--" * 200000, "<a b='" * 100000, "<script>" * 100000, "</" * 300000, "<![CDATA[" * 100000, "<?x " * 100000):
        code, _, err = entente("extract", "--input", "html", "--output", "json", stdin=page.encode())
        sane(code, err)


@test
def a_small_stack_is_enough():
    import subprocess
    from harness import CLI
    if SANITIZE:
        return
    for kind, text in (("html", "<div>" * 100000 + DEAL), ("text", "(" * 100000 + DEAL), ("ndjson", '{"body": "' + "(" * 100000 + DEAL + '"}')):
        done = subprocess.run(["sh", "-c", 'ulimit -s 256; exec "$0" extract --input "$1" --output ndjson --threads 1', CLI, kind], input=text.encode(), stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False)
        true(done.returncode in (0, 1), "%s on a stack of 256 KB: %d %r" % (kind, done.returncode, done.stderr))


@test
def long_records():
    line = json.dumps({"id": "long", "body": DEAL * 20000}).encode() + b"\n"
    code, out, err = entente("extract", "--input", "ndjson", stdin=line + json.dumps({"id": "short", "body": DEAL}).encode())
    equal((code, len(out.splitlines())), (0, 2), err)


@test
def too_long_is_an_error_not_a_cut():
    if SANITIZE:
        return
    text = b"a" * (64 * 2**20 + 1)
    code, out, err = entente("extract", "--output", "json", stdin=text)
    true(code == 2 and out == b"" and b"longer" in err, "%d %r" % (code, err[:200]))


@test
def time_grows_with_the_input():
    """Reports the ratios; asserts only what a busy machine cannot blur: twenty times for four times the input."""
    pieces = {"deals": DEAL + "\n", "one line": DEAL.replace(".", ","), "amounts": "3억 달러(약 4000억원) ", "dates": "지난 4월 3일 ", "names": "가온전자·새벽로보틱스 ", "words": "오늘은 비가 온다 ",
              "brackets": "가(", "quotes": "“가온전자” ", "html": "<p>가온전자&nbsp;</p>", "digits": "12,", "one word": "가나다라"}
    small = 100000 if SANITIZE else 400000
    wrong = []
    for name, piece in pieces.items():
        taken = []
        for size in (small, 4 * small):
            text = (piece * (size // len(piece.encode()))).encode()
            began = time.monotonic()
            code, _, err = entente("extract", "--input", "html" if name == "html" else "text", "--output", "json", stdin=text, timeout=60)
            if code not in (0, 1):
                wrong.append("%s: %r" % (name, err[:200]))
                break
            taken.append(time.monotonic() - began)
        if len(taken) < 2:
            continue
        ratio = taken[1] / max(taken[0], 0.02)
        print("| four times %-9s %5.1f times the time (%.2f s for %.1f MB)" % (name + ":", ratio, taken[1], 4 * small / 1e6))
        if ratio > 20:
            wrong.append("%s: %.1f times the time for four times the input" % (name, ratio))
    equal(wrong, [])


main()
