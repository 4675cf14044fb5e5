#!/bin/bash
# Measure how fast the site is beside what the same machine can do at all, and judge it by its budgets.
#
#   tools/bench.sh BUILD         writes docs/operations/bench.md, or bench-city.md with SIZE=city,
#                                bench-nation.md with SIZE=nation; with -postgresql in its name
#                                when that alone is measured
#
# SIZE is the demo's (small); DATABASES (sqlite postgresql) whose pages are measured, the demo is loaded into no other;
# ROUNDS and SECONDS_EACH say how long it measures; TMPDIR where the databases lie. Ends with 1 when something is over
# its budget. Starts a PostgreSQL of its own and stops it again.
set -uo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
. tools/bench_work.sh

BUILD=${1:-}
SIZE=${SIZE:-small}
ROUNDS=${ROUNDS:-3}
SECONDS_EACH=${SECONDS_EACH:-2}
DATABASES=${DATABASES:-sqlite postgresql}
PAGES=() # all, but where nobody buys
[ "$SIZE" != nation ] || PAGES=(--pages home,search,search_first,product)
PACKAGES=(wrk nginx libnginx-mod-http-brotli-static chromium-headless-shell curl procps postgresql postgresql-client)

site= # ./run

# serve_site NAME URL: the demo city behind the edge, in $work/NAME on port $port.
serve_site() {
    EDGE_REQUESTS_PER_S=1000000 PORT=$port DURE_DATA=$work/$1 DURE_DB=$2 DURE_BUILD=$BUILD \
        DURE_BACKUP_HOURLY=false DURE_ACCESS_HOUR_MOST=0 DURE_ACCESS_DAY_MOST=0 DURE_DEMO=$SIZE ./run >"$work/run" 2>&1 &
    site=$!
    until curl -fsS -o /dev/null -m 2 "http://127.0.0.1:$port/readyz" 2>/dev/null; do
        kill -0 "$site" 2>/dev/null || { tail -n 20 "$work/run" >&2; return 1; }
        sleep 0.2
    done
}

# note_loaded NAME: how long ./run took to load the demo into an empty database, by its own words.
note_loaded() {
    sed -n "s/.*loading the demo city  \([0-9][0-9]*\) s\$/bench {\"name\":\"loaded\",\"database\":\"$1\",\"seconds\":\1}/p" \
        "$work/run" | grep . | tee -a "$work/lines" || { echo "nobody says how long the demo took to load" >&2; exit 1; }
}

stop_site() {
    [ -z "$site" ] || { kill -TERM "$site" 2>/dev/null; wait "$site"; site=; }
}

# measure_site NAME URL: its pages, the first visit to the first of all sites, its start.
measure_site() {
    serve_site "$1" "$2" || exit
    note_loaded "$1" || exit
    measure node tests/bench/pages.mjs --url "http://127.0.0.1:$port" --data "$work/$1" \
        --database "$1" --rounds "$ROUNDS" --seconds "$SECONDS_EACH" "${PAGES[@]}"
    [ "$SIZE" = nation ] || measure node tests/bench/every.mjs --url "http://127.0.0.1:$port" --data "$work/$1" --dure "$BUILD/dure" --database "$1"
    grep -q '"name":"visit"' "$work/lines" ||
        CHROMIUM=$(command -v chromium-headless-shell) measure node tests/bench/visit.mjs --url "http://127.0.0.1:$port"
    stop_site
    measure node tests/bench/start.mjs --build "$BUILD" --data "$work/$1" --db "$2" --database "$1"
}

[ $# -eq 1 ] && [ -x "$BUILD/dure" ] && [[ $DATABASES =~ ^(sqlite|postgresql)(\ (sqlite|postgresql))?$ ]] || { sed -n '4,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
BUILD=$(realpath "$BUILD")
open_work
command -v node >/dev/null && command -v npm >/dev/null || PACKAGES+=(nodejs npm)
need_packages "$work/install.log" "${PACKAGES[@]}"
(cd tests/journeys && npm ci --no-audit --no-fund) >"$work/npm.log" 2>&1 || { tail "$work/npm.log" >&2; exit 1; }
start_postgres
port=$(free_port 18200 18219) || exit

note_load
TMPDIR=$work measure "$BUILD/tests/unit_bench" "$SECONDS_EACH"
TMPDIR=$work measure "$BUILD/tests/contract_bench"
for database in $DATABASES; do
    case $database in
        sqlite) measure_site sqlite "sqlite:$work/sqlite/dure.db" ;;
        postgresql)
            psql -Xq "$DURE_TEST_PG" -c 'CREATE DATABASE dure_bench TEMPLATE template0' || exit
            measure_site postgresql "${DURE_TEST_PG/dure_test/dure_bench}"
            ;;
    esac
done

page=docs/operations/bench$([ "$SIZE" = small ] || echo "-$SIZE")
[[ " $DATABASES " == *" sqlite "* ]] || page+=-postgresql
end_with "$page.md" node tests/bench/report.mjs "$work/lines" "$SIZE"
