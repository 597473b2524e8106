"""A real scheduler with two worker processes on loopback: parts and order, a worker that is killed, documents that end their process, errors."""
import os
import signal
import subprocess
import sys

import pytest

import deadly_rates
import entente
from conftest import TEXT
from test_parts import article, deadly, single, write

distributed = pytest.importorskip("distributed", reason="python3-distributed is not installed")
import entente.dask  # noqa: E402

TESTS = os.path.dirname(os.path.abspath(__file__))
PACKAGE = os.path.dirname(os.path.dirname(entente.__file__))


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cluster")
    address = str(folder / "scheduler.json")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((PACKAGE, TESTS)), "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "60s"}
    run = [sys.executable, "-m"]
    commands = [[*run, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show", "--scheduler-file", address]]
    commands += [[*run, "distributed.cli.dask_worker", "--host", "127.0.0.1", "--nanny", "--nthreads", "1", "--no-dashboard", "--scheduler-file", address,
                  "--local-directory", str(folder / ("worker-%d" % n))] for n in range(2)]
    processes = []
    try:
        with open(folder / "log", "wb") as log:
            for command in commands:
                processes.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder))
        with distributed.Client(scheduler_file=address, timeout="60s") as opened:
            opened.wait_for_workers(2, timeout=120)
            yield opened
    finally:
        for process in reversed(processes):  # nannies end their workers when they are asked to end
            process.terminate()
        for process in processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def pids(client):
    """Of the workers that answer."""
    return set(client.run(os.getpid, on_error="ignore").values())


def contents(path):
    with entente.Archive(path, "read") as archive:
        archive.check()
        return archive.export()


def test_the_archive_is_that_of_one_process(client, tmp_path):
    # a later version of an article, in another part and in another file, stays
    records = [article(n) for n in range(300)] + [article(n + 7, "a%d" % n) for n in range(0, 300, 3)]
    more = [article(n + 11, "a%d" % n) for n in range(0, 300, 5)]
    paths = [write(tmp_path / "1.ndjson", records[:200] + ["", "{broken"] + records[200:]), write(tmp_path / "2.ndjson", more)]
    steps = []
    done = entente.dask.index(client, paths, tmp_path / "a.db", part_bytes=4000, progress=lambda *step: steps.append(step))
    assert contents(tmp_path / "a.db") == single(records + more, tmp_path)
    assert done.articles == len(records) + len(more) and done.parts == len(steps) > 10
    assert steps == [(n + 1, done.parts) for n in range(done.parts)]
    assert [(s.path, s.code) for s in done.set_aside] == [(paths[0], "bad_record")]


def test_options_travel(client, tmp_path):
    engine = entente.Engine(lexicons=["name\tkind\taliases\n누리솔루스\tcompany\t누리솔\n".encode()], rates=b"date,currency,units_per_usd\n2024-06-04,KRW,1000\n")
    records = [{"id": "a", "body": "누리솔은 새벽로보틱스에 120억원을 투자했다."}]
    entente.dask.index(client, [write(tmp_path / "a.ndjson", records)], tmp_path / "a.db", engine=engine, currency="EUR", language="ko", published="2024-06-04")
    with entente.Archive(tmp_path / "a.db", "read") as archive:
        (deal,) = archive.query({"ask": "deals", "where": {"parties": ["누리솔루스"]}})["deals"]
        currency = archive.query({"ask": "totals", "by": "year"})["currency"]
    normalized = deal["amount"]["normalized"]
    assert (deal["kind"], currency, normalized["kind"], normalized["low"]) == ("investment", "EUR", "user", "12000000")


def test_a_killed_worker_costs_nothing_but_time(client, tmp_path):
    records = [{**article(n), "body": article(n)["body"] + " " + TEXT * 20} for n in range(1200)]
    path = write(tmp_path / "a.ndjson", records)
    before = pids(client)
    assert len(before) == 2
    killed = []

    def progress(done, all_parts):
        if done == 4 and not killed:
            assert all_parts > 20
            killed.append(min(before))
            os.kill(killed[0], signal.SIGKILL)

    done = entente.dask.index(client, [path], tmp_path / "a.db", part_bytes=os.path.getsize(path) // 24, progress=progress)
    assert killed and done.articles == 1200 and done.set_aside == ()
    assert contents(tmp_path / "a.db") == single(records, tmp_path)
    client.wait_for_workers(2, timeout=120)
    assert killed[0] not in pids(client)


def test_workers_that_die_more_often_than_the_scheduler_allows(client, tmp_path, monkeypatch):
    records = [{**article(n), "body": article(n)["body"] + " " + TEXT * 60} for n in range(600)]
    path = write(tmp_path / "a.ndjson", records)
    dead, sent = [], []
    submit = entente.dask._Run._submit
    monkeypatch.setattr(entente.dask._Run, "_submit", lambda run, number, running: (sent.append(number), submit(run, number, running)))
    client.run_on_scheduler(lambda dask_scheduler: setattr(dask_scheduler, "allowed_failures", 0))

    def progress(done, all_parts):
        busy = [address for address, keys in client.processing().items() if keys]
        if not dead and busy:
            dead.extend(client.run(os.getpid, workers=busy[:1]).values())
            os.kill(dead[0], signal.SIGKILL)

    try:
        done = entente.dask.index(client, [path], tmp_path / "a.db", part_bytes=os.path.getsize(path) // 16, progress=progress)
    finally:
        client.run_on_scheduler(lambda dask_scheduler: setattr(dask_scheduler, "allowed_failures", 3))
    assert dead and done.articles == 600
    assert len(sent) > len(set(sent)) == done.parts  # some were given up by the scheduler, and sent again
    assert contents(tmp_path / "a.db") == single(records, tmp_path)


def test_a_document_that_ends_its_process_is_set_aside_with_its_id(client, tmp_path):
    client.wait_for_workers(2, timeout=120)
    before = pids(client)
    good = [article(n) for n in range(90)]
    records = good[:20] + [deadly("bad 1")] + good[20:70] + [deadly("bad 2")] + good[70:]
    path = write(tmp_path / "a.ndjson", records)
    done = entente.dask.index(client, [path], tmp_path / "a.db", engine=entente.Engine(rates=deadly_rates.strike), part_bytes=3000)
    assert [(s.id, s.code, s.path) for s in done.set_aside] == [("bad 1", "killed", path), ("bad 2", "killed", path)]
    assert done.articles == 90 and contents(tmp_path / "a.db") == single(good, tmp_path)
    assert pids(client) == before  # no worker died of it


def test_errors(client, tmp_path):
    path = write(tmp_path / "a.ndjson", [article(1)])
    for call, code in [(lambda: entente.dask.index(client, [tmp_path / "none"], tmp_path / "x.db"), "not_found"),
                       (lambda: entente.dask.index(client, [path], tmp_path / "x.db", part_bytes=0), "invalid_argument"),
                       (lambda: entente.dask.index(client, [path], tmp_path / "y.db", language="xx", retries=0), "invalid_argument"),
                       (lambda: entente.dask.index(client, [path], tmp_path / "no" / "folder.db"), "io")]:
        with pytest.raises(entente.EntenteError) as caught:
            call()
        assert caught.value.code == code
    assert entente.dask.index(client, [], tmp_path / "x.db") == entente.dask.Indexed(0, 0, ())


def test_nothing_is_left_behind(client, tmp_path_factory):  # by those above
    assert list(tmp_path_factory.getbasetemp().glob("cluster*/worker-*/**/entente-*")) == []
