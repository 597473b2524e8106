"""What cmake --install puts down can be used from outside: find_package, pkg-config, the command line, another place."""
import os
import shutil
import subprocess
import tempfile

from harness import BUILD, SOURCE, equal, main, test, true

PLACE = tempfile.TemporaryDirectory()
PREFIX = os.path.join(PLACE.name, "prefix")
CONSUMER = os.path.join(SOURCE, "tests", "install", "consumer")
ARTICLE = os.path.join(SOURCE, "examples", "articles", sorted(os.listdir(os.path.join(SOURCE, "examples", "articles")))[0])


def run(*arguments, **options):
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True, timeout=600, **options)
    true(done.returncode == 0, "%s:\n%s" % (" ".join(arguments), done.stdout[-3000:]))
    return done.stdout


def library_folder():
    for root, _, names in os.walk(PREFIX):
        if "libentente.so.1" in names:
            return root
    raise AssertionError("libentente.so.1 was not installed")


@test
def installs():
    run("cmake", "--install", BUILD, "--prefix", PREFIX)
    for name in ("include/entente/entente.h", "include/entente/input.h", "include/entente_c.h", "bin/entente"):
        true(os.path.exists(os.path.join(PREFIX, name)), name)


@test
def find_package_works_after_the_tree_has_moved():
    moved = os.path.join(PLACE.name, "moved")
    shutil.copytree(PREFIX, moved, symlinks=True)
    build = os.path.join(PLACE.name, "consumer")
    run("cmake", "-S", CONSUMER, "-B", build, "-DCMAKE_PREFIX_PATH=" + moved)
    run("cmake", "--build", build)
    out = run(os.path.join(build, "use_c"), ARTICLE)
    equal(out, run(os.path.join(moved, "bin", "entente"), "extract", ARTICLE, "--output", "json"))
    true(run(os.path.join(build, "use_cpp"), ARTICLE), "the C++ program prints deals")


@test
def the_c_component_needs_no_other_package():
    build = os.path.join(PLACE.name, "consumer_c")
    run("cmake", "-S", CONSUMER, "-B", build, "-DCMAKE_PREFIX_PATH=" + PREFIX, "-DONLY_C=ON")
    run("cmake", "--build", build)


@test
def pkg_config_works():
    folder = os.path.join(library_folder(), "pkgconfig")
    flags = run("pkg-config", "--cflags", "--libs", "entente", env={**os.environ, "PKG_CONFIG_PATH": folder}).split()
    program = os.path.join(PLACE.name, "by_pkg_config")
    run("gcc", "-std=c99", os.path.join(SOURCE, "examples", "c", "extract.c"), *flags, "-o", program)
    true(run(program, ARTICLE, env={**os.environ, "LD_LIBRARY_PATH": library_folder()}).startswith("{"), "prints JSON")
    flags = run("pkg-config", "--cflags", "--libs", "entente-cpp", env={**os.environ, "PKG_CONFIG_PATH": folder}).split()
    run("g++", os.path.join(SOURCE, "examples", "cpp", "deals.cc"), *flags, "-o", program)
    true(run(program, ARTICLE), "the C++ program prints deals")


@test
def add_subdirectory_works():
    build = os.path.join(PLACE.name, "subdirectory")
    run("cmake", "-S", CONSUMER, "-B", build, "-DENTENTE_TREE=" + SOURCE)
    true("entente_tests" not in run("cmake", "--build", build, "--target", "help"), "an outside project does not build our tests")


main()
