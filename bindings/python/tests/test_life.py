"""Threads, pickling, forks, closing and the end of the interpreter."""
import ctypes
import os
import pickle
import subprocess
import sys
import threading

import pytest

import entente
from entente import _library as lib
from conftest import TEXT


def test_eight_threads_on_one_engine_give_the_same_bytes(engine):
    texts = [TEXT.replace("120", str(n)) for n in range(1, 41)]
    wanted = [engine.extract(t).json for t in texts]
    results = [None] * 8
    start = threading.Barrier(8)

    def work(n):
        start.wait()
        results[n] = [engine.extract(t).json for t in texts]

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(wanted)) == 40 and all(result == wanted for result in results)


def test_other_threads_run_during_a_call(engine):
    ticks, ended = [0], threading.Event()

    def tick():
        while not ended.wait(0.0005):
            ticks[0] += 1

    body = TEXT * 200
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)  # the lock changes hands only where it is given up
    thread = threading.Thread(target=tick)
    thread.start()
    try:
        ran = False
        for _ in range(100):
            data = lib.ArticleStruct(body=body.encode(), body_bytes=len(body.encode()))
            handle, out = engine.handle(), lib.c_void_p()
            arguments = (handle.pointer, ctypes.byref(data), ctypes.byref(out), None)
            before = ticks[0]
            lib.LIBRARY.entente_extract(*arguments)
            ran = ran or ticks[0] > before
            lib.LIBRARY.entente_extraction_free(out)
            if ran:
                break
    finally:
        sys.setswitchinterval(interval)
        ended.set()
        thread.join()
    assert ran


def test_engine_pickles(engine, text):
    again = pickle.loads(pickle.dumps(entente.Engine(currency="EUR")))
    assert again.extract(text).amounts[0].normalized.currency == "EUR"
    again.close()
    assert pickle.loads(pickle.dumps(again)).extract(text).deals  # by its options


def test_closed_engine_says_so(text):
    with entente.Engine() as engine:
        article = engine.extract(text)
        many = engine.extract_many([text, text], threads=2)
    with pytest.raises(entente.EntenteError, match="closed"):
        engine.extract(text)
    assert article.deals and [a.json for a in many] == [article.json] * 2  # what is under way goes on


def test_closing_while_others_read(text):
    for _ in range(5):
        engine = entente.Engine()
        problems = []

        def work():
            try:
                for _ in range(200):
                    engine.extract(text)
            except entente.EntenteError as problem:
                problems.append(problem.code)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        engine.close()
        for thread in threads:
            thread.join()
        assert set(problems) <= {"invalid_argument"}


def test_fork(engine, text):
    wanted = engine.extract(text).json
    half_way = engine.extract_many([text] * 2000, threads=2)
    next(half_way)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            same = engine.extract(text).json == wanted and [a.json for a in engine.extract_many([text] * 3, threads=2)] == [wanted] * 3
            try:
                next(half_way)
            except entente.EntenteError as problem:
                code = 0 if same and problem.code == "unsupported" else 2
            half_way.close()
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert sum(1 for _ in half_way) == 1999


SETUP = "import entente, threading, itertools\ntext = %r\nengine = entente.Engine()\narticle = engine.extract(text)\n" % TEXT


@pytest.mark.parametrize("code", [
    "",
    "kept = [engine, article]; kept.append(kept)",
    "many = engine.extract_many(itertools.repeat(text), threads=2); next(many)",
    "def run():\n  many = engine.extract_many(itertools.repeat(text), threads=2)\n  for a in many: pass\nthreading.Thread(target=run, daemon=True).start()",
    "def run():\n  while True: engine.extract(text * 20)\n"
    "for _ in range(4): threading.Thread(target=run, daemon=True).start()",
    "import sys; sys.modules['entente'].kept = engine; del sys.modules['entente._library']",
    "class Late:\n  def __del__(self): engine.extract\nlate = Late(); late.engine = engine",
    "raise SystemExit(0)",
    "def run():\n  for a in engine.extract_many(iter(threading.Event().wait, 1), threads=2): pass\n"
    "entente.many._LONGEST_WAIT = 0.1 if not engine.extract_many([]).close() else 0\nthreading.Thread(target=run, daemon=True).start()",
    "import atexit\ndef late():\n  try: next(many)\n  except entente.EntenteError as e: assert e.code == 'cancelled'\n  else: raise AssertionError\n"
    "atexit.register(late); many = engine.extract_many(itertools.repeat(text), threads=2); next(many)",
])
def test_interpreter_ends_with_live_engines(code):
    for _ in range(3):  # where a thread is at the end is left to chance
        done = subprocess.run([sys.executable, "-X", "faulthandler", "-c", SETUP + code], capture_output=True, text=True, timeout=120, check=False)
        assert (done.returncode, done.stderr) == (0, "")
