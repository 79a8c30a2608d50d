#!/bin/sh
# Runs the Swift tests on both stores, shows what failed, the coverage, and the runner's own summary.
set -eu

log=.build/test.log
mkdir -p .build
swift build --build-tests --enable-code-coverage --explicit-target-dependency-import-check error

# The store tests run on PostgreSQL too, on a cluster of their own; without it they must fail, not shrink.
export REPLYLEDGER_REQUIRE_POSTGRES=1
# A crash must end the run: the interactive backtracer waits for nobody here.
export SWIFT_BACKTRACE=enable=yes,interactive=no,color=no
# A few tests at a time: they share as many threads as there are processors, and whoever waits for a turn too often waits
# past the deadlines that it tests.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4
status=0
swift test --skip-build --enable-code-coverage >"$log" 2>&1 || status=$?
[ "$status" -eq 0 ] || tail -n 40 "$log" | cut -c1-300

scripts/coverage.sh
# What failed stands last, beside the summary: of a long log often only the end is kept.
grep -E "✘ (Test|Suite) |recorded an issue|^error:|Fatal error|stands aside" "$log" | grep -v "Test run with" \
  | cut -c1-1000 || true
grep -E "Test run with" "$log" || true
exit "$status"
