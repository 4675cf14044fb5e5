#!/bin/bash
# Hostile photos, ZIPs and PDFs, as strangers might hand them in: read by the child without its jail but with
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
    od -An -tu4 -j "$2" -N "$3" "$1" 2>/dev/null
}

# Folder of what the unjailed one made of the files of this round, NAME.out, .err and .status: it is loaded once
# for all of them.
round=$work/round

# FILE… -- WORD…
read_unjailed() {
    rm -rf "$round" && mkdir "$round" && "$unjailed" "$round" "$@" || exit 1
}

# FILE WORD…: both read it; what they say first (FROM BYTES of the answer) has to be the same
compare() {
    local file=$1 from=$2 bytes=$3 first=0 second of=$round/${1##*/}
    shift 3
    (ulimit -t 10 -v 524288 && exec timeout 20 "$jailed" "$@" <"$file" >"$work/jailed" 2>"$work/jailed.err") || first=$?
    second=$(<"$of.status")
    count=$((count + 1))
    if [ "$first" -ne "$second" ] || [ "$second" -gt 1 ] || [ -s "$of.err" ] ||
        ! cmp -s -i "$from" -n "$bytes" "$work/jailed" "$of.out"; then
        echo "$file $*: ended with $first and $second; verdicts$(part "$work/jailed" "$from" 4) and$(part "$of.out" "$from" 4)" >&2
        head -n 40 "$of.err" >&2
        failed=1
    fi
}

read_unjailed tests/fuzz/corpus/photo/* --
for file in tests/fuzz/corpus/photo/*; do
    compare "$file" 16 12 # verdict, width, height; picture_answer.h
done
photos=$count
files=(tests/fuzz/corpus/unpack/*)
for index in 0 1 2 3 4 5 1999; do
    read_unjailed "${files[@]}" -- unpack "$index" 209715200
    more=()
    for file in "${files[@]}"; do
        compare "$file" 8 20 unpack "$index" 209715200 # verdict, entries, sizes; unpack_answer.h
        verdict=$(part "$work/jailed" 8 4)
        [ "${verdict:-0}" -ge 6 ] || more+=("$file") # those others are at their end, or no ZIP
    done
    [ "${#more[@]}" -gt 0 ] || break
    files=("${more[@]}")
done
entries=$((count - photos))
read_unjailed tests/fuzz/corpus/pdf/* -- pdf
for file in tests/fuzz/corpus/pdf/*; do
    compare "$file" 8 8 pdf # verdict, pages; pdf_answer.h
done
pdfs=$((count - photos - entries))
echo "$photos photos, $entries entries of ZIPs, $pdfs PDFs"
[ "$photos" -ge 40 ] && [ "$entries" -ge 40 ] && [ "$pdfs" -ge 40 ] || failed=1 # else something was forgotten
exit $failed
