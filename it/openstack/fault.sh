#!/bin/bash
# fault.sh HOST|all KEY=VALUE...   switches faults of a host on; KEY=false or KEY= switches one off. At once, without a restart.
# fault.sh HOST|all clear          switches all of them off
# fault.sh HOST|all show           prints what is switched on
set -euo pipefail
# shellcheck source=lib/all.sh
. "$(dirname "$0")/lib/all.sh"
usage() {
  cat >&2 <<'TEXT'
usage: fault.sh HOST|all KEY=VALUE... | clear | show
  rebuild_seconds=N  rebuild_fails=true|0..1  rebuild_hangs=true     an evacuation to this host
  boot_seconds=N     boot_fails=true|0..1     boot_hangs=true        an instance that is booted or resized to this host
  destroy_hangs=true  live_migration_hangs=true
  shared_storage=true                 the disks of instances that come here are found
  full=true  memory_mb=N  vcpus=N     capacity, also told to Placement at once
  power_off_seconds=N  power_stuck=true  power_error=true            the BMC: switches off late, never, answers with an error
  bmc_silent=true                     the BMC answers nothing
TEXT
  exit 2
}
[ $# -ge 2 ] || usage
need_root
need_cloud

check() { # KEY VALUE
  case $1=$2 in
    *=false | *=) ;;
    rebuild_hangs=true | boot_hangs=true | destroy_hangs=true | live_migration_hangs=true) ;;
    shared_storage=true | full=true | power_stuck=true | power_error=true | bmc_silent=true) ;;
    rebuild_fails=* | boot_fails=*) [[ $2 =~ ^(true|0|1|0?\.[0-9]+)$ ]] || die "$1 is true or a chance from 0 to 1, not $2" ;;
    rebuild_seconds=* | boot_seconds=* | power_off_seconds=*)
      [[ $2 =~ ^[0-9]+(\.[0-9]+)?$ ]] || die "$1 is a number of seconds, not $2"
      ;;
    memory_mb=* | vcpus=*) [[ $2 =~ ^[1-9][0-9]*$ ]] || die "$1 is a positive number, not $2" ;;
    *) die "no such switch: $1=$2 (fault.sh without arguments lists them)" ;;
  esac
  case $1 in *[!a-z_]* | '') die "no such switch: $1" ;; esac
}

apply() { # HOST: what needs more than the file
  local pid
  if pid=$(process_id "bmc-$1"); then
    if [ -e "$HOSTS_DIR/$1/faults/bmc_silent" ]; then kill -STOP "$pid"; else kill -CONT "$pid"; fi
  fi
}

capacity_switches() { # DIRECTORY
  local key
  for key in full memory_mb vcpus; do echo "$key=$(cat "$1/$key" 2>/dev/null)"; done
}

change() { # HOST KEY=VALUE...
  local host=$1 directory=$HOSTS_DIR/$1/faults setting key before
  shift
  before=$(capacity_switches "$directory")
  for setting in "$@"; do
    key=${setting%%=*}
    case ${setting#*=} in
      '' | false) rm -f "$directory/$key" ;;
      *)
        echo "${setting#*=}" >"$directory/.$key"
        mv "$directory/.$key" "$directory/$key"
        ;;
    esac
  done
  apply "$host"
  if [ "$before" != "$(capacity_switches "$directory")" ]; then client capacity "$host"; fi
}

if [ "$1" = all ]; then
  mapfile -t chosen < <(all_hosts)
else
  chosen=("$(host_name "$1")")
fi
shift
case $1 in
  show) for host in "${chosen[@]}"; do (cd "$HOSTS_DIR/$host/faults" && for key in *; do
    if [ -e "$key" ]; then echo "$host $key=$(cat "$key")"; fi
  done); done ;;
  clear)
    for host in "${chosen[@]}"; do
      mapfile -t settings < <(cd "$HOSTS_DIR/$host/faults" && for key in *; do
        if [ -e "$key" ]; then echo "$key="; fi
      done)
      change "$host" "${settings[@]}"
    done
    ;;
  *)
    for setting in "$@"; do
      [ "$setting" != "${setting#*=}" ] || die "not KEY=VALUE: $setting"
      check "${setting%%=*}" "${setting#*=}"
    done
    for host in "${chosen[@]}"; do change "$host" "$@"; done
    ;;
esac
