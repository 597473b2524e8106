"""A host's own rates by a callable: what it is asked, what it may give, what it raises, threads, pickling, the end of the interpreter."""
import datetime
import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
import weakref
from decimal import Decimal
from fractions import Fraction

import pytest

import entente
from entente import rates
from conftest import TEXT


def won(base, quote, day):
    """Module level, so that it pickles."""
    return Fraction(1, 1000) if (base, quote) == ("KRW", "USD") else None


def amount_at(rate):
    return entente.Engine(rates=lambda base, quote, day: rate).convert("1000 KRW", "USD", on="2024-06-04")


def test_what_it_is_asked():
    asked = []
    engine = entente.Engine(rates=lambda *question: asked.append(question))
    normalized = engine.convert("1000 KRW", "USD", on="2024-06-04").normalized
    assert asked == [("KRW", "USD", datetime.date(2024, 6, 4))]
    assert normalized.kind == "monthly"  # None: the other rates are asked


@pytest.mark.parametrize("rate, wanted", [(Decimal("0.001"), "1"), (Fraction(1, 3000), "0.33"), (2, "2000"), ("0.0015", "1.5"), (Decimal("0.000725143859312345678901"), "0.73")])
def test_what_it_may_give(rate, wanted):
    normalized = amount_at(rate).normalized
    assert (normalized.low, normalized.kind, normalized.rate_date) == (Decimal(wanted), "user", "2024-06-04")
    assert abs(normalized.rate - Decimal(Fraction(rate).numerator) / Fraction(rate).denominator) <= abs(normalized.rate) * Decimal("1e-9")


@pytest.mark.parametrize("rate, problem", [(0.001, TypeError), (True, TypeError), (b"1", TypeError), ("x", ValueError), (Decimal("NaN"), ValueError), (10 ** 30, ValueError)])
def test_what_it_must_not_give(rate, problem):
    with pytest.raises(entente.EntenteError) as caught:
        amount_at(rate)
    assert caught.value.code == "cancelled" and isinstance(caught.value.__cause__, problem)


@pytest.mark.parametrize("rate", [0, -1, Decimal("-0.5")])
def test_a_rate_that_is_not_above_zero(rate):
    with pytest.raises(entente.EntenteError) as caught:
        amount_at(rate)
    assert caught.value.code == "invalid_argument"


def test_what_it_raises(text):
    def fail(base, quote, day):
        raise KeyError(base)

    engine = entente.Engine(rates=fail)
    for call in (lambda: engine.extract(text, published="2024-05-04"), lambda: engine.money(text, published="2024-05-04"), lambda: engine.convert("1 KRW", "USD", on="2024-06-04")):
        with pytest.raises(entente.EntenteError) as caught:
            call()
        assert caught.value.code == "cancelled" and isinstance(caught.value.__cause__, KeyError)
    found = list(engine.extract_many([{"body": text, "published": "2024-05-04"}, "오늘은 맑다."] * 50, threads=2, errors="return"))
    assert [isinstance(a, entente.Article) for a in found] == [False, True] * 50
    assert {(a.code, type(a.__cause__)) for a in found[::2]} == {("cancelled", KeyError)}


def test_what_ends_programs_passes():
    def stop(base, quote, day):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        entente.Engine(rates=stop).convert("1 KRW", "USD", on="2024-06-04")


def test_many_threads_give_the_same(text):
    threads = set()

    def give(base, quote, day):
        threads.add(threading.get_ident())
        return won(base, quote, day)

    engine = entente.Engine(rates=give)
    alone = entente.Engine(rates=won)
    wanted = [alone.extract(text.replace("120", str(n)), published="2024-05-04").json for n in range(1, 400)]
    found = engine.extract_many([{"body": text.replace("120", str(n)), "published": "2024-05-04"} for n in range(1, 400)], threads=4)
    assert [a.json for a in found] == wanted
    assert len(threads) > 1 and threading.get_ident() not in threads


def test_archives_use_it(tmp_path, text):
    asked = []

    def give(base, quote, day):
        asked.append((base, quote))
        return None

    with entente.Archive(tmp_path / "a.db") as archive:
        archive.add(entente.Engine().extract(text, id="a", published="2024-05-04"))
        archive.query({"ask": "totals", "currency": "EUR"}, rates=entente.Engine(rates=give))
    assert any("EUR" in pair for pair in asked)


def test_it_pickles_with_its_engine(text):
    engine = entente.Engine(rates=won)
    again = pickle.loads(pickle.dumps(engine))
    assert again.extract(text, published="2024-05-04").json == engine.extract(text, published="2024-05-04").json
    assert again.extract(text, published="2024-05-04").amounts[0].normalized.kind == "user"


def test_it_lives_as_long_as_what_uses_it_and_no_longer(text):
    class Own:
        def __call__(self, base, quote, day):
            return None

    own = Own()
    gone = weakref.ref(own)
    results = entente.Engine(rates=own).extract_many([{"body": text, "published": "2024-05-04"}] * 300, threads=2)
    del own
    gc.collect()
    assert next(results).deals and gone() is not None
    assert len(list(results)) == 299
    del results
    gc.collect()
    assert gone() is None


def test_a_fork_during_calls_leaves_the_child_free():
    inside, go_on = threading.Event(), threading.Event()

    def wait(base, quote, day):
        inside.set()
        go_on.wait()

    thread = threading.Thread(target=entente.Engine(rates=wait).convert, args=("1 KRW", "USD"), kwargs={"on": "2024-06-04"})
    thread.start()
    inside.wait()
    child = os.fork()
    if child == 0:
        try:
            signal.alarm(60)
            rates._LONGEST_WAIT = 3600
            rates._end_calls()  # does not wait for the parent's thread
            os._exit(0)
        finally:
            os._exit(1)
    go_on.set()
    thread.join()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


SETUP = ("import entente, threading, itertools, time\ntext = %r\ndef slow(*_): time.sleep(0.001)\nengine = entente.Engine(rates=slow)\n"
         "article = {'body': text, 'published': '2024-05-04'}\n") % TEXT


@pytest.mark.parametrize("code", [
    "def run():\n  while True: engine.extract(text, published='2024-05-04')\nfor _ in range(4): threading.Thread(target=run, daemon=True).start()\ntime.sleep(0.02)",
    "def run():\n  for a in engine.extract_many(itertools.repeat(article), threads=4): pass\nthreading.Thread(target=run, daemon=True).start()\ntime.sleep(0.02)",
    "many = engine.extract_many(itertools.repeat(article), threads=4); next(many)",
])
def test_interpreter_ends_during_calls(code):
    for _ in range(3):  # where a thread is at the end is left to chance
        done = subprocess.run([sys.executable, "-X", "faulthandler", "-c", SETUP + code], capture_output=True, text=True, timeout=120, check=False)
        assert (done.returncode, done.stderr) == (0, "")
