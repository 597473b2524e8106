#!/usr/bin/env python3
"""manual.py PROGRAM VERSION FILE.gz: writes the manual page of the command line, made of what its --help prints.

A line of help that starts with "Usage" (and those below it) goes to the synopsis; one that starts with two blanks and an option
is the option and, after two blanks more, what it does; one that starts with two blanks and the program's name is an example;
the rest is prose, where a line that follows a full stop starts anew.
Tested by: tests/cli/manual_test.py
"""
import gzip
import re
import subprocess
import sys

PARTS = (("DESCRIPTION", []), ("ARCHIVES", ["query"]), ("REVIEWS", ["review"]))


def escaped(text):
    """Text as roff takes it: minus signs that can be copied, options in one piece, no line that looks like a request."""
    text = re.sub(r"(?<!\S)(?=--)", r"\\%", text.replace("\\", "\\e")).replace("-", "\\-")
    return "\\&" + text if text[:1] in (".", "'") else text


def help_of(program, command):
    return subprocess.run([program, *command, "--help"], stdout=subprocess.PIPE, check=True, timeout=60).stdout.decode().splitlines()


def body(lines):
    """The lines of help below the usage as lines of roff; two paragraphs are parted once."""
    out, parted, ended, example = [], False, False, False
    for line in lines:
        is_example = line.startswith("  entente ")
        if example and not is_example:
            out.append(".EE")
        if not line:
            parted = False
        elif is_example:
            out += ([] if example else [".PP", ".EX"]) + [escaped(line.strip())]
        elif option := re.match(r"  (--.*?)(?:  +(.*))?$", line):
            out += [".TP", ".B " + escaped(option[1])] + ([escaped(option[2])] if option[2] else [])
            parted = False
        else:
            out += ([".br"] if ended else []) if parted else [".PP"]
            out.append(escaped(line.strip()))
            parted, ended = True, line.endswith((".", ":"))
        example = is_example
    return out + ([".EE"] if example else [])


def main():
    program, version, file = sys.argv[1:]
    synopsis, parts = [], []
    for title, command in PARTS:
        lines = help_of(program, command)
        end = lines.index("")
        for line in lines[:end]:
            synopsis += ([".br"] if synopsis else []) + [escaped(line[len("Usage: "):])]
        parts += [".SH " + title] + body(lines[end + 1:])
    page = ['.TH ENTENTE 1 "" "Entente %s" "User Commands"' % version, ".ad l", ".SH NAME", "entente \\- who agreed what with whom, from business news",
            ".SH SYNOPSIS", *synopsis, *parts, ".SH SEE ALSO", "The fields of the output: deal.schema.json; questions to an archive: query.schema.json."]
    with open(file, "wb") as out:
        out.write(gzip.compress(("\n".join(page) + "\n").encode(), mtime=0))  # the same bytes at any time


main()
