#!/usr/bin/env python3
"""make_seeds.py --source TREE --to FOLDER: seeds of every fuzz target from the test cases and articles, dictionaries from the packs."""
import argparse
import json
import os
import shutil

parser = argparse.ArgumentParser()
parser.add_argument("--source", required=True)
parser.add_argument("--to", required=True)
arguments = parser.parse_args()
SOURCE, TO = arguments.source, arguments.to

MOST_WORDS = 250    # of each table in a dictionary
MOST_SEEDS = 300    # of each target


def read(*parts):
    with open(os.path.join(SOURCE, *parts), encoding="utf-8") as file:
        return file.read()


def put(target, seeds):
    folder = os.path.join(TO, target)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    step = max(1, len(seeds) // MOST_SEEDS)
    for number, seed in enumerate(seeds[::step]):
        with open(os.path.join(folder, "%04d" % number), "wb") as file:
            file.write(seed if isinstance(seed, bytes) else seed.encode())


def put_words(target, words):
    with open(os.path.join(TO, target + ".dict"), "w", encoding="ascii") as file:
        for word in sorted(set(words)):
            if 0 < len(word.encode()) <= 60:
                file.write('"%s"\n' % "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else "\\x%02x" % b for b in word.encode()))


def tables():
    for root, _, names in sorted(os.walk(os.path.join(SOURCE, "src", "lang"))):
        for name in sorted(names):
            if name.endswith(".tsv") and "rates" not in name:
                lines = [line for line in read(os.path.join(root, name)).split("\n") if line and not line.startswith("#")]
                yield os.path.basename(root) + "/" + name, lines


def main():
    os.makedirs(TO, exist_ok=True)
    articles, texts = [], []
    for name in sorted(os.listdir(os.path.join(SOURCE, "tests", "corpus", "articles"))):
        articles += [json.loads(line) for line in read("tests", "corpus", "articles", name).split("\n") if line]
    for language in ("ko", "en"):
        for root, _, names in sorted(os.walk(os.path.join(SOURCE, "tests", "corpus", language))):
            for name in sorted(names):
                texts += [line.split(None, 1)[1] for line in read(os.path.join(root, name)).split("\n") if line.startswith(("text ", "title "))]
    bodies = [article["body"] for article in articles]
    words, cells = [], []
    for _, lines in tables():
        step = max(1, len(lines) // MOST_WORDS)
        rows = [line.split("\t") for line in lines[1::step]]
        words += [cell.strip("^$ ") for row in rows for cell in row[:1]]
        cells += lines[0].split("\t") + [cell for row in rows[:20] for cell in row]

    put("document", ["\x07" + text for text in texts] + ["\x06" + body for body in bodies])
    put("same", texts + bodies)
    tags = ["<p>", "</p>", "<br>", "&nbsp;", "&amp;", "&#44032;", "<script>", "</script>", "<!--", "-->", "<td>", "<div class=\"a\">", "<![CDATA[", "]]>"]
    put("html", ["<h1>%s</h1><p>%s</p>" % (article.get("title") or "", article["body"].replace("\n", "</p><p>")) for article in articles])
    put_words("html", words + tags)
    for target in ("document", "same"):
        put_words(target, words)
    records = [json.dumps({k: article.get(k) for k in ("id", "language", "published", "title", "body")}, ensure_ascii=False) for article in articles]
    put("records", ["\n".join(records[i:i + 2]) + "\n" for i in range(0, len(records), 2)])
    put_words("records", words + ['"body":"', '"title":', '"format":"html"', '"language":"ko"', '"published":"2024-06"', "\\u", "null", "true", "1e9"])
    put("lexicon", ["\n".join(lines[:30]) + "\n" for _, lines in tables()] +
        ["name\tkind\taliases\tticker\tbusiness_number\n누리솔루스\tcompany\t누리솔|Nurisolus\t123450\t124-81-00998\n", "name\tkind\tambiguous\n별빛\tfund\t1\n\fname\tkind\tlei\n"])
    put_words("lexicon", cells + ["\t", "|", "+", "\f", "-", "company"])
    put("rates", ["\x01date,currency,units_per_usd\n2024-06-03,KRW,1380.5\n2024-06-04,KRW,1375.25\n", "\x01# mine\ndate,currency,units_per_eur\n2024-06-04,SEK,11.3\n",
                  "\x00Date,USD,JPY,KRW,SEK,\n2024-06-04,1.0865,169.4,1493.2,11.29,\n2024-06-03,1.0842,169.9,1496.1,N/A,\n"])
    put_words("rates", ["date,currency,units_per_usd", "Date,USD,", "2024-06-04,", "KRW", "N/A", "PK\x03\x04", "PK\x01\x02", "PK\x05\x06", "1e5", "-"])
    asked = [json.dumps(question, ensure_ascii=False) for question in (
        {"ask": "deals", "where": {"parties": ["가온전자"], "kinds": ["investment"], "from": "2024-01", "to": "2024"}, "sort": "-value", "limit": 2},
        {"ask": "deals", "where": {"text": "투자", "value_min": "1000000", "value_currency": "KRW", "role": "investor"}}, {"ask": "timeline", "party": "가온전자"},
        {"ask": "partners", "party": "별빛에너지", "deals_listed": 1}, {"ask": "totals", "by": ["year", "kind"], "currency": "EUR"}, {"ask": "path", "from": "가온전자", "to": "푸른조선"},
        {"ask": "graph", "format": "graphml"}, {"ask": "graph", "format": "dot"}, {"ask": "parties", "text": "가"}, {"ask": "deals", "cursor": "x", "where": {"countries": ["KR"], "not_countries": ["US"]}})]
    put("question", asked)
    schema = json.loads(read("capi", "query.schema.json"))
    keys = list(schema["$defs"]["question"]["properties"]) + list(schema["$defs"]["filter"]["properties"])
    put_words("question", ['"%s":' % key for key in keys] + ["가온전자", "investment", "agreed", "2024-06", "null", "true", "[", "{"])
    put("archive", [bytes([flags]) + bytes((page * 7919 + i * 104729) >> shift & 255 for i in range(6) for shift in (16, 8, 0, 3)) for page in range(8) for flags in (0, 8, 4)])
    put_words("archive", ["SQLite format 3\0"])

    def call(number, *pieces):
        out = bytearray([number])
        for piece in pieces:
            out += bytes([piece]) if isinstance(piece, int) else bytes([min(255, len(piece.encode()))]) + piece.encode()[:255]
        return bytes(out)

    text = "가온전자는 새벽로보틱스에 120억원을 투자했다."
    opened, extracted = call(8, "", "", 0), call(2, "a1", "2024-06-04", "", text, 1, 0)
    put("abi", [opened + extracted + call(9, "k", "1", 1) + call(12, question, "", 1) for question in asked] +
        [opened + extracted + call(9, "", "", 1) + call(number, "a1", "b", 1) for number in range(8, 18)] +
        [call(0, "a", "2024", "t", text, 1, 0) + call(19, 0) + call(4, '{"body":"%s"}\n' % text) + call(6, 0) * 3, call(18, "회사명,종목코드\n가온전자,123450\n")])
    put_words("abi", words[::20] + keys)
    with open(os.path.join(TO, "made"), "w", encoding="ascii") as file:
        file.write("made\n")


main()
