"""libentente in a host that has other copies of its dependencies, loaded globally before or after it, gives the same bytes.

Two kinds of neighbours: the system's own ICU, SQLite, libxml2, Abseil, RE2 and simdjson; and a library that exports every symbol of theirs and
ends the process when one is called. The build on the system's libraries cannot hold against the second kind when that comes first,
and its death there is what shows that the neighbour is hostile. The bundled build holds against all; wheel_test.py builds it.
"""
import glob
import os
import re
import subprocess
import tempfile

from harness import BUILD, LIBRARY, SOURCE, entente, equal, main, test, true

PLACE = tempfile.TemporaryDirectory()
HOST = os.path.join(BUILD, "bin", "entente_neighbour_host")
GUEST = os.path.join(BUILD, "lib", "libentente_guest.so")
DEPENDENCY = re.compile(r"lib(?:icuuc|icui18n|sqlite3|xml2|simdjson|re2|stdc\+\+|absl_(?:city|hash|low_level_hash|raw_hash_set|raw_logging_internal|throw_delegate))\.so\.\d+$")


def run(*arguments, **options):
    return subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, timeout=300, **options)


def is_bundled(path):
    return not any(DEPENDENCY.match(line.split()[0]) for line in run("ldd", path).stdout.decode().splitlines())


def neighbours():
    """The system's copies of the dependencies, by file."""
    lines = run("/sbin/ldconfig", "-p").stdout.decode().splitlines()
    found = {line.split()[0]: line.split()[-1] for line in reversed(lines) if " => " in line and DEPENDENCY.match(line.split()[0])}
    true(len(found) >= 12, found)
    return list(found.values())


def hostile():
    """A library with the names of all functions and data of the neighbours, where the way of each leads into a trap."""
    path = os.path.join(PLACE.name, "libhostile.so")
    if os.path.exists(path):
        return path
    names = set()
    for library in neighbours():
        lines = run("nm", "-D", "--defined-only", library).stdout.decode().splitlines()
        names |= {line.split()[-1].split("@")[0] for line in lines if line.split()[-2] != "A"}  # A: names of versions
    names -= {"_init", "_fini", "_edata", "_end", "__bss_start"}
    for name in ("sqlite3_open_v2", "xmlSAX2StartElement", "ucnv_open_", "absl", "simdjson", "re2", "__cxa_throw"):
        true(any(name in known for known in names), name)
    source = os.path.join(PLACE.name, "hostile.s")
    with open(source, "w", encoding="ascii") as file:
        file.write(".text\n" + "".join('.globl "%s"\n.type "%s", @function\n"%s":\n' % (name, name, name) for name in sorted(names)))
        file.write("call abort@PLT\n.section .note.GNU-stack,\"\",@progbits\n" if os.uname().machine == "x86_64" else "bl abort\n")
    done = run("gcc", "-shared", "-nostartfiles", "-o", path, source)
    true(done.returncode == 0, done.stderr.decode()[-500:])
    return path


def at_home(library):
    """A folder where `library` is called libentente.so.1, and the environment in which the guest finds it."""
    folder = tempfile.mkdtemp(dir=PLACE.name)
    os.symlink(library, os.path.join(folder, "libentente.so.1"))
    return folder, {**os.environ, "LD_LIBRARY_PATH": folder}


def host(library, when, *loaded):
    """What the host prints with `library` as libentente.so.1."""
    folder, environment = at_home(library)
    return run(HOST, GUEST, when, os.path.join(folder, "a.archive"), *loaded, env=environment)


def wanted():
    done = host(LIBRARY, "after")
    equal((done.returncode, done.stderr), (0, b""))
    true(done.stdout.count(b"\n") == 7 and done.stdout.count(b'"investment"') > 1, done.stdout.decode())
    return done.stdout


def holds(library, when, *loaded):
    done = host(library, when, *loaded)
    what = "%s, neighbours %s it: %s" % (library, when, [os.path.basename(path) for path in loaded])
    equal((done.returncode, done.stderr), (0, b""), what)
    true(done.stdout == wanted(), what + ": other bytes")


BUNDLED = LIBRARY if is_bundled(LIBRARY) else os.path.join(BUILD, "bundled", "lib", "libentente.so.1")


@test
def the_build_holds_beside_the_systems_libraries():
    for when in ("before", "after"):
        holds(LIBRARY, when, *neighbours())


@test
def the_build_is_bound_before_a_hostile_neighbour_comes():
    holds(LIBRARY, "after", hostile())


@test
def a_hostile_neighbour_is_hostile():
    if not is_bundled(LIBRARY):
        equal(host(LIBRARY, "before", hostile()).returncode, -6, "the system build calls the neighbour, which ends the process")


@test
def the_bundled_build_holds_against_all():
    if not os.path.exists(BUNDLED):
        print("| skipped: the bundled build beside hostile neighbours, since there is none (see wheel_test)")
        return
    true(is_bundled(BUNDLED), "needs none of them")
    for when in ("before", "after"):
        holds(BUNDLED, when, *neighbours())
        holds(BUNDLED, when, hostile())
        holds(BUNDLED, when, *neighbours(), hostile())


@test
def both_builds_read_the_articles_alike():
    if os.path.exists(BUNDLED):
        _, environment = at_home(BUNDLED)
        articles = sorted(glob.glob(SOURCE + "/tests/corpus/articles/*.jsonl"))
        true(articles, "there are articles")
        for path in articles:
            plain, bundled = (entente("extract", path, "--input", "ndjson", "--output", "ndjson", env=given)[:2] for given in (None, environment))
            true(plain == bundled and plain[0] in (0, 1), path)


@test
def the_bundled_build_can_be_unloaded():
    if os.path.exists(BUNDLED):
        folder, environment = at_home(BUNDLED)
        done = run(os.path.join(BUILD, "bin", "entente_reload_test"), GUEST, folder, env=environment)
        equal(done.returncode, 0, done.stdout.decode())
        print(done.stdout.decode().splitlines()[0] + ", of the bundled build")


@test
def the_bundled_build_exports_its_interface_alone():
    if os.path.exists(BUNDLED):
        names = {line.split()[-1].split("@")[0] for line in run("nm", "-D", "--defined-only", BUNDLED).stdout.decode().splitlines()} - {"ENTENTE_1"}
        equal(names, set(open(SOURCE + "/capi/exports.txt", encoding="utf-8").read().split()))


main()
