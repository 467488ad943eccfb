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
  keystone_keys fernet
  keystone_keys credential
  if ! schema_current keystone keystone; then
    "$PYTHON" "$HERE/lib/keystone_schema.py" "$ETC/keystone/keystone.conf" "$PASSWORD" "$REGION" "$AUTH_URL"
    schema_made keystone keystone
  fi
  wsgi_start keystone "$KEYSTONE_PORT" /usr/bin/keystone-wsgi-public "$KEYSTONE_WORKERS" 8 \
    OS_KEYSTONE_CONFIG_FILES="$ETC/keystone/keystone.conf"
  client identity "compute=nova=$NOVA_URL" "placement=placement=$PLACEMENT_URL" "image=glance=$GLANCE_URL" \
    "network=neutron=$NEUTRON_URL"
  touch "$RUN/identity.ready"
}

keystone_keys() { # fernet or credential: two keys of 32 random bytes, the staged one and the one in use
  local directory=$ETC/keystone/$1-keys number
  [ ! -e "$directory/1" ] || return 0
  mkdir -p "$directory"
  for number in 0 1; do
    head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\n' >"$directory/$number"
  done
  chmod -R go= "$directory"
}
