#!/bin/bash
# A clean clone on a machine that has nothing: ./run installs, builds, serves and stops, for a user with sudo
# and for root; ./test installs, builds and passes, for the user.
#
#   tools/fresh_test.sh          run by root; takes half an hour and the network
#   tools/fresh_test.sh run      ./run alone
#
# The machine is a Debian laid by debootstrap in a folder under TMPDIR (/tmp), entered with namespaces of its own for
# mounts and processes; what is committed is cloned into it twice. All of it goes at the end. Prints a line for
# `tools/proof.sh build fresh`.
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
. tools/debian.sh

SERVES_WITHIN_S=900
STOPS_WITHIN_S=30
PERSON=kim

scope=${1:-all}
checks=0
machine= # who entered it, while it runs

# --- The machine, from outside -----------------------------------------------------------------------

clean_up() {
    local status=$?
    trap '' INT TERM HUP
    stop_step
    if [ -n "$machine" ]; then
        kill -KILL "$machine" 2>/dev/null || true # --kill-child ends what is inside
        wait "$machine" 2>/dev/null || true
    fi
    rm -rf --one-file-system "$work"
    exit "$status"
}

# The clone of root and that of a person who may become root. How to reach the package registries is this
# machine's matter.
furnish() {
    local home=$root/home/$PERSON file
    lay_debian "$root" --include=sudo,ca-certificates
    for file in /etc/npmrc /usr/local/share/ca-certificates /etc/ssl/certs; do
        [ ! -e "$file" ] || cp -aL --parents "$file" "$root" 2>/dev/null || true
    done
    chroot "$root" useradd --create-home --shell /bin/bash "$PERSON"
    echo "$PERSON ALL=(ALL) NOPASSWD: ALL" >"$root/etc/sudoers.d/$PERSON"
    git clone -q --no-hardlinks . "$root/srv/dure"
    git clone -q --no-hardlinks . "$home/dure"
    [ ! -e ~/.npmrc ] || { cp ~/.npmrc "$root/root/"; cp ~/.npmrc "$home/"; }
    chroot "$root" chown -R "$PERSON:$PERSON" "/home/$PERSON"
}

# This script again, in the machine, as its first process; beside this one, which hears a signal while it waits.
enter() {
    local kept=() name status=0
    for name in $(compgen -e | grep -iE '^(https?_proxy|no_proxy|npm_config_.*|node_extra_ca_certs|ssl_cert_.*)$'); do
        kept+=("$name=${!name}")
    done
    mkdir -p "$root/.before"
    unshare --mount --pid --fork --kill-child env -i "${kept[@]}" TERM="${TERM:-dumb}" HOME=/root LC_ALL=C.UTF-8 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        bash -c 'mount --bind "$1" "$1" && cd "$1" && mount -t proc proc proc && mount --rbind /dev dev &&
            pivot_root . .before && umount -l /.before && exec bash /srv/dure/tools/fresh_test.sh inside "$2"' \
        - "$root" "$scope" &
    machine=$!
    wait "$machine" || status=$?
    machine=
    return "$status"
}

# --- Inside ------------------------------------------------------------------------------------------

# check "what holds" COMMAND…
check() {
    local what=$1
    shift
    "$@" >/tmp/check.log 2>&1 || { cat /tmp/check.log >&2; die "지켜지지 않습니다: $what" "does not hold: $what"; }
    checks=$((checks + 1))
    printf '  %s✔%s %s\n' "$GREEN" "$PLAIN" "$what"
}

is() { [ "$1" = "$2" ] || { printf '%s\nis not\n%s\n' "$1" "$2"; return 1; }; }

# in_clone WHO FOLDER COMMAND…
in_clone() {
    local who=$1 folder=$2
    shift 2
    runuser -u "$who" -- env --default-signal=INT HOME="$(getent passwd "$who" | cut -d: -f6)" bash -c 'cd "$1" && shift && exec "$@"' - "$folder" "$@"
}

# What would start at the next boot.
enabled() {
    find /etc/systemd/system -path '*.wants/*.service' -type l 2>/dev/null || true
    find /etc/rc[2-5].d -name 'S*' -type l 2>/dev/null || true
}

