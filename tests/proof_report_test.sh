#!/bin/bash
# The report of the proofs says which of its rows are not of the program that lies here, and which kinds of
# process nobody killed.
#
#   tests/proof_report_test.sh      in the source folder; needs node and git
#
# A folder of its own stands for the source folder: a program that changes, and a page that does not count.
set -euo pipefail

report=$PWD/tests/proof/report.mjs
work=$(mktemp -d "${TMPDIR:-/tmp}/dure-proof-report-XXXXXX")
trap 'rm -rf "$work"' EXIT
failed=0

# commit WHAT: all that lies there; tells its name as the proofs do.
commit() {
    git -C "$work" add . &&
        git -C "$work" -c user.name=test -c user.email=test@dure.example commit -qm "$1" &&
        git -C "$work" rev-parse --short=12 HEAD
}

# line NAME DATABASE COMMIT [MORE]
line() {
    printf 'proof {"day":"2026-11-27","commit":"%s","name":"%s","database":"%s","tried":5,"failures":0,"seconds":1%s}\n' "$3" "$1" "$2" "${4:-}"
}

# says PATTERN: a line of the page, as a basic regular expression.
says() {
    grep -q -- "$1" "$work/page" || { printf 'the page does not say: %s\n' "$1"; failed=1; }
}

git -C "$work" init -q
mkdir "$work/src" "$work/docs"
echo 'int one;' >"$work/src/main.c"
before=$(commit 'the program of before')
echo 'int two;' >"$work/src/main.c"
changed=$(commit 'a changed program')
echo 'A page.' >"$work/docs/page.md"
commit 'a page more' >"$work/head"
{
    line writer sqlite "$changed"
    line power sqlite "$before"
    line disk sqlite "$changed+"
    line fault sqlite unknown
    line kill sqlite "$changed" ',"killed_web":3'
    line kill postgresql "$changed" ',"killed_web":3,"killed_backend":2'
} >"$work/lines"
(cd "$work" && node "$report" lines >page)

says "^| Rounds of killed writers .*| 2026-11-27 $changed |"
says "^| Power cuts .*| 2026-11-27 $before \*\*not of this source\*\* |"
says "^| Operations of the disk .*| 2026-11-27 $changed+ \*\*of changes that are in no commit\*\* |"
says '^| Units with a database .*| 2026-11-27 unknown \*\*not of this source\*\* |'
says '^| web workers | 3 | 3 |$'
says '^| children that write backups | not tried | not tried |$'
says '^| backends of PostgreSQL | – | 2 |$'
says '^Not run: .*kills of children that write backups (SQLite).*kills of its postmaster (PostgreSQL)'
! grep -q 'Not run.*kills of its postmaster (SQLite)\|Not run.*kills of web workers' "$work/page" ||
    { echo 'the page misses what cannot be, or was, tried'; failed=1; }

echo 'int three;' >"$work/src/main.c"
(cd "$work" && node "$report" lines >page)
says "^| Rounds of killed writers .*| 2026-11-27 $changed \*\*not of this source\*\* |"
exit "$failed"
