"""The error of this package: code, place and what to do.

Tested by: bindings/python/tests/test_library.py, test_extract.py
"""
from __future__ import annotations

from enum import IntEnum


class Code(IntEnum):
    """The status numbers of the C ABI; they are never reused."""

    OK = 0
    INVALID_ARGUMENT = 1
    NOT_FOUND = 2
    BAD_TEXT = 3
    BAD_PACK = 4
    BAD_RECORD = 5
    IO = 6
    LIMIT = 7
    CANCELLED = 8
    NO_MEMORY = 9
    UNSUPPORTED = 10
    INTERNAL = 11


class EntenteError(Exception):
    """A call failed.

    number: the status of the C ABI; code: its name ("bad_text"), "unknown" where a later library has a new one;
    place: "byte 17", "lexicon.tsv:41", "records:12", "where.kinds[1]" or ""; message: one sentence for a person.
    Pickles.
    """

    def __init__(self, number: int, message: str, place: str = "") -> None:
        super().__init__(number, message, place)
        self.number = int(number)
        self.message = message
        self.place = place

    @property
    def code(self) -> str:
        return Code(self.number).name.lower() if self.number in Code._value2member_map_ else "unknown"

    def __str__(self) -> str:
        return "%s (%s%s)" % (self.message, self.code, " at " + self.place if self.place else "")
