"""Runs the benchmarks and prints what they say: `make bench`, or `python3 Benchmarks/run.py [--quick]`.

The first run makes a virtual environment of its own with the peers. Everything lies in `.build/benchmarks`.
"""

import argparse
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".build" / "benchmarks"
PROGRAM = ROOT / ".build" / "release" / "benchmark-columns"
DESK = ROOT / ".build" / "release" / "benchmark-desk"
COMMAND = ROOT / ".build" / "release" / "replyledger"
LOAD_PEERS = ["fastapi", "sqlalchemy", "uvicorn[standard]", "jinja2"]
PEERS = ["duckdb", "pandas", "orjson", "numpy", "pyarrow", "dlt[sqlalchemy]", "requests", *LOAD_PEERS]


def with_peers():
    """Starts over inside the environment that has the peers."""
    python = FOLDER / "venv" / "bin" / "python"
    if Path(sys.prefix) == FOLDER / "venv":
        return
    installed = FOLDER / "venv" / "peers.txt"
    if not installed.exists() or installed.read_text() != " ".join(PEERS):
        venv.create(FOLDER / "venv", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
        installed.write_text(" ".join(PEERS))
    os.execv(python, [str(python), *sys.argv])


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="three rounds of each, to see that everything works")
    options.add_argument("--only", choices=["upload", "metric", "loading", "sync", "load"], help="one part")
    chosen = options.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with_peers()
    build()
    results = measure(chosen.only, quick=chosen.quick)
    (FOLDER / "results.json").write_text(json.dumps(results, indent=2))
    show(results)
    print(f"\nAll figures: {FOLDER / 'results.json'}")


def build():
    if not os.environ.get("BENCHMARK_SKIP_BUILD"):
        subprocess.run(["make", "bench-programs"], cwd=ROOT, check=True)


def measure(only, quick):
    # Each when its turn comes: a child's peak memory begins with that of its parent, and pandas is large.
    program = str(PROGRAM)
    results = {"machine": {"cores": os.cpu_count(), "load_before": os.getloadavg()}}
    if only in (None, "upload"):
        import upload

        results["upload"] = upload.run(program, FOLDER, runs=3 if quick else 7)
    if only in (None, "metric"):
        import metric

        results["metric"] = metric.run(program, FOLDER / "facts", runs=3 if quick else 21)
    if only in (None, "loading"):
        import loading

        results["loading"] = loading.run(program, FOLDER, runs=3)
    if only in (None, "sync"):
        import sync

        results["sync"] = sync.run(str(COMMAND), str(DESK), FOLDER, runs=1 if quick else 3, with_limit=not quick)
    if only in (None, "load"):
        import load

        results["load"] = load.run(
            str(COMMAND), FOLDER, rounds=1 if quick else 5, seconds=3 if quick else 10, minute=10 if quick else 60
        )
    results["machine"]["load_after"] = os.getloadavg()
    return results


def show(results):
    before, after = results["machine"]["load_before"], results["machine"]["load_after"]
    print(f"\n{results['machine']['cores']} cores; load {before[0]:.1f} before, {after[0]:.1f} after")
    if found := results.get("upload"):
        print(f"\nUpload of {found['bytes'] / 1e6:.0f} MB, medians of {found['runs']}")
        for name, label in (("ours", "replyledger"), ("python", "orjson + sqlite3")):
            print(
                f"  {label:18} {found[f'{name}_wall_s']:6.2f} s wall {found[f'{name}_cpu_s']:6.2f} s CPU "
                f"{found[f'{name}_peak_bytes'] / 1e6:6.0f} MB peak"
            )
        ratios = (found[f"python_{unit}"] / found[f"ours_{unit}"] for unit in ("wall_s", "cpu_s", "peak_bytes"))
        print("  {:18} {:6.1f} ×      {:6.1f} ×     {:6.1f} ×".format("ratio", *ratios))
    if found := results.get("metric"):
        show_metric(found)
        show_pages(found["pages"])
    if found := results.get("sync"):
        show_sync(found)
    if found := results.get("load"):
        show_load(found)
    if found := results.get("loading"):
        print(
            f"\nColumns from a store: {found['conversations']:,} conversations, {found['messages']:,} messages of ours in "
            f"{found['seconds']:.1f} s, {found['bytes'] / 1e6:.0f} MB; known of 500 changed ones after "
            f"{found['follow_seconds']:.2f} s, of other names of products after {found['rename_seconds']:.2f} s, "
            f"of facts under other rules {found['rules_seconds']:.2f} s after these count"
        )


