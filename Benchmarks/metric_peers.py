"""The peers of `metric`: pandas and DuckDB over the same facts, each with the types and the order that suit it best.

Messages are sorted by time and carry the verdict of their conversation, as our columns do, so that nobody joins.
Moments are whole seconds. Local days are cut by the offsets of the zone, which both peers do several times faster than
by their own zone functions; those are not timed.
"""

import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pandas as pd

BERLIN = ZoneInfo("Europe/Berlin")
AS_OF = 1_767_200_400  # as the made-up desk has it
PEOPLE = ["Unassigned", *(f"Agent {number}" for number in range(1, 61)), "Unknown"]
SOURCES = ["helpscout", "fresh", "livechat", "facebook"]
CLASSES = ["created", "reopened", "resolved"]  # of the flow
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ANSWERED, CLOSED, WAITING = 0, 1, 2
NEVER = 2**32 - 1
WEEK = 7 * 86_400
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
    conversations = tables["conversations"]
    conversations["verdict"] = response_verdict(conversations)
    for name, table in tables.items():
        if name != "conversations":
            table["verdict"] = conversations["standing"][table["conversation"]]
    messages = tables["messages"]
    messages["verdict"] = np.where(messages["verdict"] != 0, messages["verdict"], messages.pop("left_out"))
    # Never undone is undone never.
    undone = tables["closings"]["undone"]
    undone[undone == 0] = NEVER
    return {name: sort(table, "created" if name == "conversations" else "at") for name, table in tables.items()}


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
    def __init__(self, name, metric, begin, end, by):
        self.name, self.metric, self.by = name, metric, by
        self.begin, self.end = begin, end
        # In seconds since 1970, where the question is cut before the period's end.
        self.until = None

    @property
    def address(self):
        return (
            f"metric={self.metric}&from={self.begin}&to={self.end}&zone=Europe/Berlin"
            + (f"&by={','.join(self.by)}" if self.by else "")
            + (f"&until={datetime.fromtimestamp(self.until, timezone.utc):%Y-%m-%dT%H:%M:%SZ}" if self.until else "")
        )

    @property
    def interval(self):
        return midnight(self.begin), min(midnight(self.end), AS_OF + 1, self.until or AS_OF + 1)

    @property
    def moments(self):
        """When each local day ended, or now; the last of them is that of the whole."""
        days = (date.fromisoformat(self.end) - date.fromisoformat(self.begin)).days
        ends = [date.fromisoformat(self.begin) + timedelta(day + 1) for day in range(days)]
        found = [((end - timedelta(1)).isoformat(), min(midnight(end.isoformat()), AS_OF + 1)) for end in ends]
        return found if self.by else found[-1:]

    def backlogs(self, counts):
        if not self.by:
            return counts[0], {}
        return counts[-1], {(day,): count for (day, _), count in zip(self.moments, counts)}

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
    if by == "source":
        return SOURCES[value]
    if by == "class":
        return CLASSES[value]
    if by == "person":
        return value if isinstance(value, str) else PEOPLE[value]
    if by == "weekday":
        return WEEKDAYS[value]
    if by == "hour":
        return f"{value:02}"
    return (datetime(1970, 1, 1) + timedelta(days=int(value))).date().isoformat()


# Of each number its table, and which column has the moment, what leaves a row out, and the person.
TABLES = {
    "M01": ("conversations", "created", "standing", None),
    "M12": ("words", "at", "verdict", None),
    "M15": ("conversations", "created", "verdict", "response_person"),
    "M05": ("messages", "at", "verdict", "person"),
    "M46": ("closings", "at", "verdict", "person"),
    "M47": ("closings", "at", "verdict", "person"),
    "M51": ("waits", "at", "verdict", "person"),
    "M59": ("ratings", "at", "verdict", "person"),
}


