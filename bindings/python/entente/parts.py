"""One part of an NDJSON file, read into an archive in a process of its own: what a cluster does with each of its parts.

A document that ends its process (by a signal, or for want of memory) ends nothing else: its part is halved until the document stands alone. Where it
ends a process of its own twice, it is set aside with its id, and the rest of the part is read as usual. Halving costs at most twice the part, and
the start of about twice as many processes as its lines can be halved.
Tested by: bindings/python/tests/test_parts.py, test_dask.py
"""
from __future__ import annotations

import contextlib
import json
import os
import pickle
import subprocess
import sys
import tempfile
import threading
import traceback
from collections import deque
from dataclasses import dataclass
from typing import IO, Any, Deque, Dict, Iterator, List, Mapping, Optional, Tuple

from .errors import Code, EntenteError

_BLANK = b" \t\r\n\xef\xbb\xbf"
_LINE_HEAD = 200  # bytes of a line without an id that stand for it


@dataclass(frozen=True)
class Part:
    """The lines of a file that begin in its bytes from `begin` to before `end`."""

    path: str
    begin: int
    end: int


@dataclass(frozen=True)
class SetAside:
    """A line that gave no article. code: "killed" where it ended its process, else that of EntenteError. begin: its byte in the file."""

    path: str
    begin: int
    id: Optional[str]
    code: str
    message: str


@dataclass(frozen=True)
class PartResult:
    """What came of a part: its archives as bytes, in the order of its lines."""

    articles: int
    archives: Tuple[bytes, ...]
    set_aside: Tuple[SetAside, ...]


def parts_of(path: str, part_bytes: int) -> List[Part]:
    """Cuts a file by its size alone; nothing is read."""
    try:
        size = os.path.getsize(path)
    except OSError as problem:
        raise EntenteError(Code.NOT_FOUND, "the file cannot be read: %s" % problem.strerror, path) from None
    return [Part(path, begin, min(begin + part_bytes, size)) for begin in range(0, size, part_bytes)]


def read_part(part: Part, engine: bytes, options: Mapping[str, Any], folder: Optional[str] = None) -> PartResult:
    """Reads a part. engine: a pickled Engine. options: "currency" of the archive, and those of Engine.extract_lines. folder: for temporary files.
    Errors: EntenteError; OSError."""
    archives: List[bytes] = []
    set_aside: List[SetAside] = []
    articles = 0
    waiting = [part]
    with tempfile.TemporaryDirectory(prefix="entente-", dir=folder) as own:
        while waiting:
            piece = waiting.pop()
            found = _in_process(piece, engine, options, own)
            halves = _halves(piece) if found is None else ()
            if halves:
                waiting.extend(reversed(halves))
                continue
            found = found or _in_process(piece, engine, options, own)
            if found is None:
                set_aside.append(_killer(piece))
                continue
            articles += found["articles"]
            archives.append(found["archive"])
            set_aside.extend(SetAside(*row) for row in found["set_aside"])
    return PartResult(articles, tuple(archives), tuple(set_aside))


def _in_process(part: Part, engine: bytes, options: Mapping[str, Any], folder: str) -> Optional[Dict[str, Any]]:
    """None where the process was killed."""
    target, report = os.path.join(folder, "archive"), os.path.join(folder, "report")
    for path in (target, target + "-wal", target + "-shm", report):
        if os.path.exists(path):
            os.unlink(path)
    task = pickle.dumps((part, engine, dict(options), target, report))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen([sys.executable, "-m", "entente.parts"], stdin=subprocess.PIPE, env=environment)
    assert process.stdin is not None
    try:
        try:
            process.stdin.write(len(task).to_bytes(8, "little") + task)
            process.stdin.flush()  # and stays open: its end is that of this process
        except BrokenPipeError:
            pass  # what it died of is told below
        code = process.wait()
    finally:
        process.kill()
        process.wait()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
    if code < 0:
        return None
    if not os.path.exists(report):
        raise EntenteError(Code.INTERNAL, "the process of a part ended with %d; its standard error says why" % code, part.path)
    with open(report, "rb") as file:
        found: Dict[str, Any] = json.load(file)
    if "error" in found:
        raise EntenteError(*found["error"])
    with open(target, "rb") as file:
        found["archive"] = file.read()
    return found


def _lines(part: Part) -> Iterator[Tuple[int, bytes]]:
    """(offset, line) of the part's lines; blank ones are left out."""
    with open(part.path, "rb") as file:
        at = part.begin
        if at > 0:
            file.seek(at - 1)
            at += len(file.readline()) - 1
        while at < part.end:
            line = file.readline()
            if not line:
                return
            if line.strip(_BLANK):
                yield at, line
            at += len(line)


def _halves(part: Part) -> Tuple[Part, ...]:
    begins = [begin for begin, _ in _lines(part)]
    if len(begins) < 2:
        return ()
    middle = begins[len(begins) // 2]
    return Part(part.path, begins[0], middle), Part(part.path, middle, part.end)


def _killer(part: Part) -> SetAside:
    begin, line = next(_lines(part), (part.begin, b""))
    return SetAside(part.path, begin, _id_of(line), "killed", "the document ended the process that read it, twice")


def _id_of(line: bytes) -> Optional[str]:
    try:
        name = json.loads(line.decode("utf-8-sig"))["id"]
    except (ValueError, KeyError, TypeError):
        return line[:_LINE_HEAD].decode("utf-8", "replace")
    return None if name is None else str(name)


def _read(part: Part, engine_data: bytes, options: Dict[str, Any], target: str) -> Dict[str, Any]:
    from .archive import Archive

    currency = options.pop("currency")
    engine = pickle.loads(engine_data)
    places: Deque[Tuple[int, bytes]] = deque()  # of the lines that have no result yet
    set_aside: List[Tuple[Any, ...]] = []

    def lines() -> Iterator[bytes]:
        for begin, line in _lines(part):
            places.append((begin, line))
            yield line

    def articles() -> Iterator[Any]:
        for found in engine.extract_lines(lines(), threads=1, errors="return", **options):
            begin, line = places.popleft()
            if isinstance(found, EntenteError):
                set_aside.append((part.path, begin, _id_of(line), found.code, found.message))
            else:
                yield found

    with Archive(target, currency=currency) as archive:
        count = archive.add(articles())
    return {"articles": count, "set_aside": set_aside}


def _end_with(parent: IO[bytes]) -> None:
    parent.read(1)
    os._exit(2)


def main() -> int:
    """The process of a part: its task comes on standard input, whose end it does not outlive."""
    parent = sys.stdin.buffer
    part, engine, options, target, report = pickle.loads(parent.read(int.from_bytes(parent.read(8), "little")))
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    try:
        found = _read(part, engine, options, target)
    except EntenteError as problem:
        found = {"error": problem.args}
    except OSError as problem:
        found = {"error": (Code.IO, str(problem), part.path)}
    except MemoryError:
        os.abort()
    except Exception:
        found = {"error": (Code.INTERNAL, traceback.format_exc(), part.path)}
    with open(report, "w", encoding="utf-8") as file:
        json.dump(found, file)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)  # the thread at standard input may hold its lock


if __name__ == "__main__":
    sys.exit(main())
