"""The whole Today page and the whole Team page as the questions that they ask, timed as one.

A page is what `TodayFacts` and `TeamFacts` ask of the analyst, in their order, late on 31 December 2025, in days that
still run: so the earlier days are cut at the same time of day. The peers are asked less: where one of their answers holds another
figure, such as who wrote most, it is taken from there. A question that one page asks twice is asked once, as the analyst does.
"""

import statistics
from datetime import date, datetime, timedelta

from metric_peers import AS_OF, BERLIN, Question

TODAY = date(2025, 12, 31)


class Page:
    def __init__(self, name, questions, lists=None):
        self.name, self.questions, self.lists = name, questions, lists

    @property
    def addresses(self):
        return [question.address for question, _ in self.questions] + ([f"longest {self.lists.address}"] if self.lists else [])


class PageQuestion(Question):
    def __init__(self, metric, period, by=()):
        begin, end = period
        super().__init__(f"{metric} by {by} {begin} to {end}", metric, begin.isoformat(), end.isoformat(), list(by))

    def occurrences(self, of_one_hour):
        """How often each hour of the week occurs, or all together, in whole weeks."""
        weeks = (date.fromisoformat(self.end) - date.fromisoformat(self.begin)).days // 7
        return weeks * (1 if of_one_hour else 7 * 24)


def earlier(metric, period):
    """The days before, up to the same moment of them: see `Comparison.question`."""
    begin, end = period
    start = date(begin.year - 1, 1, 1) if period == YEAR else begin - (end - begin)
    question = PageQuestion(metric, (start, begin))
    now = datetime.fromtimestamp(AS_OF, BERLIN)
    same = datetime.combine(start + (TODAY - begin), now.time(), BERLIN)
    question.until = int(same.timestamp()) + 1
    return question


def today_page(name, period):
    asked = [
        ("M01", ("day",), True), ("M05", ("person",), True), ("M15", ("person",), True), ("M05", ("day",), True),
    ]
    questions = [(PageQuestion(metric, period, by), is_asked) for metric, by, is_asked in asked]
    today = (TODAY, TODAY + timedelta(1))
    waiting = PageQuestion("M51", today)
    questions.append((PageQuestion("M58", today), False))
    for metric in ("M01", "M05", "M15"):
        questions.append((earlier(metric, period), True))
    # Who waits is counted with the list of them.
    questions += [(waiting, False), (PageQuestion("M48", today), True)]
    questions.append((PageQuestion("M48", (TODAY - timedelta(2), TODAY - timedelta(1))), True))
    questions.append((PageQuestion("M52", (TODAY - timedelta(1), TODAY + timedelta(1)), ("class",)), True))
    eight = (TODAY - timedelta(8), TODAY)
    questions += [(PageQuestion("M52", eight, ("day", "class")), True), (PageQuestion("M48", eight, ("day",)), True)]
    return Page(name, questions + news(), lists=waiting)


def news():
    """What differs from the week before. The peers know neither tags nor inboxes nor promises."""
    asked = [
        ("M01", ("product",), False), ("M01", ("tag",), False), ("M15", ("source",), True), ("M15", ("inbox",), False),
        ("M41", (), False), ("M53b", (), False), ("M54", (), False), ("M59", (), True),
    ]
    weeks = [(TODAY - timedelta(7), TODAY), (TODAY - timedelta(14), TODAY - timedelta(7))]
    return [(PageQuestion(metric, week, by), is_asked) for metric, by, is_asked in asked for week in weeks]


def team_page(name, period, course_by, course):
    people = ("M47", "M46", "M05", "M15", "M59", "M51")
    questions = [(PageQuestion(metric, period, ("person",)), True) for metric in people]
    questions.append((PageQuestion("M74", period), False))
    for metric in ("M47", "M05", "M15", "M59"):
        questions.append((earlier(metric, period), True))
    questions.append((PageQuestion("M47", course, (course_by,)), True))
    weeks = (TODAY - timedelta(28), TODAY)
    questions.append((PageQuestion("M12", weeks, ("weekday", "hour")), True))
    return Page(name, questions)


def last(days):
    return TODAY + timedelta(1 - days), TODAY + timedelta(1)


WEEK = (date(2025, 12, 29), date(2026, 1, 5))
YEAR = (date(2025, 1, 1), date(2026, 1, 1))
PAGES = [
    today_page("Today, the last 7 days", last(7)),
    today_page("Today, the last 30 days", last(30)),
    today_page("Today, a year", YEAR),
    team_page("Team, this week", WEEK, "day", last(14)),
    team_page("Team, the last 30 days", last(30), "day", last(30)),
    team_page("Team, a year", YEAR, "week", YEAR),
]


def measure(page, sides, runs, assert_same):
    """Medians and 95th percentiles of a page in milliseconds, ours and the peers' in turns."""
    times = {name: [] for name in sides}
    for number in range(runs + 1):
        ours = sides["ours"].ask_all(page.addresses)
        spent = {"ours": ours["ns"]}
        for name in ("duckdb", "pandas"):
            spent[name] = ask(page, sides[name], ours, sides["ours"].found, assert_same)
        if number > 0:  # the first round warms up
            for name in sides:
                times[name].append(spent[name] / 1e6)
    result = {"page": page.name, "questions": len(page.questions), "runs": runs}
    for name in sides:
        result[f"{name}_ms"] = statistics.median(times[name])
        result[f"{name}_p95_ms"] = sorted(times[name])[max(0, -(-len(times[name]) * 95 // 100) - 1)]
    for name in ("duckdb", "pandas"):
        result[f"times_faster_than_{name}"] = result[f"{name}_ms"] / result["ours_ms"]
    return result


def ask(page, peer, ours, found, assert_same):
    """Asks a peer for the same page, holds its answers against ours, and says how long it took."""
    spent = 0
    for (question, is_asked), answer in zip(page.questions, ours["answers"]):
        if is_asked:
            nanoseconds, theirs = peer.ask(question)
            spent += nanoseconds
            assert_same(question, found(answer), theirs)
    if page.lists:
        nanoseconds, waiting = peer.waiting()
        spent += nanoseconds
        count = next(answer for (question, _), answer in zip(page.questions, ours["answers"]) if question is page.lists)
        assert waiting == (count["value"], ours["longest"]), (waiting, count["value"], ours["longest"])
    return spent
