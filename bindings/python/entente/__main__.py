"""python -m entente extract FILE|- ...: the deals of articles as lines of JSON, with the exit codes of the command line: 0 deals were found,
1 none, 2 an error.

Tested by: bindings/python/tests/test_program.py
"""
from __future__ import annotations

import argparse
import os
import sys
from typing import List, Optional

from . import Engine, EntenteError, version_text


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m entente", description="Reads business news and says, as data, who agreed what with whom.")
    parser.add_argument("--version", action="version", version=version_text)
    commands = parser.add_subparsers(dest="command", required=True)
    extract = commands.add_parser("extract", help="the deals of articles as lines of JSON")
    extract.add_argument("files", nargs="+", metavar="FILE", help="a text, or - for standard input")
    extract.add_argument("--published", metavar="DAY", help="2024-06-04, 2024-06 or 2024")
    extract.add_argument("--language", help="ko, en, ja or zh; else detected")
    extract.add_argument("--format", choices=("text", "html"), default="text")
    extract.add_argument("--encoding", default="auto", help="auto: UTF-8, else windows-949")
    extract.add_argument("--currency", help="that sums are normalised to; else USD")
    given = parser.parse_args(arguments)
    deals, failed = 0, False
    try:
        engine = Engine(currency=given.currency)
        for path in given.files:
            try:
                data = sys.stdin.buffer.read() if path == "-" else open(path, "rb").read()
                name = "" if path == "-" else os.path.basename(path)
                article = engine.extract(data, id=name, published=given.published, language=given.language, format=given.format, encoding=given.encoding)
            except (OSError, EntenteError) as problem:
                print("%s: %s" % (path, problem), file=sys.stderr)
                failed = True
                continue
            sys.stdout.buffer.write(article.json + b"\n")
            deals += len(article.deals)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the reader went away; nothing more is to be said, not at exit either
        return 2
    except EntenteError as problem:
        print(problem, file=sys.stderr)
        return 2
    return 2 if failed else 0 if deals else 1


if __name__ == "__main__":
    sys.exit(main())
