#!/bin/bash
# What the sources must not hold, and what a program is made of: questions that text alone answers.
#
#   tests/source_test.sh BUILD      the folder of the built programs; run in the source folder, by ctest
set -euo pipefail

[ $# -eq 1 ] || { sed -n '4s/^# *//p' "$0" >&2; exit 2; }
build=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/dure-source-XXXXXX")
trap 'rm -rf "$work"' EXIT
failed=0

# check "what holds" COMMAND…: it says what does not, or nothing.
check() {
    local what=$1
    shift
    "$@" >"$work/said" 2>&1 || true
    if [ -s "$work/said" ]; then
        printf 'FAIL %s:\n' "$what"
        cat "$work/said"
        failed=1
    else
        printf 'ok   %s\n' "$what"
    fi
}

# --- The parts -------------------------------------------------------------------------------------

# Each library that a program asks for by name, but for those of the compiler and the C library.
parts_without_a_line() {
    local name
    readelf -d "$@" | sed -n 's/.*NEEDED.*\[lib\(.*\)\.so.*/\1/p' | sort -u |
        grep -Evx 'c|m|asan|ubsan|gcc_s|pthread' | while read -r name; do
            grep -Eq "^\| .*\b(lib)?$name\b.* \|" docs/decisions/0002-parts-from-debian-and-npm.md || echo "$name"
        done
    sed -n '/"dependencies"/,/}/s/^    "\([^"]*\)":.*/\1/p' web/package.json | while read -r name; do
        grep -q "$name" docs/decisions/0002-parts-from-debian-and-npm.md || echo "$name"
    done
}

# What a hole in a reader of strangers' files could reach: each has the library it reads with and no other, and
# nothing of the readers of pictures comes along with those of ZIPs and PDFs.
strangers_in_a_jail() {
    local program reads
    while read -r program reads; do
        [ "$(readelf -d "$build/$program" | sed -n 's/.*NEEDED.*\[lib\(.*\)\.so.*/\1/p' | grep -Evx 'c|m' | sort | xargs)" = "$reads" ] ||
            { echo "$program is not linked to $reads alone:" && readelf -d "$build/$program" | grep NEEDED; }
        [ "$program" = dure-picture ] || ldd "$build/$program" | grep -E 'libvips|libglib|libgobject'
    done <<'EOF'
dure-picture glib-2.0 gobject-2.0 seccomp vips
dure-unpack seccomp zip
dure-pdf qpdf seccomp
EOF
}

# --- Pages and scripts -----------------------------------------------------------------------------

# Forms that are sent by GET put what is typed into an address.
secrets_in_addresses() {
    find src -name '*.html' -print0 | xargs -0 awk -v RS='</form>' \
        '/<form[^>]*method="get"/ && /type="password"|name="(secret|password|password_again|pending|csrf)"/ { print FILENAME }'
    grep -rnE 'request_query(_at)?\(rq, "(secret|password|pending|csrf|token)"' src --include='*.c'
}

# recent: numbers of goods. compare: numbers and names of goods that this tab compares. draft: what was typed into a
# form that asks for it; no page does.
kept_by_the_browser() {
    grep -nE 'sessionStorage|indexedDB|caches\.|localStorage' web/*.mjs |
        grep -Ev "localStorage\.(getItem|setItem|removeItem)\((RECENT|DRAFT \+ key)[,)]|sessionStorage\.(getItem|setItem)\('compare'[,)]"
    grep -rln 'data-draft' src --include='*.html'
}

# Ways by which a name from outside becomes code, markup or a part of every object.
doors_in_scripts() {
    grep -nE '__proto__|\.prototype\b|Object\.assign\(|structuredClone\(|\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write' \
        web/*.mjs
}

# The package brings the folders of docs that tools/deb.sh lays; a page for operators leads nowhere else.
dead_links() {
    local page link
    for page in docs/operations/*.md; do
        { grep -oE '\]\([^)]+\)' "$page" || true; } | sed -E 's/^..//; s/\)$//; s/#.*//' | while read -r link; do
            [[ -n $link && $link != *://* ]] || continue
            link=$(realpath -m --relative-to=. "docs/operations/$link")
            [ -e "$link" ] && grep -q "lay 644 usr/share/doc/dure/$(basename "$(dirname "$link")") $(dirname "$link")/" tools/deb.sh ||
                echo "$page: $link"
        done
    done
}

# TMPDIR says where, but for what a short name is wanted of.
own_temporary_folders() {
    grep -nE 'mktemp -d (/|"/)' test tools/*.sh tests/*.sh
}

check "what is only for a while lies in TMPDIR" own_temporary_folders
check "each link of the pages for operators leads to what the package brings" dead_links
check "what is linked stands in the list of parts" parts_without_a_line "$build"/dure{,-picture,-unpack,-pdf}
check "each program in a jail is linked to the library it reads with alone" strangers_in_a_jail
check "no form puts a secret into an address" secrets_in_addresses
check "the browser keeps no more than the goods last seen and those compared" kept_by_the_browser
check "no script lets a name from outside into all objects" doors_in_scripts

exit "$failed"