def show_sync(found):
    for name, words in (("origin_a", "3 inboxes as the origin met them"), ("large", "a large desk")):
        ours = found[name]["ours"]
        desk = ours["desk"]
        print(
            f"\nFirst sync of {words}, 50 ms a call, medians of {found[name]['runs']}: {ours['stored']:,.0f} conversations, "
            f"{desk['calls']:,} calls, {desk['peak']} at once"
        )
        for peer in ("ours", "dlt"):
            if row := found[name].get(peer):
                per_thousand = row["cpu_s"] / row["stored"] * 1_000
                print(
                    f"  {peer:18} {row['wall_s']:6.1f} s wall {row['cpu_s']:6.1f} s CPU ({per_thousand:.2f} s a thousand) "
                    f"{row['peak_bytes'] / 1e6:6.0f} MB peak"
                )
    for limited in filter(None, (found.get("scaled"), found.get("limited"))):
        print(
            f"\nAt {limited['limit']} calls in {limited['window']} s: {limited['desk']['calls']:,} calls in {limited['wall_s']:.0f} s, of which "
            f"{limited['desk']['refused']} refused; {limited['least_s']:.0f} s is the least, a share of {limited['share']:.2f}"
        )


def show_load(found):
    print(f"\n64 connections, medians of {found['rounds']} rounds; load {found['load'][0]:.1f}")
    print(f"  {'':18} {'requests/s':>12} {'p99':>12} {'memory':>10}")
    for name, sides in found["compared"].items():
        for side, label in (("ours", f"{name}, ours"), ("peer", f"{name}, FastAPI")):
            row = sides[side]
            print(f"  {label:18} {row['rate']:12,.1f} {row['p99_ms']:9.1f} ms {row['bytes'] / 1e6:7.0f} MB")
        ours, peer = sides["ours"], sides["peer"]
        print(
            f"  {'ratio':18} {ours['rate'] / peer['rate']:10.1f} × {peer['p99_ms'] / ours['p99_ms']:10.1f} × "
            f"{peer['bytes'] / ours['bytes']:8.1f} ×"
        )
    mixed = found["mixed"]
    print(
        f"\nMixed pages and calls for {mixed['seconds']} s while {mixed['files']} files were written: {mixed['requests']:,} "
        f"requests, {mixed['failures']} failures; memory {mixed['start_bytes'] / 1e6:.0f} MB at the start, "
        f"{mixed['warm_bytes'] / 1e6:.0f} MB warm, {mixed['end_bytes'] / 1e6:.0f} MB at the end"
    )
    for kind, row in mixed["kinds"].items():
        print(f"  {kind:18} {row['requests']:6,} {row['p50_ms']:9.1f} ms {row['p99_ms']:9.1f} ms at p99")


def show_pages(found):
    print(f"\nWhole pages, medians of {found[0]['runs']}, and 95th percentiles of ours")
    print(f"  {'':32} {'ours':>10} {'p95':>10} {'DuckDB':>10} {'pandas':>10} {'÷ DuckDB':>10} {'÷ pandas':>10}")
    for one in found:
        print(
            f"  {one['page']:32} {one['ours_ms']:7.2f} ms {one['ours_p95_ms']:7.2f} ms {one['duckdb_ms']:7.2f} ms "
            f"{one['pandas_ms']:7.2f} ms {one['times_faster_than_duckdb']:8.1f} × {one['times_faster_than_pandas']:8.1f} ×"
        )


def show_metric(found):
    runs = found["questions"][0]["runs"]
    memory = found["loading"]["bytes_per_million_conversations"] / 1e6
    print(f"\nMetric over {found['loading']['messages']:,} messages of ours, medians of {runs}; columns: {memory:.0f} MB")
    print(f"  {'':32} {'ours':>10} {'DuckDB':>10} {'pandas':>10} {'÷ DuckDB':>10} {'÷ pandas':>10}")
    for one in found["questions"]:
        print(
            f"  {one['question']:32} {one['ours_ms']:7.2f} ms {one['duckdb_ms']:7.2f} ms {one['pandas_ms']:7.2f} ms "
            f"{one['times_faster_than_duckdb']:8.1f} × {one['times_faster_than_pandas']:8.1f} ×"
        )


if __name__ == "__main__":
    main()
