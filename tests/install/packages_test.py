"""The Debian packages that cpack makes: what they say and hold, a program built on them, and a clean system that installs them.

The clean system is made once by mmdebstrap (as root, with the network) and kept in the build tree; where that is not possible the test says so.
With ENTENTE_FULL=1 it also gets compilers and libentente-dev, and the examples are built inside it.
"""
import glob
import hashlib
import os
import re
import shutil
import subprocess

from harness import BUILD, SOURCE, equal, main, test, true

PLACE = os.path.join(BUILD, "tests", "packages")
NAMES = ["entente", "libentente-dev", "libentente1", "python3-entente"]
EXAMPLES = SOURCE + "/examples"
ARTICLE = sorted(glob.glob(EXAMPLES + "/articles/*.txt"))[0]
FULL = os.environ.get("ENTENTE_FULL") == "1"
OURS = re.compile(r"^(lib)?(python3-)?entente(1|-dev)?\b")


def run(*arguments, **options):
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True, timeout=1000, **options)
    true(done.returncode == 0, "%s:\n%s" % (" ".join(arguments), done.stdout[-3000:]))
    return done.stdout


def expected():
    return run(BUILD + "/bin/entente", "extract", ARTICLE, "--output", "json")


def package(name):
    found = glob.glob("%s/%s_*.deb" % (PLACE, name))
    true(len(found) == 1, "one package %s: %s" % (name, found))
    return found[0]


def field(name, which):
    return run("dpkg-deb", "--field", package(name), which).strip()


def files(name):
    """The paths of files and links, without the folders."""
    lines = run("dpkg-deb", "--contents", package(name)).splitlines()
    true(all(line.split()[1] == "root/root" for line in lines), "everything is root's in " + name)
    return sorted(line.split(None, 5)[5].split(" -> ")[0][1:] for line in lines if line[0] != "d")


def unpacked():
    """A folder with the contents of all packages."""
    folder = PLACE + "/unpacked"
    if not os.path.exists(folder):
        for name in NAMES:
            run("dpkg-deb", "--extract", package(name), folder)
    return folder


def library_folder(root):
    return os.path.dirname(glob.glob(root + "/usr/lib/**/libentente.so.1", recursive=True)[0])


@test
def cpack_makes_them():
    for old in glob.glob(PLACE + "/*.deb"):
        os.remove(old)
    for folder in ("unpacked", "_CPack_Packages"):
        shutil.rmtree(os.path.join(PLACE, folder), ignore_errors=True)
    os.makedirs(PLACE, exist_ok=True)
    run("cpack", "--config", BUILD + "/CPackConfig.cmake", "-G", "DEB", "-B", PLACE)
    equal(sorted(os.path.basename(path).split("_")[0] for path in glob.glob(PLACE + "/*.deb")), NAMES)


@test
def they_say_what_they_need():
    version = field("libentente1", "Version")
    library = field("libentente1", "Depends")
    for needed in ("libc6 ", "libicu", "libsimdjson", "libsqlite3-0", "libstdc++6", "libxml2"):
        true(needed in library, "libentente1 does not depend on %s: %s" % (needed, library))
    true("libentente1 (= %s)" % version in field("entente", "Depends") and "libc6 " in field("entente", "Depends"), field("entente", "Depends"))
    true("libentente1 (= %s)" % version in field("libentente-dev", "Depends"), field("libentente-dev", "Depends"))
    true("libentente1 (>= %s)" % version in field("python3-entente", "Depends"), field("python3-entente", "Depends"))
    equal(field("python3-entente", "Architecture"), "all")
    for name in NAMES:
        true(re.match(r"[^\n]{20,79}(\n [^\n]{1,79})+$", field(name, "Description")), field(name, "Description"))
        true(re.match(r"[\w ]+ <\S+@\S+>$", field(name, "Maintainer")), field(name, "Maintainer"))
    control = PLACE + "/control"
    shutil.rmtree(control, ignore_errors=True)
    run("dpkg-deb", "--control", package("libentente1"), control)
    equal(open(control + "/shlibs", encoding="utf-8").read().split(), ["libentente", "1", "libentente1", "(>=", version + ")"])
    true("activate-noawait ldconfig" in open(control + "/triggers", encoding="utf-8").read(), "the loader's cache is brought up to date")


@test
def they_hold_what_they_should():
    held = {name: files(name) for name in NAMES}
    everything = sum(held.values(), [])
    equal(len(everything), len(set(everything)), "no path is in two packages")
    for name, paths in held.items():
        true(all(path.startswith("/usr/") for path in paths), paths)
        true("/usr/share/doc/%s/copyright" % name in paths, paths)
    equal([os.path.basename(path).split(".so")[0] for path in held["libentente1"]], ["libentente", "libentente", "copyright"])
    for name, ends in (("libentente-dev", ("/libentente.so", "/libentente_cpp.a", "/entente_c.h", "/entente/entente.h", "/ententeConfig.cmake", "/entente.pc", "/entente-cpp.pc", "/deal.schema.json")),
                       ("entente", ("/usr/bin/entente", "/man1/entente.1.gz", "/bash-completion/completions/entente", "/zsh/vendor-completions/_entente")),
                       ("python3-entente", ("/dist-packages/entente/__init__.py", "/entente/py.typed", ".dist-info/METADATA"))):
        for end in ends:
            true(any(path.endswith(end) for path in held[name]), "%s is not in %s" % (end, name))
    true(not [path for path in everything if "wordpress" in path or "__pycache__" in path], everything)


