#!/bin/bash
# The Debian package in a Debian of its own: installed, served, upgraded, removed, purged; with SQLite, and with
# a PostgreSQL of this machine. It is upgraded from the program of some schemas ago, with data in it.
#
#   tools/deb_test.sh BUILD       run by root; takes some minutes and the network
#
# Debian is laid by debootstrap from this machine's own apt sources into a folder under TMPDIR (/tmp) that goes at
# the end; what was downloaded stays in /tmp/dure-debootstrap for the next time, the older program in
# BUILD-older; without the whole history of git (a shallow clone, a tarball) none is found, and it ends with that.
# There is no systemd in it, so workers and nginx are started by hand, as the units would. Prints a
# line a database for `make proof`.
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
. tools/debian.sh

READY_WITHIN_S=60
TLS_PORT=18443
PLAIN_PORT=18444
METRICS_PORT=18445
NAME=dure.example
KEPT=/var/lib/dure/backup-at-upgrade
CHANGES_AGO=4 # of the schema, at least

[ $# -eq 1 ] || { sed -n '4s/^# *//p' "$0" >&2; exit 2; }
[ "$(id -u)" -eq 0 ] || die "root로 실행하세요" "run it as root"
build=$1
older=$(realpath -m "$build-older") # another tree is asked for it
work=$(mktemp -d "${TMPDIR:-/tmp}/dure-deb-test-XXXXXX") && chmod 755 "$work"
root=$work/debian
served=() # process ids of what we started
checks=0 # of this database
all_checks=0
began=0

clean_up() {
    local status=$?
    trap '' INT TERM HUP
    [ "$status" -eq 0 ] || say "끝까지 가지 못했습니다" "did not get to the end" >&2
    stop_step
    stop_site
    [ ! -e "$work/pg/data/postmaster.pid" ] || tools/pg.sh stop "$work/pg"
    ! mountpoint -q "$root/proc" || umount "$root/proc"
    rm -rf --one-file-system "$work"
    exit "$status"
}

# --- The older program -------------------------------------------------------------------------------

# As it was before the newest changes of the schema came, by git: the latest that holds the first of today's
# schemas to the letter and no other, for until a release they may change and come in any order.
older_commit() {
    local commit before
    for commit in $(git log --format=%H -- schema | tail -n "+$CHANGES_AGO"); do
        before=$(git ls-tree "$commit^" schema/)
        [ "$before" != "$(git ls-tree HEAD schema/ | head -n "$(wc -l <<<"$before")")" ] || { git rev-parse "$commit^"; return; }
    done
    die "지난 판이 기록에 없습니다" "the history holds no older program"
}

build_older() {
    local commit
    commit=$(older_commit)
    if [ "$(cat "$older/commit" 2>/dev/null)" != "$commit" ]; then
        rm -rf "$older"
        mkdir -p "$older/source"
        git archive "$commit" | tar -x -C "$older/source"
        cmake -S "$older/source" -B "$older/build" -G Ninja -DDURE_TESTS=OFF
        echo "$commit" >"$older/commit"
    fi
    ninja -C "$older/build" dure dure-picture dure-sim # it may be of before dure-unpack and dure-pdf
}

# --- A Debian ----------------------------------------------------------------------------------------

make_debian() {
    lay_debian "$root"
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    mount -t proc proc "$root/proc"
    inside apt-get -q update
}

# A command in it, with nothing of this machine's environment. In the background without the function, so
# that the process id is the command's.
ENTER=(env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive HOME=/root
    chroot "$root")
inside() {
    "${ENTER[@]}" "$@"
}

# --- The site in it ----------------------------------------------------------------------------------

# choose_settings URL
choose_settings() {
    sed -i -e "s|^# db = sqlite:.*|db = $1|" -e 's|^# ui.site_name = .*|ui.site_name = 시험장터|' \
        "$root/etc/dure/dure.conf"
    sed -i -e "s|^EDGE_HOSTS=.*|EDGE_HOSTS=$NAME|" -e "s|^EDGE_LISTEN=.*|EDGE_LISTEN=127.0.0.1:$TLS_PORT|" \
        -e "s|^EDGE_PLAIN=.*|EDGE_PLAIN=127.0.0.1:$PLAIN_PORT|" \
        -e "s|^# EDGE_METRICS=.*|EDGE_METRICS=127.0.0.1:$METRICS_PORT|" "$root/etc/dure/edge.conf"
}

make_certificate() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$NAME" -addext "subjectAltName=DNS:$NAME" \
        -keyout "$root/etc/dure/tls/privkey.pem" -out "$root/etc/dure/tls/fullchain.pem" 2>/dev/null
}

