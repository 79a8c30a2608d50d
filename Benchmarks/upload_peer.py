"""The peer of an upload: orjson and sqlite3 fill the same tables with the same rows, in as little Python as it takes.

It reads the whole file, decodes every row, drops duplicates, keeps the raw chat compressed (zlib, level 1), derives the
facts, and commits once into a store in write-ahead mode with the page size and cache that ours has.
"""

import base64
import hashlib
import sqlite3
import sys
import zlib
from datetime import datetime

import orjson

GAP = 86_400
OBSERVED = 1_780_000_000
AUTOMATIC = "*977#"
ANSWERED, CLOSED, WAITING, NO_CUSTOMER_MESSAGE = 0, 1, 2, 3
COUNTED, AUTO_REPLY_ONLY = 0, 4
AUTO_REPLY = 5
COLUMNS = {
    "conversations": "conversation_key, source_id, channel, subject, customer_id, customer_name, inbox, created_at, "
    "has_states, observed_at",
    "events": "conversation_key, event_id, version, occurred_at, observed_at, sequence, actor_kind, actor_id, "
    "actor_name, kind, detail",
    "message_bodies": "conversation_key, event_id, version, body",
    "raw_records": "conversation_key, fingerprint, observed_at, encoding, payload",
    "conversation_facts": "conversation_key, source_id, channel, created_at, last_message_at, standing, title, "
    "customer_messages, replies, waiting_since, wait_lapses_at",
    "packed_facts": "conversation_key, change, facts",
}


def decode(chat_id, rows):
    """(event id, seconds, sequence, from customer, agent, text) of each row, in the order of time."""
    events, seen = [], set()
    for sequence, row in enumerate(rows):
        text = row["MESSAGE_CONTENT"]
        from_customer = row["DIRECTION"] == "to_company"
        moment = row["SOCIAL_CREATE_TIME"]
        at = datetime.fromisoformat(moment).timestamp()
        agent = "" if from_customer else row["AGENT_USERNAME"] or row["AGENT_EMAIL"] or ""
        said = f"{moment}\0{from_customer}\0{agent}\0{text}".encode()
        event_id = base64.urlsafe_b64encode(hashlib.blake2b(said, digest_size=11).digest())[:15].decode()
        if event_id in seen:
            continue
        seen.add(event_id)
        events.append((event_id, int(at), sequence, from_customer, agent, text))
    events.sort(key=lambda event: (event[1], event[2]))
    return events


def derive(key, events):
    """The row of `conversation_facts`, and the rest of the facts as one value."""
    messages, heard = [], []
    response = (NO_CUSTOMER_MESSAGE, None, None, None)
    since = first_since = last = wait = None
    customers = replies = 0
    for event_id, at, _, from_customer, agent, text in events:
        automatic = AUTOMATIC in text
        if not from_customer:
            messages.append((at, agent or "Unnamed agent", AUTO_REPLY if automatic else 0))
        if automatic:
            continue
        heard.append(at)
        if last is not None and at - last > GAP and since is not None:
            if since == first_since and response[0] == WAITING:
                response = (CLOSED, since, None, None)
            since = None
        last = at
        if from_customer:
            customers += 1
            if since is None:
                since = at
                if first_since is None:
                    first_since, response = at, (WAITING, at, None, None)
        else:
            replies += 1
            if since is not None:
                if response[0] == WAITING:
                    response = (ANSWERED, since, at - since, agent or "Unnamed agent")
                since = None
    lapses = last + GAP if last is not None else None
    response_lapses = lapses if response[0] == WAITING else None
    wait, wait_lapses = (since, lapses) if since is not None else (None, None)
    created = heard[0] if heard else events[0][1]
    title = next((e[5] for e in events if e[3]), events[0][5])[:90]
    fact = (
        key, "facebook", "direct_message", created, events[-1][1], COUNTED if heard else AUTO_REPLY_ONLY, title, customers,
        replies, wait, wait_lapses,
    )
    return fact, orjson.dumps([response, response_lapses, messages])


def write(db, chats):
    tables = {name: [] for name in COLUMNS}
    for chat_id, rows in chats.items():
        key = f"facebook:{chat_id}"
        events = decode(chat_id, rows)
        raw = orjson.dumps(rows)
        tables["conversations"].append((key, "facebook", "direct_message", None, chat_id, None, None, None, 0, OBSERVED))
        tables["raw_records"].append(
            (key, hashlib.blake2b(raw, digest_size=16).hexdigest(), OBSERVED, "zlib", zlib.compress(raw, 1)))
        for event_id, at, sequence, from_customer, agent, text in events:
            who = ("customer", chat_id, "Customer") if from_customer else ("agent", agent, agent or "Unnamed agent")
            tables["events"].append((key, event_id, 1, at, OBSERVED, sequence, *who, "public_reply", None))
            tables["message_bodies"].append((key, event_id, 1, text))
        fact, packed = derive(key, events)
        tables["conversation_facts"].append(fact)
        tables["packed_facts"].append((key, 1, packed))
        if len(tables["events"]) > 12_000:
            flush(db, tables)
    flush(db, tables)


def flush(db, tables):
    """Some 4 MB at a time, in the order of the keys, as ours."""
    for name, rows in tables.items():
        if rows:
            rows.sort(key=lambda row: row[:2])
            db.executemany(f"INSERT INTO {name} ({COLUMNS[name]}) VALUES ({', '.join('?' * len(rows[0]))})", rows)
            rows.clear()


def main(upload, store):
    db = sqlite3.connect(store, isolation_level=None)
    for pragma in ("page_size = 16384", "journal_mode = WAL", "synchronous = NORMAL", "cache_size = -32768"):
        db.execute(f"PRAGMA {pragma}")
    with open(upload, "rb") as file:
        chats = orjson.loads(file.read())
    db.execute("BEGIN IMMEDIATE")
    write(db, chats)
    db.execute("COMMIT")
    db.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
