"""The port for vcpkg and the recipe for Conan, which are never built here: their syntax, their versions and what they name."""
import glob
import json
import os
import py_compile
import re
import subprocess
import tempfile

from harness import SOURCE, equal, main, test, true

PORT = SOURCE + "/cmake/ports/vcpkg/entente"
RECIPE = SOURCE + "/cmake/ports/conan/conanfile.py"
VERSION = re.search(r"^project\(entente VERSION (\S+)", open(SOURCE + "/CMakeLists.txt", encoding="utf-8").read(), flags=re.M)[1]
OPTIONS = set(re.findall(r"^option\((\w+)", open(SOURCE + "/CMakeLists.txt", encoding="utf-8").read(), flags=re.M))


@test
def the_manifest_is_json_of_this_version():
    manifest = json.load(open(PORT + "/vcpkg.json", encoding="utf-8"))
    equal((manifest["name"], manifest["version"]), ("entente", VERSION))
    true(any("Untested" in line for line in manifest["description"]), "it says that it is untested")


@test
def the_portfile_runs_with_vcpkg_calls_that_do_nothing():
    text = open(PORT + "/portfile.cmake", encoding="utf-8").read()
    true(text.startswith("# Untested"), "it says that it is untested")
    calls = sorted(set(re.findall(r"^\s*(vcpkg_\w+)\(", text, flags=re.M)))
    true(len(calls) > 5, calls)
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/stub.cmake", "w", encoding="utf-8") as file:
            file.write("cmake_minimum_required(VERSION 3.25)\nset(FEATURES tools)\nset(CURRENT_PACKAGES_DIR %s)\n" % folder)
            for call in calls:
                file.write('function(%s)\n  message("%s ${ARGN}")\nendfunction()\n' % (call, call))
            file.write("include(%s/portfile.cmake)\n" % PORT)
        done = subprocess.run(["cmake", "-P", folder + "/stub.cmake"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True, timeout=60)
    equal(done.returncode, 0, done.stdout)
    equal(sorted({line.split()[0] for line in done.stdout.splitlines()}), calls, "every call is reached")
    true("SOURCE_PATH;%s;" % os.path.realpath(SOURCE) in done.stdout.replace(" ", ";"), done.stdout)
    equal(set(re.findall(r"ENTENTE_\w+", text)) - OPTIONS, set(), "options that there are")


@test
def the_recipe_compiles_and_names_what_is_there():
    with tempfile.TemporaryDirectory() as folder:
        py_compile.compile(RECIPE, cfile=folder + "/recipe.pyc", doraise=True)
    text = open(RECIPE, encoding="utf-8").read()
    true("Untested" in text, "it says that it is untested")
    equal(re.search(r'^    version = "(.*)"', text, flags=re.M)[1], VERSION)
    patterns = re.findall(r'"([^"]+)"', re.search(r"^    sources = \((.*)\)", text, flags=re.M)[1])
    equal([pattern for pattern in patterns if not glob.glob(SOURCE + "/" + pattern)], [])
    equal({"ENTENTE_" + name for name in re.findall(r'"(BUILD_\w+)"', text)} - OPTIONS, set(), "options that there are")


main()
