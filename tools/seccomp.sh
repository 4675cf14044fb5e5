#!/bin/bash
# Write src/platform/process/calls/*.def anew from what the workers call while the journeys walk
# through the site: on both databases, and with and without sanitizers.
#
#   tools/seccomp.sh              some thirty minutes on two cores; DURE_TEST_PG names a server for tests
#   tools/seccomp.sh --keep DIR   the traces stay in DIR, and those that are there are not made again
#
# Each worker is watched from where its guard closes, with the guard only logging.
set -uo pipefail
umask 022

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

POOLS=(web slow live job call copy)
CALLS=src/platform/process/calls
READY_WITHIN_S=300

# What no walk waits for: a pg_dump that is too slow is ended.
PROGRAM_TOO_SLOW=(kill)
# How gcc's address sanitizer looks for leaks when a worker ends, which it cannot do under strace.
LEAK_CHECK=(clone getdents getdents64 getppid prctl prlimit64 ptrace sched_getaffinity sigaltstack wait4)

site_pid= traces= keep=no own_pg= watchers=()

clean_up() {
    local status=$?
    trap '' INT TERM HUP
    [ "${#watchers[@]}" -eq 0 ] || { kill "${watchers[@]}" 2>/dev/null; wait "${watchers[@]}"; }
    [ -z "$own_pg" ] || tools/pg.sh stop "$own_pg"
    [ -z "$traces" ] || [ "$keep" = yes ] || rm -rf "$traces"
    exit "$status"
}

stop_site() {
    [ -n "$site_pid" ] || return 0
    kill -TERM "$site_pid" 2>/dev/null
    wait "$site_pid" 2>/dev/null
    site_pid=
}

# sql ENGINE URL STATEMENT
sql() {
    case $1 in
    sqlite) sqlite3 -cmd '.timeout 5000' "${2#sqlite:}" "$3" ;;
    postgres) psql -Xqc "$3" "$2" ;;
    esac
}

# watch BUILD ENGINE URL FIRST_PORT: serve under strace, walk, and leave $traces/BUILD-ENGINE/trace.PID.
# Runs beside the other database's, in a shell of its own.
watch() {
    local build=$1 engine=$2 url=$3 place=$traces/$1-$2 port deadline walk=
    trap 'kill $walk 2>/dev/null; stop_site; exit 143' TERM
    rm -rf "$place" && mkdir -p "$place" && chmod 777 "$place" || return
    port=$(free_port "$4" $(($4 + 49))) || return
    # A child of strace's own (-D): ./run tells the supervisor itself to stop.
    PORT=$port DURE_DATA=$place/data DURE_DB=$url DURE_BUILD=$build DURE_PROCESS_GUARD=log \
        ASAN_OPTIONS=detect_leaks=0 \
        SERVE_UNDER="strace -D -ff -qq -s 16 -o $place/trace" ./run >"$place/run.log" 2>&1 &
    site_pid=$!
    deadline=$((SECONDS + READY_WITHIN_S))
    until curl -fsS -o /dev/null -m 5 "http://127.0.0.1:$port/readyz" 2>/dev/null; do
        kill -0 "$site_pid" 2>/dev/null && [ "$SECONDS" -lt "$deadline" ] ||
            { tail -n 30 "$place/run.log" >&2; return 1; }
        sleep 0.5
    done
    # What comes again by itself comes now.
    sql "$engine" "$url" "UPDATE job SET not_before = 0 WHERE state = 'waiting'" || return
    (cd tests/journeys && DURE_URL=http://127.0.0.1:$port DURE_ENGINE=$engine \
        CHROMIUM=$(command -v chromium-headless-shell) exec npm test) >"$place/walk.log" 2>&1 </dev/null &
    walk=$!
    wait "$walk" ||
        say "여정 일부가 실패했습니다: $place/walk.log" "some of the walk failed: $place/walk.log"
    stop_site
    touch "$place/done"
}

# pool_calls PLACE: "POOL CALL" for each call a worker made after its guard had closed. What its threads
# call is its own; what the program calls that it starts stands as of the pool `program`.
pool_calls() {
    local file pool child
    for file in "$1"/trace.*; do
        pool=$(sed -n 's/^prctl(PR_SET_NAME, "dure-\([a-z]*\)".*/\1/p;T;q' "$file")
        [ -n "$pool" ] || continue
        awk '/^seccomp\(SECCOMP_SET_MODE_FILTER, .*{len=.* = 0$/ { on = 1; next } on' "$file" >"$1/after"
        calls_in "$1/after" "$pool"
        for child in $(sed -nE 's/^(clone3?|vfork|fork)\(.* = ([0-9]+)$/\2/p' "$1/after"); do
            case $pool in
            copy) calls_in "$1/trace.$child" program ;;
            *) calls_in "$1/trace.$child" "$pool" ;;
            esac
        done
        rm "$1/after"
    done | LC_ALL=C sort -u
}

