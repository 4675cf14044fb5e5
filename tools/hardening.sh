#!/bin/bash
# Check that programs were linked and compiled with the protections of a network service.
#
#   tools/hardening.sh PROGRAM…    one line per missing protection; fails when there is any
set -uo pipefail

missing=0

# expect PROGRAM "protection" COMMAND…: the command finds its trace in the program.
expect() {
    local program=$1 protection=$2
    shift 2
    "$@" >/dev/null || { echo "$program: no $protection"; missing=1; }
}

has_type() { readelf -hW "$1" | grep -E "Type: +$2"; }
has_segment() { readelf -lW "$1" | grep -w "$2"; }
has_flag() { readelf -dW "$1" | grep -E "$2"; }
has_symbol() { readelf --dyn-syms -W "$1" | grep -E "$2"; }
# Debian's own start files carry no control-flow note, so the program as a whole has none either.
main_is_landing_pad() { objdump -d --disassemble=main "$1" | grep endbr64; }
stack_is_not_executable() { ! readelf -lW "$1" | grep 'GNU_STACK.*RWE'; }

for program in "$@"; do
    expect "$program" "position independence" has_type "$program" DYN
    expect "$program" "read-only relocations" has_segment "$program" GNU_RELRO
    expect "$program" "immediate binding" has_flag "$program" 'BIND_NOW|Flags:.*NOW'
    expect "$program" "stack protector" has_symbol "$program" __stack_chk_fail
    expect "$program" "fortified functions" has_symbol "$program" '__[a-z]+_chk(@|$)'
    expect "$program" "unexecutable stack" stack_is_not_executable "$program"
    if [ "$(uname -m)" = x86_64 ]; then
        expect "$program" "control-flow protection" main_is_landing_pad "$program"
    fi
done
exit "$missing"
