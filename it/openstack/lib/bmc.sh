# shellcheck shell=bash
# One BMC per host: OpenIPMI's ipmi_sim on an address of its own, whose relay is chassis.sh.

bmc_address() { echo "$BMC_NET.$(host_number "$1")"; }

bmc_configure() { # HOST
  local directory=$STATE/bmc/$1 number
  number=$(host_number "$1")
  mkdir -p "$directory/state"
  cat >"$directory/lan.conf" <<CONF
name "bmc-$number"
set_working_mc 0x20
  startlan 1
    addr $(bmc_address "$1") $BMC_PORT
    priv_limit admin
    allowed_auths_callback none md2 md5 straight
    allowed_auths_user none md2 md5 straight
    allowed_auths_operator none md2 md5 straight
    allowed_auths_admin none md2 md5 straight
    guid $(printf '756d6861%024x' "$number")
  endlan
  chassis_control "$HERE/lib/chassis.sh $1"
  user 1 false "" "unused" user 10 none md2 md5 straight
  user 2 true "$BMC_USER" "$BMC_PASSWORD" admin 10 none md2 md5 straight
CONF
  cat >"$directory/commands" <<'CONF'
mc_setbmc 0x20
mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr
sel_enable 0x20 1000 0x0a
mc_enable 0x20
CONF
}

bmc_start() { # HOST
  local directory=$STATE/bmc/$1
  process_start "bmc-$1" ipmi_sim -n -c "$directory/lan.conf" -f "$directory/commands" -s "$directory/state"
}

bmc_ask() { # HOST COMMAND...: through the network, as a fence agent does
  local host=$1
  shift
  IPMITOOL_PASSWORD=$BMC_PASSWORD ipmitool -I lanplus -C 3 -N 2 -R 3 -H "$(bmc_address "$host")" -p "$BMC_PORT" -U "$BMC_USER" -E "$@"
}

bmcs_start() {
  local host
  for host in $(all_hosts); do
    bmc_configure "$host"
    bmc_start "$host"
  done
  for host in $(all_hosts); do
    wait_for 20 "the BMC of $host" "$LOGS/bmc-$host.out" bmc_ask "$host" chassis power status
  done
}
