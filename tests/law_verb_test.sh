#!/bin/bash
# A program asks the law through the verb: `dure law decide` without any database, with bad lines among
# good ones, and with what operators added.
#
#   tests/law_verb_test.sh DURE      the built program; run in the source folder, by ctest
set -euo pipefail

[ $# -eq 1 ] || { sed -n '5s/^# *//p' "$0" >&2; exit 2; }
dure=$1
server=${DURE_TEST_PG:-}
name=dure_law_$$ # a database of its own there
work=$(mktemp -d "${TMPDIR:-/tmp}/dure-law-XXXXXX")
failed=0
unset "${!DURE_@}"

on_server() { psql -XqAt -v ON_ERROR_STOP=1 "${server/dure_test/$1}" "${@:2}"; }

clean_up() {
    local status=$?
    [ -z "$server" ] || on_server dure_test -c "DROP DATABASE IF EXISTS $name" || status=1
    rm -rf "$work"
    exit "$status"
}
trap clean_up EXIT

fail() {
    echo "FAIL $1"
    failed=1
}

# decides CODE QUESTIONS [OPTION…]: it ends with this code; the answers lie in $work/out.
decides() {
    local code=$1 questions=$2 status=0
    shift 2
    printf '%b' "$questions" |
        DURE_DATA_DIR=$work/none DURE_DB=sqlite:$work/none/dure.db "$dure" law decide "$@" \
            >"$work/out" 2>"$work/err" || status=$?
    [ "$status" = "$code" ] || { fail "law decide $*: exit $status, not $code"; cat "$work/out" "$work/err"; }
}

# answers LINE PART…: this line of the answers holds these parts.
answers() {
    local line=$1 part
    shift
    for part in "$@"; do
        sed -n "${line}p" "$work/out" | grep -qF -- "$part" ||
            { fail "line $line of the answers lacks $part:"; cat "$work/out"; }
    done
}

counts() {
    [ "$(wc -l <"$work/out")" = "$1" ] || { fail "not $1 lines of answers:"; cat "$work/out"; }
}

# --- From the packs alone -----------------------------------------------------------------------------

example='{"id":"1","regime":"LOCAL","object":"goods","estimated_price_won":50000000,"contract_price_won":50000000,"supplier_tags":["women"],"vulnerable_employment_bp":null,"on":"2026-11-23"}'

decides 0 "$example\n"
counts 1
answers 1 '{"id":"1","path":"one_quote",' '"one_quote_max_won":50000000,"ceiling_won":100000000,' \
    '"contract_document":"waivable"' '"performance_security":"waivable"' '"inspection_report":"required"' \
    '"delay_ppm_per_day":800' '"needs":["certificate:women"]' '"rules":["T-L08"' '"confidence":"H"' '"why":"'
[ ! -e "$work/none" ] || fail "law decide asked for a database"

# What is carried has a rate of its own.
moving='"regime":"LOCAL","object":"service","estimated_price_won":8000000,"contract_price_won":8800000,"on":"2026-11-23"'
decides 1 "{\"id\":1,$moving}\n{\"id\":2,$moving,\"delay_variant\":\"transport\"}\n{\"id\":3,$moving,\"delay_variant\":\"ship\"}\n"
counts 3
answers 1 '"delay_ppm_per_day":1300'
answers 2 '"delay_ppm_per_day":2500' '"F-13.1"'
answers 3 '{"id":3,"error":"delay_variant'

decides 0 ''
counts 0
decides 0 "$example" # a last line without its end
counts 1

# --- A bad line costs itself alone --------------------------------------------------------------------

decides 1 "{\"id\":\"bad\",\"regime\":\"MOON\"}\n$example\nnot json\n\n$example\n"
counts 4
answers 1 '{"id":"bad","error":"'
answers 2 '{"id":"1","path":"one_quote"'
answers 3 '{"id":null,"error":"'
answers 4 '{"id":"1","path":"one_quote"'

# Each in its place: a byte order mark that the file begins with and one that a line does, a NUL, a mebibyte, a line end of Windows, no line end at all.
{
    printf '\xef\xbb\xbf%s\n' "$example"
    printf '\xef\xbb\xbf%s\n' "$example"
    printf '%s\0\n' "$example"
    printf '{"id":"%s"}\n' "$(head -c 1048576 /dev/zero | tr '\0' x)"
    printf '%s\r\n' "$example"
    printf '{"id":"big","estimated_price_won":99999999999999999999}\n'
    printf '{"id":"last"'
} >"$work/odd"
status=0
"$dure" law decide <"$work/odd" >"$work/out" || status=$?
[ "$status" = 1 ] || fail "odd lines end with $status"
counts 7
answers 1 '{"id":"1","path":"one_quote"'
answers 2 '{"id":null,"error":"'
answers 3 '{"id":null,"error":"'
answers 4 '{"id":null,"error":"질문이 너무 깁니다'
answers 5 '{"id":"1","path":"one_quote"'
answers 6 '{"id":"big","error":"너무 큰 수'
answers 7 '{"id":null,"error":"'

# --- With what operators added ------------------------------------------------------------------------

small() {
    printf '{"id":%s,"regime":"LOCAL","object":"goods","estimated_price_won":2500000,"contract_price_won":2500000,"on":"%s"}\\n' "$1" "$2"
}
questions="$(small 1 2026-12-31)$(small 2 2027-01-01)"
cat >"$work/added.sql" <<'SQL'
INSERT INTO account (id, no, email, name, password_hash, state, created_at)
VALUES (1, 7, 'operator@dure.example', '김운영', 'x', 'active', 1);
INSERT INTO law_proposal (id, no, act, kind, row_id, made_of, line, reason, source, account_id, proposed_at)
VALUES (1, 8, 'row', 'quote_waivers', 'T-L13.o1', '',
        '"T-L13.o1","T-L13","LOCAL","goods","3000000","시행규칙 제33조","2027-01-01","","지방계약법 시행규칙 제33조","H","1",""',
        '바뀜', '관보', 1, 1);
INSERT INTO law_change (since, act, kind, row_id, line, proposal_id, added_at)
SELECT 1, p.act, p.kind, p.row_id, p.line, p.id, 1 FROM law_proposal p;
SQL

# with_operators URL COMMAND…: the command takes what an operator adds on its standard input.
with_operators() {
    local db=$1
    shift
    DURE_DATA_DIR=$work/site "$dure" migrate --db "$db" >/dev/null
    decides 0 "$questions" --db "$db"
    answers 2 '{"id":2,"path":"one_quote"'
    "$@" <"$work/added.sql"
    decides 0 "$questions" --db "$db"
    answers 1 '{"id":1,"path":"one_quote"'
    answers 2 '{"id":2,"path":"quote_waived"' '"T-L13'
    decides 0 "$questions"
    answers 2 '{"id":2,"path":"one_quote"'
}

command -v sqlite3 >/dev/null || fail "no sqlite3 here to add a row as an operator does: install it"
with_operators "sqlite:$work/dure.db" sqlite3 -cmd 'PRAGMA foreign_keys = ON' "$work/dure.db"
if [ -n "$server" ]; then
    on_server dure_test -c \
        "CREATE DATABASE $name TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' ENCODING 'UTF8'"
    with_operators "${server/dure_test/$name}" on_server "$name"
    decides 1 "$example\n" --db "${server/dure_test/${name}_nowhere}"
    counts 0
else
    echo 'DURE_TEST_PG is not set: PostgreSQL is left out'
fi

decides 1 "$example\n" --db "sqlite:$work/nowhere/dure.db"
counts 0

# --- As it is installed, from wherever one stands -----------------------------------------------------

installed() { (cd "$work" && "$work/$1/bin/dure" law decide <<<"$example") >"$work/out" 2>"$work/err"; }
deep=$(printf 'a%.0s' {1..250})/$(printf 'b%.0s' {1..250})
for place in usr alone "$deep"; do
    mkdir -p "$work/$place/bin"
    ln "$dure" "$work/$place/bin/dure" 2>/dev/null || cp "$dure" "$work/$place/bin/dure"
done
mkdir -p "$work"/{usr,"$deep"}/share/dure "$work/law"
cp -r law "$work/usr/share/dure"
cp -r law "$work/$deep/share/dure"
printf 'no pack\n' >"$work/law/other.csv" # somebody's folder of that name
for place in usr "$deep"; do
    installed "$place" || { fail "an installed program finds no law:"; cat "$work/err"; }
    answers 1 '{"id":"1","path":"one_quote"'
done
rm -r "$work/law"
! installed alone || fail "a program without its law answers"
grep -qF 'the settings law.dir and data.base' "$work/err" || { fail "it does not say where the law should lie:"; cat "$work/err"; }

# What cannot be read is no end of the questions.
status=0
"$dure" law decide <"$work" >"$work/said" 2>&1 || status=$?
[ "$status" = 1 ] && grep -qF '질문을 끝까지 읽지 못했습니다' "$work/said" ||
    { echo "FAIL a folder as questions ends with $status"; cat "$work/said"; failed=1; }

exit "$failed"
