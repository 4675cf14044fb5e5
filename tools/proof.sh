#!/bin/bash
# Prove at full count that nothing is lost: kills, power cuts, failing disks, memory and servers.
#
#   tools/proof.sh BUILD         everything; writes docs/operations/proof.md
#   tools/proof.sh BUILD kill    the purchases under fire alone; writes nothing
#
# PURCHASES, KILLS, EDGE_KILLS (of nginx), BACKEND_KILLS (of PostgreSQL), ROUNDS, CUTS and LINES_OF_CHAIN say
# otherwise how often; TMPDIR where the databases lie. Ends with 1 when any proof failed. Starts a PostgreSQL
# of its own and stops it again.
set -uo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

BUILD=${1:-}
ONLY=${2:-}
PURCHASES=${PURCHASES:-2000}
KILLS=${KILLS:-1000} # of each run of purchases
EDGE_KILLS=${EDGE_KILLS:-250}
BACKEND_KILLS=${BACKEND_KILLS:-250} # each ends every connection and lets the server recover
ROUNDS=${ROUNDS:-1000}
CUTS=${CUTS:-500}
SQLITE_STEP=${SQLITE_STEP:-1} # each so manieth of its allocations fails
LINES_OF_CHAIN=${LINES_OF_CHAIN:-1000000}
REPORT=docs/operations/proof.md

work=    # gone at the end
site=    # ./run
lanes=() # what goes on beside each other
failed=0

clean_up() {
    local status=$? server
    stop_site
    [ "${#lanes[@]}" -eq 0 ] || { kill -- "${lanes[@]/#/-}" 2>/dev/null; wait "${lanes[@]}" 2>/dev/null; }
    for server in "$work"/pg*/data/postmaster.pid; do
        [ ! -e "$server" ] || tools/pg.sh stop "${server%/data/postmaster.pid}"
    done
    [ -z "$work" ] || rm -rf "$work"
    exit "$status"
}

# prove NAME COMMAND…: run it, keep its lines in the report's order; what else it says is for when it failed.
prove() {
    local name=$1
    shift
    "$@" 2>"$work/$name.said" | tee "$work/$name.lines" || { failed=1; tail -n 40 "$work/$name.said" >&2; }
}

# lane FUNCTION: beside the others, in a group of processes that can be ended as one.
lane() {
    set -m
    ("$1"; exit "$failed") &
    set +m
    lanes+=($!)
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

# Each with a server of its own: what happens to one in a lane is nothing to the others.
lane_units() {
    export DURE_TEST_PG=$units_server
    prove 2-writer "$BUILD/tests/writer_proof" "$ROUNDS"
    prove 3-power "$BUILD/tests/power_proof" "$CUTS"
    prove 4-disk "$BUILD/tests/disk_proof" 1
    prove 5-memory "$BUILD/tests/memory_proof" 1 "$SQLITE_STEP"
    prove 6-fault "$BUILD/tests/fault_proof" "$ROUNDS"
}

lane_kill_sqlite() {
    prove 7-kill node tests/proof/kill.mjs --build "$BUILD" --purchases "$PURCHASES" --kills "$KILLS" \
        --edge-kills "$EDGE_KILLS"
}

lane_kill_postgres() {
    prove 8-kill node tests/proof/kill.mjs --build "$BUILD" --purchases "$PURCHASES" --kills "$KILLS" \
        --edge-kills "$EDGE_KILLS" --backend-kills "$BACKEND_KILLS" --restarts 4 --crashes 1 \
        --db "${kill_server/dure_test/dure_kill}"
}

# The package in a Debian of its own: only root can lay one.
tell_deb() {
    [ "$(id -u)" -eq 0 ] || { say "root가 아니어서 꾸러미 시험을 건너뜁니다" "not root: the package is not tried" >&2; return 0; }
    local began=$SECONDS status=0 checks
    make -s deb-test >"$work/deb" 2>&1 || status=1
    checks=$(grep -c '✔' "$work/deb")
    printf 'proof {"name":"deb","database":"","tried":%d,"failures":%d,"seconds":%d}\n' "$checks" "$status" $((SECONDS - began))
    [ "$status" -eq 0 ] || { tail -n 40 "$work/deb" >&2; return 1; }
}

# Units that show more than 2.0 of 10 fail.
tell_exposure() {
    local unit said failures=0 tried=0 levels=
    for unit in packaging/systemd/*.service; do
        said=$(systemd-analyze security --offline=true --threshold=20 "$unit" 2>&1) || failures=$((failures + 1))
        levels+=,\"$(basename "$unit" .service)\":$(sed -n 's/.*exposure level for [^:]*: \([0-9.]*\) .*/\1/p' <<<"$said")
        tried=$((tried + 1))
    done
    printf 'proof {"name":"exposure","database":"","tried":%d,"failures":%d,"seconds":0%s}\n' "$tried" "$failures" "$levels"
    [ "$failures" -eq 0 ] || { echo "$said" >&2; return 1; }
}

case "$ONLY" in
'' | kill) [ -x "$BUILD/dure" ] && [ $# -le 2 ] ;;
*) false ;;
esac || { sed -n '4,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
work=$(mktemp -d "${TMPDIR:-/tmp}/dure-proof-XXXXXX") && chmod 755 "$work" || exit
kill_server=$(tools/pg.sh start "$work/pg-kill") || exit
psql -Xq "$kill_server" -c 'CREATE DATABASE dure_kill TEMPLATE template0' || exit
if [ -z "$ONLY" ]; then
    units_server=$(tools/pg.sh start "$work/pg-units") || exit
    lane lane_units
fi
lane lane_kill_sqlite
lane lane_kill_postgres
for pid in "${lanes[@]}"; do
    wait "$pid" || failed=1
done
lanes=()
if [ -z "$ONLY" ]; then # wants a quiet machine
    port=$(free_port 18180 18199) && serve_site "$port" || exit
    prove 1-slow node tests/proof/slow.mjs --url "http://127.0.0.1:$port"
    stop_site
    DURE_TEST_PG=$units_server prove 9-chain "$BUILD/tests/chain_proof" "$LINES_OF_CHAIN"
    prove 91-hostile node tests/proof/hostile.mjs --build "$BUILD" --each
    prove 92-deb tell_deb
    prove 93-exposure tell_exposure
    cat "$work"/*.lines >"$work/lines" && node tests/proof/report.mjs "$work/lines" >"$REPORT"
fi
exit "$failed"
