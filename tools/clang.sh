#!/bin/bash
# Let clang read everything gcc compiles in a build folder, by the same flags, for its warnings alone.
#
#   tools/clang.sh BUILD
#
# Starting clang takes longer than reading one of our files, so files of equal flags share a process.
# The driver starts one for each file; what it would start, `clang -cc1`, takes as many as it is given.
set -euo pipefail

FILES_AT_ONCE=25

# "FLAGS<tab>FILE" of each file; clang counts assert(!"words") as a conversion, we mean it.
flags_and_files() {
    sed -nE 's/^ *"command": "([^ ]*ccache )?[^ ]* (.*)",$/\2/p' compile_commands.json |
        sed -E 's/\\(.)/\1/g; s/ -o [^ ]+ / /; s/ -c ([^ ]+)$/ -Wno-string-conversion\t\1/'
}

# "FLAGS<tab>FILE<tab>FILE…", so many at once
batches() {
    sort | awk -F '\t' -v most="$FILES_AT_ONCE" '
        $1 == flags && n < most { printf "\t%s", $2; n++; next }
        { printf "%s%s\t%s", (NR > 1 ? "\n" : ""), $1, $2; flags = $1; n = 1 }
        END { print "" }'
}

# read_by "FLAGS<tab>FILE<tab>FILE…"
read_by() {
    local flags files command
    IFS=$'\t' read -r flags files <<<"$1"
    IFS=$'\t' read -ra files <<<"$files"
    command=$(eval "clang -### -fsyntax-only $flags '${files[0]}'" 2>&1 | tail -n 1)
    command=${command/ \"-disable-free\"/}
    eval "${command% *} $(printf "'%s' " "${files[@]}")"
}

[ $# -eq 1 ] || { sed -n '4s/^# *//p' "$0" >&2; exit 2; }
cd "$1"
export -f read_by
flags_and_files | batches | xargs -d '\n' -P "$(nproc)" -I '{}' bash -c 'read_by "$0"' '{}'
