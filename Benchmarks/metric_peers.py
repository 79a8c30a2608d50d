"""The peers of `metric`: pandas and DuckDB over the same facts, each with the types and the order that suit it best.

Messages are sorted by time and carry the verdict of their conversation, as our columns do, so that nobody joins.
Moments are whole seconds. Local days are cut by the offsets of the zone, which both peers do several times faster than
by their own zone functions; those are not timed.
"""

import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pandas as pd

BERLIN = ZoneInfo("Europe/Berlin")
AS_OF = 1_780_000_000
PEOPLE = ["", *(f"Agent {number}" for number in range(1, 61))]
ANSWERED, CLOSED, WAITING = 0, 1, 2
RULES = [
    "", "spam", "deleted", "merged", "auto_reply_only", "auto_reply", "bot", "private_note", "unknown_sender",
    "service_message", "no_customer_message", "waiting", "closed_without_reply",
]


def load_arrays(folder):
    """The facts as arrays, by table and column, sorted by time."""
    tables = {}
    for path in Path(folder).glob("*.u?"):
        table, column, kind = path.name.split(".")
        tables.setdefault(table, {})[column] = np.fromfile(path, dtype=f"<{kind}")
    conversations, messages = tables["conversations"], tables["messages"]
    conversations["verdict"] = response_verdict(conversations)
    standing = conversations["standing"][messages["conversation"]]
    messages["verdict"] = np.where(standing != 0, standing, messages.pop("left_out"))
    return sort(conversations, "created"), sort(messages, "at")


def response_verdict(conversations):
    """Why a conversation has no first response as of now; 0 where it has one."""
    kind = conversations["response_kind"]
    lapsed = conversations["response_lapses"] <= AS_OF
    closed, waiting, no_message = (np.uint8(RULES.index(rule)) for rule in RULES[-1:-4:-1])
    return np.select(
        [conversations["standing"] != 0, kind == ANSWERED, kind == CLOSED, (kind == WAITING) & lapsed, kind == WAITING],
        [conversations["standing"], np.uint8(0), closed, closed, waiting],
        no_message,
    )


def sort(table, column):
    order = np.argsort(table[column], kind="stable")
    return {name: values[order] for name, values in table.items()}


class Question:
    def __init__(self, name, metric, begin, end, by, runs=15):
        self.name, self.metric, self.by, self.runs = name, metric, by, runs
        self.begin, self.end = begin, end

    @property
    def address(self):
        return (
            f"metric={self.metric}&from={self.begin}&to={self.end}&zone=Europe/Berlin&by={','.join(self.by)}"
        )

    @property
    def interval(self):
        return midnight(self.begin), midnight(self.end)

    @property
    def stretches(self):
        """(end, offset) of each stretch of equal offset in the period."""
        begin, end = self.interval
        hours = range(begin, end, 3_600)
        offsets = [int(datetime.fromtimestamp(at, BERLIN).utcoffset().total_seconds()) for at in hours]
        found = [(hours[i], offsets[i - 1]) for i in range(1, len(hours)) if offsets[i] != offsets[i - 1]]
        return [*found, (end, offsets[-1])]


def midnight(day):
    return int(datetime.fromisoformat(day).replace(tzinfo=BERLIN).timestamp())


QUESTIONS = [
    Question("M05 by person, a year", "M05", "2025-01-01", "2026-01-01", ["person"]),
    Question("M05 by person, a month", "M05", "2025-03-01", "2025-04-01", ["person"]),
    Question("M05 by person and day, a year", "M05", "2025-01-01", "2026-01-01", ["person", "day"]),
    Question("M15 by person, a year", "M15", "2025-01-01", "2026-01-01", ["person"]),
    Question("M01 by day, a year", "M01", "2025-01-01", "2026-01-01", ["day"]),
]


def label(by, value):
    return PEOPLE[value] if by == "person" else (datetime(1970, 1, 1) + timedelta(days=int(value))).date().isoformat()


