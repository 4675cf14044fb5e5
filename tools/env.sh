# What ./run, ./test and the helpers in tools/ share. Sourced by bash, never run.
#
# Words to the person come in Korean and English on one line: say "한국어" "English".

cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
SERVICE_USER=dure

# Colour is for people at a terminal.
if [ -t 1 ]; then
    BOLD=$'\e[1m' RED=$'\e[31m' GREEN=$'\e[32m' PLAIN=$'\e[0m' CLEAR=$'\r\e[K'
else
    BOLD='' RED='' GREEN='' PLAIN='' CLEAR=''
fi

say() {
    printf '%s · %s\n' "$1" "$2"
}

# The one sentence a failed start ends with.
die() {
    printf '%s%s · %s%s\n' "$RED" "$1" "$2" "$PLAIN" >&2
    exit 1
}

# step LOG "한국어" "English" COMMAND…
#
# Run the command with its output in LOG, showing what it is at and for how long. On failure show the
# end of LOG and return the command's status. stop_step ends it from a trap.
step_job=
step() {
    local log=$1 ko=$2 en=$3 began=$SECONDS status=0
    shift 3
    set -m # a process group of its own, so that stop_step reaches all of it
    "$@" >"$log" 2>&1 </dev/null &
    set +m
    step_job=$!
    if [ -t 1 ]; then
        while kill -0 "$step_job" 2>/dev/null; do
            printf '%s  … %s · %s  %d s  %s' "$CLEAR" "$ko" "$en" $((SECONDS - began)) \
                "$(last_words "$log")"
            sleep 0.3
        done
        printf '%s' "$CLEAR"
    else
        printf '  … %s · %s\n' "$ko" "$en"
    fi
    wait "$step_job" || status=$?
    step_job=
    tell_step "$status" "$log" "$ko · $en" $((SECONDS - began))
    return "$status"
}

# tell_step STATUS LOG NAME SECONDS: how it went, and of what failed the end of its log.
tell_step() {
    if [ "$1" -eq 0 ]; then
        printf '  %s✔%s %s  %d s\n' "$GREEN" "$PLAIN" "$3" "$4"
    else
        printf '  %s✘ %s  %d s%s\n' "$RED" "$3" "$4" "$PLAIN" >&2
        tail -n 40 "$2" >&2
        printf '  → %s\n' "$2" >&2
    fi
}

stop_step() {
    if [ -n "$step_job" ]; then
        kill -TERM -- "-$step_job" 2>/dev/null
        wait "$step_job" 2>/dev/null
        step_job=
    fi
}

# The end of a log that is being written, short enough for the rest of a line.
last_words() {
    tail -c 300 "$1" 2>/dev/null | tr '\r' '\n' | tail -n 1 | LC_ALL=C tr -cd ' -~' | cut -c 1-50
}

# What the programs are built with: the compiler and the libraries.
BUILD_PACKAGES=(
    gcc libc6-dev cmake ninja-build pkg-config
    libsqlite3-dev libpq-dev libsodium-dev liboath-dev libjansson-dev
    libcurl4-openssl-dev libseccomp-dev libzip-dev libexpat1-dev libxlsxwriter-dev
    libvips-dev libqpdf-dev
)

# need_packages LOG PACKAGE…: install what is missing of these Debian packages.
need_packages() {
    local log=$1 package missing=()
    shift
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
            missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    say "필요한 꾸러미 ${#missing[@]}개를 설치합니다" "installing ${#missing[@]} missing packages"
    printf '    %s\n' "${missing[*]}"
    local become=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            die "sudo가 없습니다. 관리자에게 다음 설치를 요청하세요: apt install ${missing[*]}" \
                "no sudo here; ask an administrator to: apt install ${missing[*]}"
        sudo -v || die "꾸러미 설치에는 관리자 권한이 필요합니다" "installing packages needs sudo"
        become=(sudo)
    fi
    step "$log" "꾸러미 설치" "installing packages" "${become[@]}" tools/install.sh "${missing[@]}" ||
        die "꾸러미를 설치하지 못했습니다. 인터넷 연결과 디스크 공간을 확인하세요" \
            "packages could not be installed; check the network and the disk"
}

# Browser, style sheets and proofs need it; Debian 12 has 18, npm any other by name.
need_node() {
    local version
    version=$(node --version 2>/dev/null) && version=${version#v}
    [ "${version%%.*}" -ge 18 ] 2>/dev/null ||
        die "Node 18 이상이 필요합니다(지금: ${version:-없음}). Debian 12의 것을 쓰거나 npm으로 받으세요: npm install --global node@20" \
            "Node 18 or later is needed, this is ${version:-none}; use Debian 12's, or npm install --global node@20"
}

# A promise of time that is not kept is told, and fails nothing.
tell_overrun() {
    [ "$1" -le "$2" ] ||
        say "  ! 약속한 ${2}초보다 $(($1 - $2))초 더 걸렸습니다" "$(($1 - $2)) s more than the $2 s promised"
}

# Started by root, everything that serves runs as a user of its own; otherwise as who called.
need_service_user() {
    if [ "$(id -u)" -eq 0 ] && ! id -u "$SERVICE_USER" >/dev/null 2>&1; then
        useradd --system --user-group --no-create-home --home-dir /nonexistent \
            --shell /usr/sbin/nologin "$SERVICE_USER"
    fi
}

as_service_user() {
    if [ "$(id -u)" -eq 0 ]; then
        need_service_user
        setpriv --reuid="$SERVICE_USER" --regid="$SERVICE_USER" --clear-groups -- "$@"
    else
        "$@"
    fi
}

# These files and folders, not what lies in them.
give_to_service_user() {
    if [ "$(id -u)" -eq 0 ]; then
        need_service_user
        chown "$SERVICE_USER:$SERVICE_USER" "$@"
    fi
}

# What lies here: the commit, with a + where files differ from it or are not in it, for sources are found by
# their names; what `make proof` prints does not count.
commit_of_tree() {
    local commit
    commit=$(git rev-parse --short=12 HEAD 2>/dev/null) || { echo unknown; return; }
    [ -z "$(git status --porcelain --untracked-files=normal -- . ':!docs/operations/proof.md')" ] || commit+=+
    echo "$commit"
}

# Whether something listens on this port of the loopback address.
port_is_taken() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# The first free port from $1 to $2.
free_port() {
    local port
    for port in $(seq "$1" "$2"); do
        port_is_taken "$port" || { echo "$port"; return; }
    done
    die "$1-$2 포트가 모두 사용 중입니다" "every port from $1 to $2 is taken"
}
