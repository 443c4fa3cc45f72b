# shellcheck shell=sh
# What the proofs on a bare Debian share: read by them with ".", not run.
#
#   DEBIAN_MIRROR    where packages come from; without it, where apt of this machine gets them
#   DEBIAN_SUITE     another release than bookworm

suite=${DEBIAN_SUITE:-bookworm}

say() { printf '\n== %s\n' "$*"; }

need_debootstrap() {
    [ "$(id -u)" -eq 0 ] || { echo "${0##*/} must be run as root." >&2; exit 1; }
    command -v debootstrap >/dev/null || { echo "${0##*/} needs the package debootstrap." >&2; exit 1; }
}

# A bare system, whose apt gets packages as that of this machine does.
make_system() { # ROOT [PACKAGE,PACKAGE...]
    # shellcheck disable=SC2016 # apt fills this in
    mirror=${DEBIAN_MIRROR:-$({
        apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $suite"
        # another release is where this machine's own is
        apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Component: main'
    } | head -n 1)}
    [ -n "$mirror" ] || { echo "Set DEBIAN_MIRROR: apt here knows none." >&2; exit 1; }
    # a release that this debootstrap has not heard of is made as the newest that it has
    script=/usr/share/debootstrap/scripts/$suite
    [ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid
    say "a bare $suite in $1"
    debootstrap --variant=minbase ${2:+"--include=$2"} "$suite" "$1" "$mirror" "$script" >"$1.log" ||
        { tail -n 20 "$1.log" >&2; exit 1; }
    rm "$1.log"
    apt-config dump | grep -E '^Acquire::(http|https)::(.*::)?Proxy ' >"$1/etc/apt/apt.conf.d/90proxy" || true
    cp -L /etc/resolv.conf "$1/etc/resolv.conf"
}

# In a namespace of mounts of one's own: give the new system what a kernel gives.
mount_system() { # ROOT
    mount --make-rprivate /
    mount -t proc proc "$1/proc"
    mount -t sysfs -o ro sysfs "$1/sys"
    mount -t tmpfs -o mode=755 tmpfs "$1/dev"
    for node in null zero full random urandom tty; do
        : >"$1/dev/$node"
        mount --bind "/dev/$node" "$1/dev/$node"
    done
    mkdir "$1/dev/pts" "$1/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$1/dev/pts"
    ln -s pts/ptmx "$1/dev/ptmx"
    ln -s /proc/self/fd "$1/dev/fd"
    mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm"
    mount -t tmpfs -o mode=1777 tmpfs "$1/tmp"
}
