# shellcheck shell=bash
# Nova's control plane: schema with two cells, API, conductor, scheduler. The compute hosts are in hosts.sh.

nova_configure() {
  mkdir -p "$ETC/nova" "$STATE/nova"
  cp -f /etc/nova/api-paste.ini "$ETC/nova/"
  cat >"$ETC/nova/nova.conf" <<CONF
[DEFAULT]
my_ip = $IP
host = controller.$DOMAIN
transport_url = $RABBIT_URL
state_path = $STATE/nova
debug = $DEBUG
default_log_levels = oslo.messaging=WARN,urllib3=WARN,keystonemiddleware=WARN,amqp=WARN,amqplib=WARN,stevedore=WARN
report_interval = $REPORT_INTERVAL
service_down_time = $SERVICE_DOWN_TIME
shelved_offload_time = -1
enabled_apis = osapi_compute
osapi_compute_listen = $IP
osapi_compute_listen_port = $NOVA_PORT
osapi_compute_workers = $API_WORKERS
[wsgi]
api_paste_config = $ETC/nova/api-paste.ini
[api]
auth_strategy = keystone
[api_database]
connection = $(database_url nova_api)
[database]
connection = $(database_url nova_cell1)
[conductor]
workers = $CONDUCTOR_WORKERS
[scheduler]
workers = $SCHEDULER_WORKERS
[glance]
endpoint_override = $GLANCE_URL
[cinder]
os_region_name = $REGION
[vnc]
enabled = false
[quota]
instances = -1
cores = -1
ram = -1
[oslo_concurrency]
lock_path = $STATE/lock
[oslo_messaging_notifications]
driver = noop
[placement]
$(credentials placement)
[neutron]
service_metadata_proxy = false
$(credentials neutron)
[service_user]
send_service_user_token = true
$(credentials nova)
$(token_checks nova)
$NOVA_CONF
CONF
}

nova_schema() {
  if ! schema_current nova nova-common; then
    "$PYTHON" "$HERE/lib/nova_schema.py" "$ETC/nova/nova.conf" "$(database_url nova_cell0)"
    schema_made nova nova-common
  fi
  all_hosts | nova_map_hosts
}

nova_map_hosts() { # host names on stdin: into the cell where their compute services will report
  local host service
  while read -r host; do
    echo "INSERT INTO host_mappings (created_at, cell_id, host) SELECT UTC_TIMESTAMP(), id, '$host' FROM cell_mappings
          WHERE name = 'cell1' AND NOT EXISTS (SELECT 1 FROM host_mappings WHERE host = '$host');"
  done | sql nova_api
}

nova_start() {
  nova_configure
  nova_schema
  # Without Keystone and Placement the conductor and the scheduler give up when they start, and a compute host tries again
  # only after a minute; without a conductor it tries again every ten seconds.
  wait_for 180 Keystone "$LOGS/step-keystone_start.log" test -e "$RUN/identity.ready"
  wait_for 180 Placement "$LOGS/placement.out" http_answers "$PLACEMENT_URL/"
  wait_for 180 RabbitMQ "$LOGS/rabbitmq.out" port_open "$RABBIT_PORT"
  local service host
  rm -f "$LOGS/nova-conductor.log"
  for service in nova-conductor nova-scheduler nova-api; do
    process_start $service $service --config-file "$ETC/nova/nova.conf" --log-file "$LOGS/$service.log"
  done
  wait_for 120 nova-conductor "$LOGS/nova-conductor.log" grep -q 'Starting conductor node' "$LOGS/nova-conductor.log"
  for host in $(all_hosts); do host_start "$host"; done
  wait_for 120 nova-api "$LOGS/nova-api.log" http_answers "$NOVA_URL/"
  for host in $(all_hosts); do host_await "$host" 120; done
}
