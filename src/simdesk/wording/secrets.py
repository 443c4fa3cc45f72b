"""Why the keyring does not have, or does not give, the codes of a card."""

from simdesk.errors import KeyringFailed, KeyringTrouble
from simdesk.wording.language import _


def codes_failed(error: KeyringFailed) -> str:
    """Return what stands in the way and what to do about it, in one line."""
    match error.trouble:
        case KeyringTrouble.ABSENT:
            return _(
                "This system has no keyring that keeps secrets safe, so SimDesk keeps no PIN or PUK:"
                " start GNOME Keyring, KWallet or another one, then try again."
            )
        case KeyringTrouble.LOCKED:
            return _("The keyring of the system is locked. Unlock it, then try again.")
        case KeyringTrouble.LATE:
            return _(
                "The keyring of the system has not answered yet: look for a window in which it asks for its"
                " password."
            )
        case _:
            words = _("The keyring of the system refused ({reason}). Try again.")
            return words.format(reason=error.reason.rstrip(" .。") or _("it gave no reason"))
