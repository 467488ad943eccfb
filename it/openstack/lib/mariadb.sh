# shellcheck shell=bash
# MariaDB on a socket in the state directory, without TCP. Durability is off: the data lives as long as a test does.

MARIADB_SOCKET=$STATE/mariadb/socket
DATABASES=(keystone placement glance neutron nova_api nova_cell0 nova_cell1)

# shellcheck disable=SC2120
sql() { mariadb --no-defaults -S "$MARIADB_SOCKET" -uroot -N -B "$@"; }
database_url() { echo "mysql+pymysql://root@localhost/$1?unix_socket=$MARIADB_SOCKET&charset=utf8"; }

mariadb_start() {
  local name
  [ ${#MARIADB_SOCKET} -lt 104 ] || die "$STATE is too long a path for a socket: set UMHA_OPENSTACK_DIR"
  if [ ! -e "$STATE/mariadb/installed" ]; then
    rm -rf "$STATE/mariadb"
    mkdir -p "$STATE/mariadb"
    mariadb-install-db --no-defaults --user=root --datadir="$STATE/mariadb/data" --skip-test-db \
      --auth-root-authentication-method=normal --skip-name-resolve
    touch "$STATE/mariadb/installed"
  fi
  process_start mariadb mariadbd --no-defaults --user=root --datadir="$STATE/mariadb/data" --socket="$MARIADB_SOCKET" \
    --pid-file="$STATE/mariadb/pid" --skip-networking --max-connections=1500 --character-set-server=utf8 \
    --collation-server=utf8_general_ci --innodb-buffer-pool-size=256M --innodb-flush-log-at-trx-commit=0 \
    --innodb-flush-method=nosync --skip-innodb-doublewrite
  wait_for 60 MariaDB "$LOGS/mariadb.out" sql -e 'select 1'
  for name in "${DATABASES[@]}"; do echo "CREATE DATABASE IF NOT EXISTS $name CHARACTER SET utf8;"; done |
    sql -B
}

schema_current() { # NAME PACKAGE: was the schema made by this version of the package?
  [ "$(cat "$SCHEMA/$1" 2>/dev/null)" = "$(package_version "$2")" ]
}
schema_made() { package_version "$2" >"$SCHEMA/$1"; }
package_version() { dpkg-query -W -f '${Version}' "$1"; }
