#!/bin/bash
# The edge as it is set up for a site, with a certificate: which TLS it speaks, and what it does with who
# comes without.
#
#   tests/edge_test.sh      run in the source folder, by ctest; needs nginx and openssl
#
# nginx is filled as packaging/site/edge fills it and listens on this machine alone; no worker stands behind
# it, so what it hands on is answered 502.
set -euo pipefail

NAME=dure.example
work=$(mktemp -d "${TMPDIR:-/tmp}/dure-edge-XXXXXX")
nginx_pid=
failed=0
tried=0
unset "${!DURE_@}" "${!EDGE_@}"

clean_up() {
    local status=$?
    [ -z "$nginx_pid" ] || { kill "$nginx_pid" 2>/dev/null && wait "$nginx_pid" || true; }
    rm -rf "$work"
    exit "$status"
}
trap clean_up EXIT

# check "what holds" COMMAND…
check() {
    local what=$1
    shift
    tried=$((tried + 1))
    if "$@" >"$work/check.log" 2>&1; then
        printf 'ok   %s\n' "$what"
    else
        printf 'FAIL %s\n' "$what"
        tail -n 20 "$work/check.log"
        failed=1
    fi
}

is() { [ "$1" = "$2" ] || { printf '%s\nis not\n%s\n' "$1" "$2"; return 1; }; }
not() { ! "$@"; }

# Two ports that nobody has now.
free_ports() {
    local port found=()
    for port in $(seq 18500 18599); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || found+=("$port")
        [ "${#found[@]}" -lt 2 ] || break
    done
    echo "${found[@]}"
}

# speaks OPTION…: a handshake with these options of openssl s_client comes about, and says which.
speaks() {
    openssl s_client -connect "127.0.0.1:$tls" -servername "$NAME" -CAfile "$work/chain.pem" \
        -verify_return_error "$@" </dev/null 2>&1
}

# A client that would take what is long given up as well.
offers_the_old() { speaks "$@" -cipher 'ALL:COMPLEMENTOFALL:@SECLEVEL=0'; }

plain() { curl -sS -m 10 -o /dev/null -w "$1" --connect-to "$NAME:80:127.0.0.1:$open" "http://$NAME$2"; }

start_edge() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$NAME" -addext "subjectAltName=DNS:$NAME" \
        -keyout "$work/key.pem" -out "$work/chain.pem" 2>/dev/null
    mkdir -p "$work"/{run,log,tmp,web}
    EDGE_HOSTS=$NAME EDGE_LISTEN=127.0.0.1:$tls EDGE_PLAIN=127.0.0.1:$open EDGE_CERTIFICATE=$work/chain.pem \
        EDGE_KEY=$work/key.pem packaging/nginx/fill "$work" "$PWD/web/dist" "$tls" >"$work/run/nginx.conf"
    PATH=$PATH:/usr/sbin nginx -p "$work" -c "$work/run/nginx.conf" -e stderr 2>"$work/nginx.log" &
    nginx_pid=$!
    local deadline=$((SECONDS + 20))
    until (exec 3<>"/dev/tcp/127.0.0.1/$tls") 2>/dev/null; do
        [ "$SECONDS" -lt "$deadline" ] || { cat "$work/nginx.log"; return 1; }
        sleep 0.1
    done
}

read -r tls open <<<"$(free_ports)"
start_edge

check "TLS 1.3 is spoken" grep -q 'New, TLSv1.3' <(speaks -tls1_3)
check "TLS 1.2 is spoken" grep -q 'New, TLSv1.2' <(speaks -tls1_2)
check "TLS 1.1 is not" not grep -q 'New, TLS' <(offers_the_old -tls1_1)
check "TLS 1.0 is not" not grep -q 'New, TLS' <(offers_the_old -tls1)
check "of all that 1.2 has, what is agreed on is forward secret and authenticated" \
    grep -Eq 'New, TLSv1.2, Cipher is ECDHE-.*(GCM|CHACHA20)' <(offers_the_old -tls1_2)
for old in AES128-SHA AES256-GCM-SHA384 ECDHE-RSA-AES128-SHA256 DHE-RSA-AES128-GCM-SHA256 ECDHE-RSA-AES256-SHA; do
    check "$old is not agreed on" not grep -q 'New, TLS' <(speaks -tls1_2 -cipher "$old:@SECLEVEL=0")
