# shellcheck shell=sh
# What assistive technology is told of SimDesk's windows, asked with gdbus. Read with ".", not run.

find_accessibility() {
    accessible=$(gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus \
        --method org.a11y.Bus.GetAddress | sed "s/^('//; s/',)\$//")
}

# NAME PATH METHOD [ARGUMENT...]
_ask() {
    asked=$1 at=$2 what=$3
    shift 3
    gdbus call --address "$accessible" --dest "$asked" --object-path "$at" --method "$what" "$@" 2>/dev/null || true
}

_children() { # NAME PATH; a line of both for each
    _ask "$1" "$2" org.a11y.atspi.Accessible.GetChildren |
        grep -o "('[^']*', [objectpath ]*'[^']*')" | sed "s/('//; s/', [objectpath ]*'/ /; s/')//"
}

_name() { # NAME PATH
    _ask "$1" "$2" org.freedesktop.DBus.Properties.Get org.a11y.atspi.Accessible Name |
        sed "s/^(<['\"]//; s/['\"]>,)\$//"
}

# The names of all that is in SimDesk's windows, a line each.
names() {
    _children org.a11y.atspi.Registry /org/a11y/atspi/accessible/root | while read -r bus path; do
        [ "$(_name "$bus" "$path")" != simdesk ] || _names_below "$bus" "$path"
    done
}

_names_below() {
    _children "$1" "$2" | while read -r bus path; do
        _name "$bus" "$path"
        _names_below "$bus" "$path"
    done
}
