#!/bin/bash
# Hostile photos and ZIPs, as strangers might hand them in: read by the child without its jail but with
# sanitizers, which end it at the first wrong step in its memory, and by the one people get, which has to
# come to the same verdict within its limits.
#
#   tests/hostile_test.sh JAILED UNJAILED    the built programs; run in the source folder, by ctest
set -uo pipefail

jailed=$1 unjailed=$2 failed=0 count=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ASAN_OPTIONS=exitcode=99:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1

# FILE FROM BYTES: what stands there, as digits
part() {
    tail -c "+$(($2 + 1))" "$1" | head -c "$3" | od -An -tu4
}

# FILE WORD…: both read it; what they say first (FROM BYTES of the answer) has to be the same
compare() {
    local file=$1 from=$2 bytes=$3 first=0 second=0
    shift 3
    (ulimit -t 10 -v 524288 && exec timeout 20 "$jailed" "$@" <"$file" >"$work/jailed" 2>"$work/jailed.err") || first=$?
    timeout 60 "$unjailed" "$@" <"$file" >"$work/unjailed" 2>"$work/unjailed.err" || second=$?
    count=$((count + 1))
    if [ "$first" -ne "$second" ] || [ "$second" -gt 1 ] || [ -s "$work/unjailed.err" ] ||
        [ "$(part "$work/jailed" "$from" "$bytes")" != "$(part "$work/unjailed" "$from" "$bytes")" ]; then
        echo "$file $*: ended with $first and $second; verdicts$(part "$work/jailed" "$from" 4) and$(part "$work/unjailed" "$from" 4)" >&2
        head -n 40 "$work/unjailed.err" >&2
        failed=1
    fi
}

for file in tests/fuzz/corpus/photo/*; do
    compare "$file" 16 12 # verdict, width, height; picture_answer.h
done
photos=$count
for file in tests/fuzz/corpus/unpack/*; do
    for index in 0 1 2 3 4 5 1999; do
        compare "$file" 8 20 unpack "$index" 209715200 # verdict, entries, sizes; unpack_answer.h
        [ "$(part "$work/jailed" 8 4 | tr -d ' ')" = "" ] || [ "$(part "$work/jailed" 8 4)" -lt 6 ] || break # the end, or no ZIP
    done
done
echo "$photos photos, $((count - photos)) entries of ZIPs"
[ "$photos" -ge 40 ] && [ "$((count - photos))" -ge 40 ] || failed=1 # else something was forgotten
exit $failed
