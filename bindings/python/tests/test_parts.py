"""Parts of a file, each in a process of its own."""
import json
import os
import pickle
import subprocess
import sys
import time

import pytest

import deadly_rates
import entente
from entente import parts
from entente.parts import Part, SetAside

FIRMS = ["가온전자", "두레은행", "누리텔레콤", "새벽로보틱스", "한결바이오", "마루건설"]
OPTIONS = {"currency": None, "language": None, "published": None, "encoding": None}


def article(number, name=None):
    body = "%s가 %s에 %d억원을 투자했다." % (FIRMS[number % 6], FIRMS[(number + 1 + number // 6 % 5) % 6], number + 1)
    return {"id": name or "a%d" % number, "published": "2024-%02d-11" % (1 + number % 12), "body": body}


def deadly(name):
    return {"id": name, "published": "2024-06-04", "body": deadly_rates.WORDS}


def write(path, records):
    path.write_bytes("".join((r if isinstance(r, str) else json.dumps(r, ensure_ascii=False)) + "\n" for r in records).encode())
    return str(path)


def contents(archives, folder):
    """Of all in one archive."""
    with entente.Archive(folder / "merged.db") as whole:
        for number, data in enumerate(archives):
            (folder / ("%d.db" % number)).write_bytes(data)
            whole.merge(folder / ("%d.db" % number))
        return whole.export()


def single(records, folder, engine=None):
    """What one process makes of the articles."""
    with entente.Archive(folder / "single.db") as archive:
        archive.add(a for a in (engine or entente.Engine()).extract_many(r for r in records if isinstance(r, dict)))
        return archive.export()


@pytest.fixture
def engine_data():
    return pickle.dumps(entente.Engine(rates=deadly_rates.strike))


@pytest.mark.parametrize("part_bytes", [1, 7, 100, 1000, 1 << 20])
def test_parts_hold_every_line_once(tmp_path, part_bytes):
    path = write(tmp_path / "a.ndjson", [article(n) for n in range(5)] + ["", "{broken", "  "] + [article(n) for n in range(5, 9)])
    data = open(path, "rb").read()[:-1]
    open(path, "wb").write(data)
    found = [pair for part in parts.parts_of(path, part_bytes) for pair in parts._lines(part)]
    assert [line.strip() for _, line in found] == [line for line in data.split(b"\n") if line.strip()]
    assert all(data[begin:].startswith(line.rstrip()) for begin, line in found)


def test_no_file(tmp_path):
    with pytest.raises(entente.EntenteError) as caught:
        parts.parts_of(str(tmp_path / "none"), 100)
    assert (caught.value.code, caught.value.place) == ("not_found", str(tmp_path / "none"))
    with pytest.raises(entente.EntenteError) as caught:
        parts.read_part(Part(str(tmp_path / "none"), 0, 9), pickle.dumps(entente.Engine()), OPTIONS)
    assert caught.value.code == "io"


def test_a_part_is_what_one_process_reads(tmp_path, engine_data):
    records = [article(n) for n in range(40)]
    path = write(tmp_path / "a.ndjson", records)
    done = parts.read_part(Part(path, 0, os.path.getsize(path)), engine_data, OPTIONS)
    assert (done.articles, len(done.archives), done.set_aside) == (40, 1, ())
    assert contents(done.archives, tmp_path) == single(records, tmp_path)


def test_what_ends_its_process_is_set_aside_with_its_id(tmp_path, engine_data):
    good = [article(n) for n in range(12)]
    records = good[:3] + [deadly("d1")] + good[3:9] + ["{broken", deadly("d2"), deadly("d3")] + good[9:]
    path = write(tmp_path / "a.ndjson", records)
    done = parts.read_part(Part(path, 0, os.path.getsize(path)), engine_data, OPTIONS)
    data = open(path, "rb").read()
    assert done.articles == 12
    assert [(s.id, s.code) for s in done.set_aside] == [("d1", "killed"), ("{broken\n", "bad_record"), ("d2", "killed"), ("d3", "killed")]
    assert all(data[s.begin:].startswith(b"{broken") or json.loads(data[s.begin:].split(b"\n")[0])["id"] == s.id for s in done.set_aside)
    assert contents(done.archives, tmp_path) == single(good, tmp_path)


def test_a_document_whose_process_was_killed_once_is_read(tmp_path, monkeypatch):
    monkeypatch.setenv("ENTENTE_TEST_FLAG", str(tmp_path / "flag"))
    path = write(tmp_path / "a.ndjson", [deadly("d")])
    done = parts.read_part(Part(path, 0, os.path.getsize(path)), pickle.dumps(entente.Engine(rates=deadly_rates.strike_once)), OPTIONS)
    assert (done.articles, done.set_aside) == (1, ()) and os.path.exists(tmp_path / "flag")


@pytest.mark.parametrize("options, code", [({"language": "xx"}, "invalid_argument"), ({"currency": "XXY"}, "invalid_argument"), ({"nonsense": 1}, "internal")])
def test_wrong_options_are_errors(tmp_path, engine_data, options, code):
    path = write(tmp_path / "a.ndjson", [article(1)])
    with pytest.raises(entente.EntenteError) as caught:
        parts.read_part(Part(path, 0, 1), engine_data, {**OPTIONS, **options})
    assert caught.value.code == code and caught.value.message


def test_an_id_that_cannot_be_read():
    assert [parts._id_of(line) for line in (b'{"id": 7}', b'{"id": null}', b'\xef\xbb\xbf{"id": "x"}')] == ["7", None, "x"]
    assert parts._id_of(b"\xff{broken") == "\ufffd{broken" and len(parts._id_of(b"x" * 1000)) == 200


def test_the_process_of_a_part_does_not_outlive_the_one_that_waits(tmp_path):
    path = write(tmp_path / "a.ndjson", [article(n % 200) for n in range(100000)])
    code = ("import pickle, sys, entente\nfrom entente.parts import Part, read_part\n"
            "read_part(Part(sys.argv[1], 0, 1 << 40), pickle.dumps(entente.Engine()), %r, sys.argv[2])" % OPTIONS)
    folder = tmp_path / "folder"
    folder.mkdir()
    waiting = subprocess.Popen([sys.executable, "-c", code, path, str(folder)], stdout=subprocess.DEVNULL)
    child = None
    while child is None and waiting.poll() is None:
        found = [int(p) for p in os.listdir("/proc") if p.isdigit() and _parent(p) == waiting.pid]
        child = found[0] if found and list(folder.glob("*/archive")) else None
    waiting.kill()
    waiting.wait()
    assert child is not None
    for _ in range(600):
        if not _runs(child):
            break
        time.sleep(0.1)
    assert not _runs(child)


def _stat(pid):
    try:
        with open("/proc/%s/stat" % pid) as file:
            return file.read().rsplit(")", 1)[1].split()
    except OSError:
        return ["Z", "0"]


def _parent(pid):
    return int(_stat(pid)[1])


def _runs(pid):
    return _stat(pid)[0] not in "ZX"


def test_what_is_set_aside_compares_and_pickles():
    aside = SetAside("a.ndjson", 0, "x", "killed", "why")
    assert pickle.loads(pickle.dumps(aside)) == aside
