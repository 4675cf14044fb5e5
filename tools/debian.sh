# A Debian in a folder, for what is tried on a machine that has nothing. Sourced by bash after env.sh, never
# run. What was downloaded stays in /tmp/dure-debootstrap for the next time.

# The first place apt takes this release from.
mirror() {
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $1" | head -n 1
}

# lay_debian FOLDER [DEBOOTSTRAP OPTION…]: this machine's release, its apt sources and name service.
lay_debian() {
    local root=$1 cache=/tmp/dure-debootstrap codename
    shift
    codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
    mkdir -p "$cache" "$root"
    debootstrap --variant=minbase --cache-dir="$cache" "$@" "$codename" "$root" "$(mirror "$codename")"
    rm -f "$root/etc/apt/sources.list"
    cp -a /etc/apt/sources.list* /etc/apt/apt.conf.d /etc/apt/trusted.gpg.d "$root/etc/apt/" 2>/dev/null || true
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
}
