"""What ``simdesk --help`` says."""

from simdesk.cli.options import ANYWHERE, COMMANDS, FILE, WINDOW
from simdesk.cli.sheet import padded, width
from simdesk.wording.language import _


def help_text() -> str:
    """Return the help, its last line ended."""
    commands = {
        "due": _("cards with a deadline in reach; exit status 1 if there is one"),
        "list": _("every card with its phase, next deadline and days left"),
        "export": _("write the log or the cards as CSV, or a calendar; the file - is standard output"),
        "import": _("add or update from CSV, all or nothing; says line by line what it did"),
        "check": _("read everything and report damage; changes nothing"),
        "backup": _("everything into one file, for the owner only; - is standard output"),
        "restore": _("everything from such a file; verified first, all or nothing"),
    }
    options = {
        "--data-dir": _("keep everything in this folder (also: SIMDESK_DATA_DIR)"),
        "--background": _("start hidden"),
        "--demo": _("try it with examples that are gone afterwards"),
        "--lang": _("the language of everything that is said"),
        "--self-test": _("try whether all that was installed is there and works"),
        "--version": _("say the version"),
        "--help": _("say this"),
        "--add": _("open the window, or the one that is open, and begin to add a card"),
        "--renew": _("the same, and begin to renew the card that is most urgent"),
        "--on": _("as of this date, in each card's own time zone (2026-12-24)"),
        "--within": _("deadlines at most this many days away"),
        "--all": _("archived and ported cards too"),
        "--json": _("for programs"),
        "--notify": _("show what is due as notifications too, each thing once; for cron and timers"),
        "--dry-run": _("only say what would be done"),
        "--settings": _("the settings of this computer too"),
    }
    special = {option: what for one in COMMANDS.values() for option, what in one.options.items()}
    lines = [
        _("SimDesk keeps prepaid SIM cards alive. Without a command it opens its window."),
        "",
        "  simdesk [--data-dir DIR] [--background] [--demo] [--add] [--renew]",
        f"  simdesk {FILE}",
        "      " + _("show what is in a backup, and restore it if you want; so does a double-click on it"),
        *(line for name, text in commands.items() for line in (f"  {_usage(name)}", f"      {text}")),
        "",
        *_described({f"{option} {what}".rstrip(): options[option] for option, what in ANYWHERE.items()}),
        "",
        *_described({option: options[option] for option in WINDOW}),
        "",
        *_described({f"{option} {what}".rstrip(): options[option] for option, what in special.items()}),
    ]
    return "\n".join(lines) + "\n"


def _usage(name: str) -> str:
    command = COMMANDS[name]
    optional = (f"[{option}{what and ' ' + what}]" for option, what in command.options.items())
    return " ".join(("simdesk", name, *command.arguments, *optional))


def _described(texts: dict[str, str]) -> list[str]:
    wide = max(map(width, texts))
    return [f"  {padded(name, wide)}  {text}" for name, text in texts.items()]
