"""Puts the WordPress plugin together: bundle.py --source DIR --headers HEADER... --library FILE --version X.Y.Z --output DIR [--place DIR]

OUTPUT/entente      the plugin's folder, OUTPUT/entente.zip the same for an upload
OUTPUT/php          what PHP preloads: EntenteBridge.php, preload.php, entente_ffi.h (cut from the headers) and entente.ini, an example
Translations are compiled from languages/*.po: .mo for PHP and one .json for each script that names the text.
"""
import argparse
import ast
import glob
import json
import os
import re
import shutil
import struct
import zipfile


def ffi_header(paths, library):
    """What FFI::cdef can read: declarations without preprocessor; numeric macros become an enum."""
    text = "\n".join(open(path, encoding="utf-8").read() for path in paths)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"#ifdef __cplusplus.*?#endif", "", text, flags=re.S)
    numbers = re.findall(r"^#define (ENTENTE_\w+) (\d+)\s*$", text, flags=re.M)
    text = re.sub(r"^\s*#.*$", "", text, flags=re.M).replace("ENTENTE_API ", "")
    text = re.sub(r"\n\s*\n+", "\n", text).strip()
    enum = "enum { %s };" % ", ".join("%s = %s" % pair for pair in numbers)
    return '#define FFI_SCOPE "ENTENTE"\n#define FFI_LIB "%s"\n%s\n%s\n' % (library, enum, text)


def messages(path):
    """(context, text, plural, [translations]) of a .po file; a text without a translation, or a fuzzy one, is left out."""
    found, entry, field = [], {}, None
    for line in open(path, encoding="utf-8").read().split("\n") + [""]:
        if line.startswith("#,") and "fuzzy" in line:
            entry["fuzzy"] = True
        elif m := re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[(\d)\])?) (".*")$', line):
            field = m[1]
            entry[field] = ast.literal_eval(m[3])
        elif line.startswith('"') and field:
            entry[field] += ast.literal_eval(line)
        elif not line.strip() and entry:
            strings = [entry[key] for key in sorted(entry) if key.startswith("msgstr")]
            if "msgid" in entry and all(strings) and strings and not entry.get("fuzzy"):
                found.append((entry.get("msgctxt"), entry["msgid"], entry.get("msgid_plural"), strings))
            entry, field = {}, None
    return found


def key_of(context, text):
    return (context + "\4" if context else "") + text


def write_mo(path, entries):
    pairs = sorted((key_of(c, t).encode() + (b"\0" + p.encode() if p else b""), "\0".join(s).encode()) for c, t, p, s in entries)
    at = 28 + 16 * len(pairs)
    places, data = ([], []), b""
    for side in (0, 1):
        for pair in pairs:
            places[side].append(struct.pack("<II", len(pair[side]), at + len(data)))
            data += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 28 + 16 * len(pairs))
    with open(path, "wb") as out:
        out.write(head + b"".join(places[0]) + b"".join(places[1]) + data)


CALL = re.compile(r"(?<![\w$])(__|_n|_x|esc_html__|esc_attr__|esc_html_e|esc_attr_e)\(\s*(?:/\*.*?\*/\s*)?'((?:[^'\\]|\\.)*)'(?:\s*,\s*'((?:[^'\\]|\\.)*)')?", re.S)


def texts_of(path):
    """(context, text, plural) of each text that a file of the plugin wants translated."""
    for name, text, second in CALL.findall(open(path, encoding="utf-8").read()):
        yield (second if name == "_x" else None), text, (second if name == "_n" else None)


def write_scripts(folder, locale, entries):
    """WordPress looks for DOMAIN-LOCALE-HANDLE.json, with the texts of that script; the first comment of a script names its handle."""
    header = next((s[0] for c, t, p, s in entries if t == ""), "")
    plural = re.search(r"Plural-Forms: (.*)", header)
    known = {(c, t): s for c, t, _, s in entries}
    for path in sorted(glob.glob(os.path.join(folder, "**", "*.js"), recursive=True)):
        texts = {key_of(c, t): known[c, t] for c, t, _ in texts_of(path) if (c, t) in known}
        handle = re.search(r"Handle: ([\w-]+)", open(path, encoding="utf-8").read())
        if not texts or not handle:
            continue
        texts[""] = {"domain": "messages", "lang": locale, "plural-forms": plural[1] if plural else "nplurals=1; plural=0;"}
        with open(os.path.join(folder, "languages", "entente-%s-%s.json" % (locale, handle[1])), "w", encoding="utf-8") as out:
            json.dump({"domain": "messages", "locale_data": {"messages": texts}}, out, ensure_ascii=False, sort_keys=True)


def main():
    parser = argparse.ArgumentParser()
    for name in ("source", "library", "version", "output"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--headers", nargs="+", required=True)
    parser.add_argument("--place", help="where OUTPUT will stand on the server, for entente.ini")
    options = parser.parse_args()
    plugin, php = os.path.join(options.output, "entente"), os.path.join(options.output, "php")
    place = os.path.join(os.path.abspath(options.place or options.output), "php")
    for folder in (plugin, php):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(os.path.join(options.source, "entente"), plugin)
    shutil.copytree(os.path.join(options.source, "bridge"), php)
    with open(os.path.join(php, "entente_ffi.h"), "w", encoding="utf-8") as out:
        out.write(ffi_header(options.headers, options.library))
    with open(os.path.join(php, "entente.ini"), "w", encoding="utf-8") as out:
        out.write("; Copy this to PHP's conf.d, put the user of PHP in the last line, and restart PHP. Take it away before the library is removed:\n"
                  "; PHP does not start when a library that ffi.preload names is missing or older than its header (php -v says so).\n"
                  "ffi.preload=%s\nopcache.preload=%s\nopcache.preload_user=www-data\n" % (place + "/entente_ffi.h", place + "/preload.php"))
    shutil.copytree(php, os.path.join(plugin, "bridge"), ignore=shutil.ignore_patterns("entente.ini", "preload.php"))
    for path in sorted(glob.glob(os.path.join(plugin, "languages", "*.po"))):
        locale = os.path.basename(path)[len("entente-"):-len(".po")]
        entries = messages(path)
        write_mo(path[:-3] + ".mo", entries)
        write_scripts(plugin, locale, entries)
    main_file = os.path.join(plugin, "entente.php")
    with open(main_file, encoding="utf-8") as f:
        text = f.read()
    with open(main_file, "w", encoding="utf-8") as out:
        out.write(text.replace("0.0.0", options.version))
    with zipfile.ZipFile(os.path.join(options.output, "entente.zip"), "w", zipfile.ZIP_DEFLATED) as packed:
        for folder, _, names in sorted(os.walk(plugin)):
            for name in sorted(names):
                path = os.path.join(folder, name)
                entry = zipfile.ZipInfo(os.path.relpath(path, options.output), (2000, 1, 1, 0, 0, 0))
                entry.external_attr = 0o644 << 16
                packed.writestr(entry, open(path, "rb").read(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
