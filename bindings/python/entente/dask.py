"""NDJSON files into one archive on a cluster of dask.distributed.

    from distributed import Client
    import entente.dask
    with Client("tcp://127.0.0.1:8786") as client:
        done = entente.dask.index(client, ["news-1.ndjson", "news-2.ndjson"], "deals.archive")
    print(done.articles, done.set_aside)

The files are cut into parts of some megabytes. A worker reads each in a process of its own (entente.parts) and sends its archive back, and these are merged
here in the order of the input, so that the archive is that of one process: of an article that stands in the files twice the last one stays. What
a dead worker had under way is read again by another one. A document that ends its process ends no worker; it is set aside with its id.

Needs dask.distributed (Debian: python3-distributed), the same Python and this package on every worker, and the files under the same paths there. Start workers with
--nanny, so that one that dies is replaced, and the scheduler with --host 127.0.0.1 or with TLS: who reaches a scheduler runs code on its workers.
A worker takes as many parts at once as it has threads, each on one core.
Tested by: bindings/python/tests/test_dask.py
"""
# mypy: allow-untyped-calls
from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Tuple, Union

import cloudpickle  # type: ignore[import]
from distributed import Client, as_completed, get_worker
from distributed.scheduler import KilledWorker

from .archive import Archive
from .engine import Engine, When, when_text
from .errors import Code, EntenteError
from .parts import Part, PartResult, SetAside, parts_of, read_part

_PARTS_A_THREAD = 2  # sent to the workers at once: the next one is there when one ends, and memory does not grow with the input


@dataclass(frozen=True)
class Indexed:
    """What came of all parts. set_aside: lines that gave no article, in the order of the input."""

    articles: int
    parts: int
    set_aside: Tuple[SetAside, ...]


def index(client: Client, inputs: Iterable[Union[str, "os.PathLike[str]"]], archive: Union[str, "os.PathLike[str]"], *, engine: Optional[Engine] = None,
          currency: Optional[str] = None, language: Optional[str] = None, published: When = None, encoding: Optional[str] = "auto", part_bytes: int = 8 << 20,
          retries: int = 2, progress: Optional[Callable[[int, int], None]] = None) -> Indexed:
    """Reads NDJSON files on the workers of `client` into the archive at a path of this machine, which is made where there is none.

    engine: its options go to the workers; None: those of Engine(). currency: of the archive, fixed when it is made. language, published: for
    records that do not say. part_bytes: of a part; some thousand articles are right. retries: of a part that fails for reasons of the
    machine, and of one whose workers died more often than the scheduler allows. progress(done, all): after each part.
    Errors: EntenteError (of the options; NOT_FOUND for an input; IO), OSError and those of distributed. The archive then holds the parts before.
    """
    if part_bytes < 1:
        raise EntenteError(Code.INVALID_ARGUMENT, "part_bytes is below one")
    parts = [part for path in inputs for part in parts_of(os.path.abspath(os.fspath(path)), part_bytes)]
    options = {"currency": currency, "language": language, "published": when_text(published), "encoding": encoding}
    with Archive(archive, currency=currency) as whole, tempfile.TemporaryDirectory(prefix="entente-") as folder:
        return _Run(client, parts, cloudpickle.dumps(engine or Engine()), options, retries, folder).into(whole, progress)


def _work(part: Part, engine: bytes, options: Mapping[str, Any]) -> PartResult:
    return read_part(part, engine, options, get_worker().local_directory)  # which is swept when the worker dies


@dataclass(frozen=True)
class _Waiting:
    articles: int
    archives: List[str]
    set_aside: Tuple[SetAside, ...]


class _Run:
    def __init__(self, client: Client, parts: Any, engine: bytes, options: Mapping[str, Any], retries: int, folder: str) -> None:
        self.client, self.parts, self.engine, self.options, self.retries, self.folder = client, parts, engine, options, retries, folder
        self.next = 0  # part to be sent
        self.numbers: Dict[str, int] = {}  # of the parts under way, by the key of their future
        self.lives = [retries] * len(parts)
        self.done: Dict[int, _Waiting] = {}  # parts that wait for one before them

    def into(self, whole: Archive, progress: Optional[Callable[[int, int], None]]) -> Indexed:
        articles, merged = 0, 0
        set_aside: Tuple[SetAside, ...] = ()
        running = as_completed([], raise_errors=False)
        try:
            self._send(running)
            for future in running:
                self._take(future, running)
                self._send(running)
                while merged in self.done:
                    part = self.done.pop(merged)
                    for path in part.archives:
                        whole.merge(path)
                        os.unlink(path)
                    articles, set_aside, merged = articles + part.articles, set_aside + part.set_aside, merged + 1
                    if progress is not None:
                        progress(merged, len(self.parts))
        except BaseException:
            self.client.cancel(list(running.futures))
            raise
        return Indexed(articles, merged, set_aside)

    def _threads(self) -> int:
        return sum(self.client.nthreads().values()) or 1

    def _send(self, running: Any) -> None:
        while self.next < len(self.parts) and len(self.numbers) < _PARTS_A_THREAD * self._threads():
            self._submit(self.next, running)
            self.next += 1

    def _submit(self, number: int, running: Any) -> None:
        future = self.client.submit(_work, self.parts[number], self.engine, self.options, retries=self.retries, pure=False)
        self.numbers[future.key] = number
        running.add(future)

    def _take(self, future: Any, running: Any) -> None:
        """Keeps a result and lets the future go at once: what a dead worker held is read again only while someone holds it."""
        number = self.numbers.pop(future.key)
        try:
            result: PartResult = future.result()
        except KilledWorker:
            self.lives[number] -= 1
            if self.lives[number] < 0:
                raise
            self._submit(number, running)  # the part is not to blame: its documents run in a process of their own
            return
        finally:
            future.release()
        paths = [os.path.join(self.folder, "%d-%d" % (number, piece)) for piece in range(len(result.archives))]
        for path, archive in zip(paths, result.archives):
            with open(path, "wb") as file:
                file.write(archive)
        self.done[number] = _Waiting(result.articles, paths, result.set_aside)
