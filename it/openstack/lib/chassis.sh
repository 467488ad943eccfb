#!/bin/bash
# The relay behind one BMC. ipmi_sim runs it and waits for it: chassis.sh HOST get power | set power 0|1 | set reset 1 |
# set shutdown 1. Faults (fault.sh): power_off_seconds, power_stuck, power_error.
set -u
host=$1 verb=$2 what=$3 value=${4:-}
for part in settings processes hosts; do
  # shellcheck source=/dev/null
  . "$(dirname "$0")/$part.sh"
done
directory=$HOSTS_DIR/$host

fault() { cat "$directory/faults/$1" 2>/dev/null; }

set_power() { # 0 or 1
  echo "$1" >"$directory/power.new"
  mv "$directory/power.new" "$directory/power"
  say "power $1"
}
power_off() {
  host_kill "$host"
  set_power 0
}
power_on() {
  set_power 1
  host_start "$host"
}
power_off_as_switched() {
  local seconds
  if [ "$(fault power_stuck)" = true ]; then return; fi
  seconds=$(fault power_off_seconds)
  if [ -n "$seconds" ]; then
    process_start "power-off-$host" "$0" "$host" later "$seconds"
  else
    power_off
  fi
}

exec 2>>"$LOGS/bmc-$host.out"
if [ "$verb" = set ] && [ "$(fault power_error)" = true ]; then
  echo "switched to fail"
  exit 1
fi
case "$verb $what" in
  "get power") echo "power:$(cat "$directory/power")" ;;
  "get boot") echo "boot:none" ;;
  "set power") if [ "$value" = 1 ]; then power_on; else power_off_as_switched; fi ;;
  "set shutdown") power_off_as_switched ;;
  "set reset")
    if [ "$(cat "$directory/power")" = 1 ]; then
      host_kill "$host"
      host_start "$host"
    fi
    ;;
  "later "*)
    sleep "$what"
    power_off
    ;;
  "set "* | "check "*) ;;
  *)
    echo "unknown request: $*"
    exit 1
    ;;
esac
exit 0