done
check "a page asked for in the open is led to https" is "$(plain '%{http_code} %{redirect_url}' '/guide?a=b')" \
    "301 https://$NAME/guide?a=b"
check "a program in the open is refused, not led" is "$(plain '%{http_code} %{redirect_url}' /api/v1/products)" '403 '
check "… and in its own tongue" is "$(plain '%{content_type}' /api/v1/products)" 'application/json; charset=utf-8'
check "another name in the open is refused" is \
    "$(curl -sS -m 10 -o /dev/null -w '%{http_code}' "http://127.0.0.1:$open/")" 421
check "no header says where a client comes from" not grep -Eiq 'real_ip|x_forwarded|proxy_protocol' "$work/run/nginx.conf"
# No worker stands behind it: what is answered with 200 is a file.
over_tls() { curl -sS -m 10 --cacert "$work/chain.pem" --connect-to "$NAME:443:127.0.0.1:$tls" "$@"; }
check "search engines are told what is not for them" is "$(over_tls -w '%{http_code} %{content_type}' "https://$NAME/robots.txt")" \
    "$(cat web/static/robots.txt)
200 text/plain; charset=utf-8"
# Somebody who asks for a search's file without end is refused, an office that asks for pages is not.
files=$(over_tls -o /dev/null -w '%{http_code}\n' "https://$NAME/search.xlsx?n=[1-40]")
check "twenty files of searches at once, and a few a second" \
    test "$(grep -c 429 <<<"$files")" -ge 10 -a "$(grep -c 502 <<<"$files")" -ge 20
# What is sent up lies on the disk until it is whole: one address holds only so many at once, and may go on elsewhere.
send_up() { # COUNT PATH: that many at once, none of them whole for a moment
    local n
    for ((n = 0; n < $1; n++)); do
        (sleep 2) | over_tls -o /dev/null -w '%{http_code}\n' -X POST -T - "https://$NAME$2" 2>/dev/null &
    done
    wait # in a shell of its own: for these alone
}
check "four ZIPs at once" is "$(send_up 6 /upload/large/supplier/photos | sort | uniq -c | xargs)" '2 429 4 503'
check "twenty files at once" is "$(send_up 23 /upload/supplier/company | sort | uniq -c | xargs)" '3 429 20 503'
check "a page is none of them" is "$(over_tls -o /dev/null -w '%{http_code}' "https://$NAME/search")" 502
elsewhere() { curl -sS -m 10 -o /dev/null -w '%{http_code} %{content_type}' -k "https://127.0.0.1:$tls$1"; }
check "by another name nobody is let in" is "$(elsewhere /)" '421 text/plain; charset=utf-8'
check "… nor a program, which is told so in JSON" is "$(elsewhere /api/v1/products)" '421 application/json; charset=utf-8'
# What anybody puts into an address lies in the log as one line, which is JSON in UTF-8 and which no terminal obeys.
# The path is told as it was asked for, encoded; a query never. Files are asked for: no worker is there.
told() { # ADDRESS: the path that is written down of who asks for it; its line, which comes after the answer, is known by the method
    local method
    method=$(cksum <<<"$1" | cut -d ' ' -f 1 | tr 0-9 A-J)
    over_tls -o /dev/null -X "$method" --path-as-is --request-target "$1" "https://$NAME/"
    for _ in {1..100}; do
        ! grep -qF "\"method\":\"$method\"" "$work/log/access.log" || break
        sleep 0.1
    done
    sed -nE 's/.*"method":"'"$method"'","path":"(.*)","status".*/\1/p' "$work/log/access.log"
}
check "a path is told without its query" is "$(told '/assets/a%20%22b?q=planted')" '/assets/a%20%22b'
check "… nor a fragment" is "$(told '/assets/b#planted')" '/assets/b'
check "… and as JSON has it" is "$(told '/assets/a\b"c?q=planted')" '/assets/a\\b\"c'
check "… of a whole address its path alone" is "$(told "https://$NAME/assets/c?q=planted")" '/assets/c'
check "… also where a page of the edge's own answered" grep -qF '"path":"/search","status":502' "$work/log/access.log"
for name in %EA%B2%80%EC%83%89 %EB%91%90%EB%A0%88 %FF%FE a%C0%AF%ED%A0%80 %7F %C2%9B31m %E2%80%A8 %EA%B0 a%1B%5B2J%0D%0A a%0A; do
    check "$name is told as it was asked for" is "$(told "/assets/$name?q=planted")" "/assets/$name"
