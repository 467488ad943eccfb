#!/bin/bash
# status.sh: processes, hosts, services, instances and migrations. Exit code 0 when all of the control plane runs, else 3.
set -uo pipefail
# shellcheck source=lib/all.sh
. "$(dirname "$0")/lib/all.sh"
if [ ! -f "$STATE/cloud.properties" ]; then
  say "no cloud in $STATE"
  exit 3
fi
result=0
for file in "$RUN"/*.pid; do
  name=$(basename "$file" .pid)
  if pid=$(process_id "$name"); then
    echo "process $name $pid"
  else
    echo "process $name DEAD"
    case $name in nova-compute-* | power-off-*) ;; *) result=3 ;; esac
  fi
done
for host in $(all_hosts); do "$HERE/host.sh" status "$host"; done
client status || result=3
exit $result
