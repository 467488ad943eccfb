# shellcheck shell=bash

glance_start() {
  mkdir -p "$ETC/glance" "$STATE/images"
  cp -f /etc/glance/glance-api-paste.ini "$ETC/glance/"
  cat >"$ETC/glance/glance-api.conf" <<CONF
[DEFAULT]
bind_host = $IP
bind_port = $GLANCE_PORT
workers = 1
log_file = $LOGS/glance.log
debug = $DEBUG
enabled_backends = files:file
[database]
connection = $(database_url glance)
[glance_store]
default_backend = files
[files]
filesystem_store_datadir = $STATE/images
[os_glance_staging_store]
filesystem_store_datadir = $STATE/images/staging
[os_glance_tasks_store]
filesystem_store_datadir = $STATE/images/tasks
[paste_deploy]
flavor = keystone
config_file = $ETC/glance/glance-api-paste.ini
[oslo_concurrency]
lock_path = $STATE/lock
$(token_checks glance)
CONF
  if ! schema_current glance glance-common; then
    glance-manage --config-file "$ETC/glance/glance-api.conf" db_sync
    schema_made glance glance-common
  fi
  process_start glance glance-api --config-file "$ETC/glance/glance-api.conf"
  wait_for 90 glance "$LOGS/glance.log" http_answers "$GLANCE_URL/healthcheck"
}