class DuckDB:
    def __init__(self, tables):
        self.db = duckdb.connect(config={"threads": 2})
        self.db.execute("CREATE TYPE person AS ENUM (%s)" % ", ".join(f"'{name}'" for name in PEOPLE))
        for name, table in tables.items():
            frame = pd.DataFrame(table)
            column = "response_person" if name == "conversations" else "person"
            frame[column] = pd.Categorical.from_codes(frame[column], PEOPLE)
            self.db.register("frame", frame)
            self.db.execute(f"CREATE TABLE {name} AS SELECT * REPLACE ({column}::person AS {column}) FROM frame")
            self.db.unregister("frame")

    def statement(self, question):
        begin, end = question.interval
        table, at, verdict, person = TABLES[question.metric]
        at = f'"{at}"'
        keys = {
            "source": "source", "person": person, "day": self.day(at, question), "weekday": f"({self.day(at, question)} + 3) % 7",
            "hour": f"(({self.local(at, question)}) // 3600 % 24)::INTEGER",
            "week": f"{self.day(at, question)} - ({self.day(at, question)} + 3) % 7",
        }
        by = [keys[name] for name in question.by]
        where = f"{at} >= {begin} AND {at} < {end} AND {verdict} = 0"
        if question.metric == "M51":
            where = f"{at} < {end} AND until >= {end} AND {verdict} = 0"
        if question.metric in ("M46", "M47"):
            if question.metric == "M47":
                where += f" AND (undone = {NEVER} OR undone - {at} > {WEEK})"
            # A conversation counts once for each person and day.
            table = (
                f"(SELECT DISTINCT conversation, {keys['day']} AS day, {person} FROM {table} WHERE {where})"
            )
            named = {"person": person, "day": "day", "week": "day - (day + 3) % 7"}
            by, where = [named[name] for name in question.by], "true"
        value = "count(*)"
        if question.metric == "M15":
            value = (
                "count(*), quantile_cont(response_seconds, [0.5, 0.9]), avg(response_seconds), "
                "min(response_seconds), max(response_seconds)"
            )
        if question.metric == "M59":
            value = "count(*), sum(positive)::INTEGER"
        selected = ", ".join([*by, value])
        return f"SELECT {selected} FROM {table} WHERE {where}" + self.grouping(by, question)

    def grouping(self, by, question):
        if not by:
            return ""
        # The median of all is no sum of the groups' medians.
        sets = f"GROUPING SETS (({', '.join(by)}), ())" if question.metric == "M15" else ", ".join(by)
        return f" GROUP BY {sets}"

    def local(self, at, question):
        cases = question.stretches
        offset = str(cases[-1][1])
        for until, seconds in reversed(cases[:-1]):
            offset = f"CASE WHEN {at} < {until} THEN {seconds} ELSE {offset} END"
        return f"{at} + {offset}"

    def day(self, at, question):
        return f"(({self.local(at, question)}) // 86400)::INTEGER"

    def ask(self, question):
        special = {"M48": self.backlog, "M52": self.flow}
        statement = special.get(question.metric, self.statement)(question)
        start = time.perf_counter_ns()
        rows = self.db.execute(statement).fetchall()
        return time.perf_counter_ns() - start, self.answer(rows, question)

    def backlog(self, question):
        counts = [
            f"count(*) FILTER (WHERE \"at\" < {moment} AND until >= {moment})" for _, moment in question.moments
        ]
        return f"SELECT {', '.join(counts)} FROM episodes WHERE verdict = 0"

    def flow(self, question):
        begin, end = question.interval
        began = f'"at" >= {begin} AND "at" < {end} AND verdict = 0'
        ended = f"until >= {begin} AND until < {end} AND verdict = 0"
        steps = (
            f'SELECT "at", 1 - is_first AS class FROM episodes WHERE {began} UNION ALL '
            f"SELECT until, 2 FROM episodes WHERE {ended}"
        )
        keys = [self.day('"at"', question) if name == "day" else name for name in question.by]
        value = "CASE WHEN class = 2 THEN -count(*) ELSE count(*) END"
        return f"SELECT {', '.join(keys)}, {value} FROM ({steps}) GROUP BY {', '.join(keys)}, class"

    def waiting(self):
        start = time.perf_counter_ns()
        where = f"FROM waits WHERE \"at\" <= {AS_OF} AND until > {AS_OF} AND verdict = 0"
        (count,) = self.db.execute(f"SELECT count(*) {where}").fetchone()
        longest = self.db.execute(f"SELECT \"at\" {where} ORDER BY \"at\" LIMIT 10").fetchall()
        return time.perf_counter_ns() - start, (count, [AS_OF + 1 - at for (at,) in longest])

    def answer(self, rows, question):
        if question.metric == "M48":
            return question.backlogs(rows[0])
        width = len(question.by)
        groups, total = {}, None
        for row in rows:
            value = self.value(row[width:], question)
            if question.metric == "M15" and (width == 0 or row[0] is None):
                total = value
                continue
            if width == 0:
                total = value
            groups[tuple(label(name, row[i]) for i, name in enumerate(question.by))] = value
        return (total if total is not None else sum_of(groups.values())), groups if width else {}

    def value(self, row, question):
        if question.metric == "M15":
            n, (p50, p90), mean, least, most = row
            return {"n": n, "p50": p50, "p90": p90, "mean": mean, "min": least, "max": most}
        return Share(row[1], row[0]) if question.metric == "M59" else row[0]


