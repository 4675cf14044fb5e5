#!/bin/bash
# Measure the figures of purchases over ten million contract lines, and judge them by their budget.
#
#   tools/bench_record.sh BUILD    writes docs/operations/bench-record.md
#
# RECORDS is how many (10000000: 4 GB a database); TMPDIR where the databases lie. Ends with 1 when something
# is over its budget or not the raw sum. Starts a PostgreSQL of its own and stops it again.
set -uo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
. tools/bench_work.sh

BUILD=${1:-}

[ $# -eq 1 ] && [ -x "$BUILD/tests/record_bench" ] || { sed -n '4,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
open_work
start_postgres
TMPDIR=$work "$BUILD/tests/record_bench" "${RECORDS:-10000000}" docs/operations/bench-record.md
