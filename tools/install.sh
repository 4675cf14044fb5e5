#!/bin/bash
# Install Debian packages without letting one of their services start now or at the next boot.
#
#   tools/install.sh PACKAGE…      run by root; ./run and ./test call it through need_packages
#
# Debian starts and enables a server as soon as it is installed. We only want the programs, so for the
# time of the installation policy-rc.d says no, PostgreSQL is told to make no cluster, and whatever
# was newly enabled is disabled again. All three are put back as they were.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

POLICY=/usr/sbin/policy-rc.d
POLICY_SAVED=/usr/sbin/policy-rc.d.before-dure
PG_CONF=/etc/postgresql-common/createcluster.d/dure.conf

put_back() {
    rm -f "$PG_CONF"
    if [ -e "$POLICY_SAVED" ]; then
        mv -f "$POLICY_SAVED" "$POLICY"
    elif grep -qs 'written by dure' "$POLICY"; then
        rm -f "$POLICY"
    fi
}

enabled_services() {
    find /etc/systemd/system -path '*.wants/*.service' -type l -printf 'unit %f\n' 2>/dev/null || true
    find /etc/rc[2-5].d -name 'S*' -type l -printf 'init %f\n' 2>/dev/null |
        sed 's/^init S[0-9]*/init /' || true
}

trap put_back EXIT
put_back # an earlier run may have been killed

if [ -e "$POLICY" ]; then
    mv "$POLICY" "$POLICY_SAVED"
fi
printf '#!/bin/sh\n# written by dure: no service starts while it installs packages\nexit 101\n' >"$POLICY"
chmod 755 "$POLICY"
mkdir -p "$(dirname "$PG_CONF")"
echo 'create_main_cluster = false' >"$PG_CONF"

before=$(enabled_services | sort -u)
apt-get -q -o DPkg::Lock::Timeout=300 update
apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold \
    install --no-install-recommends "$@"

comm -13 <(echo "$before") <(enabled_services | sort -u) | while read -r kind name; do
    case $kind in
    unit) DPKG_MAINTSCRIPT_PACKAGE=dure deb-systemd-helper disable "$name" >/dev/null ;;
    init) update-rc.d "$name" disable ;;
    esac
done
