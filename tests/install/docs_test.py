"""The target docs: the pages have every call with its text, and a mistake in a comment is an error."""
import glob
import html
import os
import re
import shutil
import subprocess
import tempfile

from harness import BUILD, SOURCE, equal, main, test, true

DOXYFILE = BUILD + "/Doxyfile.docs"


def run(*arguments, **options):
    return subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True, timeout=300, **options)


def page_of(name):
    """The text of a page, its marks taken away."""
    found = glob.glob(BUILD + "/docs/html/" + name)
    equal(len(found), 1, name)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", open(found[0], encoding="utf-8").read())))


def there():
    if shutil.which("doxygen") and os.path.exists(DOXYFILE):
        return True
    print("| skipped: doxygen was not found, so that the target docs was not built")
    return False


@test
def docs_are_built_without_a_warning():
    if not there():
        return
    shutil.rmtree(BUILD + "/docs", ignore_errors=True)
    done = run("cmake", "--build", BUILD, "--target", "docs")
    true(done.returncode == 0 and "warning:" not in done.stdout, done.stdout[-3000:])
    page = page_of("entente__c_8h.html")
    equal([name for name in open(SOURCE + "/capi/exports.txt", encoding="utf-8").read().split() if name + " (" not in page], [])
    for text in ("Reads the packs inside the library, once; keep the engine and share it.", "Handles are opaque. Each has one _free;", "reading or writing failed"):
        true(text in page, text)
    page = page_of("classentente_1_1Engine.html")
    for text in ("Extract (const Article &article) const", "Reads the packs inside the library. Takes some milliseconds; keep the engine."):
        true(text in page, text)
    for header in glob.glob(SOURCE + "/include/entente/*.h"):
        page_of(os.path.basename(header)[:-2].replace("_", "__") + "_8h.html")


@test
def a_wrong_comment_is_an_error():
    if not there():
        return
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/wrong.h", "w", encoding="utf-8") as file:
            file.write("// A header.\n#pragma once\n// Adds. \\param c which is not there\nint Add(int a, int b);\n")
        with open(folder + "/Doxyfile", "w", encoding="utf-8") as file:
            file.write("@INCLUDE = %s\nINPUT = %s/wrong.h\nOUTPUT_DIRECTORY = %s\n" % (DOXYFILE, folder, folder))
        done = run("doxygen", folder + "/Doxyfile")
        true(done.returncode != 0 and "wrong.h:" in done.stdout, done.stdout)


main()
