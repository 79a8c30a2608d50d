#!/bin/sh
# Installs the Debian packages that are missing, and says which and why. Usage: install-packages.sh build|test|bench
set -eu

purpose=${1:-build}

# The C libraries behind the bindings, and time zones.
packages="libsqlite3-dev libpq-dev libcurl4-openssl-dev libyaml-dev zlib1g-dev libzstd-dev libssl-dev tzdata
  ca-certificates"
why="the C libraries that Replyledger is linked with, and time zones"
if [ "$purpose" = test ]; then
  # A throw-away PostgreSQL for the tests of both stores; a browser and its fonts for the pages.
  packages="$packages postgresql chromium fonts-noto-core fonts-liberation python3-venv"
  why="$why; PostgreSQL, Chromium and fonts for the tests"
fi
if [ "$purpose" = bench ]; then
  # What asks with many connections at once, and the environment of the peers.
  packages="$packages wrk python3-venv"
  why="$why; wrk and Python for the benchmarks"
fi

missing=""
for package in $packages; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "These packages are needed, and there is no apt-get to install them:$missing" >&2
  exit 1
fi
run=""
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "These packages are needed ($why). Install them as root:" >&2
    echo "  apt-get install$missing" >&2
    exit 1
  fi
  run=sudo
  echo "sudo is needed once, to install$missing ($why)." >&2
else
  echo "Installing$missing ($why)." >&2
fi
$run apt-get update -q >/dev/null
# shellcheck disable=SC2086 — the list is meant to be split
$run env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >/dev/null
