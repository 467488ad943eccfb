# shellcheck shell=bash
# Background processes: one session each, known by a file "PID STARTTIME" so that a reused process id is never mistaken
# for ours. Everything started here carries UMHA_OPENSTACK_PROCESS in its environment; down.sh looks for leftovers by it.

STARTED=() # the names of what this shell has started: wait_for gives up when one of them ends

process_start_time() { # PID: prints clock ticks since boot; fails when there is no such process or it is a zombie
  local stat fields
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra fields <<<"${stat##*) }"
  [ "${fields[0]}" != Z ] || return 1
  echo "${fields[19]}"
}

process_id() { # NAME: prints its process id when it runs
  local pid born
  { read -r pid born <"$RUN/$1.pid"; } 2>/dev/null || return 1
  [ "$(process_start_time "$pid")" = "$born" ] || return 1
  echo "$pid"
}

process_log() { # NAME: its own log, or what it printed
  if [ -s "$LOGS/$1.log" ]; then echo "$LOGS/$1.log"; else echo "$LOGS/$1.out"; fi
}

process_runs() { process_id "$1" >/dev/null; }

process_start() { # NAME COMMAND...: does nothing when it runs
  local name=$1
  shift
  if process_runs "$name"; then return 0; fi
  UMHA_OPENSTACK_PROCESS=$STATE/$name setsid "$@" >>"$LOGS/$name.out" 2>&1 </dev/null 8>&- 9>&- &
  echo "$! $(process_start_time $!)" >"$RUN/$name.pid"
  STARTED+=("$name")
}

process_group_gone() { # GROUP SECONDS
  local tenth
  for ((tenth = 0; tenth < $2 * 10; tenth++)); do
    kill -0 -- "-$1" 2>/dev/null || return 0
    sleep 0.1
  done
  return 1
}

process_kill() { # NAME: the whole group at once, as a power cut does; waits until it is gone
  local pid
  if pid=$(process_id "$1"); then
    kill -KILL -- "-$pid" 2>/dev/null || true
    process_group_gone "$pid" 5 || true
  fi
  rm -f "$RUN/$1.pid"
}

process_stop() { # NAME [SECONDS]: asks, and after that time kills
  local pid
  if pid=$(process_id "$1"); then
    kill -TERM -- "-$pid" 2>/dev/null || true
    process_group_gone "$pid" "${2:-10}" || process_kill "$1"
  fi
  rm -f "$RUN/$1.pid"
}

process_leftovers() { # prints the ids of all processes that were started for this cloud and still run
  local environ pid
  for environ in /proc/[0-9]*/environ; do
    if tr '\0' '\n' 2>/dev/null <"$environ" | grep -q "^UMHA_OPENSTACK_PROCESS=$STATE/"; then
      pid=${environ#/proc/}
      echo "${pid%/environ}"
    fi
  done 2>/dev/null
}

wait_for() { # SECONDS WHAT LOG COMMAND...: polls; gives up early when what was started ends, or another step of up.sh fails
  local seconds=$1 what=$2 log=$3 end name
  shift 3
  end=$((SECONDS + seconds))
  until "$@" >/dev/null 2>&1; do
    for name in "${STARTED[@]}"; do process_runs "$name" || die "$name has ended, see $(process_log "$name")"; done
    [ ! -e "$RUN/up.failed" ] || die "gave up waiting for $what: another step failed"
    [ "$SECONDS" -lt "$end" ] || die "$what is not ready after $seconds s, see $log"
    sleep 0.2
  done
}

http_answers() { # URL: any answer below 500
  local status
  status=$(curl -s -o /dev/null -m 5 -w '%{http_code}' "$1") || return 1
  [ "$status" -lt 500 ]
}
port_open() { (exec 3<>"/dev/tcp/$IP/$1") 2>/dev/null; }
