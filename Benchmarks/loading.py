"""Times how long our columns need to come up from a store of a million conversations, as at the start of a server,
and how soon they know what changed."""

import json
import statistics
import subprocess

from upload import fresh


def run(program, folder, seed=1, conversations=1_000_000, runs=3):
    store = folder / "facts.db"
    fresh(store)
    subprocess.run([program, "fill", str(seed), str(conversations), str(store)], check=True)
    found = [json.loads(subprocess.check_output([program, "load", str(store)])) for _ in range(runs)]
    return {
        "conversations": found[0]["conversations"], "messages": found[0]["messages"], "runs": runs,
        "follow_seconds": statistics.median(one["follow_ns"] for one in found) / 1e9,
        "rules_seconds": statistics.median(one["rules_ns"] for one in found) / 1e9,
        "rename_seconds": statistics.median(one["rename_ns"] for one in found) / 1e9,
        "seconds": statistics.median(one["load_ns"] for one in found) / 1e9,
        "bytes": statistics.median(one["bytes"] for one in found), "store_bytes": store.stat().st_size,
    }
