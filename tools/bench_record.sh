#!/bin/bash
# Measure the figures of purchases over ten million contract lines, and judge them by their budget.
#
#   tools/bench_record.sh BUILD    writes docs/operations/bench-record.md
#
# RECORDS is how many (10000000: 4 GB a database); TMPDIR where the databases lie. Ends with 1 when something
# is over its budget or not the raw sum. Starts a PostgreSQL of its own and stops it again.
set -uo pipefail

BUILD=${1:-}
work= # gone at the end

clean_up() {
    local status=$?
    [ -z "$work" ] || {
        [ ! -e "$work/pg/data/postmaster.pid" ] || tools/pg.sh stop "$work/pg"
        rm -rf "$work"
    }
    exit "$status"
}

[ $# -eq 1 ] && [ -x "$BUILD/tests/record_bench" ] || { sed -n '4,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
work=$(mktemp -d "${TMPDIR:-/tmp}/dure-bench-XXXXXX") && chmod 755 "$work" || exit
DURE_TEST_PG=$(tools/pg.sh start "$work/pg") || exit
DURE_TEST_PG=$DURE_TEST_PG TMPDIR=$work "$BUILD/tests/record_bench" "${RECORDS:-10000000}" docs/operations/bench-record.md
