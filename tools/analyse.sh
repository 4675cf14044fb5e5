#!/bin/bash
# Let gcc follow every way through each source file, which takes longer than a build may: leaks, use
# after release, values nobody wrote, files left open. Fails when it finds anything.
#
#   tools/analyse.sh BUILD    BUILD is a folder in which the sources were built: what is generated of
#                             pages and statements lies there
set -uo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

[ $# -eq 1 ] && [ -d "$1/gen" ] || { sed -n '5,6s/^# *//p' "$0" >&2; exit 2; }
read -ra libraries < <(pkg-config --cflags sqlite3 libpq libsodium liboath jansson libcurl libseccomp libzip expat xlsxwriter vips libqpdf)

# What is left out of single files, as FILE FLAG: gcc 12 takes a pile of rows that grows for lost, as
# it forgets that its list of piles holds it. Whether it is given back the sanitizers tell.
LEFT_OUT='src/platform/db/db_postgres_gather.c -Wno-analyzer-malloc-leak'

# Without optimising: what is optimised away is not looked at. The tests run under sanitizers instead.
find src sim -name '*.c' ! -name '*_test.c' ! -name '*_testing.c' | sort |
    awk -v left_out="$LEFT_OUT" 'BEGIN { split(left_out, l) } { print ($0 == l[1] ? l[2] " " $0 : $0) }' |
    nice -n 10 xargs -P "$(nproc)" -L 1 gcc -std=c17 -fanalyzer -Werror -S -o /dev/null \
        -D_GNU_SOURCE '-DDURE_VERSION="0"' -I. -Isrc "-I$1/gen" -Iweb/dist "${libraries[@]}"
