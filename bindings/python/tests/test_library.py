"""Loading the library, its version, and errors."""
import os
import pickle
import shutil
import subprocess
import sys

import entente
from entente import _library, _version


def python(code, **environment):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, env={**os.environ, **environment}, check=False)


def test_missing_library_says_what_was_tried():
    done = python("import entente", ENTENTE_LIBRARY="/nowhere/libentente.so.1")
    assert done.returncode == 1
    assert "not_found" in done.stderr and "/nowhere/libentente.so.1" in done.stderr and "ENTENTE_LIBRARY" in done.stderr


def test_without_the_variable_the_package_and_the_system_are_tried(tmp_path):
    code = "import os; os.environ.pop('ENTENTE_LIBRARY'); import ctypes; ctypes.CDLL = lambda path: (_ for _ in ()).throw(OSError('not here')); import entente"
    done = python(code)
    own = os.path.join(os.path.dirname(entente.__file__), "libentente.so.1")
    assert done.returncode == 1 and own + ": not here; libentente.so.1: not here" in done.stderr


def test_the_library_beside_the_package_is_found(tmp_path):
    package = tmp_path / "entente"
    shutil.copytree(os.path.dirname(entente.__file__), package, ignore=shutil.ignore_patterns("__pycache__", "*.so*"))
    os.symlink(_library.LIBRARY._name, package / "libentente.so.1")
    code = "import os; os.environ.pop('ENTENTE_LIBRARY'); import entente._library as l; print(l.LIBRARY._name); import entente; entente.Engine()"
    done = python(code, PYTHONPATH=str(tmp_path))
    assert (done.stdout.strip(), done.stderr) == (str(package / "libentente.so.1"), "")


def test_another_library_is_refused():
    done = python("import entente", ENTENTE_LIBRARY="libc.so.6")
    assert done.returncode == 1 and "unsupported" in done.stderr and "libc.so.6" in done.stderr


def test_another_abi_is_refused(monkeypatch):
    done = python("import entente._version as v; v.ABI = 2; import entente")  # the package itself is imported first, with ABI 1
    assert done.returncode == 0
    monkeypatch.setattr(_library, "ABI", 2)
    try:
        _library._load()
    except entente.EntenteError as error:
        assert error.code == "unsupported" and "ABI 2" in error.message and error.place
    else:
        raise AssertionError("loaded")


def test_versions():
    assert entente.__version__ == _version.VERSION and entente.__version__ in entente.version_text


def test_codes_are_those_of_the_library():
    import ctypes

    name = _library.LIBRARY.entente_status_name
    name.restype = ctypes.c_char_p
    assert [code.name.lower() for code in entente.Code] == [name(int(code)).decode() for code in entente.Code]


def test_error_pickles():
    error = pickle.loads(pickle.dumps(entente.EntenteError(3, "bad", "byte 17")))
    assert (error.number, error.code, error.message, error.place, str(error)) == (3, "bad_text", "bad", "byte 17", "bad (bad_text at byte 17)")
    assert entente.EntenteError(4711, "new").code == "unknown"
