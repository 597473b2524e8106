"""What the test programs in Python share: arguments, checks that count, the command line and the last line."""
import argparse
import os
import subprocess
import sys
import traceback

_parser = argparse.ArgumentParser()
_parser.add_argument("--source", required=True)
_parser.add_argument("--build", required=True)
_parser.add_argument("--sanitize", default="")
ARGUMENTS = _parser.parse_args()
SOURCE, BUILD, SANITIZE = ARGUMENTS.source, ARGUMENTS.build, ARGUMENTS.sanitize
CLI = os.path.join(BUILD, "bin", "entente")
LIBRARY = os.path.join(BUILD, "lib", "libentente.so.1")

_tests = []


def load_sanitizer():
    """Starts this program once more where the sanitized library needs its run-time library in the process first. For programs that load the library."""
    if "address" not in SANITIZE or "LD_PRELOAD" in os.environ:
        return
    runtime = subprocess.run(["gcc", "-print-file-name=libasan.so"], stdout=subprocess.PIPE, check=True).stdout.decode().strip()
    environment = dict(os.environ, LD_PRELOAD=runtime, ASAN_OPTIONS="detect_leaks=0")  # Python keeps what it has allocated
    os.execve(sys.executable, [sys.executable, *sys.argv], environment)


def test(function):
    """Marks a function without arguments as a test; it fails by an exception."""
    _tests.append(function)
    return function


def equal(got, wanted, what=""):
    if got != wanted:
        raise AssertionError("%s: got %r, wanted %r" % (what or "values differ", got, wanted))


def true(condition, what):
    if not condition:
        raise AssertionError(what)


def entente(*arguments, stdin=b"", timeout=300, **options):
    """Runs the command line; gives (exit code, standard output, standard error), the outputs as bytes."""
    try:
        done = subprocess.run([CLI, *arguments], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout, check=False, **options)
    except subprocess.TimeoutExpired:
        return -1, b"", b"not done after %d seconds" % timeout
    return done.returncode, done.stdout, done.stderr


def main():
    failed = 0
    for function in _tests:
        try:
            function()
        except Exception as problem:  # every test is to be run
            failed += 1
            print("FAILED %s: %s" % (function.__name__, problem))
            if not isinstance(problem, AssertionError):
                traceback.print_exc(file=sys.stdout)
    print("%d passed, %d failed" % (len(_tests) - failed, failed))
    sys.exit(1 if failed else 0)
