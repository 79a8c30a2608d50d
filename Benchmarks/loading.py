"""Times how long our columns need to come up from a store of a million conversations, as at the start of a server."""

import json
import sqlite3
import statistics
import subprocess
from pathlib import Path

import numpy as np
from metric_peers import PEOPLE
from upload import fresh

SOURCES = ["helpscout", "fresh", "livechat", "facebook"]


def fill(program, folder, store):
    """Writes the facts that `metric` left in the folder into a store of our own schema."""
    fresh(store)
    subprocess.run([program, "create", str(store)], check=True)
    columns = {path.name.split(".", 1)[0] + "." + path.name.split(".")[1]: path for path in Path(folder).glob("*.u?")}
    tables = {name: np.fromfile(path, dtype="<" + path.name[-2:]) for name, path in columns.items()}
    keys = [
        f"{SOURCES[source]}:{number}"
        for source, number in zip(tables["conversations.source"].tolist(), tables["conversations.number"].tolist())
    ]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    db = sqlite3.connect(store, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("BEGIN")
    db.executemany(
        "INSERT INTO conversation_facts (conversation_key, source_id, change, channel, created_at, last_message_at, "
        "standing, title, customer_messages, replies, response_kind, response_since, response_seconds, "
        "response_person, response_lapses_at) VALUES (?, ?, 1, 'email', ?, ?, ?, 'A question', 5, 5, ?, ?, ?, ?, ?)",
        conversations(tables, keys, order),
    )
    db.executemany("INSERT INTO message_facts VALUES (?, ?, ?, ?, ?)", messages(tables, keys, order))
    db.execute("UPDATE ledger_state SET number = 1 WHERE name = 'change'")
    db.execute("COMMIT")
    db.close()


def conversations(tables, keys, order):
    names = ("created", "standing", "response_kind", "response_since", "response_seconds", "response_person",
             "response_lapses")
    columns = [tables[f"conversations.{name}"].tolist() for name in names]
    for row in order:
        created, standing, kind, since, seconds, person, lapses = (column[row] for column in columns)
        yield (keys[row], keys[row].split(":")[0], created, created, standing, kind, since or None,
               seconds if kind == 0 else None, PEOPLE[person] or None, lapses or None)


def messages(tables, keys, order):
    place = np.empty(len(order), dtype="i8")
    place[order] = np.arange(len(order))
    rows = np.argsort(place[tables["messages.conversation"]], kind="stable")
    columns = [tables[f"messages.{name}"][rows].tolist() for name in ("conversation", "at", "person", "left_out")]
    for number, (conversation, at, person, left_out) in enumerate(zip(*columns)):
        yield keys[conversation], f"e{number:09d}", at, PEOPLE[person], left_out


def run(program, folder, runs=3):
    store = folder / "facts.db"
    fill(program, folder / "facts", store)
    found = [json.loads(subprocess.check_output([program, "load", str(store)])) for _ in range(runs)]
    return {
        "conversations": found[0]["conversations"], "messages": found[0]["messages"], "runs": runs,
        "seconds": statistics.median(one["load_ns"] for one in found) / 1e9,
        "bytes": statistics.median(one["bytes"] for one in found), "store_bytes": store.stat().st_size,
    }
