# shellcheck shell=bash
# Neutron without agents: the instances have no network, but Nova lists their ports on each evacuation.

neutron_start() {
  mkdir -p "$ETC/neutron" "$STATE/neutron"
  cp -f /etc/neutron/api-paste.ini "$ETC/neutron/"
  cat >"$ETC/neutron/neutron.conf" <<CONF
[DEFAULT]
bind_host = $IP
bind_port = $NEUTRON_PORT
api_workers = 1
rpc_workers = 0
rpc_state_report_workers = 0
core_plugin = ml2
service_plugins =
auth_strategy = keystone
transport_url = $RABBIT_URL
state_path = $STATE/neutron
log_file = $LOGS/neutron.log
debug = $DEBUG
api_paste_config = $ETC/neutron/api-paste.ini
notify_nova_on_port_status_changes = false
notify_nova_on_port_data_changes = false
[database]
connection = $(database_url neutron)
[ml2]
# Loading the driver of vlan brings in the model of port forwardings, without which Neutron cannot list ports.
type_drivers = local,vlan
tenant_network_types = local
mechanism_drivers =
[oslo_concurrency]
lock_path = $STATE/lock
$(token_checks neutron)
CONF
  if ! schema_current neutron neutron-common; then
    neutron-db-manage --config-file "$ETC/neutron/neutron.conf" upgrade heads
    schema_made neutron neutron-common
  fi
  wait_for 120 RabbitMQ "$LOGS/rabbitmq.out" port_open "$RABBIT_PORT"
  process_start neutron neutron-server --config-file "$ETC/neutron/neutron.conf"
  wait_for 120 neutron "$LOGS/neutron.log" http_answers "$NEUTRON_URL/"
}
