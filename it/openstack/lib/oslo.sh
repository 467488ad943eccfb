# shellcheck shell=bash
# Pieces that the services' configuration files share.

credentials() { # USER: how a service logs in to Keystone
  cat <<CONF
auth_url = $AUTH_URL
auth_type = password
username = $1
password = $PASSWORD
project_name = service
user_domain_name = Default
project_domain_name = Default
region_name = $REGION
CONF
}

token_checks() { # USER: how a service checks the tokens of its callers
  cat <<CONF
[keystone_authtoken]
www_authenticate_uri = $AUTH_URL
service_token_roles_required = true
$(credentials "$1")
CONF
}

wsgi_start() { # NAME PORT PROGRAM PROCESSES THREADS [VARIABLE=VALUE...]: a WSGI program in uWSGI, loaded once and forked
  local name=$1 port=$2 program=$3 processes=$4 threads=$5 variable
  shift 5
  {
    cat <<CONF
[uwsgi]
http-socket = $IP:$port
plugins = python3
wsgi-file = $program
processes = $processes
threads = $threads
master = true
enable-threads = true
thunder-lock = true
no-orphans = true
die-on-term = true
buffer-size = 65535
socket-timeout = 60
listen = 100
add-header = Connection: close
http-auto-chunked = true
http-chunked-input = true
rem-header = Content-Length
disable-logging = true
log-5xx = true
procname-prefix = $name-
CONF
    for variable in "$@"; do echo "env = $variable"; done
  } >"$ETC/$name-uwsgi.ini"
  process_start "$name" uwsgi --ini "$ETC/$name-uwsgi.ini"
  wait_for 90 "$name" "$LOGS/$name.out" http_answers "http://$IP:$port/"
}
