"""What cmake --install puts down can be used from outside: by find_package, add_subdirectory, pkg-config and npm; and moved."""
import glob
import os
import re
import shutil
import subprocess

from harness import BUILD, SOURCE, equal, main, test, true

PLACE = os.path.join(BUILD, "tests", "install")
PREFIX = os.path.join(PLACE, "prefix")
EXAMPLES = os.path.join(SOURCE, "examples")
ARTICLE = sorted(glob.glob(EXAMPLES + "/articles/*.txt"))[0]


def run(*arguments, **options):
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True, timeout=1700, **options)
    true(done.returncode == 0, "%s:\n%s" % (" ".join(arguments), done.stdout[-3000:]))
    return done.stdout


def fresh(name):
    """The path of a folder that is not there."""
    path = os.path.join(PLACE, name)
    shutil.rmtree(path, ignore_errors=True)
    return path


def library_folder(prefix=PREFIX):
    found = glob.glob(prefix + "/lib*/**/libentente.so.1", recursive=True)
    true(found, "libentente.so.1 was installed")
    return os.path.dirname(found[0])


def cached(name):
    """A variable of the cache of this build."""
    found = re.search(r"^%s:\w+=(.*)$" % name, open(BUILD + "/CMakeCache.txt", encoding="utf-8").read(), flags=re.M)
    return found[1] if found else ""


def configured(source, build, *arguments):
    """Configures and builds an outside project with the compilers of this build."""
    names = ("CMAKE_C_COMPILER", "CMAKE_CXX_COMPILER", "CMAKE_CXX_COMPILER_LAUNCHER")
    run("cmake", "-S", source, "-B", build, "-G", cached("CMAKE_GENERATOR"), *("-D%s=%s" % (n, cached(n)) for n in names if cached(n)), *arguments)
    run("cmake", "--build", build)


def prints_json(*program, **options):
    equal(run(*program, ARTICLE, **options), run(BUILD + "/bin/entente", "extract", ARTICLE, "--output", "json"), program[0])


def prints_deals(*program):
    out = run(*program, ARTICLE)
    true(re.search(r"^agreed partnership: ", out, flags=re.M), out)


@test
def installs():
    run("cmake", "--install", BUILD, "--prefix", fresh("prefix"))
    for name in ("include/entente/entente.h", "include/entente/input.h", "include/entente_c.h", "bin/entente"):
        true(os.path.exists(os.path.join(PREFIX, name)), name)


@test
def find_package_works_after_the_tree_has_moved():
    moved = fresh("moved")
    shutil.copytree(PREFIX, moved, symlinks=True)
    prints_json(moved + "/bin/entente", "extract", "--output", "json")
    for language in ("c", "cpp"):
        configured(EXAMPLES + "/" + language, fresh("package_" + language), "-DCMAKE_PREFIX_PATH=" + moved)
    prints_json(PLACE + "/package_c/extract")
    prints_deals(PLACE + "/package_cpp/deals")


@test
def pkg_config_works():
    for language, program in (("c", "extract"), ("cpp", "deals")):
        folder = fresh("make_" + language)
        shutil.copytree(EXAMPLES + "/" + language, folder)
        run("make", "-C", folder, program, "PKG_CONFIG_PATH=" + library_folder() + "/pkgconfig")
    prints_json(PLACE + "/make_c/extract", env={**os.environ, "LD_LIBRARY_PATH": library_folder()})
    prints_deals(PLACE + "/make_cpp/deals")


@test
def add_subdirectory_works():
    """Builds the library again, once for both examples; what is there from a run before is kept."""
    folder, build = PLACE + "/subdirectory", PLACE + "/subdirectory/build"
    os.makedirs(folder, exist_ok=True)
    with open(folder + "/CMakeLists.txt", "w", encoding="utf-8") as file:
        file.write("cmake_minimum_required(VERSION 3.25)\nproject(both LANGUAGES C CXX)\n"
                   "add_subdirectory(%s/cpp cpp)\nadd_subdirectory(%s/c c)\n" % (EXAMPLES, EXAMPLES))
    configured(folder, build, "-DENTENTE_SOURCE=" + SOURCE)
    prints_json(build + "/c/extract")
    prints_deals(build + "/cpp/deals")
    targets = run("cmake", "--build", build, "--target", "help")
    true("entente_tests" not in targets and "entente_plugin" not in targets, "an outside project does not build our tests")


@test
def node_reads_an_article():
    if not shutil.which("npm") or not shutil.which("node"):
        print("| skipped: npm was not found, so that examples/node was not run")
        return
    folder = fresh("node")
    shutil.copytree(EXAMPLES + "/node", folder)
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=1", "--loglevel=error")
    if subprocess.run(["npm", "ci", *quiet], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, timeout=300).returncode:
        print("| skipped: npm could not bring koffi, so that examples/node was not run")
        return
    prints_json("node", folder + "/extract.js", env={**os.environ, "ENTENTE_LIBRARY": library_folder() + "/libentente.so.1"})


main()
