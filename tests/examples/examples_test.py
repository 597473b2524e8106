"""The examples run, and the C program and the ctypes script print the same bytes as the command line."""
import glob
import os
import re
import subprocess
import sys
import tempfile

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
    """What README.md shows under "$ entente extract|explain ..." is what that prints. ENTENTE_UPDATE=1 writes it anew."""
    path = SOURCE + "/README.md"
    readme = open(path, encoding="utf-8").read()
    blocks = re.findall(r"\$ entente (extract|explain) (.*?)\n(.*?)\n?```", readme, flags=re.S)
    true({command for command, *_ in blocks} == {"extract", "explain"}, "README.md shows a call of each")
    for command, arguments, wanted in blocks:
        code, out, err = entente(command, *arguments.split(), cwd=SOURCE)
        true(code in (0, 1), err)
        got = out.decode().strip()
        if os.environ.get("ENTENTE_UPDATE"):
            before = "$ entente %s %s\n%s" % (command, arguments, wanted)
            readme = readme.replace(before, "$ entente %s %s\n%s" % (command, arguments, got) + ("" if wanted else "\n"))
            open(path, "w", encoding="utf-8").write(readme)
        else:
            equal(wanted.strip(), got, "README.md is not up to date (ENTENTE_UPDATE=1 writes it anew)")


@test
def readme_lexicon_loads():
    readme = open(SOURCE + "/README.md", encoding="utf-8").read()
    table = re.search(r"\$ cat own.tsv\n(.*?)```", readme, flags=re.S)[1]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "own.tsv")
        open(path, "w", encoding="utf-8").write(table)
        code, out, err = entente("extract", "--lexicon", path, "--output", "json", stdin="누리솔은 다온메카와 업무협약을 체결했다.".encode())
        true(code == 0 and b'"value":"124-81-00998"' in out, err)


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
def readme_python_runs():
    """The samples run as they stand, in a folder of their own."""
    if SANITIZE:
        return
    samples = re.findall(r"```python\n(.*?)```", open(SOURCE + "/README.md", encoding="utf-8").read(), flags=re.S)
    true(samples, "README.md has a sample in Python")
    environment = {**os.environ, "PYTHONPATH": SOURCE + "/bindings/python", "ENTENTE_LIBRARY": LIBRARY, "PYTHONIOENCODING": "utf-8"}
    for sample in samples:
        with tempfile.TemporaryDirectory() as folder:
            done = run(sys.executable, "-c", sample, cwd=folder, env=environment)
        equal((done.returncode, done.stderr), (0, b""))
        true(done.stdout.decode().startswith("completed investment [('가온전자', 'investor'), ('새벽로보틱스', 'investee')] 12000000000 2024-05-04") and
             done.stdout.endswith(b"\n1\n"), done.stdout)


@test
def links_in_the_documents_lead_somewhere():
    wrong = []
    for path in [SOURCE + "/README.md", *glob.glob(SOURCE + "/*/README.md"), *glob.glob(SOURCE + "/capi/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", open(path, encoding="utf-8").read()):
            if not os.path.exists(os.path.join(os.path.dirname(path), target)):
                wrong.append("%s -> %s" % (path, target))
    equal(wrong, [])


main()
