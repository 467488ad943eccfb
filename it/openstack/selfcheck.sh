#!/bin/bash
# selfcheck.sh: proves that the running cloud behaves as a real one, in one run for a CI: boots 2 instances on the first host,
# cuts its power through its BMC, forces it down, evacuates, powers it on and takes it back. Deletes all instances before and
# after. The last line is "selfcheck: passed in N s"; any other end has an exit code other than 0.
set -euo pipefail
# shellcheck source=lib/all.sh
. "$(dirname "$0")/lib/all.sh"
need_root
need_cloud
host=$(host_name 1)

host_status() { "$HERE/host.sh" status "$host" || true; }
expect() { # PATTERN TEXT
  # shellcheck disable=SC2053
  [[ $2 == $1 ]] || die "expected '$1', found: $2"
}

say "2 instances on $host"
"$HERE/fault.sh" all clear
"$HERE/host.sh" start "$host"
client delete-all
client boot 2 "$host"
expect '*nova_compute=yes*guests_running=2' "$(host_status)"

say "power off through the BMC"
expect '*Down/Off*' "$(bmc_ask "$host" chassis power off)"
expect '*is off' "$(bmc_ask "$host" chassis power status)"
expect '*nova_compute=no*guests_running=0' "$(host_status)"

say "force down, evacuate"
client force-down "$host" true
client evacuate "$host"
client migrations "$host"
if client force-down "$host" false 2>/dev/null; then die "Nova took $host back before it had returned"; fi

say "power on through the BMC; return of the host"
expect '*Up/On*' "$(bmc_ask "$host" chassis power on)"
host_await "$host" 90
client migrations "$host" --all completed --seconds 60
client force-down "$host" false
expect '*nova_compute=yes*guests_defined=0*' "$(host_status)"
client delete-all
say "selfcheck: passed in $SECONDS s"