start_site() {
    "${ENTER[@]}" dure-site serve >>"$work/serve.log" 2>&1 &
    served+=($!)
    # What systemd would make for the edge.
    inside install -d -o dure-edge -g dure -m 750 /run/dure-edge /var/cache/dure-edge
    inside /usr/lib/dure/edge prepare
    "${ENTER[@]}" setpriv --reuid=dure-edge --regid=dure --clear-groups \
        nginx -c /run/dure-edge/nginx.conf -e stderr >>"$work/edge.log" 2>&1 &
    served+=($!)
    local deadline=$((SECONDS + READY_WITHIN_S))
    until [ "$(status_of /readyz)" = 200 ]; do
        [ "$SECONDS" -lt "$deadline" ] || { tail -n 20 "$work"/*.log >&2; return 1; }
        sleep 0.2
    done
}

stop_site() {
    local pid
    for pid in "${served[@]}"; do
        kill -TERM "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    served=()
}

# get PATH: over TLS, under the site's name, its certificate checked.
get() {
    curl -sS -m 10 --cacert "$root/etc/dure/tls/fullchain.pem" --connect-to "$NAME:443:127.0.0.1:$TLS_PORT" \
        "${@:2}" "https://$NAME$1"
}

status_of() {
    get "$1" -o /dev/null -w '%{http_code}' 2>/dev/null || true
}

# rows NAME: the rows of the site and their sums, as a backup of that name tells them.
rows() {
    inside dure-site backup --to "/tmp/$1" >/dev/null
    grep -Eh '^(count|head) ' "$root/tmp/$1"/*/MANIFEST
}

# schema_of NAME: where the database stood at that backup.
schema_of() { sed -n 's/^schema \([0-9]*\).*/\1/p' "$root/tmp/$1"/*/MANIFEST; }

# How many the package's scripts have made.
backups() {
    { find "$root$KEPT" -maxdepth 2 -name MANIFEST 2>/dev/null || true; } | wc -l
}

# --- Checks ------------------------------------------------------------------------------------------

# check "what holds" COMMAND…
check() {
    local what=$1
    shift
    "$@" >"$work/check.log" 2>&1 || { cat "$work/check.log" >&2; die "지켜지지 않습니다: $what" "does not hold: $what"; }
    checks=$((checks + 1))
    printf '  %s✔%s %s\n' "$GREEN" "$PLAIN" "$what"
}

is() { [ "$1" = "$2" ] || { printf '%s\nis not\n%s\n' "$1" "$2"; return 1; }; }

# says CODE "words" COMMAND…: it ends with this code and says these words.
says() {
    local code=$1 words=$2 status=0
    shift 2
    "$@" >"$work/said.log" 2>&1 </dev/null || status=$?
    cat "$work/said.log"
    [ "$code" = "$status" ] && grep -qF -- "$words" "$work/said.log"
}

mode_of() { inside stat -c '%U:%G %a' "$1"; }

install_package() { inside dpkg -i --force-confold "/tmp/$(basename "$1")"; }

fresh_package() {
    inside dpkg -i "/tmp/$(basename "$first")" || true # what it depends on comes next
    inside apt-get -q -y --no-install-recommends -f install
}

# What the package holds besides programs, what they read, units, settings and the manual.
strays() {
    dpkg-deb -c "$second" | sed -n 's|.* \./||p' | sed 's/ -> .*//' | grep -v '/$' | grep -Ev \
        '^(usr/(bin/dure(-(picture|unpack|pdf))?|sbin/dure-site|lib/dure/(edge|nginx/[^/]+)|share/(dure/(law|data|forms|web/dist)/.*|doc/dure/.*|man/man[18]/[^/]*))|lib/systemd/system/dure[^/]*|etc/(dure|logrotate\.d)/[^/]*)$'
    dpkg-deb -c "$second" | grep -E '/\.[^/]|\.(c|o|sql|html\.h|git.*)$'
}

# newest_of FOLDER: the number of its newest schema.
newest_of() { basename "$(ls "$1"/schema/*.sql | tail -n 1)" | sed 's/^0*\([0-9]*\)_.*/\1/'; }

schemas_crossed() { comm -13 <(ls "$older/source/schema") <(ls schema) | wc -l; }

# upgraded NAME: from the older program to this one, across schemas, with data in it.
upgraded() {
    local before count
    before=$(rows "$1-before")
    check "schemas are crossed" [ "$(schemas_crossed)" -ge 1 ]
    check "the database stands where the older program left it" is "$(schema_of "$1-before")" "$(newest_of "$older/source")"
    count=$(backups)
    check "an upgrade goes through" install_package "$second"
    check "and makes a backup first" is "$(backups)" $((count + 1))
    check "the new version is in place" is "$(inside dpkg-query -W -f '${Version}' dure)" "$(dpkg-deb -f "$second" Version)"
    check "not a row is lost" is "$(rows "$1-after")" "$before"
    check "the database stands at the newest schema" is "$(schema_of "$1-after")" "$(newest_of .)"
    check "and the doctor finds nothing in it" inside dure-site doctor
    start_site
    served_city
    stop_site
}

# tell DATABASE: for `make proof`, once every check held.
tell() {
    printf 'proof {"name":"deb","database":"%s","tried":%d,"failures":0,"seconds":%d,"schemas_crossed":%d}\n' \
        "$1" "$checks" $((SECONDS - began)) "$(schemas_crossed)"
    all_checks=$((all_checks + checks)) checks=0 began=$SECONDS
}

served_city() {
    check "/readyz answers over TLS" is "$(status_of /readyz)" 200
    check "the first page carries the name from the settings" grep -q 시험장터 <(get /)
    check "a page of the demo is there" is "$(status_of /companies)" 200
}

# --- The order of things -----------------------------------------------------------------------------

trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
need_packages "$work/install.log" debootstrap dpkg-dev curl openssl

step "$work/older.log" "지난 판 짓기" "building the older program" build_older
first=$("$older/source/tools/deb.sh" "$older/build" 1)
second=$(tools/deb.sh "$build" 2)
step "$work/debian.log" "데비안 깔기" "laying a Debian" make_debian
cp "$first" "$second" "$root/tmp/"

step "$work/fresh.log" "꾸러미 설치" "installing the package" fresh_package
check "it is installed" is "$(inside dpkg-query -W -f '${db:Status-Status}' dure)" installed
check "it holds programs and data alone, nothing of the sources" is "$(strays)" ""
check "the settings are the site's own secret" is "$(mode_of /etc/dure/dure.conf)" "root:dure 640"
check "keys are read by the site and changed by root" is "$(mode_of /etc/dure/keys)" "root:dure 750"
check "the data folder is the site's" is "$(mode_of /var/lib/dure)" "dure:dure 750"
check "without a database nothing runs" says 2 "no database is chosen" inside dure-site serve
check "without a name the edge does not start" says 1 "choose the site's names" inside /usr/lib/dure/edge prepare
check "every library is there" is "$(inside ldd /usr/bin/dure{,-picture,-unpack,-pdf} | grep -c 'not found')" 0

choose_settings sqlite:/var/lib/dure/dure.db
check "without a certificate the edge does not start" says 1 "no certificate or key" inside /usr/lib/dure/edge prepare
make_certificate
check "the database is made" inside dure-site migrate
step "$work/demo.log" "시연 도시 자료 넣기" "loading the demo city" inside dure-site demo --size small --seed 1
check "the database is not for others" is "$(mode_of /var/lib/dure/dure.db)" "dure:dure 640"
echo not-for-others >"$root/etc/dure/keys/message"
chmod 640 "$root/etc/dure/keys/message"
sed -i 's|^# \(gateway.message_key_file = \)|\1|' "$root/etc/dure/dure.conf"
inside chgrp dure /etc/dure/keys/message
start_site
served_city
check "a second edge finds the port taken" says 1 "port $TLS_PORT is taken" inside /usr/lib/dure/edge prepare
check "plain HTTP is sent on to https" is "$(curl -sS -o /dev/null -w '%{http_code} %{redirect_url}' \
    --connect-to "$NAME:80:127.0.0.1:$PLAIN_PORT" "http://$NAME/guide?a=b")" "301 https://$NAME/guide?a=b"
check "another name is refused" is "$(get / -H 'Host: elsewhere.example' -o /dev/null -w '%{http_code}')" 421
check "counters are for this machine alone" grep -q '^dure_requests_total' \
    <(curl -sS "http://127.0.0.1:$METRICS_PORT/metrics")
check "and not for the site's guests" is "$(status_of /metrics)" 404
served_before=$(get / -o /dev/null -w '%{certs}' | sha256sum)
make_certificate
inside /usr/lib/dure/edge reload
sleep 2
check "a renewed certificate is served after a reload" [ "$(get / -o /dev/null -w '%{certs}' | sha256sum)" != "$served_before" ]
openssl genrsa -out "$root/etc/dure/tls/privkey.pem" 2048 2>/dev/null
check "a key that does not fit is refused" says 1 "nginx refuses its configuration" inside /usr/lib/dure/edge reload
check "and the certificate of before goes on" is "$(status_of /readyz)" 200
make_certificate
check "the key's copy is nginx's alone" is "$(mode_of /run/dure-edge/tls/key.pem)" "dure-edge:dure 400"
stop_site

upgraded sqlite
chmod 644 "$root/etc/dure/keys/message"
check "a key that others may read is refused" says 2 "chmod 0600, or 0640 for the site's group" inside dure-site serve
chmod 640 "$root/etc/dure/keys/message"
before=$(rows later) # what was due while it served has been done

mv "$root$KEPT" "$root$KEPT.aside"
touch "$root$KEPT" # a file, where no backup can be made
check "no backup, no upgrade" says 1 "not upgraded" install_package "$second"
check "and the version before goes on" is "$(inside dpkg-query -W -f '${db:Status-Status}' dure)" installed
rm "$root$KEPT"
mv "$root$KEPT.aside" "$root$KEPT"

count=$(backups)
check "it is removed" inside dpkg -r dure
check "the program is gone" [ ! -e "$root/usr/bin/dure" ]
check "a last backup was made" is "$(backups)" $((count + 1))
check "settings and data stay" [ -e "$root/etc/dure/dure.conf" -a -e "$root/var/lib/dure/dure.db" -a -e "$root/var/lib/dure/seal.key" ]
check "installed again, it finds its data" install_package "$second"
check "not a row is lost" is "$(rows again)" "$before"
check "a purge says where the data stays" says 0 "the data stays in /var/lib/dure" inside dpkg -P dure
check "and it does" [ ! -e "$root/etc/dure/dure.conf" -a -e "$root/var/lib/dure/dure.db" -a -e "$root/var/lib/dure/seal.key" ]
check "installed once more" install_package "$second"
touch "$root/var/lib/dure/remove-on-purge"
check "told so by a file, a purge removes it" inside dpkg -P dure
check "and no data is left" [ ! -e "$root/var/lib/dure" -a ! -e "$root/var/log/dure" -a ! -e "$root/etc/dure/dure.conf" ]
check "the administrator's own certificate and keys are not ours to delete" [ -e "$root/etc/dure/tls/privkey.pem" -a -e "$root/etc/dure/keys/message" ]

tell sqlite

# Once more with a server, which the package leaves alone.
server=$(tools/pg.sh start "$work/pg")
psql -Xq "$server" -c 'CREATE DATABASE dure_deb TEMPLATE template0'
step "$work/client.log" "PostgreSQL 도구 깔기" "installing the tools of PostgreSQL" \
    inside apt-get -q -y --no-install-recommends install postgresql-client
on_server() { psql -XqAt "${server/dure_test/dure_deb}" -c "$1"; }
check "the older program is installed" install_package "$first"
choose_settings "postgresql://dure@127.0.0.1:${server##*port=}/dure_deb"
make_certificate
check "the database is made" inside dure-site migrate
step "$work/demo-server.log" "시연 도시 자료 넣기" "loading the demo city" inside dure-site demo --size small --seed 1
start_site
served_city
stop_site
upgraded postgresql
people=$(on_server 'SELECT COUNT(*) FROM account')
touch "$root/var/lib/dure/remove-on-purge"
check "a purge goes through" inside dpkg -P dure
check "and the database on the server is as it was" is "$(on_server 'SELECT COUNT(*) FROM account')" "$people"
tell postgresql

printf '%s모두 통과 · all passed%s: %d, %d s\n' "$GREEN" "$PLAIN" "$all_checks" "$SECONDS"
