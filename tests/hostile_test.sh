#!/bin/bash
# Hostile photos, ZIPs and PDFs, as strangers might hand them in: read by the children without their jail but with
# sanitizers, which end them at the first wrong step in their memory, and by those people get, which have to
# come to the same verdict within their limits.
#
#   tests/hostile_test.sh BUILD    the folder of the built programs; run in the source folder, by ctest
set -uo pipefail

build=$1 failed=0 count=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ASAN_OPTIONS=exitcode=99:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1

# FILE FROM BYTES: what stands there, as digits
part() {
    od -An -tu4 -j "$2" -N "$3" "$1" 2>/dev/null
}

# Folder of what was made of the files of this round: NAME.out, .err and .status by the unjailed one, which is loaded
# once for all of them, and NAME.jailed and .ended by the other.
round=$work/round

# read_both PROGRAM FILE… -- WORD…: beside each other
read_both() {
    local jailed=$build/$1 unjailed file files=()
    shift
    rm -rf "$round" && mkdir "$round" || exit 1
    "$jailed-unjailed" "$round" "$@" &
    unjailed=$!
    while [ "$1" != -- ]; do
        files+=("$1")
        shift
    done
    shift
    for file in "${files[@]}"; do
        (ulimit -t 10 -v 524288 && exec timeout 20 "$jailed" "$@" <"$file" >"$round/${file##*/}.jailed" 2>/dev/null)
        echo $? >"$round/${file##*/}.ended"
    done
    wait "$unjailed" || exit 1
}

# compare FILE FROM BYTES: what both said first of it (FROM BYTES of the answer) has to be the same; its verdict is $verdict
compare() {
    local file=$1 from=$2 bytes=$3 first second of=$round/${1##*/}
    first=$(<"$of.ended") second=$(<"$of.status")
    count=$((count + 1))
    if [ "$first" -ne "$second" ] || [ "$second" -gt 1 ] || [ -s "$of.err" ] ||
        ! cmp -s -i "$from" -n "$bytes" "$of.jailed" "$of.out"; then
        echo "$file: ended with $first and $second; verdicts$(part "$of.jailed" "$from" 4) and$(part "$of.out" "$from" 4)" >&2
        head -n 40 "$of.err" >&2
        failed=1
    fi
    verdict=$(part "$of.jailed" "$from" 4)
}

read_both dure-picture tests/fuzz/corpus/photo/* --
made=0 taken=0
for file in tests/fuzz/corpus/photo/*; do
    compare "$file" 16 12 # verdict, width, height; picture_answer.h
    [ "${verdict:-1}" -ne 0 ] || made=$((made + 1))
done
photos=$count
files=(tests/fuzz/corpus/unpack/*)
for index in 0 1 2 3 4 5 1999; do
    read_both dure-unpack "${files[@]}" -- "$index" 209715200
    more=()
    for file in "${files[@]}"; do
        compare "$file" 8 20 # verdict, entries, sizes; unpack_answer.h
        [ "${verdict:-6}" -ne 0 ] || taken=$((taken + 1))
        [ "${verdict:-0}" -ge 6 ] || more+=("$file") # those others are at their end, or no ZIP
    done
    [ "${#more[@]}" -gt 0 ] || break
    files=("${more[@]}")
done
entries=$((count - photos))
# What its name says that is found in it (base/pdf_verdict.h), for two that are wrong alike agree as well.
words=(waiting fine script launch files opens sends xfa media ciphered damaged no_pages large joined)
said() {
    case $1 in
    ciphered*) echo ciphered ;;
    joined_*) echo joined ;;
    pages_2001 | size_huge) echo large ;;
    no_pages) echo no_pages ;;
    row_* | packed_* | loading_fine) echo "${1##*_}" ;;
    elsewhere_script) echo script ;;
    elsewhere_* | stream_files) echo files ;;
    stream_events) echo opens ;;
    *) echo damaged ;;
    esac
}
read_both dure-pdf tests/fuzz/corpus/pdf/* --
fine=0
for file in tests/fuzz/corpus/pdf/*; do
    compare "$file" 8 8 # verdict, pages; pdf_answer.h
    found=${words[${verdict:-0}]}
    [ "$found" = "$(said "${file##*/}")" ] ||
        { echo "$file: $found, not $(said "${file##*/}")" >&2; failed=1; }
    [ "$found" != fine ] || fine=$((fine + 1))
done
pdfs=$((count - photos - entries))
echo "$photos photos, $made of them made, $entries entries of ZIPs, $taken of them unpacked, $pdfs PDFs, $fine of them fine"
[ "$photos" -ge 40 ] && [ "$entries" -ge 40 ] && [ "$pdfs" -ge 40 ] || failed=1 # else something was forgotten
# A reader that refuses everything reads nothing.
[ "$made" -ge 10 ] && [ "$taken" -ge 10 ] && [ "$fine" -ge 10 ] || failed=1
[ "$failed" -ne 0 ] ||
    printf 'proof {"name":"hostile_files","database":"","tried":%d,"photos":%d,"of_them_made":%d,"entries_of_ZIPs":%d,"of_them_unpacked":%d,"PDFs":%d,"of_them_fine":%d}\n' \
        "$count" "$photos" "$made" "$entries" "$taken" "$pdfs" "$fine"
exit $failed
