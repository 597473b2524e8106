#!/usr/bin/env python3
"""Writes the wheel of the Python package with the bundled library inside; the same input gives the same bytes.

The library must need nothing but what the tag of the wheel promises: the C library, from the version on whose symbols it uses, and
libgcc_s. Anything else that it needs is an error. Called by the target wheel (cmake/Wheel.cmake).
Tested by: tests/install/wheel_test.py
"""
import argparse
import base64
import hashlib
import os
import platform
import re
import subprocess
import sys
import tempfile
import zipfile

try:
    import tomllib
except ImportError:  # before Python 3.11
    from pip._vendor import tomli as tomllib

OF_THE_SYSTEM = {"libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1", "libgcc_s.so.1", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}


def platform_tag(library, readelf):
    """manylinux_2_NN_MACHINE for the newest version of the C library whose symbols are used."""
    dynamic = subprocess.run([readelf, "--wide", "--dynamic", library], stdout=subprocess.PIPE, check=True, text=True).stdout
    foreign = set(re.findall(r"\(NEEDED\).*\[(.*?)\]", dynamic)) - OF_THE_SYSTEM
    if foreign:
        sys.exit("make_wheel.py: %s needs %s, which a wheel cannot promise; build it with ENTENTE_BUNDLE=ON" % (library, ", ".join(sorted(foreign))))
    versions = subprocess.run([readelf, "--wide", "--version-info", library], stdout=subprocess.PIPE, check=True, text=True).stdout
    newest = max(int(minor) for minor in re.findall(r"Name: GLIBC_2\.(\d+)", versions))
    return "manylinux_2_%d_%s" % (newest, platform.machine())


def metadata(project, version):
    lines = ["Metadata-Version: 2.1", "Name: " + project["name"], "Version: " + version, "Summary: " + project["description"],
             "License: MIT", "Requires-Python: " + project["requires-python"]]
    lines += ["Requires-Dist: " + wanted for wanted in project.get("dependencies", [])]
    for extra, packages in project.get("optional-dependencies", {}).items():
        lines.append("Provides-Extra: " + extra)
        lines += ['Requires-Dist: %s; extra == "%s"' % (package, extra) for package in packages]
    return "\n".join(lines) + "\n"


def files_below(folder):
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = os.path.join(root, name)
            yield os.path.relpath(path, folder), open(path, "rb").read()


def stripped(library, strip):
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "library")
        subprocess.run([strip, "--strip-unneeded", "-o", copy, library], check=True)
        return open(copy, "rb").read()


def main():
    parser = argparse.ArgumentParser()
    for option in ("--version", "--package", "--library", "--strip", "--readelf", "--output"):
        parser.add_argument(option, required=True)
    parser.add_argument("--licences", nargs="+", required=True)
    given = parser.parse_args()
    project = tomllib.load(open(os.path.join(given.package, "pyproject.toml"), "rb"))["project"]
    name, tag = project["name"], "py3-none-" + platform_tag(given.library, given.readelf)
    info = "%s-%s.dist-info" % (name, given.version)

    content = {"%s/%s" % (name, path): data for path, data in files_below(os.path.join(given.package, name)) if ".so" not in os.path.basename(path)}
    content[name + "/libentente.so.1"] = stripped(given.library, given.strip)
    for path in given.licences:
        found = files_below(path) if os.path.isdir(path) else [(os.path.basename(path), open(path, "rb").read())]
        content.update(("%s/licenses/%s" % (info, file), data) for file, data in found)
    content[info + "/METADATA"] = metadata(project, given.version).encode()
    content[info + "/WHEEL"] = ("Wheel-Version: 1.0\nGenerator: entente\nRoot-Is-Purelib: false\nTag: %s\n" % tag).encode()
    record = ["%s,sha256=%s,%d" % (path, base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode(), len(data)) for path, data in content.items()]
    content[info + "/RECORD"] = "\n".join([*record, info + "/RECORD,,", ""]).encode()

    os.makedirs(given.output, exist_ok=True)
    wheel = os.path.join(given.output, "%s-%s-%s.whl" % (name, given.version, tag))
    with zipfile.ZipFile(wheel + ".part", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, data in content.items():
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if path.endswith(".so.1") else 0o644) << 16
            archive.writestr(entry, data)
    os.replace(wheel + ".part", wheel)
    print(wheel)


main()