# Who runs what, by the name of the program.
runs_as() { ps -eo user:20=,comm= | awk -v what="$1" '$2 == what { print $1 }' | sort -u; }

# The programs that are left, but for those of this script.
left() { ps -eo user:20=,comm= | awk '$2 ~ /^(nginx|dure|dure-picture|dure-unpack|dure-pdf|dure-sim|postgres)$/'; }

# serves WHO FOLDER OWNER: ./run until it answers, one look, Ctrl-C.
serves() {
    local who=$1 folder=$2 owner=$3 pid killer status=0 began=$SECONDS
    set -m # a process group of its own, which gets Ctrl-C whole, as from a terminal
    in_clone "$who" "$folder" ./run >"/tmp/run-$who.log" 2>&1 </dev/null &
    set +m
    pid=$!
    until (exec 3<>/dev/tcp/127.0.0.1/8080) 2>/dev/null && curl -fs -o /dev/null -m 2 http://127.0.0.1:8080/readyz &&
        grep -q 'Ctrl-C stops it' "/tmp/run-$who.log"; do # the last it says once it serves
        kill -0 "$pid" 2>/dev/null && [ $((SECONDS - began)) -lt "$SERVES_WITHIN_S" ] ||
            { tail -n 60 "/tmp/run-$who.log" >&2; die "$who: ./run 이 열지 못했습니다" "./run of $who did not serve"; }
        sleep 0.5
    done
    say "$who: ./run, $((SECONDS - began))초" "./run of $who, $((SECONDS - began)) s to ready"
    sed 's/^/    /' "/tmp/run-$who.log"
    check "the first page is there" grep -q '두레' <(curl -fsS http://127.0.0.1:8080/)
    check "the demo's log-ins are told" grep -q '@demo.dure' "/tmp/run-$who.log"
    check "the workers are $owner's" is "$(runs_as dure)" "$owner"
    check "the edge is $owner's" is "$(runs_as nginx)" "$owner"
    check "the outside world is $owner's" is "$(runs_as dure-sim)" "$owner"
    kill -INT -- "-$pid"
    set -m # one with its sleep
    ( sleep "$STOPS_WITHIN_S"; kill -KILL -- "-$pid" ) 2>/dev/null &
    set +m
    killer=$!
    wait "$pid" || status=$?
    kill -TERM -- "-$killer" 2>/dev/null || true
    wait "$killer" 2>/dev/null || true
    check "Ctrl-C ends it" is "$status" 130
    check "and leaves nothing running" is "$(left)" ""
}

tests() {
    local who=$1 folder=$2
    say "$who: ./test" "./test of $who"
    in_clone "$who" "$folder" ./test </dev/null || { left; exit 1; }
    say "$who: ./test 통과, Node $(node --version)" "./test of $who passed with Node $(node --version)"
    check "and leaves nothing running" is "$(left)" ""
}

inside() {
    local before
    before=$(enabled)
    serves "$PERSON" "/home/$PERSON/dure" "$PERSON"
    serves root /srv/dure dure
    [ "$scope" = run ] || tests "$PERSON" "/home/$PERSON/dure"
    check "no service is enabled that was not" is "$(enabled)" "$before"
    printf '%s모두 통과 · all passed%s: %d, %d s\n' "$GREEN" "$PLAIN" "$checks" "$SECONDS"
    [ "$scope" = run ] || printf 'proof {"name":"fresh","database":"","tried":%d,"failures":0,"seconds":%d}\n' "$checks" "$SECONDS"
}

# --- The order of things -----------------------------------------------------------------------------

if [ "$scope" = inside ]; then
    scope=$2
    inside
    exit
fi
case $scope in
all | run) [ $# -le 1 ] ;;
*) false ;;
esac || { sed -n '5,6s/^# *//p' "$0" >&2; exit 2; }
[ "$(id -u)" -eq 0 ] || die "root로 실행하세요" "run it as root"
work=$(mktemp -d "${TMPDIR:-/tmp}/dure-fresh-XXXXXX")
root=$work/debian
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
need_packages "$work/install.log" debootstrap git util-linux
step "$work/debian.log" "데비안 깔기" "laying a Debian" furnish
enter
