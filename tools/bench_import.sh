#!/bin/bash
# Measure how long a sheet of 100,000 products takes, and judge it by its budget.
#
#   tools/bench_import.sh BUILD    writes docs/operations/bench-import.md
#
# ROWS is how many (100000); TMPDIR where the databases lie. Ends with 1 when it is over its budget. Starts a
# PostgreSQL of its own and stops it again.
set -uo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
. tools/bench_work.sh

BUILD=${1:-}

[ $# -eq 1 ] && [ -x "$BUILD/tests/import_bench" ] || { sed -n '4,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
open_work
start_postgres
TMPDIR=$work "$BUILD/tests/import_bench" "${ROWS:-100000}" docs/operations/bench-import.md
