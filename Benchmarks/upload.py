"""Times an upload of 51 MB into a fresh store: ours against orjson and sqlite3, turn by turn, and compares the stores."""

import os
import sqlite3
import statistics
import sys
import time
from pathlib import Path

import make_upload

HERE = Path(__file__).parent
FACTS = (
    "conversation_key, channel, created_at, last_message_at, standing, customer_messages, replies, waiting_since, "
    "wait_lapses_at"
)
SAME = [
    f"SELECT {FACTS} FROM conversation_facts ORDER BY conversation_key",
    "SELECT conversation_key, occurred_at, sequence, actor_kind, actor_id, actor_name, kind FROM events ORDER BY 1, 2, 3",
    "SELECT conversation_key, body FROM message_bodies ORDER BY 1, 2",
    "SELECT conversation_key, count(*) FROM raw_records GROUP BY 1 ORDER BY 1",
]


def timed(command):
    """(wall seconds, CPU seconds, peak bytes) of a child process."""
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
    _, status, usage = os.wait4(child, 0)
    assert status == 0, command
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def fresh(store):
    for suffix in ("", "-wal", "-shm"):
        Path(f"{store}{suffix}").unlink(missing_ok=True)


def with_our_tables(program, store):
    """An empty store with our schema, folded into one file, for the peer."""
    fresh(store)
    timed([program, "create", str(store)])


def assert_same(ours, theirs):
    with sqlite3.connect(ours) as left, sqlite3.connect(theirs) as right:
        for statement in SAME:
            for ours, theirs in zip(left.execute(statement), right.execute(statement), strict=True):
                assert ours == theirs, (statement, ours, theirs)


def run(program, folder, runs=7):
    folder.mkdir(parents=True, exist_ok=True)
    file, ours, theirs = folder / "upload.json", folder / "ours.db", folder / "theirs.db"
    if not file.exists():
        make_upload.write(file)
    commands = {
        "ours": [program, "import", str(file), str(ours)],
        "python": [sys.executable, str(HERE / "upload_peer.py"), str(file), str(theirs)],
    }
    measured = {name: [] for name in commands}
    for _ in range(runs):
        with_our_tables(program, ours)
        with_our_tables(program, theirs)
        for name, command in commands.items():
            measured[name].append(timed(command))
    assert_same(ours, theirs)
    result = {"bytes": file.stat().st_size, "runs": runs}
    for name, rows in measured.items():
        for place, unit in enumerate(("wall_s", "cpu_s", "peak_bytes")):
            result[f"{name}_{unit}"] = statistics.median(row[place] for row in rows)
        result[f"{name}_best_cpu_s"] = min(row[1] for row in rows)
    return result
