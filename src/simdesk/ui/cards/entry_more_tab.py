"""The last tab of a card's form: everything one may want to know of a card some day."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from simdesk.domain.card import LinkedAccount
from simdesk.domain.terms import State
from simdesk.ui.cards.entry_tabs import Binding, EntryTab, answer_part, day_part, text_part
from simdesk.ui.cards.hidden_field import HiddenField
from simdesk.ui.cards.wish import Wish, wish_words
from simdesk.ui.fields import ChoiceField, DateField, TextField, Words
from simdesk.ui.special_fields import NoteField, ThreeWay
from simdesk.wording.language import _
from simdesk.wording.terms import state_name


class SecretsButton(QPushButton):
    """Leads to PIN and PUK; of use once the card is in the book.

    ``retranslate`` is asked for by the rows.
    """

    def retranslate(self) -> None:
        """Set the words anew."""
        self.setText(wish_words(Wish.SECRETS))


class MoreTab(EntryTab):
    """What the card is printed with, where it is, what hangs on it. *saved*: it is in the book already.

    Signals:
        secrets_asked: PIN and PUK are wanted.
    """

    secrets_asked = Signal()

    def __init__(self, *, saved: bool) -> None:
        super().__init__("card_more_tab")
        self._saved = saved
        self._hidden = {"iccid": HiddenField(), "activation_code": HiddenField()}
        self._add_texts()
        self._add_days()
        self._add_accounts()
        tags = TextField()
        self.bind(
            lambda: _("Tags"),
            tags,
            Binding("tags", False, lambda held: tags.show_text(", ".join(held)), lambda: _tags(tags.text())),
        )
        state: ChoiceField[State] = ChoiceField(lambda: [(one, state_name(one)) for one in State])
        self.bind(lambda: _("State"), state, Binding("state", False, state.set_value, state.value))
        note = NoteField()
        self.bind(lambda: _("Note"), note, Binding("note", False, note.setPlainText, note.toPlainText))

    def hide_numbers(self, *, on: bool) -> None:
        """Hide ICCID and activation code while they are not being edited, or do not."""
        for field in self._hidden.values():
            field.hide_numbers(on=on)

    def _add_texts(self) -> None:
        device, login = TextField(), TextField()
        texts: tuple[tuple[str, Words, TextField, Words | None], ...] = (
            ("device", lambda: _("Device"), device, lambda: _("The phone or drawer that holds the card.")),
            (
                "iccid",
                lambda: _("ICCID"),
                self._hidden["iccid"],
                lambda: _("The 18 to 20 digits printed on the card."),
            ),
            ("activation_code", lambda: _("Activation code"), self._hidden["activation_code"], None),
        )
        for part, words, field, hint in texts:
            self.bind(words, field, text_part(part, field), hint)
        self._add_secrets()
        self.bind(
            lambda: _("Login of the account"),
            login,
            text_part("login", login),
            lambda: _("Which mail address or number opens it. Never a password."),
        )

    def _add_secrets(self) -> None:
        button = SecretsButton()
        button.setObjectName("card_secrets")
        button.setAutoDefault(False)
        button.setEnabled(self._saved)
        button.clicked.connect(self.secrets_asked)
        self.rows.add(lambda: _("PIN and PUK"), button, self._secrets_hint)

    def _secrets_hint(self) -> str:
        return "" if self._saved else _("They go into the keyring of the system, once the card is saved.")

    def _add_days(self) -> None:
        days: tuple[tuple[str, Words], ...] = (
            ("opened_on", lambda: _("Activated on")),
            ("install_by", lambda: _("Install by")),
            ("texts_abroad_on", lambda: _("Tried abroad on")),
        )
        for part, words in days:
            when = DateField()
            self.bind(words, when, day_part(part, when))
        abroad = ThreeWay()
        self.bind(lambda: _("Texts arrive abroad"), abroad, answer_part("texts_abroad", abroad))

    def _add_accounts(self) -> None:
        accounts = NoteField()
        self.bind(
            lambda: _("Linked accounts"),
            accounts,
            Binding(
                "linked_accounts",
                False,
                lambda held: accounts.setPlainText(_lines(held)),
                lambda: _accounts(accounts),
            ),
            lambda: _("One a line: service | what for | moved on. What would be locked without this number?"),
        )


def _tags(text: str) -> tuple[str, ...]:
    words = (word.strip() for word in text.replace("、", ",").replace("，", ",").split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def _lines(accounts: tuple[LinkedAccount, ...]) -> str:
    return "\n".join(f"{one.service} | {one.use} | {one.moved}".rstrip(" |") for one in accounts)


def _accounts(field: NoteField) -> tuple[LinkedAccount, ...]:
    found = []
    for line in field.toPlainText().splitlines():
        service, use, moved = (*(part.strip() for part in line.split("|")), "", "", "")[:3]
        if service:
            found.append(LinkedAccount(service, use, moved))
    return tuple(found)
