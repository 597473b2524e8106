"""The wheel: built from nothing but the tree, true to its tag and its list of files, the same bytes each time; installed by pip without a
network into an environment of its own, outside the tree, where the samples of README.md run as they stand.

The first run builds the private dependencies, which takes minutes. Where their sources cannot be had it says so and tests nothing.
"""
import base64
import csv
import glob
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import zipfile

from harness import BUILD, SOURCE, equal, main, test, true

PLACE = tempfile.TemporaryDirectory()
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ENTENTE_", "LD_"))}
PYTHON = os.path.join(PLACE.name, "venv", "bin", "python")


def run(*arguments, **options):
    return subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, text=True, timeout=2400, **options)


def done_well(*arguments, **options):
    done = run(*arguments, **options)
    true(done.returncode == 0, "%s:\n%s%s" % (" ".join(arguments), done.stdout[-2000:], done.stderr[-2000:]))
    return done.stdout


def build():
    done_well("cmake", "--build", BUILD, "--target", "wheel")
    wheels = glob.glob(BUILD + "/dist/entente-*.whl")
    equal(len(wheels), 1, "wheels in dist")
    return wheels[0]


def wheel():
    return glob.glob(BUILD + "/dist/entente-*.whl")[0]


def library():
    return glob.glob(os.path.join(PLACE.name, "venv", "lib", "python3*", "site-packages", "entente", "libentente.so.1"))[0]


@test
def is_built_and_again_the_same():
    for old in glob.glob(BUILD + "/dist/entente-*.whl"):
        os.remove(old)
    first = open(build(), "rb").read()
    os.remove(wheel())
    equal(hashlib.sha256(open(build(), "rb").read()).digest(), hashlib.sha256(first).digest(), "the second build")
    print("| %s: %.1f MB" % (os.path.basename(wheel()), len(first) / 1e6))


@test
def name_and_tag_say_what_is_inside():
    with zipfile.ZipFile(wheel()) as archive:
        info = next(name for name in archive.namelist() if name.endswith("/WHEEL")).rsplit("/", 1)[0]
        fields = dict(line.split(": ", 1) for line in archive.read(info + "/WHEEL").decode().splitlines())
        meta = archive.read(info + "/METADATA").decode()
        licences = {name.rsplit("/", 1)[1] for name in archive.namelist() if "/licenses/" in name}
    name, version, *tag = os.path.basename(wheel())[:-4].split("-")
    equal((info, fields["Tag"], fields["Root-Is-Purelib"]), ("%s-%s.dist-info" % (name, version), "-".join(tag), "false"))
    true("\nVersion: %s\n" % version in meta and "\nRequires-Python: >=3.9\n" in meta, meta)
    equal(licences, {"LICENSE", "icu", "simdjson", "sqlite3", "libxml2", "abseil"})
    true(re.fullmatch(r"manylinux_2_\d+_%s" % os.uname().machine, tag[2]), tag)


@test
def record_lists_every_file_with_its_hash():
    with zipfile.ZipFile(wheel()) as archive:
        names = archive.namelist()
        record = next(name for name in names if name.endswith("/RECORD"))
        rows = {path: (digest, size) for path, digest, size in csv.reader(archive.read(record).decode().splitlines())}
        equal((sorted(rows), rows.pop(record)), (sorted(names), ("", "")))
        for path, (digest, size) in rows.items():
            data = archive.read(path)
            equal((digest, size), ("sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode(), str(len(data))), path)
    true({"entente/__init__.py", "entente/py.typed", "entente/libentente.so.1"} <= set(names) and not any(name.endswith(".pyc") for name in names), names)


@test
def installs_without_a_network():
    done_well(sys.executable, "-m", "venv", os.path.join(PLACE.name, "venv"), env=ENVIRONMENT)
    done_well(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-index", wheel(), env=ENVIRONMENT, cwd=PLACE.name)


@test
def the_library_needs_what_the_tag_promises():
    dynamic = done_well("readelf", "-dW", library())
    true(set(re.findall(r"NEEDED.*\[(.*?)\.so", dynamic)) <= {"libc", "libm", "libgcc_s", "ld-linux-x86-64", "ld-linux-aarch64"}, dynamic)
    true("RUNPATH" not in dynamic and "RPATH" not in dynamic and SOURCE.encode() not in open(library(), "rb").read(), "no path of the build machine")
    versions = [int(minor) for minor in re.findall(r"Name: GLIBC_2\.(\d+)", done_well("readelf", "-VW", library()))]
    true("-manylinux_2_%d_" % max(versions) in wheel(), versions)
    names = {line.split()[-1].split("@")[0] for line in done_well("nm", "-D", "--defined-only", library()).splitlines()} - {"ENTENTE_1"}
    equal(names, set(open(SOURCE + "/capi/exports.txt", encoding="utf-8").read().split()))


@test
def readme_runs_with_it():
    samples = re.findall(r"```python\n(.*?)```", open(SOURCE + "/README.md", encoding="utf-8").read(), flags=re.S)
    true(samples, "README.md has a sample in Python")
    for sample in samples:
        with tempfile.TemporaryDirectory(dir=PLACE.name) as folder:
            out = done_well(PYTHON, "-c", sample, cwd=folder, env={**ENVIRONMENT, "PYTHONIOENCODING": "utf-8"})
        true(out.startswith("completed investment [('가온전자', 'investor'), ('새벽로보틱스', 'investee')] 12000000000 2024-05-04") and out.endswith("\n1\n"), out)


@test
def only_the_own_library_is_mapped():
    code = "import entente; entente.Engine().extract('a'); print(entente.__file__); print(open('/proc/self/maps').read())"
    place, maps = done_well(PYTHON, "-c", code, cwd=PLACE.name, env=ENVIRONMENT).split("\n", 1)
    true(os.path.realpath(place).startswith(os.path.realpath(PLACE.name)) and os.path.realpath(library()) in maps, place)
    equal(re.findall(r"lib(?:icu|sqlite|absl|re2|xml2|simdjson|stdc)\S*", maps), [])


def without_sources():
    """Why the dependencies cannot be built here, or None."""
    done = run("bash", SOURCE + "/cmake/bundle/bundle.sh", env={**os.environ, "CXX": cache("CMAKE_CXX_COMPILER"), "CC": cache("CMAKE_C_COMPILER")})
    if done.returncode == 3:
        return done.stderr.strip().splitlines()[0]
    true(done.returncode == 0, done.stderr[-2000:])
    return None


def cache(name):
    return re.search(r"^%s:\w+=(.*)$" % name, open(BUILD + "/CMakeCache.txt", encoding="utf-8").read(), flags=re.M)[1]


reason = without_sources()
if reason:
    print("| skipped: the wheel, since its dependencies cannot be built here: %s\n0 passed, 0 failed" % reason)
else:
    main()
