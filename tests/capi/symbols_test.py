"""The shared library exports the names of capi/exports.txt and nothing else, and the header declares exactly those."""
import re
import subprocess

from harness import LIBRARY, SANITIZE, SOURCE, equal, main, test, true


def listed():
    return set(open(SOURCE + "/capi/exports.txt", encoding="utf-8").read().split())


@test
def exported_symbols_are_the_listed_ones():
    lines = subprocess.run(["nm", "-D", "--defined-only", LIBRARY], stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines()
    names = {line.split()[-1].split("@")[0] for line in lines} - {"ENTENTE_1"}
    if SANITIZE:
        names = {name for name in names if name.startswith("entente_")}
    equal(names, listed())


@test
def header_declares_the_listed_ones():
    header = re.sub(r"/\*.*?\*/", "", open(SOURCE + "/capi/entente_c.h", encoding="utf-8").read(), flags=re.S)
    equal(set(re.findall(r"\b(entente_\w+)\(", header)), listed())


@test
def library_has_its_name():
    lines = subprocess.run(["readelf", "-d", LIBRARY], stdout=subprocess.PIPE, check=True, text=True).stdout
    true("libentente.so.1]" in lines, "the soname is libentente.so.1")


main()
