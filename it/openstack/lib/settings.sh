# shellcheck shell=bash disable=SC2034
# Settings, paths and messages. Sourced first by every script here.

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH LC_ALL=C.UTF-8
unset http_proxy https_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY

STATE=$(realpath -m "${UMHA_OPENSTACK_DIR:-${TMPDIR:-/tmp}/umha-openstack}")
export UMHA_OPENSTACK_DIR=$STATE
ETC=$STATE/etc RUN=$STATE/run LOGS=$STATE/log HOSTS_DIR=$STATE/hosts SCHEMA=$STATE/schema
PYTHON=/usr/bin/python3 # the packages' modules belong to the system's interpreter
IP=127.0.0.1
REGION=RegionOne

# What up.sh was started with counts for every later command on the same cloud.
SETTINGS=(HOSTS DOMAIN PASSWORD PORT_BASE BMC_NET BMC_PORT BMC_USER BMC_PASSWORD REPORT_INTERVAL SERVICE_DOWN_TIME
  REMEMBER_GUESTS API_WORKERS KEYSTONE_WORKERS PLACEMENT_WORKERS CONDUCTOR_WORKERS SCHEDULER_WORKERS NOVA_CONF DEBUG)
if [ -f "$STATE/settings" ] && [ -z "${NEW_SETTINGS:-}" ]; then
  # shellcheck source=/dev/null
  . "$STATE/settings"
fi
setting() { # NAME DEFAULT: the environment's UMHA_OPENSTACK_NAME, or the default
  local variable=UMHA_OPENSTACK_$1
  printf -v "$1" %s "${!variable-$2}"
}
if [ -z "${SETTINGS_LOADED:-}" ]; then
  setting HOSTS 4
  setting DOMAIN domain.tld
  setting PASSWORD openstack
  setting PORT_BASE 21000
  setting BMC_NET 127.0.21
  setting BMC_PORT 623
  setting BMC_USER admin
  setting BMC_PASSWORD bmc-secret
  setting REPORT_INTERVAL 10
  setting SERVICE_DOWN_TIME 60
  setting REMEMBER_GUESTS 1
  setting API_WORKERS 3
  setting KEYSTONE_WORKERS 2
  setting PLACEMENT_WORKERS 2
  setting CONDUCTOR_WORKERS 2
  setting SCHEDULER_WORKERS 2
  setting NOVA_CONF ''
  setting DEBUG False
fi

KEYSTONE_PORT=$((PORT_BASE + 500)) KEYSTONE_PROXY_PORT=$((PORT_BASE + 501))
NOVA_PORT=$((PORT_BASE + 774)) NOVA_PROXY_PORT=$((PORT_BASE + 775))
PLACEMENT_PORT=$((PORT_BASE + 778)) GLANCE_PORT=$((PORT_BASE + 292)) NEUTRON_PORT=$((PORT_BASE + 696))
RABBIT_PORT=$((PORT_BASE + 672)) RABBIT_DIST_PORT=$((PORT_BASE + 673)) EPMD_PORT=$((PORT_BASE + 369))
AUTH_URL=http://$IP:$KEYSTONE_PORT/v3
NOVA_URL=http://$IP:$NOVA_PORT/v2.1
PLACEMENT_URL=http://$IP:$PLACEMENT_PORT
GLANCE_URL=http://$IP:$GLANCE_PORT
NEUTRON_URL=http://$IP:$NEUTRON_PORT

say() { printf '%s %s\n' "$(date +%H:%M:%S)" "$*" >&2; }
die() {
  say "ERROR: $*"
  exit 1
}
need_root() { [ "$(id -u)" = 0 ] || die "run this as root"; }
need_cloud() { [ -f "$STATE/cloud.properties" ] || die "no cloud in $STATE: run up.sh first"; }

save_settings() {
  local name
  {
    echo 'SETTINGS_LOADED=1'
    for name in "${SETTINGS[@]}"; do printf '%s=%q\n' "$name" "${!name}"; done
  } >"$STATE/settings.new"
  mv "$STATE/settings.new" "$STATE/settings"
}

host_name() { # 2, node-2 or node-2.domain.tld -> node-2.domain.tld
  local number=${1#node-}
  number=${number%".$DOMAIN"}
  case $number in '' | *[!0-9]*) die "no such host: $1 (hosts are node-1.$DOMAIN to node-$HOSTS.$DOMAIN)" ;; esac
  if [ "$number" -lt 1 ] || [ "$number" -gt "$HOSTS" ]; then
    die "no such host: $1 (hosts are node-1.$DOMAIN to node-$HOSTS.$DOMAIN)"
  fi
  echo "node-$number.$DOMAIN"
}
all_hosts() {
  local number
  for ((number = 1; number <= HOSTS; number++)); do echo "node-$number.$DOMAIN"; done
}
host_number() {
  local number=${1#node-}
  echo "${number%%.*}"
}

client() { # see client.py
  env AUTH_URL="$AUTH_URL" NOVA_URL="$NOVA_URL" PLACEMENT_URL="$PLACEMENT_URL" GLANCE_URL="$GLANCE_URL" \
    PASSWORD="$PASSWORD" REGION="$REGION" HOSTS_DIR="$HOSTS_DIR" "$PYTHON" "$HERE/lib/client.py" "$@"
}
