# shellcheck shell=bash
# Keystone: v3 only, as the package has it.

keystone_start() {
  mkdir -p "$ETC/keystone"
  cat >"$ETC/keystone/keystone.conf" <<CONF
[DEFAULT]
log_file = $LOGS/keystone.log
debug = $DEBUG
[database]
connection = $(database_url keystone)
[token]
provider = fernet
expiration = 14400
[fernet_tokens]
key_repository = $ETC/keystone/fernet-keys
[fernet_receipts]
key_repository = $ETC/keystone/fernet-keys
[credential]
key_repository = $ETC/keystone/credential-keys
[identity]
# Cheap hashes: the passwords here are no secrets, and each login of a service would cost a quarter of a second.
password_hash_algorithm = bcrypt
password_hash_rounds = 4
[cache]
enabled = true
backend = oslo_cache.dict
[catalog]
# Each worker has a cache of its own: after proxy.sh one of them would go on answering with the old endpoint.
caching = false
CONF
  local manage=(keystone-manage --config-file "$ETC/keystone/keystone.conf")
  if ! schema_current keystone keystone; then
    mkdir -p "$ETC/keystone"/{fernet,credential}-keys
    "${manage[@]}" fernet_setup --keystone-user root --keystone-group root
    "${manage[@]}" credential_setup --keystone-user root --keystone-group root
    "${manage[@]}" db_sync
    "${manage[@]}" bootstrap --bootstrap-password "$PASSWORD" --bootstrap-region-id "$REGION" \
      --bootstrap-admin-url "$AUTH_URL" --bootstrap-internal-url "$AUTH_URL" --bootstrap-public-url "$AUTH_URL"
    schema_made keystone keystone
  fi
  wsgi_start keystone "$KEYSTONE_PORT" /usr/bin/keystone-wsgi-public "$KEYSTONE_WORKERS" 8 \
    OS_KEYSTONE_CONFIG_FILES="$ETC/keystone/keystone.conf"
  client identity "compute=nova=$NOVA_URL" "placement=placement=$PLACEMENT_URL" "image=glance=$GLANCE_URL" \
    "network=neutron=$NEUTRON_URL"
  touch "$RUN/identity.ready"
}
