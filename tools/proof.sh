#!/bin/bash
# Prove at full count that nothing is lost: kills, power cuts, failing disks, memory and servers; and what ./test
# proves besides.
#
#   tools/proof.sh BUILD [PART…]    all parts, or these of kill units slow chain hostile tests deb exposure drill;
#                                   fresh, half an hour on a machine that has nothing, only when it is named;
#                                   these two, deb and fresh, are for root and fail else
#
# What each part printed is kept in BUILD/proof, with its day and commit, until that part runs again; at the
# end docs/operations/proof.md is written of all that is kept. So a part that failed is run again alone.
# PURCHASES, KILLS, EDGE_KILLS (of nginx), BACKEND_KILLS (of PostgreSQL), ROUNDS, CUTS, SQLITE_STEP, HEAP_STEP and
# LINES_OF_CHAIN say otherwise how often; TMPDIR where the databases lie. Ends with 1 when any proof failed. Starts a PostgreSQL
# of its own and stops it again.
set -uo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

BUILD=${1:-}
PARTS=(kill units slow chain hostile tests deb exposure drill)
LONG_PARTS=(fresh)
PURCHASES=${PURCHASES:-2000}
KILLS=${KILLS:-1000} # of each run of purchases
EDGE_KILLS=${EDGE_KILLS:-250}
CHILD_KILLS=${CHILD_KILLS:-20}
BACKEND_KILLS=${BACKEND_KILLS:-250} # each ends every connection and lets the server recover
ROUNDS=${ROUNDS:-1000}
CUTS=${CUTS:-500}
SQLITE_STEP=${SQLITE_STEP:-1} # each so manieth of its allocations fails
HEAP_STEP=${HEAP_STEP:-1}     # and of those of the C library
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