# calls_in FILE POOL: "POOL CALL" a line.
calls_in() {
    sed -nE "s/^([a-z][a-z0-9_]*)\(.*/$2 \1/p" "$1"
}

# write_list NAME "sentence": CALL lines of standard input.
write_list() {
    {
        printf '// %s\n' "$2" 'Made by tools/seccomp.sh: run `make seccomp`.'
        sed 's/.*/CALL(&)/'
    } >"$CALLS/$1.def"
}

# listed NAME…: the calls in these lists, one a line.
listed() {
    local name
    for name in "$@"; do
        sed -nE 's/^CALL\(([a-z0-9_]+)\).*/\1/p' "$CALLS/$name.def"
    done | LC_ALL=C sort -u
}

# seen_by POOL RUN…: the calls of the pool in these runs, one a line.
seen_by() {
    local pool=$1
    shift
    (cd "$traces/seen" && cat "$@") | sed -n "s/^$pool //p" | LC_ALL=C sort -u
}

make_lists() {
    local pool run hand
    mkdir -p "$traces/seen"
    for run in build-{release,asan}-{sqlite,postgres}; do
        pool_calls "$traces/$run" >"$traces/seen/$run"
        for pool in "${POOLS[@]}"; do
            grep -q "^$pool " "$traces/seen/$run" ||
                die "기록이 없습니다: $run $pool" "no trace of $pool in $run"
        done
    done
    for pool in "${POOLS[@]}"; do
        hand=(always)
        [ "$pool" != call ] || hand+=(network thread)
        # The network is for who has a server: what SQLite's workers call is the pool's own.
        { seen_by "$pool" build-release-sqlite
          [ "$pool" = copy ] ||
              seen_by "$pool" build-release-postgres | comm -23 - <(listed network); } |
            LC_ALL=C sort -u | comm -23 - <(listed "${hand[@]}") |
            write_list "$pool" "What the workers of the pool $pool call, besides the lists made by hand."
    done
    # A worker that starts a program, and the program.
    { seen_by program build-release-postgres
      seen_by copy build-release-postgres
      printf '%s\n' "${PROGRAM_TOO_SLOW[@]}"; } | LC_ALL=C sort -u |
        comm -23 - <(listed always network copy) |
        write_list program "What starts pg_dump, and pg_dump itself; kept by copy where there is a server."
    for pool in "${POOLS[@]}"; do
        seen_by "$pool" build-asan-sqlite build-asan-postgres |
            comm -23 - <(listed always network thread program "$pool")
    done | cat - <(printf '%s\n' "${LEAK_CHECK[@]}") | LC_ALL=C sort -u |
        write_list sanitize "What gcc's sanitizers call besides, their search for leaks at the end included."
}

# --- The order of things --------------------------------------------------------------------------

case "${1:-}" in
'') traces=$(mktemp -d "${TMPDIR:-/tmp}/dure-seccomp-XXXXXX") || exit ;;
--keep) traces=${2:?} keep=yes && mkdir -p "$traces" || exit ;;
*) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
chmod 755 "$traces"
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

need_packages "$traces/install.log" strace sqlite3 postgresql chromium-headless-shell nginx curl
if [ -z "${DURE_TEST_PG:-}" ]; then
    DURE_TEST_PG=$(tools/pg.sh start "$traces/pg") || exit
    own_pg=$traces/pg
fi
[ -d tests/journeys/node_modules ] || (cd tests/journeys && npm ci --no-audit --no-fund) || exit
# Both databases at once; a traced server is slow, and so is the browser.
for build in build-release build-asan; do
    [ ! -e "$traces/$build-sqlite/done" ] || [ ! -e "$traces/$build-postgres/done" ] || continue
    name=dure_seccomp_${build#build-}
    psql -Xq "$DURE_TEST_PG" -c "DROP DATABASE IF EXISTS $name" -c "CREATE DATABASE $name" || exit
    ninja -C "$build" dure dure-sim >"$traces/$build.log" || exit # once, not by both
    watch "$build" sqlite "sqlite:$traces/$build-sqlite/data/dure.db" 18300 &
    watchers+=($!)
    watch "$build" postgres "${DURE_TEST_PG/dure_test/$name}" 18400 &
    watchers+=($!)
    wait "${watchers[0]}" && wait "${watchers[1]}" || exit
    watchers=()
    psql -Xq "$DURE_TEST_PG" -c "DROP DATABASE $name"
done
make_lists
