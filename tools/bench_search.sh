#!/bin/bash
# Measure the search alone over invented crowds of offers, and judge it by its budgets.
#
#   tools/bench_search.sh BUILD    writes docs/operations/bench-search.md
#
# SIZES are the crowds' (200000 1000000), ROUNDS how often each judged query is asked (5); TMPDIR where the
# databases lie. Ends with 1 when something is over its budget. Starts a PostgreSQL of its own and stops it.
set -uo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

BUILD=${1:-}
SIZES=${SIZES:-200000 1000000}
ROUNDS=${ROUNDS:-5}
REPORT=docs/operations/bench-search.md

work= # gone at the end

clean_up() {
    local status=$?
    [ -z "$work" ] || {
        [ ! -e "$work/pg/data/postmaster.pid" ] || tools/pg.sh stop "$work/pg"
        rm -rf "$work"
    }
    exit "$status"
}

[ $# -eq 1 ] && [ -x "$BUILD/tests/search_bench" ] || { sed -n '4,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
BUILD=$(realpath "$BUILD")
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
work=$(mktemp -d "${TMPDIR:-/tmp}/dure-bench-XXXXXX") && chmod 755 "$work" || exit
command -v node >/dev/null || need_packages "$work/install.log" nodejs
DURE_TEST_PG=$(tools/pg.sh start "$work/pg") || exit
export DURE_TEST_PG

printf 'bench {"name":"load","before":%s}\n' "$(cut -d ' ' -f 1 /proc/loadavg)" >>"$work/lines"
for size in $SIZES; do
    TMPDIR=$work "$BUILD/tests/search_bench" "$size" "$ROUNDS" | tee -a "$work/lines" || exit
done

node tests/bench/search_report.mjs "$work/lines" >"$REPORT"
status=$?
printf '\n'
cat "$REPORT"
exit "$status"
