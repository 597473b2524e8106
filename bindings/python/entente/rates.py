"""A host's own rates of exchange, from a callable.

Tested by: bindings/python/tests/test_rates.py
"""
from __future__ import annotations

import atexit
import contextlib
import datetime
import os
import threading
from decimal import Decimal
from fractions import Fraction
from typing import Any, Callable, Dict, Iterator, Optional, Tuple, Union

from . import _library as lib
from .errors import Code, EntenteError

Rate = Union[Decimal, Fraction, int, str]
Rates = Callable[[str, str, datetime.date], Optional[Rate]]

_EPOCH = datetime.date(1970, 1, 1).toordinal()
_MOST_BITS, _LEAST_BITS = 63, 40  # of a numerator or denominator: what the library takes, and what keeps its ten digits right


def _ratio(rate: Rate) -> Tuple[int, int]:
    if isinstance(rate, bool) or not isinstance(rate, (Decimal, Fraction, int, str)):
        raise TypeError("a rate is a Decimal, a Fraction, an int or text, not %s" % type(rate).__name__)
    exact = Fraction(rate)
    beyond = max(exact.numerator.bit_length(), exact.denominator.bit_length()) - _MOST_BITS
    if beyond <= 0:
        return exact.numerator, exact.denominator
    numerator, denominator = exact.numerator >> beyond, exact.denominator >> beyond
    if min(numerator, denominator) >> _LEAST_BITS == 0:
        raise ValueError("a rate of this size cannot be given exactly enough: %s" % rate)
    return numerator, denominator


class Callback:
    """A callable as the library calls it: on the thread that reads, for extract_many on the library's threads, several at once."""

    def __init__(self, rates: Rates) -> None:
        problems: Dict[Optional[int], BaseException] = {}  # the last one of each thread, and under None of all

        def give(_user: Any, base: bytes, quote: bytes, day: int, numerator: Any, denominator: Any) -> int:
            try:
                rate = rates(base.decode(), quote.decode(), datetime.date.fromordinal(_EPOCH + day))
                if rate is None:
                    return Code.NOT_FOUND
                numerator[0], denominator[0] = _ratio(rate)
                return Code.OK
            except BaseException as problem:  # nothing may pass through the library
                problems[threading.get_ident()] = problems[None] = problem
                return Code.CANCELLED

        self.function = lib.RATE(give)
        self._problems = problems

    def explain(self, error: EntenteError, own_thread: bool) -> None:
        """Says of a CANCELLED error which exception of the callable it comes from; where other threads read, the last of all stands for each. One that
        ends programs is raised in its place."""
        if error.number != Code.CANCELLED:
            return
        problem = self._problems.pop(threading.get_ident(), None) if own_thread else self._problems.get(None)
        if problem is not None and not isinstance(problem, Exception):
            raise problem
        error.__cause__ = problem


_under_way = 0
_ending = False
_changed = threading.Condition()
_LONGEST_WAIT = 10.0  # seconds at exit


def _forget_calls() -> None:
    """The child of a fork has none of the threads that are inside."""
    global _under_way, _changed
    _under_way, _changed = 0, threading.Condition()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_calls)


@contextlib.contextmanager
def call(handle: Optional[lib.Handle]) -> Iterator[None]:
    """Stands around each call with an engine; without a callable it does nothing."""
    global _under_way
    callback: Optional[Callback] = handle.kept if handle else None
    if callback is None:
        yield
        return
    with _changed:
        while _ending and threading.current_thread() is not threading.main_thread():
            _changed.wait()
        _under_way += 1
    try:
        yield
    except EntenteError as error:
        callback.explain(error, own_thread=True)
        raise
    finally:
        with _changed:
            _under_way -= 1
            _changed.notify_all()


@atexit.register
def _end_calls() -> None:
    """Waits for calls under way in daemon threads: a thread that asks an interpreter that has ended for a rate is unwound, which the library in between
    would not survive."""
    global _ending
    with _changed:
        _ending = True
        _changed.wait_for(lambda: _under_way == 0, _LONGEST_WAIT)
