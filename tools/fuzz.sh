#!/bin/bash
# Seek inputs that break a parser: each fuzz target in turn, from its kept corpus on.
#
#   tools/fuzz.sh BUILD SECONDS [OPTION…]    options of CMake
#
# What is found lies in BUILD/NAME-crash-…; keep it in tests/fuzz/corpus/NAME, where ./test replays it.
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

[ $# -ge 2 ] || { sed -n '4s/^# *//p' "$0" >&2; exit 2; }
build=$1 seconds=$2
shift 2
CC=clang cmake -S . -B "$build" -G Ninja -DDURE_FUZZ=ON "$@"
ninja -C "$build" fuzzers
for target in "$build"/fuzz/*_fuzz; do
    name=$(basename "$target" _fuzz)
    mkdir -p "$build/corpus/$name"
    "$target" -max_total_time="$seconds" -max_len=65536 -print_final_stats=1 \
        -artifact_prefix="$build/$name-" "$build/corpus/$name" "tests/fuzz/corpus/$name"
done