# prove NAME COMMAND…: run it, keep its lines in the report's order, with day and commit unless they have
# them; what else it says is for when it failed.
prove() {
    local name=$1 stamp
    shift
    stamp="\"day\":\"$(date -u +%F)\",\"commit\":\"$(commit_of_tree)\""
    rm -f "$kept/$name.lines"
    "$@" 2>"$work/$name.said" | sed -u "/^proof {\"day\"/!s/^proof {/proof {$stamp,/" | tee "$kept/$name.lines" || { failed=1; tail -n 40 "$work/$name.said" >&2; }
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

# Where nothing waits for a disk.
folder_in_memory() {
    if [ -w /dev/shm ]; then echo /dev/shm; else echo "$work"; fi
}

# Each with a server of its own: what happens to one in a lane is nothing to the others.
lane_units() {
    export DURE_TEST_PG=$units_server
    prove 2-writer "$BUILD/tests/writer_proof" "$ROUNDS"
    prove 3-power "$BUILD/tests/power_proof" "$CUTS"
    prove 4-disk "$BUILD/tests/disk_proof" 1
    prove 5-memory env TMPDIR="$(folder_in_memory)" "$BUILD/tests/memory_proof" 1 "$SQLITE_STEP" "$HEAP_STEP" "$((2 * $(nproc)))"
    prove 6-fault "$BUILD/tests/fault_proof" "$ROUNDS"
}

lane_kill_sqlite() {
    prove 7-kill node tests/proof/kill.mjs --build "$BUILD" --purchases "$PURCHASES" --kills "$KILLS" \
        --edge-kills "$EDGE_KILLS" --child-kills "$CHILD_KILLS"
}

lane_kill_postgres() {
    prove 8-kill node tests/proof/kill.mjs --build "$BUILD" --purchases "$PURCHASES" --kills "$KILLS" \
        --edge-kills "$EDGE_KILLS" --child-kills "$CHILD_KILLS" --backend-kills "$BACKEND_KILLS" --restarts 4 --crashes 1 \
        --db "${kill_server/dure_test/dure_kill}"
}

prove_hostile_postgres() {
    local server
    server=$(tools/pg.sh start "$work/pg-hostile") &&
        psql -Xq "$server" -c 'CREATE DATABASE dure_hostile TEMPLATE template0' || { failed=1; return; }
    prove 911-hostile node tests/proof/hostile.mjs --build "$BUILD" --each --db "${server/dure_test/dure_hostile}"
    tools/pg.sh stop "$work/pg-hostile"
}

# letters BYTES: so many by chance, in base64 without its end.
letters() { head -c "$1" /dev/urandom | base64 -w 0 | tr -d =; }

# The demo's people have passwords that cost next to nothing; here each is that of a real one, which nobody knows.
tell_probe() {
    local hash
    hash="\$argon2id\$v=19\$m=65536,t=2,p=1\$$(letters 16)\$$(letters 32)"
    sqlite3 -cmd '.timeout 5000' "$work/site/dure.db" "UPDATE account SET password_hash = '$hash'" \
        'SELECT email FROM account ORDER BY id' >"$work/emails" &&
        node tests/proof/probe.mjs --url "http://127.0.0.1:$1" --emails "$work/emails"
}

# All of ./test, unless it passed at this very commit: what its tests told, and the whole.
tell_tests() {
    local lines=build-asan/log/proof.lines
    grep -q "\"commit\":\"$(commit_of_tree)\",\"name\":\"suite\".*\"failures\":0," "$lines" 2>/dev/null &&
        [[ $(commit_of_tree) != *+ ]] || ./test >"$work/tests" 2>&1
    cat "$lines" || { tail -n 40 "$work/tests" >&2; return 1; }
    grep -q '"name":"suite".*"failures":0,' "$lines" || { tail -n 60 "$work/tests" >&2; return 1; }
}

# in_debian NAME TARGET: what is tried in a Debian of its own, which only root can lay. It tells of itself at its
# end, once all of it held.
in_debian() {
    [ "$(id -u)" -eq 0 ] || { say "root가 아니어서 데비안을 깔지 못해 건너뜁니다: $1" "not root: no Debian is laid, so this is not tried: $1" >&2; return 1; }
    local began=$SECONDS
    make -s "$2" >"$work/$1" 2>&1 && grep "^proof {\"name\":\"$1\"" "$work/$1" && return
    printf 'proof {"name":"%s","database":"","tried":0,"failures":1,"seconds":%d}\n' "$1" $((SECONDS - began))
    tail -n 40 "$work/$1" >&2
    return 1
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

# Half a gigabyte, backed up and restored.
tell_drill() {
    DURE_BUILD=$BUILD SIZE=town tools/drill.sh
}

# Between two databases of a server; how large it is there, its manifest says.
tell_drill_postgres() {
    local server status=0
    server=$(tools/pg.sh start "$work/pg-drill") &&
        psql -Xq "$server" -c 'CREATE DATABASE dure_drill TEMPLATE template0' \
            -c 'CREATE DATABASE dure_again TEMPLATE template0' &&
        DURE_BUILD=$BUILD SIZE=town tools/drill.sh "${server/dure_test/dure_drill}" "${server/dure_test/dure_again}" || status=1
    tools/pg.sh stop "$work/pg-drill"
    return "$status"
}

# wanted PART: is it among those that were asked for?
wanted() {
    local part
    for part in "${asked[@]}"; do [ "$part" != "$1" ] || return 0; done
    return 1
}

[ $# -ge 1 ] && [ -x "$BUILD/dure" ] || { sed -n '5,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
asked=("${@:2}")
for part in "${asked[@]}"; do
    [[ " ${PARTS[*]} ${LONG_PARTS[*]} " == *" $part "* ]] || { sed -n '5,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
done
[ "${#asked[@]}" -gt 0 ] || asked=("${PARTS[@]}")
kept=$BUILD/proof
mkdir -p "$kept" || exit
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
work=$(mktemp -d "${TMPDIR:-/tmp}/dure-proof-XXXXXX") && chmod 755 "$work" || exit
if wanted kill; then
    kill_server=$(tools/pg.sh start "$work/pg-kill") || exit
    psql -Xq "$kill_server" -c 'CREATE DATABASE dure_kill TEMPLATE template0' || exit
    lane lane_kill_sqlite
    lane lane_kill_postgres
fi
if wanted units || wanted chain; then
    units_server=$(tools/pg.sh start "$work/pg-units") || exit
fi
! wanted units || lane lane_units
for pid in "${lanes[@]}"; do
    wait "$pid" || failed=1
done
lanes=()
if wanted slow; then # from here on each alone: some want a quiet machine
    port=$(free_port 18180 18199) && serve_site "$port" || exit
    prove 1-slow node tests/proof/slow.mjs --url "http://127.0.0.1:$port"
    prove 11-probe tell_probe "$port"
    stop_site
fi
! wanted chain || DURE_TEST_PG=$units_server prove 9-chain "$BUILD/tests/chain_proof" "$LINES_OF_CHAIN"
! wanted hostile || prove 91-hostile node tests/proof/hostile.mjs --build "$BUILD" --each
! wanted hostile || prove_hostile_postgres
! wanted tests || prove 912-tests tell_tests
! wanted deb || prove 92-deb in_debian deb deb-test
! wanted fresh || prove 921-fresh in_debian fresh fresh-test
! wanted exposure || prove 93-exposure tell_exposure
! wanted drill || prove 94-drill tell_drill
! wanted drill || prove 95-drill tell_drill_postgres
cat "$kept"/*.lines >"$work/lines" && node tests/proof/report.mjs "$work/lines" >"$REPORT" || failed=1
exit "$failed"
