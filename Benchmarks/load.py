"""Many clients at once: a minute of mixed pages and API calls while uploads are written, and requests a second of the JSON
API and of the page Today beside origin D's stack (FastAPI and SQLAlchemy on uvicorn) over the same rows.

The mixed minute is driven from here, with one thread over all connections; the comparison by wrk, which is quick enough not
to be what is measured.
"""

import http.client
import json
import os
import re
import selectors
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

import make_upload

HERE = Path(__file__).parent
CONNECTIONS = 64
PASSWORD = "four plain words here"
# The made-up chats are of 2025; a month of theirs.
FROM, TO = "2025-10-01", "2025-11-01"
TODAY_OF_PEER = "/?first=2025-10-01&last=2025-10-31"

PAGES = {
    "Today": f"/?from={FROM}&to={TO}",
    "Numbers": f"/numbers?from={FROM}&to={TO}",
    "one number": f"/numbers/M15?from={FROM}&to={TO}&by=person",
    "Team": f"/team?from={FROM}&to={TO}",
    "SLA": f"/sla?from={FROM}&to={TO}",
    "Conversations": "/conversations",
    "Sources": "/sources",
}
CALLS = {
    "M05 by person": f"/api/v1/numbers/M05?from={FROM}&to={TO}&by=person",
    "M15": f"/api/v1/numbers/M15?from={FROM}&to={TO}",
    "list": "/api/v1/conversations?limit=50",
    "old list": "/api/conversations?page_size=20",
    "progress": "/api/v1/sources/progress",
}


def memory(process):
    """Resident bytes of a process now."""
    text = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", text).group(1)) * 1024


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Ours:
    """A server of ours over a fresh ledger with the made-up chats, an account and a token."""

    def __init__(self, program, folder, upload):
        self.folder = folder / "load"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        settings = "workspace: {name: Acme, time_zone: UTC}\nstore: sqlite:ledger.db\nsources: [{id: facebook, kind: messenger}]\n"
        (self.folder / "replyledger.yaml").write_text(settings)
        self.program = program
        self.run("import", "messenger", str(upload))
        self.run("account", "add", "Boss", "--role", "admin", "--password-file", "-", given=PASSWORD)
        self.token = re.search(r"rl_\w+|[0-9a-f]{40,}", self.run("token", "create", "bench", "--role", "manager")).group(0)
        self.log = open(self.folder / "server.log", "w")
        self.process = subprocess.Popen(
            [program, "serve", "--port", "0"], cwd=self.folder, stdout=self.log, stderr=subprocess.STDOUT
        )
        self.port = self.wait()
        self.cookie = self.sign_in()

    def run(self, *words, given=""):
        done = subprocess.run([self.program, *words], cwd=self.folder, input=given.encode(), capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def wait(self):
        for _ in range(1_200):
            found = re.search(r"http://127\.0\.0\.1:(\d+)", Path(self.log.name).read_text())
            if found:
                return int(found.group(1))
            assert self.process.poll() is None, Path(self.log.name).read_text()
            time.sleep(0.05)
        raise TimeoutError("the server did not start")

    def sign_in(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", "/sign-in")
        page = connection.getresponse()
        cookie = page.headers["Set-Cookie"].split(";")[0]
        csrf = re.search(r'name="csrf" value="(\w+)"', page.read().decode()).group(1)
        form = urllib.parse.urlencode({"name": "Boss", "password": PASSWORD, "csrf": csrf})
        kind = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/sign-in", form, kind)
        answer = connection.getresponse()
        assert answer.status == 303, answer.read()
        return answer.headers["Set-Cookie"].split(";")[0]

    def header(self, target):
        return f"Authorization: Bearer {self.token}" if target.startswith("/api/") else f"Cookie: {self.cookie}"

    def get(self, target):
        return get(self.port, target, *self.header(target).split(": "))

    def upload(self, content):
        """Sends a file as a program does; returns when it is booked."""
        boundary = "frontier"
        body = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="more.json"\r\n\r\n'.encode()
            + content + f"\r\n--{boundary}--\r\n".encode()
        )
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(
            "POST", "/api/v1/imports/messenger?force_reprocess=true", body,
            {"Authorization": f"Bearer {self.token}", "Content-Type": f"multipart/form-data; boundary={boundary}"},
        )
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()

    def close(self):
        self.process.terminate()
        assert self.process.wait(30) == 0
        self.log.close()


class Peer:
    """The same rows behind FastAPI, one worker, as that system is run."""

    def __init__(self, ledger, folder):
        store = folder / "load" / "peer.db"
        subprocess.run([sys.executable, str(HERE / "load_peer.py"), "fill", str(ledger), str(store)], check=True)
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "load_peer:create_app", "--factory", "--port", str(self.port),
             "--log-level", "warning", "--no-access-log"],
            cwd=HERE, env=dict(os.environ, PEER_STORE=str(store)),
        )
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except ConnectionRefusedError:
                assert self.process.poll() is None
                time.sleep(0.05)

    def header(self, target):
        return "X-None: 1"

    def get(self, target):
        return get(self.port, target, "X-None", "1")

    def close(self):
        self.process.terminate()
        self.process.wait(30)


