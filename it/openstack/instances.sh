#!/bin/bash
# instances.sh boot N HOST   boots N instances on HOST and waits until they are ACTIVE there
# instances.sh delete-all    deletes all instances and waits until they are gone
set -euo pipefail
# shellcheck source=lib/all.sh
. "$(dirname "$0")/lib/all.sh"
case ${1:-}:$# in
  boot:3)
    need_cloud
    case $2 in '' | *[!0-9]*) die "not a number of instances: $2" ;; esac
    host=$(host_name "$3")
    client boot "$2" "$host"
    ;;
  delete-all:1)
    need_cloud
    client delete-all
    ;;
  *) die "usage: instances.sh boot N HOST | delete-all" ;;
esac
