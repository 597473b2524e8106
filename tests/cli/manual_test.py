"""The manual page and the completion for shells say what the command line says of itself."""
import gzip
import os
import re
import shutil
import subprocess
import tempfile

from harness import BUILD, CLI, SOURCE, entente, equal, main, test, true

PAGE = BUILD + "/bindings/cli/entente.1.gz"
HELP = {command: entente(*command.split(), "--help")[1].decode() for command in ("", "extract", "query", "review")}
COMMANDS = ["extract", "money", "convert", "explain", "import", "index", "query", "merge", "export", "report", "review", "parties", "add", "remove"]


def checked(*command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, timeout=60, **options)
    equal((done.returncode, done.stderr), (0, b""), command[0])
    return done.stdout.decode()


def completed(*words):
    """What bash offers for the last of the words, in a folder with the file Xfile."""
    script = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _entente; printf "%s\\n" "${COMPREPLY[@]}"'
    with tempfile.TemporaryDirectory() as folder:
        open(folder + "/Xfile", "w", encoding="utf-8").close()
        out = checked("bash", "--norc", "-c", script, "bash", SOURCE + "/bindings/cli/completion.bash", CLI, *words, cwd=folder)
    return out.split()


def options(text):
    return set(re.findall(r"--[a-z]+(?:-[a-z]+)*", text))


@test
def page_has_all_that_help_has():
    page = gzip.open(PAGE, "rt", encoding="utf-8").read().replace("\\-", "-").replace("\\%", "")
    for text in HELP.values():
        for line in filter(None, text.split("\n")):
            for words in re.split(r"^Usage: |^(?=  --)|(?<=\S)  +", line):
                true(words.strip() in page, "the manual page lacks: " + words)
    equal(sorted(options("\n".join(HELP.values())) - options(page)), [])


@test
def page_has_no_mistake():
    # small images have a program of this name that only says that manuals were left out
    if shutil.which("man") and subprocess.run(["man", "--version"], stdout=subprocess.PIPE, check=False, timeout=60).stdout.startswith(b"man "):
        shown = checked("man", "--warnings", "-l", PAGE, env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "100", "MANPAGER": "cat"})
        true("the ECB's eurofxref-hist.csv" in shown, shown)
    else:
        print("| skipped: man was not found, so that the manual page was not formatted")
    if shutil.which("mandoc"):
        checked("mandoc", "-T", "lint", "-W", "error", PAGE)


@test
def completion_offers_commands():
    equal(completed(""), COMMANDS)
    equal(completed("re"), ["report", "review", "remove"])
    equal(completed("import", ""), ["krx", "sec", "Xfile"])
    equal(completed("query", "t"), ["timeline", "totals"])
    equal(completed("parties", "not"), ["not-same-as"])
    equal(completed("query", "--archive", "a", "t"), [])


@test
def completion_offers_options():
    for command in ("extract", "query", "review"):
        equal(set(completed(command, "--")), options(HELP[command]), command)
    equal(completed("extract", "--pub"), ["--published"])


@test
def completion_offers_values():
    equal(completed("extract", "--output", ""), ["table", "json", "ndjson", "csv"])
    equal(completed("extract", "--output", "=", "j"), ["json"])
    equal(completed("explain", "a.txt", "--output", ""), ["text", "json", "Xfile"])
    equal(completed("query", "--by", "co"), ["country"])
    equal(completed("query", "--sort", "-d"), ["-date"])
    equal(completed("extract", "--currency", ""), [])
    for option in ("--rates", "--lexicon"):
        equal(completed("extract", option, ""), ["Xfile"])
    equal(completed("index", "--archive", ""), ["Xfile"])
    equal(completed("extract", "X"), ["Xfile"])


@test
def completion_keeps_quiet_without_the_program():
    script = 'source "$1"; COMP_WORDS=(/nowhere/entente ""); COMP_CWORD=1; _entente; echo "${#COMPREPLY[@]}"'
    equal(checked("bash", "--norc", "-c", script, "bash", SOURCE + "/bindings/cli/completion.bash"), "0\n")


@test
def completion_for_zsh_offers_the_same():
    if not shutil.which("zsh"):
        print("| skipped: zsh was not found, so that its completion was not tried")
        return
    # what the completion system does: it loads the function, sets `words` and `CURRENT`, and takes what compadd is given
    script = 'fpath=($1); autoload -U _entente; compadd() { print -rl -- "$@" }; shift; words=("$@"); CURRENT=$#; _entente'
    with tempfile.TemporaryDirectory() as folder:
        for name, place in (("completion.zsh", "zsh/vendor-completions/_entente"), ("completion.bash", "bash-completion/completions/entente")):
            os.makedirs(os.path.dirname(os.path.join(folder, place)))
            shutil.copy(SOURCE + "/bindings/cli/" + name, os.path.join(folder, place))
        for words in (("parties", "not"), ("extract", "--output", ""), ("extract", "--currency", "")):
            out = checked("zsh", "-f", "-c", script, "zsh", folder + "/zsh/vendor-completions", CLI, *words, cwd=folder + "/zsh/vendor-completions")
            equal(out.split(), ["--", *completed(*words)])


main()
