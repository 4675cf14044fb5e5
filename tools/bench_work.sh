# What the measures share: a folder that is gone at the end, a PostgreSQL of their own, a report. Sourced by bash
# after env.sh, never run.

work= # the folder; what was measured is in $work/lines

# A measure that serves a site has its own.
stop_site() {
    :
}

clean_up() {
    local status=$?
    stop_site
    [ -z "$work" ] || {
        [ ! -e "$work/pg/data/postmaster.pid" ] || tools/pg.sh stop "$work/pg"
        rm -rf "$work"
    }
    exit "$status"
}

open_work() {
    trap clean_up EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    work=$(mktemp -d "${TMPDIR:-/tmp}/dure-bench-XXXXXX") && chmod 755 "$work" || exit
}

# Its address is DURE_TEST_PG.
start_postgres() {
    DURE_TEST_PG=$(tools/pg.sh start "$work/pg") || exit
    export DURE_TEST_PG
}

# What else the machine is at, as a line of the report.
note_load() {
    printf 'bench {"name":"load","before":%s}\n' "$(cut -d ' ' -f 1 /proc/loadavg)" >>"$work/lines"
}

# measure COMMAND…: its lines are kept, and shown as they come.
measure() {
    "$@" | tee -a "$work/lines" || exit
}

# end_with PAGE COMMAND…: what it writes is the page, and its status the end.
end_with() {
    local page=$1 status
    shift
    "$@" >"$page"
    status=$?
    printf '\n'
    cat "$page"
    exit "$status"
}
