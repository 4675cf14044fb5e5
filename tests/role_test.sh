#!/bin/bash
# A site that works as a role of its own on PostgreSQL, through an upgrade: what its verbs say at each
# step, and that new tables come to it by themselves.
#
#   tests/role_test.sh DURE      the built program; run in the source folder, by ctest with DURE_TEST_PG
set -euo pipefail

[ $# -eq 1 ] || { sed -n '5s/^# *//p' "$0" >&2; exit 2; }
dure=$1
server=${DURE_TEST_PG:-}
[ -n "$server" ] || { echo 'DURE_TEST_PG is not set: PostgreSQL is left out'; exit 77; }
work=$(mktemp -d "${TMPDIR:-/tmp}/dure-role-XXXXXX")
name=dure_role_$$ # the database; its owner; and the site's role
owner=${name}_owner site=${name}_site other=${name}_other # a program that adds notices, no site
failed=0
unset "${!DURE_@}"
export DURE_DATA_DIR=$work

on() { psql -XqAt -v ON_ERROR_STOP=1 "${server/dure_test/$1}" -c "$2"; }

clean_up() {
    local status=$?
    on dure_test "DROP DATABASE IF EXISTS $name" || status=1
    on dure_test "DROP ROLE IF EXISTS $owner" && on dure_test "DROP ROLE IF EXISTS $site" &&
        on dure_test "DROP ROLE IF EXISTS $other" || status=1
    rm -rf "$work"
    exit "$status"
}
trap clean_up EXIT

# url ROLE
url() {
    local address=${server/dure_test/$name}
    echo "${address/\/\/dure@/\/\/$1@}"
}

# ends CODE TEXT WORD…: `dure WORD…` ends with this code and says this, wherever.
ends() {
    local code=$1 text=$2 status=0
    shift 2
    timeout 60 "$dure" "$@" >"$work/said" 2>&1 </dev/null || status=$?
    if [ "$status" != "$code" ] || ! grep -qF -- "$text" "$work/said"; then
        printf 'FAIL dure %s: exit %s, not %s with "%s":\n' "$*" "$status" "$code" "$text"
        head -n 20 "$work/said"
        failed=1
    fi
}

for role in "$owner" "$site" "$other"; do on dure_test "CREATE ROLE $role LOGIN"; done
on dure_test "CREATE DATABASE $name OWNER $owner TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' ENCODING 'UTF8'"
on "$name" "ALTER SCHEMA public OWNER TO $owner; REVOKE CREATE ON SCHEMA public FROM PUBLIC"

# The first start: the keys are the site's own, the tables the owner's.
ends 1 'as the owner of the tables: dure migrate --db' migrate --db "$(url "$site")"
[ -e "$work/seal.key" ] && [ -e "$work/sign.pub" ] || { echo 'FAIL no keys were made'; failed=1; }

ends 0 "역할 ${site}에게" migrate --db "$(url "$owner")" --site-role "$site"
ends 0 '0단계 올렸습니다' migrate --db "$(url "$site")"
ends 0 'ok   role ' doctor --db "$(url "$site")"

# The program is newer than the database: what the package says as the site's role.
on "$name" "SET ROLE $owner; CREATE TABLE kept AS SELECT * FROM schema_version ORDER BY number DESC LIMIT 1;
    DELETE FROM schema_version WHERE number = (SELECT number FROM kept)"
ends 1 'as the owner of the tables: dure migrate --db' migrate --db "$(url "$site")"
ends 1 '표의 주인이 아니어서' migrate --db "$(url "$site")"

# A migration brings a table, by whoever forgets the site's role.
on "$name" "SET ROLE $owner; CREATE TABLE of_later (id BIGINT PRIMARY KEY);
    INSERT INTO schema_version SELECT * FROM kept; DROP TABLE kept; GRANT INSERT ON access_entry TO $other"
ends 1 'of_later' serve --db "$(url "$site")"
ends 1 '--settings /etc/dure/dure.conf --site-role' serve --db "$(url "$site")"
ends 0 '사이트의 역할 1개에게' migrate --db "$(url "$owner")"
[ "$(on "$name" "SELECT has_table_privilege('$site', 'of_later', 'SELECT, INSERT')")" = t ] ||
    { echo 'FAIL the new table is not the site’s to read'; failed=1; }
[ "$(on "$name" "SELECT has_table_privilege('$site', 'audit_entry', 'UPDATE')")" = f ] ||
    { echo 'FAIL the chain may be changed'; failed=1; }
[ "$(on "$name" "SELECT has_table_privilege('$other', 'of_later', 'SELECT')")" = f ] ||
    { echo 'FAIL who may add to one table was given all of them'; failed=1; }
ends 0 'ok   role ' doctor --db "$(url "$site")"

exit "$failed"
