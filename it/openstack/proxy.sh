#!/bin/bash
# proxy.sh on             starts the proxy and points the catalogue's compute endpoints at it. For Keystone use auth_url_proxied
#                         of cloud.properties.
# proxy.sh rules JSON     what it does wrong from now on (README.md); replaces the rules before and forgets their counts
# proxy.sh clear          nothing is wrong any more
# proxy.sh off            the catalogue's endpoints are nova-api again, the proxy ends
set -euo pipefail
# shellcheck source=lib/all.sh
. "$(dirname "$0")/lib/all.sh"
usage() { die "usage: proxy.sh on | rules JSON | clear | off"; }
[ $# -ge 1 ] || usage
need_root
need_cloud
rules=$STATE/proxy-rules.json

set_rules() { # JSON
  printf '%s\n' "$1" >"$rules.new"
  if ! "$PYTHON" "$HERE/lib/fault_proxy.py" check "$rules.new"; then
    rm -f "$rules.new"
    exit 2
  fi
  mv "$rules.new" "$rules"
}

case $1:$# in
  on:1)
    if ! process_runs proxy; then set_rules '[]'; fi
    process_start proxy "$PYTHON" "$HERE/lib/fault_proxy.py" serve "$rules" "$LOGS/proxy.log" \
      "nova=$NOVA_PROXY_PORT=$NOVA_PORT" "keystone=$KEYSTONE_PROXY_PORT=$KEYSTONE_PORT"
    wait_for 10 proxy "$LOGS/proxy.out" port_open "$NOVA_PROXY_PORT"
    wait_for 10 proxy "$LOGS/proxy.out" port_open "$KEYSTONE_PROXY_PORT"
    client endpoint compute "http://$IP:$NOVA_PROXY_PORT/v2.1"
    ;;
  rules:2) set_rules "$2" ;;
  clear:1) set_rules '[]' ;;
  off:1)
    client endpoint compute "$NOVA_URL"
    process_stop proxy 1
    ;;
  *) usage ;;
esac
