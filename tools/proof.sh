#!/bin/bash
# Prove at full count that nothing is lost: kills, power cuts, failing disks, memory and servers.
#
#   tools/proof.sh BUILD         everything; writes docs/operations/proof.md
#   tools/proof.sh BUILD kill    the purchases under fire alone; writes nothing
#
# PURCHASES, KILLS, ROUNDS and CUTS say otherwise how often; TMPDIR where the databases lie. Ends with 1
# when any proof failed. Starts a PostgreSQL of its own and stops it again.
set -uo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

BUILD=${1:-}
ONLY=${2:-}
PURCHASES=${PURCHASES:-2000}
KILLS=${KILLS:-1000} # of each run of purchases
ROUNDS=${ROUNDS:-1000}
CUTS=${CUTS:-500}
REPORT=docs/operations/proof.md

work= # gone at the end
site= # ./run
failed=0

clean_up() {
    local status=$?
    stop_site
    [ -z "$work" ] || {
        [ ! -e "$work/pg/data/postmaster.pid" ] || tools/pg.sh stop "$work/pg"
        rm -rf "$work"
    }
    exit "$status"
}

# prove COMMAND…: run it, keep its lines; what else it says is for when it failed.
prove() {
    "$@" 2>"$work/said" | tee -a "$work/lines" || { failed=1; tail -n 40 "$work/said" >&2; }
}

# serve_site PORT: the demo city behind the edge.
serve_site() {
    EDGE_REQUESTS_PER_S=100000 PORT=$1 DURE_DATA=$work/site DURE_BUILD=$BUILD ./run >"$work/run" 2>&1 &
    site=$!
    until curl -fsS -o /dev/null -m 2 "http://127.0.0.1:$1/readyz" 2>/dev/null; do
        kill -0 "$site" 2>/dev/null || { tail -n 20 "$work/run" >&2; return 1; }
        sleep 0.2
    done
}

stop_site() {
    [ -z "$site" ] || { kill -TERM "$site" 2>/dev/null; wait "$site"; site=; }
}

case "$ONLY" in
'' | kill) [ -x "$BUILD/dure" ] && [ $# -le 2 ] ;;
*) false ;;
esac || { sed -n '4,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
work=$(mktemp -d "${TMPDIR:-/tmp}/dure-proof-XXXXXX") && chmod 755 "$work" || exit
DURE_TEST_PG=$(tools/pg.sh start "$work/pg") || exit
export DURE_TEST_PG
psql -Xq "$DURE_TEST_PG" -c 'CREATE DATABASE dure_kill TEMPLATE template0' || exit

if [ -z "$ONLY" ]; then
    port=$(free_port 18180 18199) && serve_site "$port" || exit
    prove node tests/proof/slow.mjs --url "http://127.0.0.1:$port"
    stop_site
    prove "$BUILD/tests/writer_proof" "$ROUNDS"
    prove "$BUILD/tests/power_proof" "$CUTS"
    prove "$BUILD/tests/disk_proof" 1
    prove "$BUILD/tests/memory_proof" 1
    prove "$BUILD/tests/fault_proof" "$ROUNDS"
fi
prove node tests/proof/kill.mjs --build "$BUILD" --purchases "$PURCHASES" --kills "$KILLS"
prove node tests/proof/kill.mjs --build "$BUILD" --purchases "$PURCHASES" --kills "$KILLS" \
    --restarts 5 --db "${DURE_TEST_PG/dure_test/dure_kill}"
[ -n "$ONLY" ] || node tests/proof/report.mjs "$work/lines" >"$REPORT"
exit "$failed"
