"""How much of the command line's speed extract_many keeps, in processor time and by the clock, and what memory it takes.

    python3 bindings/python/bench.py build/release [--articles 10000] [--rounds 5] [--threads 2] [--memory]

The rounds run in turns, so that what else the machine does falls on all alike, and medians are compared. Every run is a process of its own, from its start to its
end: the command line reads NDJSON and writes JSON to nowhere; Python makes dicts of the same lines beforehand, which is not counted, and passes them through
    unread    extract_many, while results are not looked at
    lines     extract_lines, from the file
    decoded   extract_many, with every field of every result decoded
--memory prints the resident memory on the way through ten times as many articles. Articles are those of tests/corpus/articles, in turns, or of the NDJSON
that ENTENTE_BENCH_NDJSON names.
"""
import argparse
import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = os.path.join(HERE, "..", "..", "tests", "corpus", "articles")
MODES = ("unread", "lines", "decoded")
MEMORY_FACTOR = 10


def source_lines():
    named = os.environ.get("ENTENTE_BENCH_NDJSON")
    paths = [named] if named else sorted(os.path.join(CORPUS, name) for name in os.listdir(CORPUS) if name.endswith("l"))
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for line in file:
                found = json.loads(line)
                yield {key: found.get(key) for key in ("id", "language", "published", "title", "body")}


def write_articles(path, count):
    kept = list(source_lines())
    with open(path, "w", encoding="utf-8") as file:
        for number, article in enumerate(itertools.islice(itertools.cycle(kept), count)):
            file.write(json.dumps({**article, "id": str(number)}, ensure_ascii=False) + "\n")


def resident_kib():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() // 1024


def run_mode(mode, path, threads):
    """In a process of its own: prints seconds by the processor and by the clock, from the opening of the engine on."""
    import entente

    with open(path, "rb") as file:
        articles = None if mode == "lines" else [json.loads(line) for line in file]
    clock, processor = time.perf_counter(), time.process_time()
    engine = entente.Engine()
    if mode == "lines":
        with open(path, "rb") as file:
            for _ in engine.extract_lines(file, threads=threads):
                pass
    else:
        for article in engine.extract_many(articles, threads=threads):
            if mode == "decoded":
                article.reading
    print(json.dumps([time.process_time() - processor, time.perf_counter() - clock]))


def run_memory(path, threads, count):
    import entente

    def endless():
        while True:
            with open(path, "rb") as file:
                yield from map(json.loads, file)

    for number, _ in enumerate(entente.Engine().extract_many(itertools.islice(endless(), count), threads=threads), 1):
        if number % (count // 10) == 0:
            print("  %7d articles  %7.1f MiB" % (number, resident_kib() / 1024))


def run_command_line(build, path, threads):
    """Of the whole process."""
    clock, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([os.path.join(build, "bin", "entente"), "extract", path, "--input", "ndjson", "--threads", str(threads)], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return [after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - clock]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("--articles", type=int, default=10000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--mode", choices=MODES + ("memory",), help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.mode == "memory":
        return run_memory(given.file, given.threads, given.articles * MEMORY_FACTOR)
    if given.mode:
        return run_mode(given.mode, given.file, given.threads)

    environment = {**os.environ, "PYTHONPATH": HERE, "ENTENTE_LIBRARY": os.path.join(os.path.abspath(given.build), "lib", "libentente.so.1")}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "articles.ndjson")
        write_articles(path, given.articles)
        again = [sys.executable, os.path.abspath(__file__), given.build, "--articles", str(given.articles), "--threads", str(given.threads), "--file", path, "--mode"]
        if given.memory:
            print("memory over %d articles:" % (given.articles * MEMORY_FACTOR))
            sys.stdout.flush()
            return subprocess.run([*again, "memory"], env=environment, check=True)
        times = {mode: [] for mode in ("command line",) + MODES}
        for _ in range(given.rounds):
            times["command line"].append(run_command_line(given.build, path, given.threads))
            for mode in MODES:
                times[mode].append(json.loads(subprocess.run([*again, mode], env=environment, check=True, stdout=subprocess.PIPE).stdout))
    print("%d articles, %d threads, median of %d runs in turns" % (given.articles, given.threads, given.rounds))
    base = [statistics.median(column) for column in zip(*times["command line"])]
    for mode, runs in times.items():
        processor, clock = (statistics.median(column) for column in zip(*runs))
        print("  %-12s  processor %6.2f s  %3.0f %%   clock %6.2f s  %3.0f %%   %6.0f articles a second"
              % (mode, processor, 100 * base[0] / processor, clock, 100 * base[1] / clock, given.articles / clock))


if __name__ == "__main__":
    main()
