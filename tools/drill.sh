#!/bin/bash
# The restore drill: a backup of a site, made again in an empty place, until it serves.
#
#   tools/drill.sh                          of a small demo city made for it; SIZE=town: half a gigabyte,
#                                           SIZE=city: a large one, which wants 40 GB of disk
#   tools/drill.sh URL NEW_URL              the same, of a city made in one empty database, into another
#   tools/drill.sh DATA URL NEW_DATA NEW_URL   of the site in DATA with the database URL, which may be
#                                           serving, into NEW_DATA and the empty database NEW_URL
#
# DURE_BUILD is the build to use (build unless said otherwise), DRILL_PORT the first port to try. Prints sizes and times, a line for a
# report, and ends with 1 where serving again takes longer than promised: 300 s for up to 500 MB, and
# for more as much more (DRILL_WITHIN_S says otherwise). What it started is stopped again. A folder it
# made itself goes at the end.
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

BUILD=${DURE_BUILD:-build}
SIZE=${SIZE:-small}
SERVING_WITHIN_S=60
DRILL_WITHIN_S=${DRILL_WITHIN_S:-300} # from a backup of PROMISED_MB to serving; security.md 11
PROMISED_MB=500
work= # made here, gone at the end
site_pid=

clean_up() {
    local status=$?
    stop_site || true
    [ -z "$work" ] || rm -rf "$work"
    exit "$status"
}

stop_site() {
    [ -n "$site_pid" ] || return 0
    kill -TERM "$site_pid" 2>/dev/null || true
    wait "$site_pid" || true
    site_pid=
}

# The program on one site, run where ./run would run it: dure DATA URL VERB…
dure() {
    local data=$1 url=$2
    shift 2
    (
        cd "$app/share/dure"
        unset DURE_DATA DURE_BUILD
        export DURE_DB=$url DURE_DATA_DIR=$data
        as_service_user "$app/bin/dure" "$@"
    )
}

now_ms() {
    date +%s%3N
}

# 1234 ms as 1.234 s.
seconds() {
    printf '%d.%03d s' $(($1 / 1000)) $(($1 % 1000))
}

make_demo() {
    work=$(mktemp -d "${TMPDIR:-/tmp}/dure-drill-XXXXXX")
    chmod 755 "$work"
    data=$work/site url=${1:-sqlite:$work/site/dure.db}
    new_data=$work/again new_url=${2:-sqlite:$work/again/dure.db}
    mkdir "$data"
    give_to_service_user "$data"
}

load_demo() {
    step "$work/demo.log" "시연 도시 자료 넣기" "loading the demo city" \
        dure "$data" "$url" demo --size "$SIZE" --seed 1
}

# Serve it the way ./run does, which finds the data loaded.
serve() {
    local port deadline=$((SECONDS + SERVING_WITHIN_S))
    port=$(free_port "${DRILL_PORT:-18180}" 18279)
    touch "$new_data/loaded"
    mkdir -p "$new_data/run"
    PORT=$port DURE_DATA=$new_data DURE_DB=$new_url DURE_BUILD=$BUILD ./run >"$new_data.log" 2>&1 &
    site_pid=$!
    until curl -fsS -o /dev/null -m 2 "http://127.0.0.1:$port/readyz" 2>/dev/null; do
        if ! kill -0 "$site_pid" 2>/dev/null || [ "$SECONDS" -ge "$deadline" ]; then
            tail -n 30 "$new_data.log" >&2
            die "되돌린 자리에서 시작하지 못했습니다" "the restored site did not start"
        fi
        sleep 0.1
    done
    curl -fsS -o /dev/null -m 10 "http://127.0.0.1:$port/" ||
        die "되돌린 자리의 첫 화면이 열리지 않습니다" "the restored site shows no first page"
}

# How many bytes the database of a URL holds where it serves.
database_size() {
    case $1 in
    sqlite:*) stat -c %s "${1#sqlite:}" ;;
    *) psql -XqAt "$1" -c 'SELECT pg_database_size(current_database())' ;;
    esac
}

# The lines of a manifest that tell what the rows amount to.
rows_of() {
    grep -E '^(count|head|schema) ' "$1/MANIFEST"
}

# judge BYTES BACKUP_MS SERVING_MS: tell what was measured, and whether it is as promised.
judge() {
    local mb=$((($1 + 999999) / 1000000)) due_ms failures=0 database=sqlite
    local counted_mb=$((mb > PROMISED_MB ? mb : PROMISED_MB))
    due_ms=$((DRILL_WITHIN_S * 1000 * counted_mb / PROMISED_MB))
    [ "$3" -le "$due_ms" ] || failures=1
    [ "${new_url%%:*}" = sqlite ] || database=postgresql
    printf 'proof {"name":"drill","database":"%s","tried":1,"failures":%d,"seconds":%d.%d,"megabytes":%d,"megabytes_of_the_database":%d,"backup_s":%d.%d,"promised_s":%d}\n' \
        "$database" "$failures" $(($3 / 1000)) $(($3 % 1000 / 100)) "$mb" $((size / 1000000)) $(($2 / 1000)) $(($2 % 1000 / 100)) $((due_ms / 1000))
    [ "$failures" -eq 0 ] ||
        die "되돌려 서비스하기까지 약속한 $(seconds $due_ms)를 넘었습니다 (${mb} MB)" "restoring $mb MB to serving took longer than promised"
}

case $# in
0 | 2) ;;
4) data=$1 url=$2 new_data=$3 new_url=$4 ;;
*) sed -n '4,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
[ $# -eq 4 ] || make_demo "$@"

app=$new_data.app
mkdir "$new_data" "$new_data.backups"
give_to_service_user "$new_data" "$new_data.backups"
cmake --install "$BUILD" --prefix "$app" >"$new_data.log"
[ $# -eq 4 ] || load_demo

size=$(database_size "$url")
began=$(now_ms)
dure "$data" "$url" backup --to "$new_data.backups"
backup_ms=$(($(now_ms) - began))
say "백업에 걸린 시간 $(seconds $backup_ms)" "backup"
backup=$(dure "$data" "$url" backup --to "$new_data.backups" --list | head -n 1)

# What no backup holds comes from where it is kept.
cp -p "$data/seal.key" "$data/sign.pub" "$new_data/"
began=$(now_ms)
dure "$new_data" "$new_url" restore "$backup"
restored_ms=$(($(now_ms) - began))
say "되돌리고 검사하는 데 걸린 시간 $(seconds $restored_ms)" "restore and doctor"

# Before anything is done there: a backup of what was restored counts up to the same. It has a name of
# its own, a second later at least.
sleep 1
dure "$new_data" "$new_url" backup --to "$new_data.backups" >/dev/null
again=$(dure "$new_data" "$new_url" backup --to "$new_data.backups" --list | head -n 1)
[ "$again" != "$backup" ] && diff <(rows_of "$backup") <(rows_of "$again") ||
    die "되돌린 자료가 백업과 다릅니다" "what was restored differs from the backup"

began=$(now_ms)
serve
serving_ms=$((restored_ms + $(now_ms) - began))
say "되돌리기부터 서비스까지 $(seconds $serving_ms)" "restore to serving"
stop_site
say "백업 크기 $(du -sh "$backup" | cut -f1)" "size of the backup"
backup_size=$(du -sb "$backup" | cut -f1)
rm -rf "$new_data.backups" "$app"
judge "$backup_size" "$backup_ms" "$serving_ms"
