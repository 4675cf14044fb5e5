#!/bin/bash
# A private PostgreSQL for tests: nothing shared with a database the machine may already run.
#
#   tools/pg.sh start DIR [PORT]   make the cluster in DIR on first use, start it, print its address
#   tools/pg.sh stop DIR           stop it; the folder stays
#
# It trusts whoever reaches it, so it listens on a socket inside DIR and on the loopback address only,
# and forgets its promises about power cuts (fsync off) for speed. Never keep anything in it.
# Of finished units it remembers ten for each connection allowed, as long as an older one runs; after
# that it takes what never met for a collision, so many are allowed.
# Run by root it works as the user `dure`, because PostgreSQL refuses to run as root.
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

usage() {
    sed -n '4,5s/^# *//p' "$0" >&2
    exit 2
}

pg_program() {
    local path
    path=$(ls -1 /usr/lib/postgresql/*/bin/"$1" 2>/dev/null | sort -V | tail -1)
    [ -n "$path" ] || die "PostgreSQL 서버가 없습니다" "the PostgreSQL server is not installed"
    echo "$path"
}

launch() {
    as_service_user "$(pg_program pg_ctl)" -D "$1/data" -l "$3" -w -o "-p $2" start >/dev/null
}

start() {
    local dir=$1 port=${2:-} log=$1/server.log tries=5
    if [ ! -f "$dir/data/PG_VERSION" ]; then
        mkdir -p "$dir"
        give_to_service_user "$dir"
        as_service_user "$(pg_program initdb)" -D "$dir/data" -U dure -A trust \
            -E UTF8 --locale=C --no-sync >"$log.initdb"
        as_service_user tee -a "$dir/data/postgresql.conf" >/dev/null <<CONF
unix_socket_directories = '$dir'
listen_addresses = '127.0.0.1'
max_connections = 1000
max_locks_per_transaction = 64
max_pred_locks_per_transaction = 64
fsync = off
synchronous_commit = on
full_page_writes = off
log_min_messages = warning
CONF
    fi
    # Below the ports that the system gives to whoever connects; several may be started at once.
    until launch "$dir" "${port:=$(free_port $((17300 + RANDOM % 80)) 17399)}" "$log"; do
        [ -z "${2:-}" ] && [ $((tries -= 1)) -gt 0 ] || return 1
        port= # another that was started at the same moment has it
    done
    as_service_user psql -h "$dir" -p "$port" -U dure -XqAt -d postgres >/dev/null <<SQL
SELECT 'CREATE DATABASE dure_test' WHERE NOT EXISTS
    (SELECT FROM pg_database WHERE datname = 'dure_test') \gexec
SQL
    echo "postgresql://dure@/dure_test?host=$dir&port=$port"
}

stop() {
    as_service_user "$(pg_program pg_ctl)" -D "$1/data" -m fast -w stop >/dev/null
}

case "${1:-}" in
start) [ $# -ge 2 ] || usage; start "$(realpath -m "$2")" "${3:-}" ;;
stop) [ $# -eq 2 ] || usage; stop "$(realpath -m "$2")" ;;
*) usage ;;
esac
