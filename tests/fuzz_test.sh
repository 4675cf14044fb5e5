#!/bin/bash
# Each fuzz target is told of where people look: what it reads in tests/fuzz/README.md, what it was tried
# with in docs/operations/fuzz.md, with MSan too but for those that CMakeLists.txt leaves out; it has a kept
# corpus; and neither page names a target that is gone.
#
#   tests/fuzz_test.sh    in the source folder
set -uo pipefail

failed=0
fail() {
    echo "$1" >&2
    failed=1
}

left_out=$(sed -nE 's/^ *list\(FILTER fuzz_sources EXCLUDE REGEX "\(([a-z_|]+)\)_fuzz"\)$/\1/p' CMakeLists.txt)
[ -n "$left_out" ] || fail "CMakeLists.txt no longer says what MSan leaves out"

for source in tests/fuzz/*_fuzz.c; do
    name=$(basename "$source" _fuzz.c)
    grep -q "^|.*|.*| .*\`$name\`.*|\$" tests/fuzz/README.md || fail "tests/fuzz/README.md has no row for $name"
    grep -q "^| $name | .* |\$" docs/operations/fuzz.md ||
        fail "docs/operations/fuzz.md has no row for $name: make fuzz, or node tests/fuzz/report.mjs"
    [[ $name =~ ^($left_out)$ ]] || ! grep -qE "^\| $name \|([^|]*\|){5} not run \|" docs/operations/fuzz.md ||
        fail "docs/operations/fuzz.md says that $name was not run with MSan: make fuzz-memory"
    [ -n "$(ls -A "tests/fuzz/corpus/$name" 2>&-)" ] || fail "tests/fuzz/corpus/$name keeps nothing"
done
told=$({
    sed -n 's/^|.*|.*|\([^|]*\)|$/\1/p' tests/fuzz/README.md | grep -o '`[a-z_0-9]*`' | tr -d '`'
    sed -n 's/^| \([a-z_0-9]*\) | .*/\1/p' docs/operations/fuzz.md
    ls tests/fuzz/corpus
} | sort -u)
for name in $told; do
    [ -f "tests/fuzz/${name}_fuzz.c" ] || fail "$name is told of, but there is no tests/fuzz/${name}_fuzz.c"
done
# For the report: what the page says of all targets together, on its own day.
[ "$failed" -ne 0 ] || awk -F'|' '
    /^[0-9]+-[0-9]+-[0-9]+(, [0-9]+-[0-9]+-[0-9]+)*, on / { day = $0; sub(/, on .*/, "", day) }
    /^\| [a-z_0-9]+ \|/ {
        gsub(",", ""); targets++
        tried += $5; seconds += $6; findings += $7
        if ($8 ~ /[0-9]/) { memory_targets++; memory += $8; seconds += $9; findings += $10 }
    }
    END {
        if (day == "" || findings > 0) exit 1
        printf "proof {\"name\":\"fuzz\",\"database\":\"\",\"tried\":%d,\"targets\":%d,\"with_MSan\":%d,\"of_them_targets\":%d,\"seconds_in_all\":%d,\"findings\":%d,\"tried_on\":\"%s\"}\n",
            tried + memory, targets, memory, memory_targets, seconds, findings, day
    }' docs/operations/fuzz.md ||
    fail "docs/operations/fuzz.md tells of findings, or no day: mend what was found, then make fuzz and make fuzz-memory"
exit $failed
