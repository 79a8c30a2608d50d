"""Times `metric` over a million conversations against pandas and DuckDB, turn by turn, and compares every answer."""

import json
import math
import statistics
import subprocess
import time

import metric_peers
import pages
from metric_peers import QUESTIONS


class Ours:
    """Our columns in their own process, which tells how long each answer took inside."""

    def __init__(self, program, folder, seed, conversations):
        self.process = subprocess.Popen(
            [program, "columns", str(seed), str(conversations), str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        self.loading = json.loads(self.process.stdout.readline())

    def ask(self, question):
        answer = self.ask_all([question.address])
        return answer["ns"], self.found(answer["answers"][0])

    def ask_all(self, addresses):
        self.process.stdin.write("\t".join(addresses) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    @staticmethod
    def found(answer):
        return answer["value"], {tuple(group["labels"]): group["value"] for group in answer["groups"]}

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def assert_same(question, ours, theirs):
    if question.metric == "M12":
        # Ours is an average over the hours of that name.
        counts = {labels: count / question.occurrences(of_one_hour=True) for labels, count in theirs[1].items()}
        theirs = theirs[0] / question.occurrences(of_one_hour=False), counts
    assert_value(question, ours[0], theirs[0])
    assert ours[1].keys() == theirs[1].keys(), (question.name, set(ours[1]) ^ set(theirs[1]))
    for labels, value in ours[1].items():
        assert_value(question, value, theirs[1][labels])


def assert_value(question, ours, theirs):
    if isinstance(theirs, metric_peers.Share):
        assert math.isclose(ours, theirs.value, rel_tol=1e-9), (question.name, ours, theirs.value)
        return
    if isinstance(theirs, float):
        assert math.isclose(ours, theirs, rel_tol=1e-9), (question.name, ours, theirs)
        return
    if isinstance(ours, int):
        assert ours == theirs, (question.name, ours, theirs)
        return
    for name in ("n", "min", "max"):
        assert ours[name] == theirs[name], (question.name, name, ours, theirs)
    for name in ("p50", "p90", "mean"):
        assert math.isclose(ours[name], theirs[name], rel_tol=1e-9), (question.name, name, ours, theirs)


def run(program, folder, seed=1, conversations=1_000_000, runs=15):
    """One result per question: medians in milliseconds, and how many times faster we are."""
    folder.mkdir(parents=True, exist_ok=True)
    ours = Ours(program, folder, seed, conversations)
    loading = {"ours_s": ours.loading["load_ns"] / 1e9, "messages": ours.loading["messages"]}
    loading["bytes_per_million_conversations"] = round(ours.loading["bytes"] * 1e6 / conversations)
    arrays = metric_peers.load_arrays(folder)
    sides = {"ours": ours}
    for name, peer in (("duckdb", metric_peers.DuckDB), ("pandas", metric_peers.Pandas)):
        start = time.perf_counter()
        sides[name] = peer(arrays)
        loading[f"{name}_s"] = time.perf_counter() - start
    del arrays
    results = [measure(question, sides, runs) for question in QUESTIONS]
    found = [pages.measure(page, sides, runs, assert_same) for page in pages.PAGES]
    ours.close()
    return {"loading": loading, "questions": results, "pages": found}


def measure(question, sides, runs):
    times = {name: [] for name in sides}
    for number in range(runs + 1):
        answers = {}
        for name, side in sides.items():
            nanoseconds, answers[name] = side.ask(question)
            # The first round warms up; its answers are compared like all others.
            if number > 0:
                times[name].append(nanoseconds / 1e6)
        for name in sides:
            assert_same(question, answers["ours"], answers[name])
    result = {"question": question.name, "runs": runs}
    for name in sides:
        result[f"{name}_ms"] = statistics.median(times[name])
        result[f"{name}_best_ms"] = min(times[name])
    for name in ("duckdb", "pandas"):
        result[f"times_faster_than_{name}"] = result[f"{name}_ms"] / result["ours_ms"]
    return result
