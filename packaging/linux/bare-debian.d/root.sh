# shellcheck shell=sh
# For the parts of a trial that root does in the bare system. Read with ".", not run.

export DEBIAN_FRONTEND=noninteractive
log=/trial/apt.log

say() { printf '\n-- %s\n' "$*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }

apt() {
    apt-get -q -y -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1 || { cat "$log" >&2; fail "apt-get $*"; }
}

installed() { dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' | sed -n 's/^ii *//p' | sort; }

# Install as a person does who was given a file, and say what that took.
install_file() { # FILE [OPTION...]
    file=$1
    shift
    installed >/trial/packages.before
    before=$(date +%s%N)
    apt install "$@" "$file"
    tenths=$((($(date +%s%N) - before) / 100000000))
    installed >/trial/packages.after
    echo "apt-get install ${*:+$* }${file##*/}: $(comm -13 /trial/packages.before /trial/packages.after | wc -l) packages," \
        "$((tenths / 10)).$((tenths % 10)) s, $(dpkg-query -W -f '${Version}, ${Installed-Size} KiB installed' simdesk)"
}

no_python() {
    found=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 'python*' 'libpython*' 2>/dev/null | grep '^i' || true)
    [ -z "$found" ] || fail "a Python is installed: $found"
    found=$(find /usr /opt /usr/local -path /usr/lib/simdesk -prune -o \
        \( -name 'python3*' -o -name 'libpython*' \) \( -type f -o -type l \) -perm /111 -print)
    [ -z "$found" ] || fail "there is a Python: $found"
    echo "there is no Python: no package, no program, no library but the one in /usr/lib/simdesk"
}

# Every file and folder of the system with its kind, rights and content. Left out are what dpkg and apt
# keep of their own work, logs, and the linker's cache, which every installation makes anew.
listing() {
    find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path /run -o -path /trial \
        -o -path /root -o -path /home \
        -o -path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/cache/apt -o -path /var/log \
        -o -path /var/cache/debconf -o -path /var/cache/ldconfig -o -path /etc/ld.so.cache \) -prune \
        -o -printf '%p %y %m %U:%G %l\n' | sort >"$1"
    find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path /run -o -path /trial \
        -o -path /root -o -path /home \
        -o -path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/cache/apt -o -path /var/log \
        -o -path /var/cache/debconf -o -path /var/cache/ldconfig -o -path /etc/ld.so.cache \) -prune \
        -o -type f -print0 | sort -z | xargs -0 sha256sum >>"$1"
}

# Take the package and all that came with it away, and compare with the listing of before.
purge() { # LISTING-OF-BEFORE [yes: other packages may leave things behind]
    apt purge simdesk
    left=$(find / -xdev \( -path /proc -o -path /sys -o -path /run -o -path /trial -o -path /root -o -path /home \
        -o -path /var/log -o -path /var/cache/apt \) -prune -o -iname '*simdesk*' -print)
    [ -z "$left" ] || fail "apt-get purge left: $left"
    echo "apt-get purge simdesk: nothing called simdesk is left outside the homes"
    # what something of the bare system would like to have stays too, if apt is not told otherwise
    apt autoremove --purge -o APT::AutoRemove::RecommendsImportant=false -o APT::AutoRemove::SuggestsImportant=false
    listing /trial/listing.purged
    if ! diff "$1" /trial/listing.purged >/trial/listing.diff; then
        left=$(sed -n 's/^[<>] \([0-9a-f]\{64\}  \)\{0,1\}\(\/[^ ]*\).*/\2/p' /trial/listing.diff | sort -u)
        if [ "${2:-}" != yes ] || printf '%s\n' "$left" | grep -q '^/usr'; then
            head -n 40 /trial/listing.diff >&2
            fail "purging left something"
        fi
        echo "after apt-get autoremove --purge: nothing in /usr; of packages that were recommended there is left:"
        printf "%s\n" "$left"
        return
    fi
    echo "after apt-get autoremove --purge: $(wc -l <"$1") lines on files and folders, all as before the installation"
}

make_owner() {
    useradd --create-home --home-dir /home/owner --shell /bin/sh owner
    find /home/owner -mindepth 1 -delete
    install -d -m 700 -o owner -g owner "/run/user/$(id -u owner)" /trial/owner
    install -d -m 1777 /tmp/.X11-unix
}

# Run a script as somebody who may do nothing special, in a session of their own, without any network.
as_owner() { # SCRIPT [ARGUMENT...]
    unshare --net env -i HOME=/home/owner USER=owner LOGNAME=owner PATH=/usr/local/bin:/usr/bin:/bin \
        LANG=C.UTF-8 XDG_RUNTIME_DIR="/run/user/$(id -u owner)" TERM=dumb \
        setpriv --reuid=owner --regid=owner --init-groups --inh-caps=-all \
        dbus-run-session --dbus-daemon=/trial/steps/quiet-bus -- /bin/sh -eu "$@" || fail "${1##*/}"
}

# What is in the owner's home, byte for byte; caches of the system's libraries may come and go.
home() { (cd /home/owner && find . -path ./.cache -prune -o -type f -print0 | sort -z | xargs -0 sha256sum) >"$1"; }