class Share:
    """A part of a whole; several make up one."""

    def __init__(self, part, whole):
        self.part, self.whole = part, whole

    def __add__(self, other):
        return Share(self.part + other.part, self.whole + other.whole)

    @property
    def value(self):
        return self.part / self.whole


def sum_of(values):
    values = list(values)
    total = values[0] if values else 0
    for value in values[1:]:
        total = total + value
    return total


class Pandas:
    def __init__(self, tables):
        self.tables = {name: pd.DataFrame(table) for name, table in tables.items()}
        for name, frame in self.tables.items():
            column = "response_person" if name == "conversations" else "person"
            frame[column] = pd.Categorical.from_codes(frame[column], PEOPLE)

    def ask(self, question):
        special = {"M48": self.backlog, "M52": self.flow, "M15": self.responses, "M46": self.closures, "M47": self.closures, "M59": self.ratings, "M51": self.open}
        start = time.perf_counter_ns()
        answer = special.get(question.metric, self.counts)(question)
        return time.perf_counter_ns() - start, self.named(answer, question)

    def backlog(self, question):
        episodes = self.tables["episodes"]
        episodes = episodes[episodes["verdict"] == 0]
        at, until = episodes["at"], episodes["until"]
        return question.backlogs([int(((at < moment) & (until >= moment)).sum()) for _, moment in question.moments])

    def flow(self, question):
        begin, end = question.interval
        episodes = self.tables["episodes"]
        episodes = episodes[episodes["verdict"] == 0]
        began = episodes[(episodes["at"] >= begin) & (episodes["at"] < end)]
        ended = episodes[(episodes["until"] >= begin) & (episodes["until"] < end)]
        steps = pd.DataFrame({
            "at": np.concatenate([began["at"], ended["until"]]),
            "class": np.concatenate([1 - began["is_first"], np.full(len(ended), 2, dtype="u1")]),
            "step": np.concatenate([np.ones(len(began), dtype="i8"), np.full(len(ended), -1)]),
        })
        steps["day"] = self.local(steps["at"], question) // 86_400
        found = steps.groupby(question.by)["step"].sum()
        return int(found.sum()), found

    def waiting(self):
        start = time.perf_counter_ns()
        waits = self.tables["waits"]
        open_ones = waits[(waits["at"] <= AS_OF) & (waits["until"] > AS_OF) & (waits["verdict"] == 0)]
        answer = len(open_ones), [AS_OF + 1 - at for at in open_ones["at"].iloc[:10].tolist()]
        return time.perf_counter_ns() - start, answer

    def counts(self, question):
        return self.grouped(self.chosen(question), question)

    def grouped(self, chosen, question):
        if not question.by:
            return len(chosen), None
        _, at, _, person = TABLES[question.metric]
        keys = [self.key(name, chosen, at, person, question) for name in question.by]
        if len(keys) == 1:
            counts = keys[0].value_counts()
        else:
            counts = chosen.groupby(keys, observed=True).size()
        return int(counts.sum()), counts[counts > 0]

    def key(self, name, chosen, at, person, question):
        if name == "person":
            return chosen[person]
        local = self.local(chosen[at], question)
        days = local // 86_400
        keys = {"day": days, "week": days - (days + 3) % 7, "weekday": (days + 3) % 7, "hour": local // 3_600 % 24}
        return keys[name].rename(name)

    def closures(self, question):
        chosen = self.chosen(question)
        if question.metric == "M47":
            chosen = chosen[(chosen["undone"] == NEVER) | (chosen["undone"] - chosen["at"] > WEEK)]
        chosen = chosen.assign(day=self.local(chosen["at"], question) // 86_400)
        return self.grouped(chosen.drop_duplicates(["conversation", "day", "person"]), question)

    def ratings(self, question):
        chosen = self.chosen(question)
        whole = Share(int(chosen["positive"].sum()), len(chosen))
        if not question.by:
            return whole, None
        frame = chosen.groupby("person", observed=True)["positive"].agg(["size", "sum"])
        return whole, frame

    def open(self, question):
        end = question.interval[1]
        waits = self.tables["waits"]
        chosen = waits[(waits["at"] < end) & (waits["until"] >= end) & (waits["verdict"] == 0)]
        return self.grouped(chosen, question)

    def responses(self, question):
        chosen = self.chosen(question)
        seconds = chosen["response_seconds"]
        p50, p90 = seconds.quantile([0.5, 0.9])
        total = {
            "n": len(seconds), "p50": p50, "p90": p90, "mean": seconds.mean(), "min": seconds.min(), "max": seconds.max(),
        }
        if not question.by:
            return total, None
        column = "source" if question.by == ["source"] else "response_person"
        groups = chosen.groupby(column, observed=True)["response_seconds"]
        frame = groups.agg(["size", "mean", "min", "max"])
        for column, share in (("p50", 0.5), ("p90", 0.9)):
            frame[column] = groups.quantile(share)
        return total, frame

    def chosen(self, question):
        table, at, verdict, _ = TABLES[question.metric]
        frame = self.tables[table]
        begin, end = question.interval
        # Sorted by time: two searches find the period, and no row outside it is looked at.
        first, last = frame[at].searchsorted([np.uint32(begin), np.uint32(end)])
        part = frame.iloc[first:last]
        return part[part[verdict] == 0]

    def local(self, at, question):
        ends = np.array([until for until, _ in question.stretches[:-1]], dtype="u4")
        offsets = np.array([seconds for _, seconds in question.stretches], dtype="u4")
        return at + offsets[np.searchsorted(ends, at.to_numpy(), side="right")]

    def named(self, answer, question):
        total, found = answer
        if found is None:
            return total, {}
        if isinstance(found, dict):
            return total, found
        if question.metric == "M15":
            rows = found.rename(columns={"size": "n"}).to_dict("index")
            return total, {(label(question.by[0], name),): row for name, row in rows.items()}
        if question.metric == "M59":
            return total, {(row.Index,): Share(int(row.sum), int(row.size)) for row in found.itertuples()}
        groups = {}
        for key, count in found.items():
            key = key if isinstance(key, tuple) else (key,)
            groups[tuple(label(name, value) for name, value in zip(question.by, key))] = int(count)
        return total, groups
