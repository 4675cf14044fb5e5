#!/bin/bash
# Seek inputs that break a parser: each fuzz target in turn, from its kept corpus on.
#
#   tools/fuzz.sh BUILD SECONDS [OPTION…]    options of CMake
#
# What is found lies in BUILD/NAME-crash-…; keep it in tests/fuzz/corpus/NAME, where ./test replays it.
# Goes on after a finding, ends with 1 when there was one, and writes docs/operations/fuzz.md of the newest
# run of each target and build. TARGETS are the names of those to run, all unless said otherwise.
set -uo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

[ $# -ge 2 ] || { sed -n '4s/^# *//p' "$0" >&2; exit 2; }
build=$1 seconds=$2 failed=0
shift 2
CC=clang cmake -S . -B "$build" -G Ninja -DDURE_FUZZ=ON "$@" && ninja -C "$build" fuzzers || exit
TARGETS=${TARGETS:-}
touch "$build/fuzz.lines"
for source in tests/fuzz/*_fuzz.c; do
    name=$(basename "$source" _fuzz.c) status=0
    [ -x "$build/fuzz/${name}_fuzz" ] || continue
    [ -z "$TARGETS" ] || [[ " $TARGETS " == *" $name "* ]] || continue
    mkdir -p "$build/corpus/$name"
    "$build/fuzz/${name}_fuzz" -max_total_time="$seconds" -max_len=65536 -print_final_stats=1 \
        -artifact_prefix="$build/$name-" "$build/corpus/$name" "tests/fuzz/corpus/$name" \
        >"$build/$name.log" 2>&1 || status=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$name.log")
    sed -i "/^$name /d" "$build/fuzz.lines"
    printf '%s %s %s %s %s\n' "$name" "${executions:-0}" "$seconds" "$([ "$status" -eq 0 ]; echo $?)" \
        "$(date +%F)" | tee -a "$build/fuzz.lines"
    [ "$status" -eq 0 ] || { failed=1; tail -n 40 "$build/$name.log" >&2; }
done
node tests/fuzz/report.mjs build-fuzz build-memory >docs/operations/fuzz.md || failed=1
exit "$failed"
