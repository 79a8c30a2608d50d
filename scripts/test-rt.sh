#!/bin/sh
# Syncs from a real Request Tracker 5: installs Debian's, starts it on this machine with a database of its own, files
# tickets by REST and by mail, and compares what the sync booked with what was filed.
# Usage: scripts/test-rt.sh [--if-possible] [COMMAND], where COMMAND is the replyledger to test. If possible: where there
# cannot be a Request Tracker, that is said, and no failure.
set -eu

cd "$(dirname "$0")/.."
without=1
if [ "${1:-}" = --if-possible ]; then
  without=0
  shift
fi
command=${1:-.build/release/replyledger}
[ -x "$command" ] || { echo "There is no $command: make build" >&2; exit 1; }

# Ends because there cannot be a Request Tracker, and says why.
give_up() {
  echo "NOT TESTED: nothing was synced from a real Request Tracker, because $1." >&2
  exit "$without"
}
[ "$(id -u)" -eq 0 ] || give_up "only root installs one and runs it as www-data (sudo make test-rt)"
command -v apt-get >/dev/null 2>&1 || give_up "it comes from Debian, and there is no apt-get"

packages="request-tracker5 rt5-db-sqlite rt5-standalone rt5-clients"
log=$(mktemp /tmp/replyledger-rt-packages.XXXXXX)
trap 'rm -f "$log"' EXIT
missing=""
for package in $packages; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
if [ -n "$missing" ]; then
  echo "Installing$missing (a real help desk to sync from)." >&2
  patience="-o Acquire::Retries=2 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30"
  # shellcheck disable=SC2086 — the lists are meant to be split
  {
    apt-get $patience update -q >/dev/null 2>&1 || true # what is missing shows when it is fetched
    apt-get $patience install -q -y --no-install-recommends --download-only $missing >/dev/null 2>&1
  } || give_up "Debian's packages cannot be fetched (apt-get install$missing)"
  # shellcheck disable=SC2086
  env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    give_up "Debian's packages do not install (the end of what apt-get says stands above)"
  }
fi

folder=$(mktemp -d /tmp/replyledger-rt.XXXXXX)
server=""
finish() {
  status=$?
  trap - EXIT INT TERM
  [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
  [ "$status" -eq 0 ] || tail -n 20 "$folder/server.log" 2>/dev/null >&2 || true
  rm -rf "$folder" "$log"
  exit "$status"
}
trap finish EXIT INT TERM

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir "$folder/conf.d" "$folder/desk"
cat >"$folder/RT_SiteConfig.pm" <<CONFIG
Set(\$rtname, 'desk.example');
Set(\$Organization, 'desk.example');
Set(\$Timezone, 'America/New_York');
Set(\$WebPath, '');
Set(\$WebPort, $port);
Set(\$WebDomain, '127.0.0.1');
Set(\$WebBaseURL, 'http://127.0.0.1:$port');
Set(\$CorrespondAddress, 'help\@desk.example');
Set(\$CommentAddress, 'help-comment\@desk.example');
Set(\$MailCommand, 'testfile');
# Each call shows its credentials anew, and to check them takes a quarter of a second of work unless it is made easy.
Set(\$BcryptCost, 5);
Set(\$DatabaseType, 'SQLite');
Set(\$DatabaseName, '$folder/desk/rtdb');
Set(\$LogToSyslog, undef);
Set(\$LogToSTDERR, 'error');
1;
CONFIG
chown -R www-data "$folder"
chmod 755 "$folder"

# The settings and the database are this run's own: what else Request Tracker may do on this machine stays as it is.
desk="setpriv --reuid www-data --regid www-data --clear-groups env RT_SITE_CONFIG=$folder/RT_SiteConfig.pm
  RT_SITE_CONFIG_DIR=$folder/conf.d RT_TOKEN_FILE=$folder/desk/token TMPDIR=$folder/desk"
cp scripts/rt/desk.pl "$folder/desk/initialdata.pl"
# shellcheck disable=SC2086 — the command is meant to be split
{
  $desk rt-setup-database-5 --action init --skip-create
  $desk rt-setup-database-5 --action insert --datafile "$folder/desk/initialdata.pl"
} >"$folder/server.log" 2>&1
# shellcheck disable=SC2086
$desk /usr/share/request-tracker5/libexec/rt-server --host 127.0.0.1 --port "$port" >"$folder/server.log" 2>&1 &
server=$!
# shellcheck disable=SC2086
python3 scripts/rt/sync_test.py --url "http://127.0.0.1:$port" --token-file "$folder/desk/token" \
  --folder "$folder" --command "$(realpath "$command")" --shredder "$desk rt-shredder-5"
