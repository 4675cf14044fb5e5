#!/bin/bash
# Make the Debian package of the programs in a build folder.
#
#   tools/deb.sh BUILD [REVISION]     prints the name of the package it made in BUILD; revision 1
#   tools/deb.sh                      builds them first, in build-release, with what that needs
#
# What cmake --install lays, the units, settings and scripts of packaging/, and a manual page made from
# the program. The same sources give the same bytes. Fails when a unit is open to more than a service of
# its kind needs (systemd-analyze security).
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

EXPOSURE_MAX=2.0 # of 10, as systemd-analyze counts

work=$(mktemp -d "${TMPDIR:-/tmp}/dure-deb-XXXXXX")
trap 'stop_step; rm -rf "$work"' EXIT

build_programs() {
    cmake -S . -B build-release -G Ninja -DDURE_TESTS=OFF && ninja -C build-release dure dure-sim
}

if [ $# -eq 0 ]; then
    need_packages "$work/packages.log" "${BUILD_PACKAGES[@]}" >&2
    step "$work/build.log" "프로그램 만들기" "building" build_programs >&2 ||
        die "프로그램을 만들지 못했습니다" "the build failed"
fi
build=$(realpath "${1:-build-release}") revision=${2:-1}
version=$(sed -n 's/^project(dure VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)-$revision
arch=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date -r CMakeLists.txt +%s)}
export SOURCE_DATE_EPOCH

root=$work/root

# lay MODE FOLDER FILE…
lay() {
    local mode=$1 folder=$root/$2
    shift 2
    mkdir -p "$folder"
    install -m "$mode" "$@" "$folder"
}

lay_program() {
    DESTDIR=$root cmake --install "$build" --prefix /usr --strip >"$work/install.log"
    rm "$root/usr/bin/dure-sim" # the outside world of demo and tests
    lay 755 usr/sbin packaging/site/dure-site
    lay 755 usr/lib/dure packaging/site/edge
    lay 755 usr/lib/dure/nginx packaging/nginx/fill
    lay 644 usr/lib/dure/nginx packaging/nginx/dure.conf.in
}

lay_settings() {
    lay 644 lib/systemd/system packaging/systemd/*.service
    lay 640 etc/dure packaging/site/dure.conf packaging/site/edge.conf
    lay 644 etc/logrotate.d packaging/site/logrotate
    mv "$root/etc/logrotate.d/logrotate" "$root/etc/logrotate.d/dure"
}

lay_manual() {
    local doc=$root/usr/share/doc/dure
    mkdir -p "$root/usr/share/man/man1" "$root/usr/share/man/man8"
    tools/man.sh "$build/dure" "$version" | gzip -9n >"$root/usr/share/man/man1/dure.1.gz"
    echo '.so man1/dure.1' | gzip -9n >"$root/usr/share/man/man8/dure-site.8.gz"
    lay 644 usr/share/doc/dure packaging/debian/copyright THIRD_PARTY_NOTICES
    lay 644 usr/share/doc/dure/operations docs/operations/*.md
    lay 644 usr/share/doc/dure/decisions docs/decisions/*.md # the pages for operators lead to them
    lay 644 usr/share/doc/dure/examples packaging/prometheus/dure.rules.yml
    gzip -9nc CHANGELOG.md >"$doc/changelog.gz"
    printf 'dure (%s) stable; urgency=medium\n\n  * See changelog.gz.\n\n -- Dure operators <dure@localhost>  %s\n' \
        "$version" "$(date -uRd "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$doc/changelog.Debian.gz"
}

# The Debian packages of the libraries the program is linked to, with the versions it needs.
dependencies() {
    mkdir -p "$work/source/debian"
    printf 'Source: dure\n\nPackage: dure\nArchitecture: any\n' >"$work/source/debian/control"
    (cd "$work/source" && dpkg-shlibdeps -O "$root"/usr/bin/dure*) | sed -n 's/^shlibs:Depends=//p'
}

write_control() {
    local control=$root/DEBIAN size depends
    mkdir "$control"
    size=$(du -sk --apparent-size "$root" | cut -f1)
    depends=$(dependencies)
    [ -n "$depends" ]
    sed -e "s/@VERSION@/$version/" -e "s/@ARCH@/$arch/" -e "s/@SIZE@/$size/" \
        -e "s/@DEPENDS@/$depends/" packaging/debian/control.in >"$control/control"
    install -m 644 packaging/debian/conffiles "$control"
    install -m 755 packaging/debian/{preinst,postinst,prerm,postrm} "$control"
    (cd "$root" && find usr lib -type f -print0 | sort -z | xargs -0 md5sum) >"$control/md5sums"
}

# What a broken-in program could still reach, in systemd's own count.
check_units() {
    local unit figure
    for unit in packaging/systemd/*.service; do
        figure=$(systemd-analyze security --offline=true --no-pager "$ROOT/$unit" 2>/dev/null |
            sed -n 's/.*exposure level for .*: \([0-9.]*\) .*/\1/p')
        say "${unit##*/} 노출 ${figure:-?}, 허용 $EXPOSURE_MAX" "exposure, and the most allowed" >&2
        [ -n "$figure" ] && awk "BEGIN { exit !($figure <= $EXPOSURE_MAX) }" ||
            die "${unit##*/}가 너무 열려 있습니다: systemd-analyze security --offline=true $unit" \
                "${unit##*/} is too open; see the command before this"
    done
}

umask 022
need_packages "$work/packages.log" cmake binutils dpkg-dev systemd >&2
check_units
lay_program
lay_settings
lay_manual
write_control
package=$build/dure_${version}_$arch.deb
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >/dev/null
echo "$package"
