#!/bin/bash
# Let clang-tidy read the sources for mistakes that look like something else. Fails when it finds any.
#
#   tools/tidy.sh BUILD [COMMIT]    BUILD is a folder in which the sources were built: what is generated
#                                   of pages and statements lies there; with COMMIT only files that
#                                   changed since
#
# Which checks are left out, and why: docs/decisions/0011-what-clang-tidy-is-asked.md; how far clang's analyser
# follows the ways through a file: 0029.
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

[ $# -ge 1 ] && [ $# -le 2 ] && [ -d "$1/gen" ] || { sed -n '4,6s/^# *//p' "$0" >&2; exit 2; }
need_packages "$1/tidy-install.log" clang-tidy
CHECKS='-*,bugprone-*,cert-*,concurrency-*,clang-analyzer-*'
for check in bugprone-easily-swappable-parameters bugprone-implicit-widening-of-multiplication-result \
    bugprone-narrowing-conversions bugprone-macro-parentheses bugprone-sizeof-expression \
    bugprone-branch-clone concurrency-mt-unsafe cert-err33-c \
    clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling clang-analyzer-valist.Uninitialized; do
    CHECKS+=,-$check
done
[ $# -lt 2 ] || git rev-parse --verify -q "$2^{commit}" >/dev/null || { echo "no such commit: $2" >&2; exit 2; }
read -ra libraries < <(pkg-config --cflags sqlite3 libpq libsodium liboath jansson libcurl libseccomp libzip expat xlsxwriter vips libqpdf)

files() {
    if [ $# -eq 1 ]; then
        git diff -z --name-only --diff-filter=d "$1" -- 'src/*.c' 'sim/*.c'
    else
        find src sim -name '*.c' -print0
    fi | grep -zvE '_(test|testing)\.c$' | sort -z || true
}

files "${@:2}" | nice -n 10 xargs -0r -P "$(nproc)" -n 8 bash -c '
    clang-tidy --quiet --warnings-as-errors="*" --checks="$0" --extra-arg=-Xclang --extra-arg=-analyzer-config \
        --extra-arg=-Xclang --extra-arg=mode=shallow "${@:2}" -- $1' "$CHECKS" \
    "-std=c17 -D_GNU_SOURCE -DDURE_VERSION=\"0\" -I. -Isrc -I$1/gen -Iweb/dist ${libraries[*]}" 2>&1 |
    { grep -vE '^[0-9 ]*warnings? (generated|treated as error)' || true; }
