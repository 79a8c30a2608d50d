"""What a sync booked, read from the store itself."""

import sqlite3
from collections import Counter


class Ledger:
    def __init__(self, path, source="rt"):
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.source = source

    def events(self):
        """By ticket: the latest version of each event, as the books have them."""
        rows = self.db.execute(
            """
            SELECT e.conversation_key, e.kind, e.actor_id, e.detail FROM events e
            WHERE e.version = (SELECT max(version) FROM events l
              WHERE l.conversation_key = e.conversation_key AND l.event_id = e.event_id)
              AND e.kind <> 'withdrawn'
            """)
        tickets = {}
        for key, kind, actor, detail in rows:
            source, ticket = key.split(":")
            assert source == self.source
            tickets.setdefault(int(ticket), Counter())[(kind, actor or None, detail)] += 1
        return tickets

    def bodies(self, ticket):
        rows = self.db.execute(
            "SELECT event_id, body FROM message_bodies WHERE conversation_key = ? ORDER BY event_id, version",
            (f"{self.source}:{ticket}",))
        return [body for _, body in rows]

    def conversation(self, ticket):
        self.db.row_factory = sqlite3.Row
        row = self.db.execute(
            "SELECT * FROM conversations WHERE conversation_key = ?", (f"{self.source}:{ticket}",)).fetchone()
        self.db.row_factory = None
        return dict(row)

    def directory(self, kind):
        return dict(self.db.execute(
            "SELECT vendor_id, name FROM directory WHERE source_id = ? AND kind = ?", (self.source, kind)))
