"""examples/service: the routes of openapi.json on 127.0.0.1, and what it refuses."""
import json
import os
import socket
import subprocess
import tempfile
import urllib.error
import urllib.request

from harness import BUILD, SOURCE, entente, equal, main, test, true

TEXT = "가온전자는 새벽로보틱스에 120억원을 투자했다."
SERVICE = BUILD + "/bin/entente_service"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


PORT = free_port()
PROCESS = subprocess.Popen([SERVICE, "--port", str(PORT)], stdout=subprocess.PIPE)
PROCESS.stdout.readline()


def ask(route, data=None, headers=None, method=None):
    """(number, object)"""
    body = data if data is None or isinstance(data, bytes) else json.dumps(data).encode()
    request = urllib.request.Request("http://127.0.0.1:%d%s" % (PORT, route), body, {"Content-Type": "application/json", **(headers or {})}, method=method)
    for attempt in range(50):
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            return refused.code, json.load(refused)
        except (ConnectionRefusedError, urllib.error.URLError):
            if attempt == 49:
                raise
            __import__("time").sleep(0.1)
    raise AssertionError("the service does not answer")


@test
def preview_is_what_the_command_line_gives():
    code, got = ask("/preview", {"title": "", "content": TEXT, "format": "text", "published": "2024-05-04", "post": 7})
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(TEXT)
        file.flush()
        wanted = json.loads(entente("extract", file.name, "--output", "json", "--published", "2024-05-04")[1])
    wanted["id"] = None
    equal((code, got), (200, wanted))


@test
def html_and_another_currency():
    code, got = ask("/preview", {"content": "<p>" + TEXT.replace("120", "<b>120</b>") + "</p>", "currency": "EUR", "published": "2024-05-04"})
    equal((code, len(got["deals"]), got["amounts"][0]["normalized"]["currency"]), (200, 1, "EUR"))


@test
def convert_and_health():
    code, got = ask("/convert", {"text": "337억 크로나", "to": "KRW", "on": "2024-06-04"})
    equal((code, got["amounts"][0]["normalized"]["currency"]), (200, "KRW"))
    code, got = ask("/health")
    equal((code, got["ok"], got["engine"]["abi"]), (200, True, 1))


@test
def refusals_are_answers():
    for data, wanted in ((b"{", "entente_invalid_argument"), (b"[]", "entente_invalid_argument"), ({}, "entente_invalid_argument"), ({"content": TEXT, "currency": "XXXX"}, "entente_invalid_argument"),
                         ({"content": TEXT, "published": "yesterday"}, "entente_invalid_argument"), (b'{"content": "\xff"}', "entente_invalid_argument")):
        code, got = ask("/preview", data)
        equal((code, got["code"], got["data"]["status"]), (400, wanted, 400), repr(data)[:60])
        true(got["message"], "a sentence")
    equal(ask("/convert", {"text": "nothing", "to": "KRW"})[0], 404)
    equal(ask("/nothing")[0], 404)
    equal(ask("/preview", {"content": "x" * (21 << 20)})[0], 413)


@test
def web_pages_of_other_sites_are_refused():
    equal(ask("/preview", {"content": TEXT}, {"Content-Type": "text/plain"})[0], 415)
    equal(ask("/preview", {"content": TEXT}, {"Host": "evil.example"})[0], 403)


@test
def it_is_reached_from_this_machine_alone():
    listening = [line.split()[1] for line in open("/proc/net/tcp", encoding="ascii").read().split("\n")[1:] if line and line.split()[3] == "0A" and line.split()[1].endswith(":%04X" % PORT)]
    equal(listening, ["0100007F:%04X" % PORT])


@test
def mistakes_in_files_are_said_at_the_start():
    done = subprocess.run([SERVICE, "--lexicon", "/nowhere.tsv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, timeout=60)
    equal(done.returncode, 2)
    true(b"/nowhere.tsv" in done.stderr, done.stderr)
    equal(subprocess.run([SERVICE, "--rates", "/nowhere.csv"], stderr=subprocess.PIPE, check=False, timeout=60).returncode, 2)
    equal(subprocess.run([SERVICE, "--nothing", "x"], stderr=subprocess.PIPE, check=False, timeout=60).returncode, 2)


@test
def the_contract_names_its_routes():
    with open(os.path.join(SOURCE, "bindings/wordpress/openapi.json"), encoding="utf-8") as file:
        paths = json.load(file)["paths"]
    for route, method in (("/preview", "post"), ("/convert", "post"), ("/health", "get")):
        true(method in paths[route], route)
        true("x-engine" in paths[route][method], route + " is one that any host of the engine offers")


try:
    main()
finally:
    PROCESS.terminate()
    PROCESS.wait()
