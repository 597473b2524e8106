"""table.py --build DIRECTORY [--rounds N]: the whole extraction, its parts and its peers in one table. Every round asks each program for one
pass in turn, so that a busy machine slows all alike; the median of the rounds counts. tests/bench/run.sh builds first and calls it."""
import argparse
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def start(command):
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def ask(process):
    """One round: the rows of a program, or None where it has ended."""
    rows = []
    try:
        process.stdin.write("\n")
        process.stdin.flush()
    except BrokenPipeError:
        return None
    for line in process.stdout:
        if line == "\n":
            return rows
        name, size, seconds = line.rstrip("\n").split("\t")
        rows.append((name, int(size), float(seconds)))
    return None


def recognizers(build):
    """The npm package, installed into the build tree; None with a message where that fails."""
    folder = os.path.join(build, "bench-node")
    modules = os.path.join(folder, "node_modules")
    if not os.path.isdir(os.path.join(modules, "@microsoft", "recognizers-text-suite")):
        os.makedirs(folder, exist_ok=True)
        try:
            subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, "@microsoft/recognizers-text-suite@1.3.1"],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError):
            print("left out: Recognizers-Text (npm could not install @microsoft/recognizers-text-suite)")
            return None
    return modules


def peers(build, korean, english):
    commands = [("MeCab (Debian packages mecab, mecab-ipadic-utf8)", [sys.executable, HERE + "/peers/morphemes.py", "mecab", korean]),
                ("Kiwi (Python package kiwipiepy)", [sys.executable, HERE + "/peers/morphemes.py", "kiwi", korean])]
    modules = recognizers(build)
    if modules:
        commands.append(("Recognizers-Text (node)", ["node", HERE + "/peers/recognizers.js", modules, english]))
    for what, command in commands:
        try:
            process = start(command)
        except OSError:
            print("left out: " + what)
            continue
        if ask(process) is None:
            print("left out, since it is not here or does not start: " + what)
        else:
            yield process


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    arguments.build = os.path.abspath(arguments.build)
    speed = os.path.join(arguments.build, "bin", "entente_speed")
    korean, english = (os.path.join(arguments.build, "bench-%s.ndjson" % name) for name in ("ko", "en"))
    subprocess.run([speed, "write", korean, english], check=True)
    programs = [start([speed, "rounds"]), *peers(arguments.build, korean, english)]
    rows = {}
    for _ in range(arguments.rounds):
        for program in programs:
            answer = ask(program)
            if answer is None:
                sys.exit("table.py: a program ended before its time: " + " ".join(program.args))
            for name, size, seconds in answer:
                rows.setdefault((name, size), []).append(size / 1e6 / seconds)
    for program in programs:
        program.stdin.close()
        program.wait()
    median = {name: (size, statistics.median(speeds)) for (name, size), speeds in rows.items()}
    whole = {name.rsplit(" ", 1)[1]: speed for name, (_, speed) in median.items() if name.startswith("Entente") and ", " in name}
    print("| one core, processor time, median of %d rounds | text | MB/s | times Entente |" % arguments.rounds)
    print("| --- | --- | --- | --- |")
    for name, (size, speed) in median.items():
        ratio = speed / whole["English" if "English" in name else "Korean"]
        print("| %s | %s | %s | %s |" % (name, "%.1f MB" % (size / 1e6) if size >= 1e6 else "%.0f KB" % (size / 1e3), "%.3g" % speed if speed < 100 else "%.0f" % speed, "%.3g" % ratio if ratio < 100 else "%.0f" % ratio))


main()
