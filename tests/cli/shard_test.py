"""--shard I/N of extract and index: every article in one shard, and shards that are merged are what one run gives."""
import json
import os
import tempfile

from harness import entente, equal, main, test, true

FOLDER = tempfile.TemporaryDirectory()
FIRMS = ["가온전자", "두레은행", "누리텔레콤", "새벽로보틱스", "한결바이오", "마루건설"]
MOST_HASH = 1 << 64


def path(name):
    return os.path.join(FOLDER.name, name)


def hash_of(name):
    """FNV-1a, as README.md says it."""
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = (value ^ byte) * 0x100000001B3 % MOST_HASH
    return value


def article(name, number):
    return {"id": name, "language": "ko", "published": "2024-%02d-11" % (1 + number % 12), "body": "%s가 %s에 %d억원을 투자했다." % (FIRMS[number % 6], FIRMS[(number + 1) % 6], number + 1)}


def lines_of(records):
    return b"".join((json.dumps(r, ensure_ascii=False) if isinstance(r, dict) else r).encode() + b"\n" for r in records)


# ids as texts and numbers, escaped, twice, missing; lines that are blank or broken; no line end at the end
RECORDS = [article(str(n), n) for n in range(200)] + ["", "{broken"] + [article(n, n) for n in range(150, 260)] + [article(None, 3), article("", 4), '{"body": "오늘은 맑다.", "id": "caf\\u00e9"}']
INPUT = lines_of(RECORDS)[:-1]


def shards(count, data=INPUT, *arguments):
    return [entente("extract", "--input", "ndjson", "--shard", "%d/%d" % (i, count), *arguments, stdin=data) for i in range(count)]


@test
def shards_together_are_one_run():
    code, out, err = entente("extract", "--input", "ndjson", stdin=INPUT)
    equal(code, 3, err.decode())
    for count in (1, 2, 3, 7):
        parts = shards(count)
        equal(sorted(line for part in parts for line in part[1].splitlines()), sorted(out.splitlines()), count)
        true(all(part[1] for part in parts), "every shard has articles")
        equal(b"".join(part[2] for part in parts), err, "the broken line is one shard's, by its number in the whole input")


@test
def the_shard_follows_from_the_id():
    for index, (_, out, _) in enumerate(shards(3)):
        names = [json.loads(line)["id"] for line in out.splitlines()]
        true(len(names) > 80, "a third of all")
        equal({name for name in names if name and hash_of(name) % 3 != index}, set())
    true(any("café" in out.decode() for _, out, _ in shards(2)[hash_of("café") % 2:][:1]), "an escaped id counts as what it says")


@test
def lines_without_an_id_go_by_their_number():
    data = lines_of({"body": "가온전자는 새벽로보틱스에 %d억원을 투자했다." % (n + 1)} for n in range(9))
    for index, (_, out, _) in enumerate(shards(4, data)):
        equal([json.loads(line)["amounts"][0]["low"] for line in out.splitlines()], [str((n + 1) * 10 ** 8) for n in range(9) if n % 4 == index])


@test
def other_inputs():
    marked = b"\xef\xbb\xbf" + lines_of([article("a", 1)])
    equal([len(out.splitlines()) for _, out, _ in shards(2, marked)], [1 - hash_of("a") % 2, hash_of("a") % 2])
    korean = lines_of([article("a", 1)]).decode().encode("cp949")
    equal([len(out.splitlines()) for _, out, _ in shards(2, korean)], [1, 0], "not UTF-8: by the number of the line")
    long = lines_of([{"id": "long", "body": "가온전자는 새벽로보틱스에 투자했다. " * 40000}, article("b", 2)])
    equal(sorted(line for _, out, _ in shards(2, long) for line in out.splitlines()), sorted(entente("extract", "--input", "ndjson", stdin=long)[1].splitlines()))
    names = ["%s.txt" % letter for letter in "abcdef"]
    for name in names:
        with open(path(name), "w", encoding="utf-8") as file:
            file.write("가온전자는 새벽로보틱스에 120억원을 투자했다.")
    found = [[json.loads(line)["id"] for line in entente("extract", "--output", "ndjson", "--shard", "%d/2" % i, *map(path, names))[1].splitlines()] for i in range(2)]
    equal(found, [[name for name in names if hash_of(name) % 2 == i] for i in range(2)])


@test
def merged_archives_are_one_archive():
    with open(path("news.ndjson"), "wb") as file:
        file.write(INPUT)
    equal(entente("index", path("news.ndjson"), "--archive", path("whole.archive"))[0], 3)
    parts = [path("%d.archive" % i) for i in range(3)]
    for index, part in enumerate(parts):
        true(entente("index", path("news.ndjson"), "--shard", "%d/3" % index, "--archive", part)[0] in (0, 3), "index")
    for name, order in (("merged", parts), ("otherwise", parts[::-1])):
        equal(entente("merge", *order, "--archive", path(name))[0], 0)
        equal(entente("export", "contents", "--archive", path(name)), entente("export", "contents", "--archive", path("whole.archive")))
    # one archive for one shard after the other: how far each came is kept apart
    for index in range(3):
        entente("index", path("news.ndjson"), "--shard", "%d/3" % index, "--archive", path("by turns"))
    equal(entente("export", "contents", "--archive", path("by turns")), entente("export", "contents", "--archive", path("whole.archive")))


@test
def a_stopped_shard_goes_on():
    with open(path("news.ndjson"), "wb") as file:
        file.write(INPUT[:len(INPUT) // 2])
    entente("index", path("news.ndjson"), "--shard", "1/2", "--archive", path("late.archive"))
    with open(path("news.ndjson"), "wb") as file:
        file.write(INPUT)
    for name in ("late", "at once"):
        entente("index", path("news.ndjson"), "--shard", "1/2", "--archive", path(name + ".archive"))
    contents = entente("export", "contents", "--archive", path("late.archive"))
    true(contents[0] == 0 and contents[1], "it holds something")
    equal(contents, entente("export", "contents", "--archive", path("at once.archive")))


@test
def wrong_usage_names_the_argument():
    for value in ("", "1", "2/2", "-1/2", "1/0", "a/2", "1/", "/2", "1/2/3", "0/65537", "0/99999999999", " 0/2", "0.5/2"):
        code, out, err = entente("extract", "--shard=" + value, stdin=INPUT)
        equal((code, out), (2, b""), value)
        true(b"--shard takes I/N" in err and ("'%s'" % value).encode() in err, err.decode())
    code, _, err = entente("extract", "--shard")
    true(code == 2 and b"--shard needs a value" in err, err.decode())
    code, _, err = entente("query", "--shard", "0/2", "--archive", path("whole.archive"))
    true(code == 2 and b"only extract and index take --shard" in err, err.decode())


main()