@test
def they_name_no_folder_of_the_build():
    for root, _, names in os.walk(unpacked()):
        for name in names:
            path = os.path.join(root, name)
            data = b"" if os.path.islink(path) else open(path, "rb").read()
            true(os.fsencode(BUILD) not in data, path + " names the build tree")
            true(os.fsencode(SOURCE) + b"/" not in data, path + " names the source tree")


@test
def programs_are_built_on_them():
    """By the host's compilers, from the contents alone."""
    library = library_folder(unpacked())
    environment = {**os.environ, "LD_LIBRARY_PATH": library, "PKG_CONFIG_PATH": library + "/pkgconfig"}
    for language, program in (("c", "extract"), ("cpp", "deals")):
        folder = PLACE + "/" + language
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(EXAMPLES + "/" + language, folder)
        run("make", "-C", folder, program, env=environment)
        run("cmake", "-S", folder, "-B", folder + "/build", "-DCMAKE_PREFIX_PATH=%s/usr" % unpacked())
        run("cmake", "--build", folder + "/build")
        for built in (folder + "/" + program, folder + "/build/" + program):
            out = run(built, ARTICLE, env=environment)
            true(out == expected() if language == "c" else out.startswith("agreed partnership: "), out)


def base_system(archive, packages):
    """Makes a system with these packages and takes away older ones of its kind; gives why not, or "" when it is there."""
    if os.path.exists(archive):
        return ""
    if os.geteuid() != 0 or not shutil.which("mmdebstrap"):
        return "it takes root and mmdebstrap"
    release = dict(line.split("=", 1) for line in open("/etc/os-release", encoding="utf-8").read().split("\n") if "=" in line)
    for old in glob.glob(archive.rsplit("-", 1)[0] + "-*.tar"):
        os.remove(old)
    done = subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", "--include=" + ",".join(packages), release.get("VERSION_CODENAME", "").strip('"'), archive + ".new.tar"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True, timeout=900)
    if done.returncode:
        return "mmdebstrap failed: " + (done.stdout.strip().splitlines() or ["no message"])[-1]
    os.rename(archive + ".new.tar", archive)
    return ""


@test
def a_clean_system_installs_and_uses_them():
    wanted = [name for name in NAMES if FULL or name != "libentente-dev"]
    needed = {dependency.split("(")[0].split("|")[0].strip() for name in wanted for dependency in field(name, "Depends").split(",")}
    needed = sorted(name for name in needed if not OURS.match(name)) + (["cmake", "g++", "make", "pkg-config"] if FULL else [])
    archive = "%s/%s-%s.tar" % (PLACE, "build" if FULL else "run", hashlib.sha256(" ".join(needed).encode()).hexdigest()[:12])
    why_not = base_system(archive, needed)
    if why_not:
        print("| skipped: no clean system to install the packages in: " + why_not)
        return
    root = PLACE + "/root"
    shutil.rmtree(root, ignore_errors=True)
    os.makedirs(root)
    run("tar", "--extract", "--file", archive, "--directory", root, "--exclude=./dev/*")
    for path in [package(name) for name in wanted] + [ARTICLE]:
        shutil.copy(path, root + "/srv")
    article = "/srv/" + os.path.basename(ARTICLE)

    def inside(*arguments):
        return run("chroot", root, "/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", *arguments)

    # dpkg refuses what lacks a dependency, in whatever order they are given
    inside("dpkg", "--install", *sorted("/srv/" + os.path.basename(package(name)) for name in wanted))
    equal(inside("dpkg", "--audit"), "")
    equal(inside("entente", "extract", article, "--output", "json"), expected())
    script = "import entente; print(len(entente.Engine().extract(open('%s', encoding='utf-8').read()).deals), entente.__file__)" % article
    equal(inside("python3", "-c", script).split()[1:], ["/usr/lib/python3/dist-packages/entente/__init__.py"])
    if FULL:
        for language, program in (("c", "extract"), ("cpp", "deals")):
            shutil.copytree(EXAMPLES + "/" + language, root + "/srv/" + language)
            inside("make", "-C", "/srv/" + language)
            inside("cmake", "-S", "/srv/" + language, "-B", "/srv/%s/build" % language)
            inside("cmake", "--build", "/srv/%s/build" % language)
            for built in ("", "build/"):
                inside("/srv/%s/%s%s" % (language, built, program), article)
    before = set(inside("dpkg", "--listfiles", "python3-entente").split())
    inside("dpkg", "--purge", *wanted)
    left = [path for path in before if "entente" in path and os.path.lexists(root + path)]
    left += [os.path.join(folder, name) for folder, _, names in os.walk(root + "/usr") for name in names if "entente" in os.path.join(folder, name)]
    equal(left, [], "purging leaves nothing")
    shutil.rmtree(root)


main()
