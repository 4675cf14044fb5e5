#!/bin/bash
# Measure the search alone over invented crowds of offers, and judge it by its budgets.
#
#   tools/bench_search.sh BUILD    writes docs/operations/bench-search.md
#
# SIZES are the crowds' (200000 1000000), ROUNDS how often each judged query is asked (5); TMPDIR where the
# databases lie. Ends with 1 when something is over its budget. Starts a PostgreSQL of its own and stops it.
set -uo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
. tools/bench_work.sh

BUILD=${1:-}
SIZES=${SIZES:-200000 1000000}
ROUNDS=${ROUNDS:-5}

[ $# -eq 1 ] && [ -x "$BUILD/tests/search_bench" ] || { sed -n '4,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
BUILD=$(realpath "$BUILD")
open_work
command -v node >/dev/null || need_packages "$work/install.log" nodejs
start_postgres

note_load
for size in $SIZES; do
    TMPDIR=$work measure "$BUILD/tests/search_bench" "$size" "$ROUNDS"
done

end_with docs/operations/bench-search.md node tests/bench/search_report.mjs "$work/lines"
