"""The ABI of the built library is that of capi/entente.abi or adds to it, as libabigail sees it.

ENTENTE_UPDATE=1 ctest --test-dir build/release -R abi_test records what was added since. What older programs would not survive is
never recorded: a new soname begins with a new record, after the old one was removed.
"""
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as xml

from harness import LIBRARY, SOURCE, equal, main, test, true

RECORD = SOURCE + "/capi/entente.abi"
RULES = SOURCE + "/tests/capi/abi.suppressions"
UPDATE = bool(os.environ.get("ENTENTE_UPDATE"))
SIZED = re.compile(r"entente_(article|lexicon|\w+_options)")  # structs that begin with their size
REMOVED = re.compile(r" *<elf-symbol name='entente_convert'.*?/>\n| *<function-decl name='entente_convert'.*?</function-decl>\n", re.S)


def run(*arguments):
    return subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True, timeout=300)


def built():
    """The ABI of the library, as text, without places of this machine."""
    done = run("abidw", "--suppressions", RULES, "--headers-dir", SOURCE + "/capi", "--exported-interfaces-only", "--drop-private-types", "--drop-undefined-syms",
               "--no-show-locs", "--no-corpus-path", "--no-comp-dir-path", "--no-elf-needed", "--type-id-style", "hash", LIBRARY)
    true(done.returncode == 0, done.stdout)
    return re.sub(r"path='[^']*?(capi/\w+\.cc)'", r"path='\1'", done.stdout)


def structs(tree):
    return {item.get("name"): item for item in tree.iter("class-decl") if SIZED.fullmatch(item.get("name"))}


def as_older_programs_see(new, old):
    """`new` without the fields that stand behind the end of the structs of `old`: programs that give the older size do not meet them."""
    old, new = structs(xml.fromstring(old)), xml.fromstring(new)
    for name, item in structs(new).items():
        end = int(old[name].get("size-in-bits")) if name in old else 0
        if 0 < end < int(item.get("size-in-bits")):
            for field in [field for field in item.findall("data-member") if int(field.get("layout-offset-in-bits")) >= end]:
                item.remove(field)
            item.set("size-in-bits", str(end))
    return xml.tostring(new, encoding="unicode")


def changes(old, new):
    """abidiff's verdict on what a program built against `old` meets in `new`: (0 where it goes on working, the report)."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("old.abi", "new.abi")]
        for path, text in zip(paths, (old, as_older_programs_see(new, old))):
            open(path, "w", encoding="utf-8").write(text)
        done = run("abidiff", "--suppressions", RULES, "--no-added-syms", *paths)
    return done.returncode, done.stdout


def recorded():
    return open(RECORD, encoding="utf-8").read()


@test
def built_library_keeps_the_recorded_abi():
    new = built()
    if UPDATE and not os.path.exists(RECORD):
        open(RECORD, "w", encoding="utf-8").write(new)
    code, report = changes(recorded(), new)
    true(code == 0, "programs built against 1.0 would break:\n" + report)
    if UPDATE:
        open(RECORD, "w", encoding="utf-8").write(new)


@test
def what_breaks_programs_is_seen():
    old = recorded()
    true(changes(old, REMOVED.sub("", old))[0] & 8, "a removed function")
    for before, after in (("<var-decl name='wait_ms' type-id='8f92235e'", "<var-decl name='wait_ms' type-id='3ff5601b'"), ("layout-offset-in-bits='192'", "layout-offset-in-bits='160'"),
                          ("<parameter type-id='b59d7dce' name='count'/>", "")):
        true(before in old, before)
        true(changes(old, old.replace(before, after, 1))[0] & 4, "a change of " + before)


@test
def a_field_at_the_end_of_a_struct_is_no_break():
    tree = xml.fromstring(recorded())
    options = structs(tree)["entente_engine_options"]
    options.remove(options.findall("data-member")[-1])
    options.set("size-in-bits", str(int(options.get("size-in-bits")) - 64))
    older = xml.tostring(tree, encoding="unicode")
    equal(changes(older, recorded())[0], 0)
    true(changes(recorded(), older)[0] & 4, "the other way round it is one")


if not shutil.which("abidiff"):
    print("| skipped: the recorded ABI, since abidiff is not there (Debian: abigail-tools)\n0 passed, 0 failed")
elif os.uname().machine != "x86_64":
    print("| skipped: the recorded ABI, since it is that of x86-64\n0 passed, 0 failed")
else:
    main()
