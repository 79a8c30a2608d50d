"""Times a first sync of a help desk over HTTP: ours against a dlt pipeline that reads the same lists, in turn."""

import json
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
CONCURRENCY = 30


class Desk:
    """A help desk double as its own process."""

    def __init__(self, program, conversations, latency_ms, calls=0, window=60):
        """With a limit of so many calls in each window of so many seconds, where calls are given."""
        arguments = [program, str(conversations), str(latency_ms), str(calls), str(window)]
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()

    def close(self):
        output, _ = self.process.communicate()
        return json.loads(output.strip().splitlines()[-1])


def timed(command, folder):
    """(wall seconds, CPU seconds, peak bytes, output) of a child process."""
    output = folder / "output.txt"
    actions = [
        (os.POSIX_SPAWN_OPEN, 1, str(output), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0),
    ]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    assert status == 0, (command, output.read_text()[-2000:])
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, output.read_text()


def fresh(folder):
    for path in folder.glob("sync-*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def ours(program, address, folder):
    fresh(folder)
    settings = folder / "sync-settings.yaml"
    settings.write_text(
        f"store: sqlite:{folder}/sync-ours.db\n"
        f"sources: [{{id: desk, kind: helpscout, base_url: \"{address}/v2\", client_id: app-id, client_secret: app-secret}}]\n"
        f"sync: {{concurrency: {CONCURRENCY}}}\n"
    )
    wall, cpu, peak, output = timed([program, "sync", "--full", "--json", "--config", str(settings)], folder)
    run = json.loads(output)["runs"][0]
    assert run["state"] == "done", run
    with sqlite3.connect(folder / "sync-ours.db") as store:
        stored = store.execute("SELECT count(*) FROM conversations").fetchone()[0]
    return {"wall_s": wall, "cpu_s": cpu, "peak_bytes": peak, "stored": stored, "calls": run["calls"]}


def dlt(address, folder):
    fresh(folder)
    command = [sys.executable, str(HERE / "sync_peer.py"), f"{address}/v2", str(folder / "sync-dlt.db")]
    wall, cpu, peak, output = timed(command, folder)
    return {"wall_s": wall, "cpu_s": cpu, "peak_bytes": peak, "stored": int(re.search(r"stored (\d+)", output)[1])}


def with_desk(program, conversations, latency_ms, limit, work, window=60):
    desk = Desk(program, conversations, latency_ms, limit, window)
    try:
        result = work(desk.address)
    finally:
        seen = desk.close()
    return {**result, "desk": seen}


def median(rows):
    result = {key: statistics.median(row[key] for row in rows) for key in ("wall_s", "cpu_s", "peak_bytes", "stored")}
    return {**result, "desk": rows[-1]["desk"]}


def run(program, desk_program, folder, runs, with_limit=True):
    folder.mkdir(parents=True, exist_ok=True)
    result = {}
    for name, conversations in (("origin_a", 6_000), ("large", 20_000)):
        mine, theirs = [], []
        for _ in range(runs):
            mine.append(with_desk(desk_program, conversations, 50, 0, lambda address: ours(program, address, folder)))
            if name == "large":
                theirs.append(with_desk(desk_program, conversations, 50, 0, lambda address: dlt(address, folder)))
        result[name] = {"ours": median(mine), "runs": runs}
        if theirs:
            result[name]["dlt"] = median(theirs)
    result["scaled"] = limited(program, desk_program, folder, 6_000, limit=100, window=15)
    if with_limit:
        result["limited"] = limited(program, desk_program, folder, 20_000, limit=400, window=60)
    return result


def limited(program, desk_program, folder, conversations, limit, window):
    """Under a limit of calls in each window of the clock, with the vendor's own headers: so many calls need so
    many whole windows and a part of one, whoever makes them. The share is that least time of the time that was needed. The
    vendor's window is a minute; shorter ones of the same rate take less time, and lose more of it, because the vendor
    says in whole seconds how long to wait."""
    start = []

    def work(address):
        # With the beginning of a window: how much of a part of one can be used depends on the machine.
        time.sleep(-time.time() % window)
        start.append(time.time())
        return ours(program, address, folder)

    found = with_desk(desk_program, conversations, 50, limit, work, window)
    answered = found["desk"]["calls"] - found["desk"]["refused"]
    last = start[0] // window + (answered - 1) // limit
    found["least_s"] = max(0, last * window - start[0]) + answered % limit / CONCURRENCY * 0.05
    found["share"] = found["least_s"] / found["wall_s"]
    return {**found, "limit": limit, "window": window}
