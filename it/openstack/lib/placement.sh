# shellcheck shell=bash

placement_start() {
  mkdir -p "$ETC/placement"
  cat >"$ETC/placement/placement.conf" <<CONF
[DEFAULT]
log_file = $LOGS/placement.log
debug = $DEBUG
[placement_database]
connection = $(database_url placement)
[api]
auth_strategy = keystone
$(token_checks placement)
CONF
  if ! schema_current placement placement-common; then
    placement-manage --config-file "$ETC/placement/placement.conf" db sync
    schema_made placement placement-common
  fi
  wsgi_start placement "$PLACEMENT_PORT" /usr/bin/placement-api "$PLACEMENT_WORKERS" 4 OS_PLACEMENT_CONFIG_DIR="$ETC/placement"
}
