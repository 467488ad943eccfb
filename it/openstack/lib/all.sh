# shellcheck shell=bash
# Sources all of lib/.
for part in settings processes mariadb rabbitmq oslo keystone placement glance neutron nova hosts bmc; do
  # shellcheck source=/dev/null
  . "$(dirname "${BASH_SOURCE[0]}")/$part.sh"
done
