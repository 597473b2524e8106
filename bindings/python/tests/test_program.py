"""python -m entente"""
import json
import subprocess
import sys

from conftest import TEXT


def run(*arguments, stdin=b""):
    return subprocess.run([sys.executable, "-m", "entente", *arguments], input=stdin, capture_output=True, timeout=120, check=False)


def test_file_and_standard_input(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    done = run("extract", str(path), "-", "--published", "2024-05-04", stdin=TEXT.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["id"], second["id"]) == ("a.txt", None) and first["deals"] == second["deals"] != []


def test_exit_codes(tmp_path):
    assert run("extract", "-", stdin="오늘은 맑다.".encode()).returncode == 1
    done = run("extract", str(tmp_path / "none"), "-", stdin=TEXT.encode())
    assert done.returncode == 2 and b"none" in done.stderr and len(done.stdout.splitlines()) == 1
    assert run("extract", "-", "--currency", "XXY").returncode == 2
    assert run().returncode == 2
    assert run("--version").stdout.startswith(b"entente")
