#!/bin/bash
# up.sh: brings the cloud up, prints and writes openrc and cloud.properties. What runs already is left alone.
# Settings: environment variables UMHA_OPENSTACK_*, see README.md.
set -euo pipefail
# A cloud that runs keeps the settings it was started with; a new start takes those of the environment.
# shellcheck disable=SC2034
NEW_SETTINGS=1
# shellcheck source=lib/all.sh
. "$(dirname "$0")/lib/all.sh"
need_root

all_running() {
  local name host
  [ -f "$STATE/cloud.properties" ] || return 1
  for name in mariadb rabbitmq keystone placement glance neutron nova-api nova-conductor nova-scheduler; do
    process_runs "$name" || return 1
  done
  for host in $(all_hosts); do
    process_runs "bmc-$host" || return 1
    process_runs "nova-compute-$host" || [ "$(cat "$HOSTS_DIR/$host/power")" = 0 ] || return 1
  done
  http_answers "$AUTH_URL" && http_answers "$NOVA_URL/"
}

check_settings() { # the data of an earlier run is tied to some settings
  [ -f "$STATE/settings" ] || return 0
  local before now
  # shellcheck source=/dev/null disable=SC2153
  before=$(. "$STATE/settings" && echo "$HOSTS $DOMAIN $PASSWORD $PORT_BASE")
  now="$HOSTS $DOMAIN $PASSWORD $PORT_BASE"
  [ "$before" = "$now" ] ||
    die "the data in $STATE was made with other HOSTS, DOMAIN, PASSWORD or PORT_BASE ($before): run down.sh --purge first"
}

check_programs() {
  local program
  for program in mariadbd epmd uwsgi keystone-manage placement-manage glance-api neutron-server nova-api nova-conductor \
    nova-scheduler ipmi_sim ipmitool curl; do
    command -v "$program" >/dev/null || die "$program is missing: run install.sh first"
  done
}

in_parallel() { # FUNCTION...: each with a log of its own; fails when one does, and names its log
  local step failed='' pids=() steps=("$@") number
  rm -f "$RUN/up.failed"
  for step in "${steps[@]}"; do
    (
      set -e
      trap '[ $? = 0 ] || touch "$RUN/up.failed"' EXIT
      begun=$SECONDS
      "$step"
      say "$step done after $((SECONDS - begun)) s"
    ) >"$LOGS/step-$step.log" 2>&1 &
    pids+=($!)
  done
  for number in "${!pids[@]}"; do
    if ! wait "${pids[$number]}"; then
      say "${steps[$number]} failed, see $LOGS/step-${steps[$number]}.log; it ends with:"
      tail -n 3 "$LOGS/step-${steps[$number]}.log" >&2
      failed=1
    fi
  done
  [ -z "$failed" ]
}

write_openrc() {
  cat >"$STATE/openrc" <<CONF
export OS_AUTH_URL=$AUTH_URL OS_IDENTITY_API_VERSION=3
export OS_USERNAME=admin OS_PASSWORD=$PASSWORD OS_PROJECT_NAME=admin
export OS_USER_DOMAIN_NAME=Default OS_PROJECT_DOMAIN_NAME=Default
export OS_REGION_NAME=$REGION OS_INTERFACE=public OS_COMPUTE_API_VERSION=2.79
CONF
}

write_properties() { # IMAGE FLAVOR
  local host number=0 hosts
  hosts=$(all_hosts | paste -sd,)
  {
    cat <<CONF
auth_url=$AUTH_URL
auth_url_proxied=http://$IP:$KEYSTONE_PROXY_PORT/v3
user=admin
password=$PASSWORD
project=admin
domain=Default
region=$REGION
image_id=$1
flavor_id=$2
nova_url=$NOVA_URL
placement_url=$PLACEMENT_URL
report_interval=$REPORT_INTERVAL
service_down_time=$SERVICE_DOWN_TIME
state_directory=$STATE
hosts=$hosts
CONF
    for host in $(all_hosts); do
      number=$((number + 1))
      cat <<CONF
host.$number.name=$host
host.$number.bmc.address=$(bmc_address "$host")
host.$number.bmc.port=$BMC_PORT
host.$number.bmc.user=$BMC_USER
host.$number.bmc.password=$BMC_PASSWORD
CONF
    done
  } >"$STATE/cloud.properties.new"
  mv "$STATE/cloud.properties.new" "$STATE/cloud.properties"
}

bring_up() {
  local host ids
  check_programs
  check_settings
  rm -f "$STATE/cloud.properties" "$RUN/identity.ready"
  save_settings
  for host in $(all_hosts); do
    host_configure "$host"
    echo 1 >"$HOSTS_DIR/$host/power"
  done
  say "MariaDB"
  in_parallel mariadb_start
  say "Keystone, Placement, Glance, Neutron, Nova, RabbitMQ, BMCs, $HOSTS compute hosts (logs: $LOGS)"
  in_parallel nova_start keystone_start neutron_start placement_start glance_start rabbitmq_start bmcs_start
  ids=$(client image-and-flavor)
  write_openrc
  # shellcheck disable=SC2086
  write_properties $ids
}

umask 022
mkdir -p "$ETC" "$RUN" "$LOGS" "$HOSTS_DIR" "$SCHEMA" "$STATE/lock"
exec 9>"$STATE/lock/up-or-down"
flock 9
if all_running; then
  say "runs already"
else
  bring_up
  say "up after $SECONDS s"
fi
echo "# $STATE/openrc"
cat "$STATE/openrc"
echo "# $STATE/cloud.properties"
cat "$STATE/cloud.properties"