def get(port, target, name, value):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", target, headers={name: value})
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, (target, answer.status, body[:500])
    return body


class Client:
    """One connection that asks again as soon as it is answered."""

    def __init__(self, port, requests, place):
        self.requests, self.place = requests, place
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.ask()

    def ask(self):
        self.kind, request = self.requests[self.place % len(self.requests)]
        self.place += 1
        self.buffer, self.length = bytearray(), None
        self.began = time.perf_counter()
        self.socket.sendall(request)

    def hear(self):
        """The answer's status once it is whole, nothing before; 0 when the connection broke."""
        piece = self.socket.recv(262_144)
        if not piece:
            return 0
        self.buffer += piece
        if self.length is None:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return None
            found = re.search(rb"content-length: (\d+)", self.buffer[:end], re.I)
            self.length = end + 4 + int(found.group(1)) if found else -1
        if self.length < 0:
            return int(self.buffer[9:12]) if self.buffer.endswith(b"0\r\n\r\n") else None
        return int(self.buffer[9:12]) if len(self.buffer) >= self.length else None


def mixed(server, seconds, each_second):
    """Times of each kind, failures, and what `each_second` said, while all connections ask one after another."""
    requests = [
        (kind, f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n{server.header(target)}\r\n\r\n".encode())
        for kind, target in {**PAGES, **CALLS}.items()
    ]
    times, failures, said = {kind: [] for kind, _ in requests}, [], []
    watch = selectors.DefaultSelector()
    for number in range(CONNECTIONS):
        client = Client(server.port, requests, number)
        watch.register(client.socket, selectors.EVENT_READ, client)
    end, tick = time.perf_counter() + seconds, time.perf_counter()
    while time.perf_counter() < end:
        if time.perf_counter() >= tick:
            said.append(each_second())
            tick += 1
        for key, _ in watch.select(0.2):
            client = key.data
            status = client.hear()
            if status is None:
                continue
            if status != 200:
                failures.append((client.kind, status, bytes(client.buffer[:200])))
            times[client.kind].append(time.perf_counter() - client.began)
            if status == 0:
                watch.unregister(client.socket)
                client.socket.close()
                continue
            client.ask()
    for key in list(watch.get_map().values()):
        key.data.socket.close()
    return times, failures, said


class Writer:
    """Sends files of chats without end, each as soon as the one before it is booked, from a process of its own."""

    CODE = "import json, sys; sys.path.insert(0, sys.argv[1]); import load; load.write_on(*sys.argv[2:5])"

    def __init__(self, server, chats):
        arguments = [str(HERE), str(server.port), server.token, str(chats)]
        self.process = subprocess.Popen([sys.executable, "-c", self.CODE, *arguments], stdout=subprocess.PIPE, text=True)

    def close(self):
        self.process.terminate()
        return len(self.process.communicate()[0].splitlines())


def write_on(port, token, path):
    """Every file has the same chats and one more message in the first of them, so that there is news and no end of it."""
    server = object.__new__(Ours)
    server.port, server.token = int(port), token
    chats = json.loads(Path(path).read_text())
    first = next(iter(chats.values()))
    number = 0
    while True:
        number += 1
        first[0]["MESSAGE_CONTENT"] = f"version {number}"
        server.upload(json.dumps(chats).encode())
        print(number, flush=True)
        time.sleep(0.2)


def percentile(values, part):
    return sorted(values)[max(0, -(-len(values) * part // 100) - 1)] if values else float("nan")


def soak(server, folder, seconds):
    more = folder / "load" / "more.json"
    more.write_text(json.dumps(make_upload.upload(11, 500, 5_000)))
    before = memory(server.process)
    writer = Writer(server, more)
    mixed(server, max(5, seconds // 3), lambda: None)  # the first uploads take what all others use again
    warm = memory(server.process)
    times, failures, resident = mixed(server, seconds, lambda: memory(server.process))
    files = writer.close()
    all_times = [one for many in times.values() for one in many]
    return {
        "seconds": seconds, "requests": len(all_times), "failures": len(failures), "first_failures": repr(failures[:3]),
        "files": files, "start_bytes": before, "warm_bytes": warm, "end_bytes": memory(server.process),
        "most_bytes": max(resident), "resident_bytes": resident,
        "kinds": {
            kind: {"requests": len(many), "p50_ms": percentile(many, 50) * 1e3, "p99_ms": percentile(many, 99) * 1e3}
            for kind, many in times.items()
        },
    }


def wrk(server, target, seconds):
    """What wrk says of a server under all connections."""
    told = subprocess.check_output(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "--latency", "-H", server.header(target),
         f"http://127.0.0.1:{server.port}{target}"], text=True,
    )
    assert "Non-2xx" not in told and "Socket errors" not in told, told
    found = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", told)
    factor = {"us": 1e-3, "ms": 1, "s": 1e3, "m": 6e4}[found.group(2)]
    return {
        "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", told).group(1)), "p99_ms": float(found.group(1)) * factor,
        "bytes": memory(server.process),
    }


def assert_same(ours, peer):
    """The same people with the same number of replies, before anything is timed."""
    mine = json.loads(ours.get(CALLS["M05 by person"]))
    theirs = json.loads(peer.get(f"/api/numbers/M05?from={FROM}&to={TO}"))
    found = {one["person"]: one["value"] for one in mine["groups"]}
    assert mine["value"] == theirs["value"] > 1_000, (mine["value"], theirs["value"])
    assert found == {one["person"]: one["value"] for one in theirs["groups"]}
    page, other = ours.get(PAGES["Today"]).decode(), peer.get(TODAY_OF_PEER).decode()
    assert f"{theirs['value']:,}" in page and str(theirs["value"]) in other


def compare(ours, peer, rounds, seconds):
    assert_same(ours, peer)
    asked = {
        "JSON API": (CALLS["M05 by person"], f"/api/numbers/M05?from={FROM}&to={TO}"),
        "Today": (PAGES["Today"], TODAY_OF_PEER),
    }
    results = {}
    for name, (mine, theirs) in asked.items():
        for server, target in ((ours, mine), (peer, theirs)):
            wrk(server, target, 2)  # warms up
        measured = {"ours": [], "peer": []}
        for _ in range(rounds):
            measured["ours"].append(wrk(ours, mine, seconds))
            measured["peer"].append(wrk(peer, theirs, seconds))
        results[name] = {
            side: {unit: statistics.median(one[unit] for one in many) for unit in ("rate", "p99_ms", "bytes")}
            for side, many in measured.items()
        }
    return results


def run(program, folder, rounds=3, seconds=8, minute=60):
    assert shutil.which("wrk"), "wrk is missing: apt-get install wrk"
    upload = folder / "upload.json"
    if not upload.exists():
        make_upload.write(upload)
    ours = Ours(program, folder, upload)
    try:
        peer = Peer(ours.folder / "ledger.db", folder)
        try:
            compared = compare(ours, peer, rounds, seconds)
        finally:
            peer.close()
        return {"rounds": rounds, "load": os.getloadavg(), "compared": compared, "mixed": soak(ours, folder, minute)}
    finally:
        ours.close()
