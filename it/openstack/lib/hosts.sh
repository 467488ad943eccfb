# shellcheck shell=bash
# The compute hosts. HOSTS_DIR/<host>/ is what a real host keeps over a power cut: guests.json (its domains). The file boot
# names the current boot; it is missing while the host is down. faults/ holds the switches of fault.sh, power the BMC's relay.

host_configure() { # HOST
  local directory=$HOSTS_DIR/$1
  mkdir -p "$directory"/{faults,instances,lock}
  [ -e "$directory/power" ] || echo 1 >"$directory/power"
  cat >"$directory/nova.conf" <<CONF
[DEFAULT]
host = $1
compute_driver = fake.RememberingHost
state_path = $directory
instances_path = $directory/instances
log_file = $LOGS/nova-compute-$1.log
[oslo_concurrency]
lock_path = $directory/lock
CONF
}

host_locked() { # HOST FUNCTION ARGUMENTS...
  local host=$1
  shift
  (
    flock 8
    "$@"
  ) 8>"$HOSTS_DIR/$host/lock/state"
}

host_runs() { process_runs "nova-compute-$1"; }

host_start() {
  host_locked "$1" host_start_locked "$1"
  STARTED+=("nova-compute-$1")
}
host_start_locked() {
  local directory=$HOSTS_DIR/$1
  if host_runs "$1"; then return 0; fi
  if [ ! -e "$directory/boot" ]; then date +%s%N >"$directory/boot"; fi
  process_start "nova-compute-$1" env UMHA_HOST_DIRECTORY="$directory" UMHA_REMEMBER_GUESTS="$REMEMBER_GUESTS" \
    "$PYTHON" "$HERE/lib/compute_launcher.py" --config-file "$ETC/nova/nova.conf" --config-file "$directory/nova.conf"
}

host_kill() { host_locked "$1" host_kill_locked "$1"; }
host_kill_locked() { # the host and its guests die at once
  process_kill "nova-compute-$1"
  rm -f "$HOSTS_DIR/$1/boot"
}

host_crash() { host_locked "$1" process_kill "nova-compute-$1"; } # only nova-compute dies, the guests go on

host_reported() { # HOST: has nova-compute reported to Nova since it was started?
  local started seen
  started=$(stat -c %Y "$RUN/nova-compute-$1.pid") || return 1
  seen=$(sql nova_cell1 -e "SELECT TIMESTAMPDIFF(SECOND, '1970-01-01', last_seen_up) FROM services
    WHERE host = '$1' AND \`binary\` = 'nova-compute' AND deleted = 0") || return 1
  [ -n "$seen" ] && [ "$seen" != NULL ] && [ "$seen" -ge "$started" ]
}

host_await() { # HOST SECONDS
  wait_for "$2" "nova-compute of $1" "$LOGS/nova-compute-$1.log" host_reported "$1"
}
