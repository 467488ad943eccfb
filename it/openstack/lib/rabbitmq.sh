# shellcheck shell=bash
# RabbitMQ with an Erlang port mapper of its own, both on loopback. It starts empty each time: nothing in it outlives
# the services that made it.

# shellcheck disable=SC2034
RABBIT_URL=rabbit://openstack:$PASSWORD@$IP:$RABBIT_PORT/

rabbitmq_start() {
  local home=$STATE/rabbitmq
  if ! process_runs rabbitmq; then
    rm -rf "$home"
    mkdir -p "$home"
    cat >"$home/rabbitmq.conf" <<CONF
listeners.tcp.1 = $IP:$RABBIT_PORT
default_user = openstack
default_pass = $PASSWORD
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 100MB
log.file.level = warning
CONF
    echo '[].' >"$home/enabled_plugins"
    process_start epmd epmd -address "$IP" -port "$EPMD_PORT"
    wait_for 20 epmd "$LOGS/epmd.out" port_open "$EPMD_PORT"
    process_start rabbitmq env HOME="$home" RABBITMQ_NODENAME="umha-$PORT_BASE@localhost" \
      RABBITMQ_CONFIG_FILE="$home/rabbitmq.conf" RABBITMQ_MNESIA_BASE="$home/mnesia" RABBITMQ_LOG_BASE="$LOGS" \
      RABBITMQ_ENABLED_PLUGINS_FILE="$home/enabled_plugins" RABBITMQ_PID_FILE="$home/pid" \
      RABBITMQ_DIST_PORT="$RABBIT_DIST_PORT" ERL_EPMD_PORT="$EPMD_PORT" ERL_EPMD_ADDRESS="$IP" \
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +S 2:2" \
      /usr/lib/rabbitmq/bin/rabbitmq-server
  fi
  wait_for 90 RabbitMQ "$LOGS/rabbitmq.out" port_open "$RABBIT_PORT"
}
