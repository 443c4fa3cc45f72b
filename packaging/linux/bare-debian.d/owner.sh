# shellcheck shell=sh
# For the parts of a trial that the owner does at a desktop. Read with ".", not run.

cd "$HOME" || exit 1
# shellcheck source-path=SCRIPTDIR source=accessible.sh
. /trial/steps/accessible.sh

say() { printf '\n-- %s\n' "$*"; }
fail() {
    echo "FAILED: $*" >&2
    [ -z "${DISPLAY:-}" ] || { picture failed; windows >&2; }
    cat /trial/owner/*.log >&2 2>/dev/null || true
    exit 1
}

# A screen, a window manager, a notification service, and a note of all that is sent to it.
open_desktop() {
    mkfifo /trial/owner/display
    Xvfb -displayfd 3 -screen 0 1280x900x24 -nolisten tcp 3>/trial/owner/display >/trial/owner/xvfb.log 2>&1 &
    screen=$!
    read -r number </trial/owner/display
    rm /trial/owner/display
    export DISPLAY=":$number" XDG_SESSION_TYPE=x11 XDG_CURRENT_DESKTOP=X-Trial
    # three in the afternoon wherever the trial is run: reminders keep the owner's hours
    hour=$(date -u +%k)
    export TZ="TRIAL$((hour - 15))"
    dbus-update-activation-environment DISPLAY
    # without a panel there is no tray, so that closing the window ends the program
    mkdir -p /trial/owner/icewm
    echo 'ShowTaskBar=0' >/trial/owner/icewm/preferences
    ICEWM_PRIVCFG=/trial/owner/icewm icewm >/trial/owner/icewm.log 2>&1 &
    until_true "xprop -root _NET_SUPPORTING_WM_CHECK | grep -q 'window id'" "a window manager"
    dunst >/trial/owner/dunst.log 2>&1 &
    dbus-monitor "interface='org.freedesktop.Notifications',member='Notify'" >/trial/owner/notified 2>/dev/null &
    export QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
    find_accessibility
}

close_desktop() { kill "$screen"; }

until_true() { # COMMAND WHAT
    left=300
    until eval "$1" >/dev/null 2>&1; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || fail "waited in vain for $2"
        sleep 0.1
    done
}

# Start it as a double-click on its icon does; gio waits until it has ended.
opens() { opens_with gio launch /usr/share/applications/org.simdesk.SimDesk.desktop; }
opens_with() { # COMMAND...
    "$@" >>/trial/owner/program.log 2>&1 &
    launched=$!
    until_true "main_window" "the window"
    window=$(main_window)
    program=$(xprop -id "$window" _NET_WM_PID | sed 's/.* //')
    kill -0 "$program" || fail "the window has no program"
}

main_window() { xdotool search --onlyvisible --name '^(\([0-9]+\) )?SimDesk$' | grep .; }
windows() { for one in $(xdotool search --onlyvisible --name .); do xdotool getwindowname "$one"; done; }
active() { xdotool getactivewindow getwindowname 2>/dev/null | sed 's/^([0-9]*) //'; }
until_active() { until_true "[ \"\$(active)\" = '$1' ]" "the window '$1'; active is '$(active)'"; }
press() { xdotool key --clearmodifiers --delay 12 "$@"; }
type_text() { xdotool type --delay 12 "$1"; }
picture() { import -window root "/trial/pictures/$1.png" 2>/dev/null || true; }

ended() { # HOW
    until_true "! kill -0 $program" "the end of the program after $1"
    wait "$launched" || fail "gio launch tells of $? after $1"
    echo "$1: the program ended with 0"
}

closes() { # as the button of the window's frame does
    press alt+F4
    ended "closing the window"
}

quits() {
    press ctrl+q
    ended "Quit"
}

# Add a card in the form, with the keyboard alone.
adds() { # LABEL CARRIER PLAN NUMBER BASE-DAY EXPIRES-ON
    press ctrl+n
    until_active "Add card"
    type_text "$1"
    press Tab
    type_text "$2"
    press Tab
    type_text "$3"
    press Tab
    type_text "$4"
    press Tab Tab
    [ -z "$5" ] || type_text "$5"
    press Tab
    [ -z "$6" ] || type_text "$6"
    picture "form-$1"
    press Tab Tab Return # to Cancel, to Save
    until_active SimDesk
}

# The rows of the list as they are read out to somebody who cannot see them.
sees() { # BEGINNING-OF-A-ROW...
    for row in "$@"; do
        until_true "row '$row'" "a row that begins with '$row'; there is: $(names | head -c 2000)"
        echo "on the screen: $(row "$row")"
    done
}
row() { names | grep -m 1 "^$1, "; }

labels() { simdesk list --all --json | sed -n 's/^ *"label": "\(.*\)",$/\1/p' | sort; }

# shellcheck disable=SC2034 # for those who read this
data=$HOME/.local/share/simdesk

# What one has, as the commands tell it, into files in a folder.
write_down() { # FOLDER
    mkdir "$1"
    simdesk list --all --json >"$1/list"
    simdesk export cards "$1/cards.csv"
    simdesk export log "$1/log.csv"
    (cd "$data" && sha256sum receipts/*) >"$1/receipts" 2>/dev/null || true
}

# Every field there was is there with the same value; there may be fields and cards more.
same_as_before() { # BEFORE AFTER
    for table in list cards.csv log.csv receipts; do
        sed 's/,$//' "$2/$table" >"$2/$table.lines"
        lost=$(sed 's/,$//' "$1/$table" | grep -vxFf "$2/$table.lines" || true)
        [ -z "$lost" ] || fail "lost from $table: $lost"
        echo "$table: $(wc -l <"$1/$table") lines, all of them there"
    done
}
