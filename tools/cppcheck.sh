#!/bin/bash
# Let cppcheck read the sources, which knows other mistakes than the compilers and clang-tidy. Fails
# when it finds any.
#
#   tools/cppcheck.sh BUILD    BUILD is a folder in which the sources were built: what is generated of
#                              pages and statements lies there
#
# Which findings are left out, and why: docs/decisions/0015-what-cppcheck-is-asked.md.
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

[ $# -eq 1 ] && [ -d "$1/gen" ] || { sed -n '5,6s/^# *//p' "$0" >&2; exit 2; }
need_packages "$1/cppcheck-install.log" cppcheck
LEFT_OUT=()
for id in internalAstError returnDanglingLifetime invalidLifetime unknownEvaluationOrder readdirCalled \
    'invalidFunctionArg:src/platform/process/*' missingIncludeSystem; do
    LEFT_OUT+=("--suppress=$id")
done
mkdir -p "$1/cppcheck" # what it knows of files that did not change

find src sim -name '*.c' ! -name '*_test.c' ! -name '*_testing.c' | sort |
    nice -n 10 cppcheck -q -j "$(nproc)" --std=c11 --enable=warning,performance,portability \
        --library=posix -D_GNU_SOURCE '-DDURE_VERSION="0"' -I. -Isrc "-I$1/gen" -Iweb/dist \
        --cppcheck-build-dir="$1/cppcheck" --error-exitcode=1 "${LEFT_OUT[@]}" \
        --template='{file}:{line}: {severity} {id}: {message}' --file-list=-