done
for name in $'\xc2\x9b31m' $'\xff' 검색 $'\xe2\x80\xa8'; do
    check "$(printf %q "$name") as it is, not encoded, is not told" is "$(told "/assets/$name?q=planted")" -
done
check "every line of the log is JSON in UTF-8 without control characters" node -e "
    const bytes = require('fs').readFileSync('$work/log/access.log');
    const lines = new TextDecoder('utf-8', { fatal: true }).decode(bytes).split('\\n').slice(0, -1);
    if (lines.length < 19) throw new Error('only ' + lines.length + ' lines');
    for (const line of lines) {
        if (/[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]/.test(line)) throw new Error(line);
        JSON.parse(line);
    }"
check "nothing of a query is in it" not grep -q planted "$work/log/access.log"
# Who looks at a page takes a line, whatever else has a connection of its own.
asked() { # OPTION…: what the workers hear of a request
    local before
    before=$(wc -l <"$work/asked.log")
    over_tls -o /dev/null -w '%{http_code}' "$@" | grep -x 200 >/dev/null || echo "not answered"
    tail -n +"$((before + 1))" "$work/asked.log"
}
frame_of() { asked "$@" | cut -d ' ' -f 1,3- | xargs; }
chmod 711 "$work" # nginx is somebody else where root runs this
mkfifo "$work/until"
node tests/edge_workers.mjs "$work/run" <"$work/until" >"$work/asked.log" &
exec 5>"$work/until" # it ends with this shell
for _ in {1..100}; do
    ! grep -q ready "$work/asked.log" || break
    sleep 0.1
done
at="https://$NAME"
check "who looks takes a line" is "$(frame_of "$at/search?q=a")" 'web fastcgi GET /search?q=a 0'
check "… also by HEAD" is "$(frame_of -I "$at/guide")" 'web fastcgi HEAD /guide 0'
check "… and what came with it is left out" is "$(frame_of -X GET -d a=b "$at/guide")" 'web fastcgi GET /guide 0'
check "a deed has a connection of its own" is "$(frame_of -d a=b "$at/buyer/cart")" 'web scgi POST /buyer/cart 3'
check "… whatever it calls itself" is "$(frame_of -X DELETE "$at/buyer/cart")" 'web scgi DELETE /buyer/cart 0'
check "a program as well" is "$(frame_of "$at/api/v1/products")" 'web scgi GET /api/v1/products 0'
check "a file that takes long as well" is "$(frame_of "$at/search.xlsx")" 'web scgi GET /search.xlsx 0'
check "what a web worker hands on is asked once more, of the slow" is "$(frame_of "$at/to-slow")" \
    'web fastcgi GET /to-slow 0 slow scgi GET /to-slow 0'
check "… a deed with what was sent" is "$(frame_of -d a=b "$at/to-slow")" 'web scgi POST /to-slow 3 slow scgi POST /to-slow 3'
check "what is sent up goes to the slow at once" is "$(frame_of -d a=b "$at/upload/x")" 'slow scgi POST /upload/x 3'
looks=$(for n in {1..40}; do asked "$at/guide?n=$n"; done)
check "forty looks take few lines" test "$(cut -d ' ' -f 2 <<<"$looks" | sort -u | wc -l)" -le "$(nproc)"
check "… and each is asked" is "$(wc -l <<<"$looks")" 40
deeds=$(for n in 1 2 3; do asked -d a=b "$at/guide?n=$n"; done)
check "three deeds take three connections" is "$(cut -d ' ' -f 2 <<<"$deeds" | sort -u | wc -l)" 3
# Whatever lies there is served to whoever asks: nothing of the sources and their history may, and nothing hidden.
strays() { # FOLDER: what is no built file
    find "$1" -regextype posix-extended -name '.*' -o -type f \
        ! -regex '.*\.(html|css|js|mjs|json|svg|png|jpg|webp|avif|ico|woff2|txt|gz|br|h)'
}
check "the folder that is served holds built files alone" is "$(strays web/dist)" ""
mkdir -p "$work/web/.git" "$work/web/assets/.git"
touch "$work/web/.git/config" "$work/web/assets/.git/config" "$work/web/assets/main-ABCDEFGH.js" "$work/web/assets/build.sh"
check "… and one that holds others is told from it" is "$(strays "$work/web" | wc -l)" 5

[ "$failed" -ne 0 ] || printf 'proof {"name":"tls","database":"","tried":%d}\n' "$tried"
exit "$failed"
