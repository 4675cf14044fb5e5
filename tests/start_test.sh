#!/bin/bash
# The failures a newcomer meets: each ends with one sentence in Korean and English that says how to mend
# it, and with its exit code.
#
#   tests/start_test.sh DURE DURE_SIM      the built programs; run in the source folder, by ctest
#
# ./run is asked here only for what it refuses before it installs, builds or serves anything.
set -euo pipefail

[ $# -eq 2 ] || { sed -n '5s/^# *//p' "$0" >&2; exit 2; }
dure=$1 sim=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/dure-start-XXXXXX")
sim_pid=
failed=0
tried=0
unset "${!DURE_@}" "${!EDGE_@}"
unset PORT

clean_up() {
    local status=$?
    [ -z "$sim_pid" ] || kill "$sim_pid" 2>/dev/null || true
    rm -rf "$work"
    exit "$status"
}
trap clean_up EXIT

# says CODE "한국어" "English" COMMAND…: it ends with this code, and says both on standard error.
says() {
    local code=$1 ko=$2 en=$3 status=0
    shift 3
    tried=$((tried + 1))
    "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
    if [ "$status" = "$code" ] && grep -qF -- "$ko" "$work/err" && grep -qF -- "$en" "$work/err"; then
        printf 'ok   %s\n' "$en"
    else
        printf 'FAIL %s: exit %s, said:\n' "$*" "$status"
        cat "$work/out" "$work/err"
        failed=1
    fi
}

# A program that answers as we like, before the real one.
pretend() {
    mkdir -p "$work/pretend"
    printf '#!/bin/sh\n%s\n' "$2" >"$work/pretend/$1"
    chmod 755 "$work/pretend/$1"
}

with_pretended() {
    local status=0
    env PATH="$work/pretend:$PATH" "$@" || status=$?
    rm -r "$work/pretend"
    return "$status"
}

# Only these programs, so that sudo is not among them.
link_programs() {
    local program
    mkdir -p "$work/few"
    for program in awk bash chmod cut dirname env flock mkdir mktemp realpath rm sed seq ls; do
        ln -s "$(command -v "$program")" "$work/few/$program"
    done
}

taken_port() {
    local tries=100
    port=$((20000 + RANDOM % 20000))
    "$sim" --port "$port" --file "$work/messages" >/dev/null 2>&1 &
    sim_pid=$!
    until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        [ $((tries -= 1)) -gt 0 ] || { echo "FAIL nobody listens on $port"; exit 1; }
        sleep 0.1
    done
}

# --- ./run --------------------------------------------------------------------------------------------

says 1 "PORT는 1024에서 65535 사이의 수여야 합니다" "PORT must be a number from 1024 to 65535" \
    env PORT=80 ./run

taken_port
says 1 "다른 프로그램이 쓰고 있습니다. 예: PORT=$((port + 1))" "port $port is taken; try PORT=$((port + 1))" \
    env PORT="$port" DURE_DATA="$work/data" ./run

mkdir -p "$work/elsewhere/photos"
says 1 "빈 폴더를 정하세요" "not a data folder of Dure, nor an empty one; choose another" \
    env DURE_DATA="$work/elsewhere" ./run

says 1 "자료 폴더에 쓸 수 없습니다" "the data folder cannot be written" \
    env DURE_DATA=/proc/dure ./run

# Root hands the folder to the user of the site, who may not come where it lies.
pretend id 'echo 0'
pretend chown 'exit 0'
pretend setpriv 'exit 1'
says 1 "이 폴더에 들어갈 수 없습니다" "cannot reach this folder" \
    with_pretended env DURE_DATA="$work/data" ./run

# ./run by root hands the data folder to a user of its own; here everybody stays who they are.
pretend id 'echo 1000'
pretend df 'echo "Filesystem 1M Used Available"; echo "disk 1000 990 10 99% /"'
says 1 "비우거나 다른 디스크로: DURE_DATA=폴더" "make room, or DURE_DATA=FOLDER on another disk" \
    with_pretended env DURE_DATA="$work/data" ./run

private() { [ "$(stat -c %a "$@" | sort -u)" = 700 ] || { echo "FAIL open to others:"; stat -c '%a %n' "$@"; failed=1; }; }
private "$work/data" "$work"/data/{run,log,tmp,files}
pretend id 'echo 1000'
pretend chmod 'exit 1'
says 1 "자료 폴더를 이 사용자만 보게 할 수 없습니다" "the data folder cannot be made private; choose another" \
    with_pretended env DURE_DATA="$work/data" ./run

pretend id 'echo 1000'
exec 8>"$work/data/lock"
flock 8
says 1 "그것을 멈추거나 다른 폴더로" "stop that one, or DURE_DATA=FOLDER PORT=N ./run" \
    with_pretended env DURE_DATA="$work/data" ./run
exec 8>&-

link_programs
pretend id 'echo 1000'
pretend df 'echo "Filesystem 1M Used Available"; echo "disk 9000 10 8000 1% /"'
pretend dpkg-query 'exit 1'
says 1 "관리자에게 다음 설치를 요청하세요: apt install gcc" "ask an administrator to: apt install gcc" \
    env PATH="$work/pretend:$work/few" DURE_DATA="$work/data" ./run
# So is the package: nothing of the build is taken for granted.
says 1 "관리자에게 다음 설치를 요청하세요: apt install gcc" "ask an administrator to: apt install gcc" \
    env PATH="$work/pretend:$work/few" tools/deb.sh
rm -r "$work/pretend"

# Loading a database of a server broke off; what is built is as it is.
pretend id 'echo 1000'
pretend df 'echo "Filesystem 1M Used Available"; echo "disk 9000 10 8000 1% /"'
pretend dpkg-query 'printf installed'
pretend cmake 'exit 0'
pretend ninja 'exit 0'
touch "$work/data/loading"
says 1 "데이터베이스를 새로 만들고" "loading broke off: make the database anew" \
    with_pretended env DURE_DATA="$work/data" DURE_DB=postgresql://127.0.0.1:1/dure ./run
rm "$work/data/loading"

# --- ./test -------------------------------------------------------------------------------------------

pretend node 'echo v16.20.2'
says 1 "Node 18 이상이 필요합니다(지금: 16.20.2)" "Node 18 or later is needed, this is 16.20.2" \
    with_pretended bash -c '. tools/env.sh; need_node'
pretend node 'exit 1'
says 1 "Node 18 이상이 필요합니다(지금: 없음)" "npm install --global node@20" \
    with_pretended bash -c '. tools/env.sh; need_node'
pretend node 'echo v18.0.0'
with_pretended bash -c '. tools/env.sh; need_node' || { echo "FAIL Node 18 is enough"; failed=1; }

says 0 "약속한 900초보다 1초 더" "1 s more than the 900 s promised" bash -c '. tools/env.sh; tell_overrun 901 900 >&2'
[ -z "$(. tools/env.sh; tell_overrun 900 900)" ] || { echo "FAIL 900 s are within 900 s"; failed=1; }

# --- The program --------------------------------------------------------------------------------------

mkdir "$work/site"
site=(env DURE_DATA_DIR="$work/site" DURE_DB="sqlite:$work/site/dure.db")

# A wrong setting ends it with 2, at which the unit of the package stops to start it again.
printf 'proces.web = 4\n' >"$work/settings"
says 2 "없는 설정 이름입니다. \`dure serve --list\`에서 찾아 고치세요" "there is no setting 'proces.web'; \`dure serve --list\`" \
    "$dure" doctor --settings "$work/settings"
says 2 "환경 변수에 맞는 설정이 없습니다" "there is no setting for 'DURE_PROCES_WEB'; unset it" \
    env DURE_PROCES_WEB=4 "$dure" doctor

# A key or a password where others may read it, told without telling it.
silent() { ! grep -q geheim "$work/out" "$work/err" || { echo "FAIL a secret is told: $*"; failed=1; }; }
printf 'gateway.message_key = geheim\n' >"$work/settings"
says 2 "열쇠는 따로 파일(0600)에 한 줄로 두고" "write it there (0600) and name that file by gateway.message_key_file" \
    "$dure" doctor --settings "$work/settings"
silent a key in the settings
for url in postgresql://dure:geheim@127.0.0.1:1/dure 'postgresql://127.0.0.1:1/dure?password=geheim'; do
    says 2 "주소 끝에 ?passfile=경로를 적으세요" "name that at the address's end: ?passfile=PATH" \
        "$dure" doctor --db "$url"
    silent "$url"
    says 2 "데이터베이스 주소에 암호가 들어 있습니다" "holds a password" env DURE_DB="$url" "$dure" migrate
    silent "$url"
done
echo geheim >"$work/dealer.key"
chmod 644 "$work/dealer.key"
says 2 "권한을 0600이나 0640으로 바꾸세요" "may be read or changed by others; chmod 0600" \
    "${site[@]}" DURE_GATEWAY_MESSAGE_KEY_FILE="$work/dealer.key" timeout 60 "$dure" serve
silent a key that others may read
says 2 "경로와 권한을 보세요" "cannot be read: No such file" \
    "${site[@]}" DURE_GATEWAY_REGISTRY_KEY_FILE="$work/nowhere" timeout 60 "$dure" serve

says 1 "데이터베이스가 켜져 있는지" "see that the database runs, and that its address" \
    "${site[@]}" "$dure" migrate --db postgresql://dure@127.0.0.1:1/dure
for url in mysql://127.0.0.1/dure sqlite: "$work/site/dure.db"; do
    says 2 "postgresql://서버/데이터베이스 로 적으세요" "write sqlite:PATH or postgresql://HOST/DATABASE" \
        "${site[@]}" "$dure" migrate --db "$url"
done
says 2 "값을 고치세요" "wants a whole number from 1 to 32" \
    "${site[@]}" DURE_PROCESS_WEB=9999999 timeout 60 "$dure" serve
says 2 "값을 고치세요" "wants kill, log or off" "${site[@]}" DURE_PROCESS_GUARD=kil timeout 60 "$dure" serve
for folder in LAW_DIR DATA_BASE; do
    says 2 "law.dir와 data.base 설정이 가리키는 폴더를 확인하세요" "see the folders that the settings law.dir and data.base name" \
        "${site[@]}" "DURE_$folder=$work/nowhere" timeout 60 "$dure" serve
done
rm -rf "$work"/site/*
# shellcheck disable=SC2086 # a verb may be of words
for named in LAW_DIR:doctor LAW_DIR:law 'LAW_DIR:law decide' LAW_DIR:demo LAW_DIR:work DATA_BASE:demo DATA_BASE:work DATA_BASE:setup; do
    says 2 "law.dir와 data.base 설정이 가리키는 폴더를 확인하세요" "see the folders that the settings law.dir and data.base name" \
        "${site[@]}" "DURE_${named%%:*}=$work/nowhere" timeout 60 "$dure" ${named#*:}
    case $named in # it reads them before it makes a database
    *:setup) ;;
    *) [ ! -e "$work/site/dure.db" ] || { echo "FAIL $named made a database first"; failed=1; } ;;
    esac
done
rm -rf "$work"/site/*

# What lies in a pack is read as the folder is.
mkdir "$work/packs"
printf 'no pack\n' >"$work/packs/other.csv"
for verb in doctor law 'law decide' demo serve; do
    # shellcheck disable=SC2086
    says 2 "law/README.md에 있는 이름을 써 주세요" "other:1" "${site[@]}" DURE_LAW_DIR="$work/packs" timeout 60 "$dure" $verb
done

# A path that was mistyped is told, and nothing is made there.
for verb in doctor user backup 'law decide' 'export products x.csv'; do
    # shellcheck disable=SC2086 # a verb may be of words
    says 1 "처음이면 dure migrate가 만듭니다" "see the path of the setting db, or of --db" \
        "${site[@]}" "$dure" $verb --db "sqlite:$work/typo.db"
    [ ! -e "$work/typo.db" ] || { echo "FAIL $verb made a database where none was"; failed=1; }
done

# A disk is full when no file may grow any more; and one nobody may write to looks the same.
full_disk() (
    trap '' XFSZ
    ulimit -f 16
    "${site[@]}" "$dure" migrate
)
says 1 "디스크의 여유 공간(df -h)과 자료 폴더의 권한을 확인하고" "see the free space of the disk (df -h)" full_disk
rm -rf "$work/site"/dure.db*

"${site[@]}" "$dure" migrate >/dev/null
exec 7<"$work/site/run"
flock 7
says 1 "먼저 그것을 멈추거나" "already serving from this data folder: stop that one first" \
    "${site[@]}" timeout 60 "$dure" serve
exec 7<&-

command -v sqlite3 >/dev/null || { echo "FAIL sqlite3 is wanted: apt install sqlite3"; exit 1; }
sqlite3 "$work/site/dure.db" "INSERT INTO site_fact (key, value) VALUES ('demo_loading', 'city')"
says 1 "데이터베이스를 지우고" "loading the demo broke off: remove the database" \
    "${site[@]}" timeout 60 "$dure" serve
sqlite3 "$work/site/dure.db" "DELETE FROM site_fact"
sqlite3 "$work/site/dure.db" \
    "INSERT INTO schema_version SELECT 1 + max(number), 'of_tomorrow', sha256, applied_at FROM schema_version"
for verb in migrate user 'user --lock nobody@demo.dure --reason x' "export products $work/x.csv" "law decide --db sqlite:$work/site/dure.db"; do
    # shellcheck disable=SC2086
    says 1 "더 새 판을 설치하거나, 올리기 전의 백업을 되돌리세요" "the database is newer than this program: install" \
        "${site[@]}" "$dure" $verb
done
# A backup that is refused leaves no key and no backup behind.
mkdir "$work/other"
says 1 "더 새 판을 설치하거나, 올리기 전의 백업을 되돌리세요" "the database is newer than this program: install" \
    env DURE_DATA_DIR="$work/other" DURE_DB="sqlite:$work/site/dure.db" "$dure" backup
[ -z "$(find "$work/other" -name '*sign*' -o -name MANIFEST)" ] || { echo "FAIL a refused backup leaves:"; find "$work/other"; failed=1; }
sqlite3 "$work/site/dure.db" \
    "DELETE FROM schema_version WHERE number >= (SELECT max(number) - 1 FROM schema_version)"
for verb in user "export products $work/x.csv" "law decide --db sqlite:$work/site/dure.db"; do
    # shellcheck disable=SC2086
    says 1 "dure migrate를 실행하고 다시 하세요" "the database is older than this program: run dure migrate" \
        "${site[@]}" "$dure" $verb
done

chmod 644 "$work/site/seal.key"
mv "$work/site/seal.key" "$work/kept.key"
mkdir "$work/site/seal.key"
says 1 "따로 보관한 seal.key를 자료 폴더에 두고" "put the seal.key you kept into the data folder, the site user's own (chown dure:dure)" \
    "${site[@]}" "$dure" serve

# --- What operators are given -------------------------------------------------------------------------

# Alarms ask for counters that exist.
for name in $(grep -oE 'dure_[a-z_]+' packaging/prometheus/dure.rules.yml | sed 's/_bucket$//' | sort -u); do
    grep -qF "\`$name\`" docs/operations/metrics.md ||
        { echo "FAIL packaging/prometheus/dure.rules.yml asks for $name, which is not counted"; failed=1; }
done

[ "$failed" -ne 0 ] || printf 'proof {"name":"newcomer","database":"","tried":%d}\n' "$tried"
exit "$failed"
