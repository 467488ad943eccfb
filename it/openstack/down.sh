#!/bin/bash
# down.sh [--purge]: stops everything that up.sh started. The databases stay for a quick next up.sh; --purge deletes them.
set -uo pipefail
# shellcheck source=lib/all.sh
. "$(dirname "$0")/lib/all.sh"
need_root
case ${1:-} in '' | --purge) ;; *) die "usage: down.sh [--purge]" ;; esac
if [ ! -d "$RUN" ]; then
  say "nothing runs from $STATE"
  exit 0
fi
exec 9>"$STATE/lock/up-or-down"
flock 9

stop_all() { # PATTERN...: of names, all at once
  local file pattern
  for pattern in "$@"; do
    for file in "$RUN"/$pattern.pid; do
      if [ -e "$file" ]; then process_stop "$(basename "$file" .pid)" & fi
    done
  done
  wait
}

stop_all 'power-off-*' 'bmc-*' proxy
stop_all 'nova-*' neutron glance placement keystone
stop_all rabbitmq mariadb
stop_all epmd
rm -f "$HOSTS_DIR"/*/boot
for pid in $(process_leftovers); do
  say "ends process $pid: $(tr '\0' ' ' <"/proc/$pid/cmdline" | cut -c 1-100)"
  kill -KILL "$pid" 2>/dev/null
done
say "stopped"
if [ "${1:-}" = --purge ]; then
  [ -f "$STATE/settings" ] || die "$STATE has no settings of up.sh in it: not deleting it"
  rm -rf "$STATE"
  say "deleted $STATE"
fi
