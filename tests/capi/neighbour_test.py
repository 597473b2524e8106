"""libentente in a host that has other copies of its dependencies, loaded globally before or after it, gives the same bytes.

Two kinds of neighbours: the system's own ICU, SQLite, libxml2, Abseil, RE2 and simdjson; and a library that exports every symbol of theirs and
ends the process when one is called. The build on the system's libraries cannot hold against the second kind when that comes first,
and its death there is what shows that the neighbour is hostile. The bundled build holds against all; wheel_test.py builds it.
"""
import os
import re
import shutil
import subprocess
import tempfile

from harness import BUILD, LIBRARY, equal, main, test, true

PLACE = tempfile.TemporaryDirectory()
HOST = os.path.join(BUILD, "bin", "entente_neighbour_host")
GUEST = os.path.join(BUILD, "lib", "libentente_guest.so")
BUNDLED = os.path.join(BUILD, "bundled", "lib", "libentente.so.1")
NOT_OURS = re.compile(r"lib(c|m|gcc_s|pthread|dl|rt|entente)\.so|linux-vdso|/ld-linux")


def run(*arguments, **options):
    return subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, timeout=300, **options)


def libraries_of(path):
    """What `path` is linked with, by file, without the C library."""
    lines = run("ldd", path).stdout.decode().splitlines()
    return [line.split()[2] for line in lines if "=> /" in line and not NOT_OURS.search(line)]


def neighbours():
    """The system's libraries; RE2, which only tests link, by name."""
    return [*libraries_of(LIBRARY), "libre2.so.%s" % re.search(rb"libre2\.so\.(\d+)", run("ldconfig", "-p").stdout)[1].decode()]


def hostile():
    """A library with the names of all functions and data of the neighbours, where the way of each leads into a trap."""
    path = os.path.join(PLACE.name, "libhostile.so")
    if not os.path.exists(path):
        names = set()
        for library in libraries_of(LIBRARY):
            lines = run("nm", "-D", "--defined-only", library).stdout.decode().splitlines()
            names |= {line.split()[-1].split("@")[0] for line in lines if line.split()[-2] not in "A"}
        names -= {"_init", "_fini", "_edata", "_end", "__bss_start"}
        for name in ("sqlite3_open_v2", "xmlSAX2StartElement"):
            true(name in names, name)
        true(any(name.startswith("ucnv_open_") for name in names) and any("absl" in name for name in names), "ICU and Abseil are among the names")
        source = os.path.join(PLACE.name, "hostile.s")
        with open(source, "w", encoding="ascii") as file:
            file.write(".text\n" + "".join('.globl "%s"\n.type "%s", @function\n"%s":\n' % (name, name, name) for name in sorted(names)))
            file.write("call abort@PLT\n.section .note.GNU-stack,\"\",@progbits\n" if os.uname().machine == "x86_64" else "bl abort\n")
        done = run("gcc", "-shared", "-nostartfiles", "-o", path, source)
        true(done.returncode == 0, done.stderr.decode()[-500:])
    return path


def host(library, when, *loaded):
    """What the host prints with `library` as libentente.so.1."""
    folder = tempfile.mkdtemp(dir=PLACE.name)
    os.symlink(library, os.path.join(folder, "libentente.so.1"))
    done = run(HOST, GUEST, when, os.path.join(folder, "a.archive"), *loaded, env={**os.environ, "LD_LIBRARY_PATH": folder})
    shutil.rmtree(folder)
    return done


def wanted():
    done = host(LIBRARY, "after")
    equal((done.returncode, done.stderr), (0, b""))
    true(done.stdout.count(b"\n") == 7 and done.stdout.count(b'"investment"') > 1, done.stdout.decode())
    return done.stdout


def holds(library, when, *loaded):
    done = host(library, when, *loaded)
    equal((done.returncode, done.stderr, done.stdout), (0, b"", wanted()), "%s with %s %s" % (library, loaded, when))


@test
def the_system_build_holds_beside_the_systems_libraries():
    for when in ("before", "after"):
        holds(LIBRARY, when, *neighbours())


@test
def the_system_build_is_bound_before_a_hostile_neighbour_comes():
    holds(LIBRARY, "after", hostile())


@test
def a_hostile_neighbour_is_hostile():
    if libraries_of(LIBRARY):
        equal(host(LIBRARY, "before", hostile()).returncode, -6, "the system build calls the neighbour, which ends the process")


@test
def the_bundled_build_holds_against_all():
    if not os.path.exists(BUNDLED):
        print("| skipped: the bundled build beside hostile neighbours, since there is none (see wheel_test)")
        return
    equal(libraries_of(BUNDLED), [], "needs the C library alone")
    for when in ("before", "after"):
        holds(BUNDLED, when, *neighbours())
        holds(BUNDLED, when, hostile())
        holds(BUNDLED, when, hostile(), *neighbours())


@test
def the_bundled_build_exports_its_interface_alone():
    if os.path.exists(BUNDLED):
        names = lambda path: run("nm", "-D", "--defined-only", path).stdout.decode().split()[2::3]
        equal(names(BUNDLED), names(LIBRARY))


main()
