"""The WordPress plugin as it is put together: translations, the header for PHP, and what cmake --install puts down."""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

from harness import BUILD, SOURCE, equal, main, test, true

PLUGIN = SOURCE + "/bindings/wordpress"
sys.path.insert(0, PLUGIN)
import bundle  # noqa: E402


def texts():
    found = {}
    for pattern in ("*.php", "*.js"):
        for path in glob.glob(PLUGIN + "/entente/**/" + pattern, recursive=True):
            for one in bundle.texts_of(path):
                found[one] = os.path.basename(path)
    return found


@test
def every_text_is_translated():
    for path in glob.glob(PLUGIN + "/entente/languages/*.po"):
        known = {(c, t, p) for c, t, p, _ in bundle.messages(path)}
        equal(sorted("%s: %s" % (where, text[1]) for text, where in texts().items() if text not in known), [], "without translation in " + os.path.basename(path))


@test
def no_translation_is_left_over():
    wanted = set(texts())
    for path in glob.glob(PLUGIN + "/entente/languages/*.po"):
        equal([t for c, t, p, _ in bundle.messages(path) if t and not (c or "").startswith("block ") and (c, t, p) not in wanted], [])


@test
def values_have_their_places():
    for path in glob.glob(PLUGIN + "/entente/languages/*.po"):
        for _, text, _, strings in bundle.messages(path):
            for translated in strings if text else []:
                equal(sorted(re.findall(r"%(?:\d\$)?[sd]", translated)), sorted(re.findall(r"%(?:\d\$)?[sd]", text)), text)


@test
def the_bundle_has_them_for_php_and_scripts():
    folder = BUILD + "/wordpress/entente/languages/"
    true(os.path.getsize(folder + "entente-ko_KR.mo") > 5000, "the .mo file")
    for handle in ("entente-sidebar", "entente-cards", "entente-form", "entente-batch", "entente-desk", "entente-deals-editor-script"):
        messages = json.load(open(folder + "entente-ko_KR-%s.json" % handle, encoding="utf-8"))["locale_data"]["messages"]
        true(len(messages) > 1, handle)


@test
def the_header_for_php_has_every_call():
    """What PHP may call is what the library exports: nothing was lost when the header was cut."""
    header = open(BUILD + "/wordpress/php/entente_ffi.h", encoding="utf-8").read()
    wanted = set(open(SOURCE + "/capi/exports.txt", encoding="utf-8").read().split())
    equal(sorted(wanted - set(re.findall(r"\b(entente_\w+)\(", header))), [])
    true("#include" not in header and "ENTENTE_API" not in header and "/*" not in header, "nothing that FFI cannot read")


@test
def an_installed_tree_works():
    with tempfile.TemporaryDirectory() as prefix:
        subprocess.run(["cmake", "--install", BUILD, "--prefix", prefix], stdout=subprocess.DEVNULL, check=True, timeout=300)
        php = prefix + "/share/entente/wordpress/php/"
        names = zipfile.ZipFile(prefix + "/share/entente/wordpress/entente.zip").namelist()
        for name in ("entente.php", "uninstall.php", "bridge/entente_ffi.h", "languages/entente-ko_KR.mo", "blocks/deals/block.json"):
            true("entente/" + name in names, name)
        library = re.search('#define FFI_LIB "(.*)"', open(php + "entente_ffi.h", encoding="utf-8").read())[1]
        true(library.startswith(prefix) and os.path.exists(library), library)
        true("ffi.preload=" + php.rstrip("/") in open(php + "entente.ini", encoding="utf-8").read(), "the example of a conf.d file names what was installed")
        if shutil.which("php"):
            done = subprocess.run(["php", "-r", 'require "%s/EntenteBridge.php"; EntenteBridge::load("%s/entente_ffi.h", "%s"); echo EntenteBridge::version()["abi"];' % (php, php, library)],
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=60)
            equal(done.stdout, b"1")


main()
