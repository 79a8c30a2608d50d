"""Sums llvm-cov's figures by module: lines run, of lines there are."""

import collections
import json
import sys

modules = collections.defaultdict(lambda: [0, 0])
for file in json.load(sys.stdin)["data"][0]["files"]:
    parts = file["filename"].split("/Sources/")
    if len(parts) != 2:
        continue
    lines = file["summary"]["lines"]
    for name in ("/".join(parts[1].split("/")[:2]), "all of Sources"):
        modules[name][0] += lines["covered"]
        modules[name][1] += lines["count"]

print("Coverage, lines run:")
for name, (covered, count) in sorted(modules.items(), key=lambda item: (item[0] == "all of Sources", item[0])):
    print(f"  {name:<32}{covered:>7} of {count:>6}  {100 * covered / max(count, 1):5.1f} %")
