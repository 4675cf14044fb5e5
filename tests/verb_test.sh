#!/bin/bash
# What a person types after `dure`: each verb tells what it takes, refuses the rest, and those of a new
# site do their work on an empty one.
#
#   tests/verb_test.sh DURE      the built program; run in the source folder, by ctest
set -euo pipefail

[ $# -eq 1 ] || { sed -n '5s/^# *//p' "$0" >&2; exit 2; }
dure=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/dure-verb-XXXXXX")
failed=0
unset "${!DURE_@}"
export DURE_DB=sqlite:$work/dure.db DURE_DATA_DIR=$work
trap 'rm -rf "$work"' EXIT

# ends CODE TEXT WORD…: `dure WORD…` ends with this code and says this, wherever.
ends() {
    local code=$1 text=$2 status=0
    shift 2
    "$dure" "$@" >"$work/said" 2>&1 </dev/null || status=$?
    if [ "$status" != "$code" ] || ! grep -qF -- "$text" "$work/said"; then
        printf 'FAIL dure %s: exit %s, not %s with "%s":\n' "$*" "$status" "$code" "$text"
        head -n 20 "$work/said"
        failed=1
    fi
}

# --- Every verb ------------------------------------------------------------------------------------

verbs=$(sed -n 's/^## `dure \([a-z]*\).*/\1/p' docs/operations/verbs.md | sort -u)
[ "$(wc -w <<<"$verbs")" -ge 12 ] || { echo "FAIL verbs.md names too few"; failed=1; }
for verb in $verbs; do
    word=()
    [ "$verb" != restore ] || word=("$work/none")
    ends 0 "usage: dure $verb" "$verb" "${word[@]}" --help
    ends 2 '모르는 선택 사항입니다: --no-such · no such option' "$verb" "${word[@]}" --no-such
    ends 2 '값을 적으세요. · write URL after it' "$verb" "${word[@]}" --db
    ends 2 '값을 적지 않습니다. · it takes no value' "$verb" "${word[@]}" --help=yes
done
ends 2 'usage: dure'
ends 2 '모르는 명령입니다: no-such · no such verb' no-such
ends 0 "dure $(sed -n 's/^project(dure VERSION \([0-9.]*\) .*/\1/p' CMakeLists.txt)" --version
ends 0 'dure --version' --help
ends 2 'usage: dure' --version more

# --- A new site ------------------------------------------------------------------------------------

ends 0 '올렸습니다' migrate
ends 0 '' migrate
ends 0 'warn policy' doctor
ends 0 'warn setup' doctor
export DURE_POLICY_TERMS_FROM=2026-12-01 DURE_POLICY_PRIVACY_FROM=2026-12-01
ends 0 'ok   ' doctor
! grep -q '^warn policy' "$work/said" || { echo 'FAIL doctor misses days that are set'; failed=1; }
mkdir "$work/base"
grep -v '^202[6-9]' data/holidays.csv >"$work/base/holidays.csv"
DURE_DATA_BASE=$work/base ends 0 'warn calendar' doctor
DURE_DATA_BASE=$work/nowhere ends 0 'warn calendar' doctor
ends 0 'policy.terms_from' serve --list
ends 0 '분류 294 ' setup --db "sqlite:$work/set-up.db" # on an empty file: the schema as well
ends 1 '기초 자료가 이미 있습니다' setup --db "sqlite:$work/set-up.db"
ends 2 '읽을 수 없습니다' setup --db "sqlite:$work/other.db" --settings <(printf 'data.base = %s\n' "$work/none")
ends 0 '/policy/terms' routes

# --- Products by the sheet --------------------------------------------------------------------------

ends 2 'import products FILE' import
ends 2 'import products FILE' import products
ends 2 'import products FILE' import products "$work/none.csv"
ends 2 'prodcts' import prodcts "$work/none.csv" --supplier 1
ends 1 '그런 공급기업이 없습니다' import products "$work/none.csv" --supplier 1
ends 1 '.xlsx나 .csv로' export products "$work/out.pdf"
ends 0 '상품 0개를' export products "$work/out.csv"
ends 0 '상품 0개를' export products "$work/out.xlsx"
ends 1 '파일을 만들 수 없습니다' export products "$work/none/out.xlsx"
[ "$(head -c 2 "$work/out.xlsx")" = PK ] || { echo 'FAIL out.xlsx is no workbook'; failed=1; }

# Rows go in and come out again; a firm and a category come from people, not from verbs.
command -v sqlite3 >/dev/null || { echo 'FAIL no sqlite3 here to add a firm: install it'; exit 1; }
sqlite3 "$work/dure.db" <<'SQL'
INSERT INTO category (code, level, position, name, object, vat, unit, direct_production)
VALUES ('paper', 1, 1, '용지', 'goods', 'taxable', '상자', 'no');
INSERT INTO category (code, parent_code, level, position, name, object, vat, unit, direct_production)
VALUES ('paper.copy', 'paper', 2, 1, '인쇄용지', 'goods', 'taxable', '상자', 'no'),
       ('paper.copy.a4', 'paper.copy', 3, 1, '복사용지', 'goods', 'taxable', '상자', 'no');
INSERT INTO supplier (no, name, business_no, representative, is_corporation, business_item, district_code,
                      address, phone, introduction, state, created_at)
VALUES (1000000000001, '㈜늘푸른나눔', '5048147521', '김가온', 1, '용지', '', '대구광역시 중구 동성로 1',
        '053-000-0000', '', 'active', 1);
SQL
cat >"$work/goods.csv" <<'CSV'
자체 상품코드,분류,상품명,단가,납기
K-1,paper.copy.a4,두레 복사용지 A4,"21,500",3
K-2,복사용지,두레 복사용지 A3,31500,5
CSV
{ cat "$work/goods.csv"; printf '%s\n' 'K-3,paper.copy.a4,두레 복사용지 B4,18000,3' 'K-4,paper.copy.a4,값이 없는 용지,,3'; } >"$work/bad.csv"
ends 0 '새 상품 2' import products "$work/goods.csv" --supplier 5048147521 --dry-run
ends 0 '상품 0개를' export products "$work/out.csv"
ends 0 '등록함 2' import products "$work/goods.csv" --supplier 1000000000001
ends 1 '1줄은 고쳐서' import products "$work/bad.csv" --supplier 1000000000001
ends 0 '그대로 2' import products "$work/goods.csv" --supplier 1000000000001 # every night
grep -qF '고쳐서' "$work/said" && { echo 'FAIL there is nothing to mend'; cat "$work/said"; failed=1; }
ends 1 '1줄은 고쳐서' import products "$work/bad.csv" --supplier 1000000000001
grep -qF '그대로 3' "$work/said" || { echo 'FAIL what stands is not counted'; cat "$work/said"; failed=1; }
printf '상품명,분류,단가,판매가\n가,복사용지,1,2\n' >"$work/twice.csv"
ends 1 '단가, 판매가' import products "$work/twice.csv" --supplier 1000000000001
printf '상품명,단가\n가,1\n' >"$work/bare.csv"
ends 1 '‘분류’ 열을 넣어' import products "$work/bare.csv" --supplier 1000000000001
: >"$work/empty.csv"
ends 1 '파일에 내용이 없습니다' import products "$work/empty.csv" --supplier 1000000000001
[ "$(grep -c '내용이 없습니다' "$work/said")" = 1 ] || { echo 'FAIL a sentence stands there twice'; failed=1; }
ends 2 '모르는 말입니다: things · no such word' import things "$work/goods.csv" --supplier 1000000000001
ends 0 '상품 3개를' export products "$work/out.csv"
grep -q '두레 복사용지 A3' "$work/out.csv" && grep -q '21,\?500' "$work/out.csv" ||
    { echo 'FAIL out.csv lacks what was imported'; cat "$work/out.csv"; failed=1; }
ends 0 '상품 3개를' export products "$work/out.xlsx" --supplier 5048147521

# A row that breaks what must hold is told in a line, and the verb ends with 1.
ends 0 'ok   offers' doctor
sqlite3 "$work/dure.db" 'UPDATE offer SET price_won = price_won + 1'
ends 1 'BAD  offers' doctor
grep -qE '^BAD  offers .*: 판매 조건 [0-9]{13}$' "$work/said" ||
    { echo 'FAIL doctor does not name the offer'; cat "$work/said"; failed=1; }
grep -qF '위에서 BAD 줄을 보세요' "$work/said" || { echo 'FAIL doctor points nowhere'; failed=1; }
[ "$(grep -c '^BAD' "$work/said")" = 1 ] || { echo 'FAIL doctor tells more than is wrong'; failed=1; }

# What is read otherwise than it was written is told, listed or not.
{ head -n 1 "$work/goods.csv"; for i in {1..21}; do echo "K-1$i,복사용지,한지 $i,2만1천원,2주"; done; } >"$work/words.csv"
for how in --dry-run ''; do
    ends 0 '2행 단가(D열): 2만1천원 → 21000.' import products "$work/words.csv" --supplier 1000000000001 ${how:+"$how"}
    grep -qxF '적은 것과 다르게 읽었거나 살펴볼 칸 42' "$work/said" && [ "$(grep -c '→' "$work/said")" = 20 ] ||
        { echo 'FAIL what was read otherwise is not told'; cat "$work/said"; failed=1; }
done

exit "$failed"
