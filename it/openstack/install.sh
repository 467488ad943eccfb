#!/bin/bash
# install.sh: installs the Debian 12 packages that the other scripts need. Can be run again. No service is started or enabled.
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo "run this as root" >&2; exit 1; }
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

PACKAGES=(mariadb-server mariadb-client rabbitmq-server uwsgi-core uwsgi-plugin-python3 python3-pymysql
  keystone placement-api glance-api neutron-server neutron-common nova-api nova-conductor nova-scheduler nova-compute
  openipmi ipmitool curl iproute2 util-linux procps)

missing=()
for package in "${PACKAGES[@]}"; do
  [ "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || missing+=("$package")
done
if [ ${#missing[@]} = 0 ]; then
  echo "all packages are installed"
  exit 0
fi

# Maintainer scripts ask this program before they start a service. It is taken away again when it was not there before.
if [ ! -e /usr/sbin/policy-rc.d ]; then
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
  chmod 755 /usr/sbin/policy-rc.d
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi

get() { apt-get -o DPkg::Lock::Timeout=900 "$@"; }
get update -q
# The packages would set up databases and endpoints of their own.
{
  echo "dbconfig-common dbconfig-common/dbconfig-install boolean false"
  for package in keystone glance-common glance-api neutron-common neutron-server nova-common nova-api placement-common \
    placement-api; do
    for question in dbconfig-install configure_db register-endpoint configure-endpoint; do
      echo "$package $package/$question boolean false"
    done
  done
  for question in nova-common:nova/configure_db glance-common:glance/configure_db glance-api:glance/register-endpoint \
    neutron-common:neutron/configure_db neutron-server:neutron/register-endpoint keystone:keystone/create-admin-tenant \
    keystone:keystone/configure_db keystone:keystone/register-endpoint; do
    echo "${question%%:*} ${question#*:} boolean false"
  done
} | debconf-set-selections
get install -qy --no-install-recommends "${missing[@]}"
