#!/bin/sh
# Prints how many lines of each module the last test run went through.
set -eu

folder=$(dirname "$(swift test --show-codecov-path)")
profile="$folder/default.profdata"
tests=$(find .build/debug/ -maxdepth 1 -name '*.xctest' | head -n 1)
# Debian's llvm-cov cannot read the profile: take the one beside the compiler.
tool=$(dirname "$(readlink -f "$(command -v swift)")")/llvm-cov
if [ ! -f "$profile" ] || [ -z "$tests" ] || [ ! -x "$tool" ]; then
  echo "Coverage: the last run left no profile." >&2
  exit 0
fi
"$tool" export -summary-only -instr-profile "$profile" "$tests" | python3 scripts/coverage.py
