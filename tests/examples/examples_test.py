"""The examples run, and the C program and the ctypes script print the same bytes as the command line."""
import glob
import os
import re
import subprocess
import sys

from harness import BUILD, LIBRARY, SANITIZE, SOURCE, entente, equal, main, test, true

ARTICLES = sorted(glob.glob(SOURCE + "/examples/articles/*.txt"))


def run(*arguments, **options):
    return subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, timeout=300, **options)


@test
def c_program_and_command_line_agree():
    true(ARTICLES, "there are articles")
    for path in ARTICLES:
        done = run(BUILD + "/bin/entente_example_c", path)
        code, out, _ = entente("extract", path, "--output", "json")
        equal((done.returncode, done.stdout), (code, out), path)


@test
def ctypes_script_and_command_line_agree():
    if SANITIZE:
        return
    for path in ARTICLES:
        done = run(sys.executable, SOURCE + "/examples/ctypes_five_lines.py", LIBRARY, path)
        equal((done.stderr, done.stdout), (b"", entente("extract", path, "--output", "json")[1]), path)


@test
def cpp_program_runs():
    for path in ARTICLES:
        done = run(BUILD + "/bin/entente_example_cpp", path, "2024-06-04")
        true(done.returncode == (0 if done.stdout else 1) and not done.stderr, "%s: %r" % (path, done.stderr))


@test
def readme_shows_the_real_output():
    """What README.md shows under "$ entente extract ..." is what that prints. ENTENTE_UPDATE=1 writes it anew."""
    path = SOURCE + "/README.md"
    readme = open(path, encoding="utf-8").read()
    blocks = re.findall(r"\$ entente extract (.*?)\n(.*?)\n?```", readme, flags=re.S)
    true(blocks, "README.md shows a call")
    for arguments, wanted in blocks:
        code, out, err = entente("extract", *arguments.split(), cwd=SOURCE)
        true(code in (0, 1), err)
        got = out.decode().strip()
        if os.environ.get("ENTENTE_UPDATE"):
            readme = readme.replace("$ entente extract %s\n%s" % (arguments, wanted), "$ entente extract %s\n%s" % (arguments, got))
            open(path, "w", encoding="utf-8").write(readme)
        else:
            equal(wanted.strip(), got, "README.md is not up to date (ENTENTE_UPDATE=1 writes it anew)")


@test
def readme_samples_compile():
    if SANITIZE:
        return
    readme = open(SOURCE + "/README.md", encoding="utf-8").read()
    for language, flags in (("c", ["gcc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-x", "c"]), ("cpp", ["g++", "-std=c++20", "-Wall", "-Wextra", "-Werror", "-x", "c++"])):
        samples = re.findall(r"```%s\n(.*?)```" % language, readme, flags=re.S)
        true(samples, "README.md has a sample in " + language)
        for sample in samples:
            done = run(*flags, "-fsyntax-only", "-I", SOURCE + "/capi", "-I", SOURCE + "/include", "-", input=sample.encode())
            true(done.returncode == 0, done.stderr.decode())


@test
def links_in_the_documents_lead_somewhere():
    wrong = []
    for path in [SOURCE + "/README.md", *glob.glob(SOURCE + "/*/README.md"), *glob.glob(SOURCE + "/capi/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", open(path, encoding="utf-8").read()):
            if not os.path.exists(os.path.join(os.path.dirname(path), target)):
                wrong.append("%s -> %s" % (path, target))
    equal(wrong, [])


main()
