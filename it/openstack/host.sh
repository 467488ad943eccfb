#!/bin/bash
# host.sh kill HOST           the host dies (kill -9 of its nova-compute, guests gone), but its BMC still says "on": a panic
# host.sh crash HOST          only nova-compute dies, the guests go on running
# host.sh start HOST [--no-wait]   the host boots; waits until Nova hears of it
# host.sh status HOST         one line; exit code 0 when the host runs, 3 when it does not
set -euo pipefail
# shellcheck source=lib/all.sh
. "$(dirname "$0")/lib/all.sh"
usage() { die "usage: host.sh kill|crash|start|status HOST [--no-wait]"; }
[ $# -ge 2 ] || usage
need_root
need_cloud
host=$(host_name "$2")
case $1 in
  kill) host_kill "$host" ;;
  crash) host_crash "$host" ;;
  start)
    echo 1 >"$HOSTS_DIR/$host/power"
    host_start "$host"
    [ "${3:-}" = --no-wait ] || host_await "$host" 90
    ;;
  status)
    runs=no
    if host_runs "$host"; then runs=yes; fi
    guests=$("$PYTHON" "$HERE/lib/guests.py" "$HOSTS_DIR/$host")
    echo "host=$host nova_compute=$runs power=$(cat "$HOSTS_DIR/$host/power") $guests"
    [ "$runs" = yes ] || exit 3
    ;;
  *) usage ;;
esac