class DuckDB:
    def __init__(self, conversations, messages):
        self.db = duckdb.connect(config={"threads": 2})
        self.db.execute("CREATE TYPE person AS ENUM (%s)" % ", ".join(f"'{name}'" for name in PEOPLE))
        frames = {"conversations": pd.DataFrame(conversations), "messages": pd.DataFrame(messages)}
        names = {"conversations": "response_person", "messages": "person"}
        for table, frame in frames.items():
            frame[names[table]] = pd.Categorical.from_codes(frame[names[table]], PEOPLE)
            self.db.register("frame", frame)
            column = names[table]
            self.db.execute(f"CREATE TABLE {table} AS SELECT * REPLACE ({column}::person AS {column}) FROM frame")
            self.db.unregister("frame")

    def statement(self, question):
        begin, end = question.interval
        table, at, verdict, person = {
            "M05": ("messages", '"at"', "verdict", "person"),
            "M15": ("conversations", "created", "verdict", "response_person"),
            "M01": ("conversations", "created", "standing", None),
        }[question.metric]
        keys = {"person": person, "day": self.day(at, question)}
        by = [keys[name] for name in question.by]
        value = "count(*)"
        if question.metric == "M15":
            value = (
                "count(*), quantile_cont(response_seconds, [0.5, 0.9]), avg(response_seconds), "
                "min(response_seconds), max(response_seconds)"
            )
        return (
            f"SELECT {', '.join(by)}, {value} FROM {table} "
            f"WHERE {at} >= {begin} AND {at} < {end} AND {verdict} = 0 GROUP BY {self.grouping(by, question)}"
        )

    def grouping(self, by, question):
        # The median of all is no sum of the groups' medians.
        return f"GROUPING SETS (({', '.join(by)}), ())" if question.metric == "M15" else ", ".join(by)

    def day(self, at, question):
        cases = question.stretches
        offset = str(cases[-1][1])
        for until, seconds in reversed(cases[:-1]):
            offset = f"CASE WHEN {at} < {until} THEN {seconds} ELSE {offset} END"
        return f"(({at} + {offset}) // 86400)::INTEGER"

    def ask(self, question):
        statement = self.statement(question)
        start = time.perf_counter_ns()
        rows = self.db.execute(statement).fetchall()
        return time.perf_counter_ns() - start, self.answer(rows, question)

    def answer(self, rows, question):
        width = len(question.by)
        groups, total = {}, 0
        for row in rows:
            if question.metric == "M15":
                n, (p50, p90), mean, least, most = row[width:]
                value = {"n": n, "p50": p50, "p90": p90, "mean": mean, "min": least, "max": most}
                if row[0] is None:
                    total = value
                    continue
            else:
                value = row[width]
                total += value
            labels = (
                row[i] if name == "person" else label(name, row[i]) for i, name in enumerate(question.by)
            )
            groups[tuple(labels)] = value
        return total, groups


class Pandas:
    def __init__(self, conversations, messages):
        self.conversations, self.messages = pd.DataFrame(conversations), pd.DataFrame(messages)
        for frame, column in ((self.conversations, "response_person"), (self.messages, "person")):
            frame[column] = pd.Categorical.from_codes(frame[column], PEOPLE)

    def ask(self, question):
        start = time.perf_counter_ns()
        answer = {"M05": self.replies, "M15": self.responses, "M01": self.created}[question.metric](question)
        return time.perf_counter_ns() - start, self.named(answer, question)

    def replies(self, question):
        chosen = self.chosen(self.messages, "at", "verdict", question)
        if question.by == ["person"]:
            counts = chosen["person"].value_counts()
        else:
            counts = chosen.groupby(["person", self.days(chosen["at"], question)], observed=True).size()
        return int(counts.sum()), counts[counts > 0]

    def created(self, question):
        chosen = self.chosen(self.conversations, "created", "standing", question)
        counts = self.days(chosen["created"], question).value_counts()
        return int(counts.sum()), counts

    def responses(self, question):
        chosen = self.chosen(self.conversations, "created", "verdict", question)
        groups = chosen.groupby("response_person", observed=True)["response_seconds"]
        frame = groups.agg(["size", "mean", "min", "max"])
        for column, share in (("p50", 0.5), ("p90", 0.9)):
            frame[column] = groups.quantile(share)
        seconds = chosen["response_seconds"]
        p50, p90 = seconds.quantile([0.5, 0.9])
        total = {
            "n": len(seconds), "p50": p50, "p90": p90, "mean": seconds.mean(), "min": seconds.min(), "max": seconds.max(),
        }
        return total, frame

    def chosen(self, frame, at, verdict, question):
        begin, end = question.interval
        # Sorted by time: two searches find the period, and no row outside it is looked at.
        first, last = frame[at].searchsorted([np.uint32(begin), np.uint32(end)])
        part = frame.iloc[first:last]
        return part[part[verdict] == 0]

    def days(self, at, question):
        ends = np.array([until for until, _ in question.stretches[:-1]], dtype="u4")
        offsets = np.array([seconds for _, seconds in question.stretches], dtype="u4")
        return (at + offsets[np.searchsorted(ends, at.to_numpy(), side="right")]) // 86_400

    def named(self, answer, question):
        total, found = answer
        if question.metric == "M15":
            rows = found.rename(columns={"size": "n"}).to_dict("index")
            return total, {(name,): row for name, row in rows.items()}
        groups = {}
        for key, count in found.items():
            key = key if isinstance(key, tuple) else (key,)
            labels = (value if name == "person" else label(name, value) for name, value in zip(question.by, key))
            groups[tuple(labels)] = int(count)
        return total, groups
