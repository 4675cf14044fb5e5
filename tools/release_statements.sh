#!/bin/bash
# Keep the statements of the version that is about to be released, so that a test prepares them on the
# schemas to come: while a site is migrated the programs of the version before still run.
#
#   tools/release_statements.sh BUILD    BUILD is a folder in which this version was built
#
# docs/operations/install.md says when.
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

KEPT=src/platform/db/released_test.sql

[ $# -eq 1 ] && [ -f "$1/CMakeCache.txt" ] || { sed -n '5s/^# *//p' "$0" >&2; exit 2; }
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$1/CMakeCache.txt")
schema=$(find schema -name '[0-9]*.sql' -printf '%f\n' | sort | tail -n 1)

# Each block from its name on, under a name of its own; what stands above the first is of the file.
blocks() {
    find src -name '*.sql' ! -name '*_test.sql' ! -name '*_testing.sql' -print0 | sort -z |
        xargs -0 awk 'FNR == 1 { inside = 0 }
            sub(/^-- name: /, "-- name: released_") { inside = 1 }
            inside'
}

{
    printf -- '-- The statements of version %s, of the schema up to %s.\n' "$version" "${schema%%_*}"
    printf -- '-- Made by `make release-statements`: never changed by hand.\n\n'
    blocks | cat -s
} >"$KEPT.new"
mv "$KEPT.new" "$KEPT"
echo "$KEPT: $(grep -c '^-- name: ' "$KEPT") blocks of $version"
