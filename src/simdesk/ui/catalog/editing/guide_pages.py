"""The pages of a guide: its steps, and on what conditions the channel is taken."""

from msgspec.structs import replace

from simdesk.catalog.model import STEP_LIMIT, Carrier, Channel
from simdesk.catalog.terms import Elsewhere, Foreign, Identity, Payment, Reality
from simdesk.catalog.text import Text
from simdesk.domain.terms import Phase
from simdesk.ui.catalog.editing.choices import (
    elsewhere,
    foreign_cards,
    identities,
    languages,
    payments,
    phases,
    realities,
)
from simdesk.ui.catalog.editing.lines import LinesField
from simdesk.ui.catalog.editing.page import FormPage
from simdesk.ui.catalog.editing.text_fields import AddressField, TextNote
from simdesk.ui.fields import ChoiceField
from simdesk.ui.renewal.chips import Chips
from simdesk.ui.special_fields import NumberField
from simdesk.wording.language import _


class StepsFields:
    """What to have at hand, and the steps, on a page that may have other fields above them."""

    def __init__(self, page: FormPage) -> None:
        page.stack()
        self._at_hand = LinesField(lambda: _("Add a thing"))
        self._steps = LinesField(lambda: _("Add a step"), STEP_LIMIT, acting=True)
        page.add("at_hand", lambda: _("Have at hand"), self._at_hand, self._at_hand.texts)
        page.add(
            "steps",
            lambda: _("Steps"),
            self._steps,
            self._steps.pairs,
            lambda: _("In their order. The last one: how to see that it arrived."),
        )

    def show_channel(self, channel: Channel) -> None:
        """Show what *channel* says."""
        self._at_hand.show_texts(channel.at_hand)
        self._steps.show_steps([(step.text, step.action) for step in channel.steps])

    def fill(self, channel: Channel) -> Channel:
        """Return *channel* with what is typed here."""
        return replace(channel, at_hand=self._at_hand.texts(), steps=self._steps.steps())

    def flaw(self) -> tuple[str, str] | None:
        """Return the part that is missing and a sentence on why; None if all is there."""
        if not self._steps.pairs():
            return "steps", _("Write at least one step.")
        return None


class TermsPage(FormPage):
    """Whether a channel works, for whom, from where, with what. *carrier* None: any page may be opened."""

    def __init__(self, carrier: Carrier | None) -> None:
        super().__init__("edit_terms", lambda: _("Conditions"))
        self._spoken: tuple[str, ...] = ()
        self._status: ChoiceField[Reality] = ChoiceField(realities)
        self._status_note, self._note = TextNote(), TextNote(1)
        self._payments = Chips("edit_payments", str, payments)
        self._foreign: ChoiceField[Foreign] = ChoiceField(foreign_cards)
        self._fee = TextNote(1, lambda: _("not known"))
        self._elsewhere: ChoiceField[Elsewhere] = ChoiceField(elsewhere)
        self._phases = Chips("edit_phases", str, phases)
        self._ids = Chips("edit_ids", str, identities)
        self._languages = Chips("edit_languages", str, lambda: languages(self._spoken))
        self._minutes = NumberField(lambda: _("not known"), 0, 1440)
        self._address = AddressField()
        self._address.carrier = carrier
        self._add_working()
        self._add_rest()
        self._status.edited.connect(self._show_note)

    def show_channel(self, channel: Channel) -> None:
        """Show what *channel* says."""
        self._spoken = channel.languages
        self._status.set_value(channel.status)
        self._status_note.show_told(channel.status_note)
        self._payments.set_values(tuple(channel.payments))
        self._foreign.set_value(channel.foreign_cards)
        self._fee.show_told(channel.fee)
        self._elsewhere.set_value(channel.from_elsewhere)
        self._note.show_told(channel.elsewhere_note)
        self._phases.set_values(tuple(channel.phases or ()))
        self._ids.set_values(tuple(channel.ids))
        self._languages.set_values(channel.languages)
        self._languages.retranslate()
        self._minutes.set_number(channel.minutes)
        self._address.show_address(channel.address)
        self._show_note()

    def fill(self, channel: Channel) -> Channel:
        """Return *channel* with what is typed here."""
        on = self._payments.values(), self._ids.values(), self._phases.values()
        return replace(
            channel,
            status=self._status.value() or Reality.REAL,
            status_note=self._said_of_status(),
            payments=tuple(one for one in Payment if one.value in on[0]),
            foreign_cards=self._foreign.value() or Foreign.UNKNOWN,
            fee=self._fee.told(),
            from_elsewhere=self._elsewhere.value() or Elsewhere.UNKNOWN,
            elsewhere_note=self._note.told(),
            ids=tuple(one for one in Identity if one.value in on[1]),
            phases=tuple(one for one in Phase if one.value in on[2]) or None,
            languages=tuple(code for code, _words in languages(self._spoken) if self._speaks(code)),
            minutes=self._minutes.number(),
            address=self._address.address(),
        )

    def flaw(self) -> tuple[str, str] | None:
        """Return the part that is missing and a sentence on why; None if all is there."""
        if self._elsewhere.value() is Elsewhere.PARTLY and self._note.told() is None:
            return "elsewhere_note", _("Say on which condition it works from another country.")
        return None

    def _add_working(self) -> None:
        self.add("status", lambda: _("Does it work?"), self._status, self._status.value)
        self.add("status_note", lambda: _("What is known of that"), self._status_note, self._said_of_status)
        self.add("payments", lambda: _("One pays with"), self._payments, lambda: set(self._payments.values()))
        self.add(
            "foreign_cards",
            lambda: _("Payment cards from abroad"),
            self._foreign,
            self._foreign.value,
            lambda: _("Whether cards issued outside the carrier's country pass."),
        )
        self.add("fee", lambda: _("Fee"), self._fee, self._fee.told, lambda: _("In words, such as “none”."))
        self.add("from_elsewhere", lambda: _("From another country"), self._elsewhere, self._elsewhere.value)
        self.add("elsewhere_note", lambda: _("On which condition"), self._note, self._note.told)

    def _add_rest(self) -> None:
        self.add(
            "phases",
            lambda: _("Only while the card is"),
            self._phases,
            lambda: set(self._phases.values()),
            lambda: _("None chosen: no limit is known."),
        )
        self.add("ids", lambda: _("It asks for one of"), self._ids, lambda: set(self._ids.values()))
        self.add("languages", lambda: _("Languages"), self._languages, lambda: set(self._languages.values()))
        self._minutes.setSuffix(" " + _("min"))
        self.add("minutes", lambda: _("It takes"), self._minutes, self._minutes.number)
        self.add(
            "address",
            lambda: _("Page that the steps open"),
            self._address,
            self._address.text,
            lambda: _("Only https. Its host is shown before it is opened."),
        )

    def _show_note(self) -> None:
        real = self._status.value() is Reality.REAL
        self.rows.show_row(self._status_note, visible=not real)

    def _said_of_status(self) -> Text | None:
        return None if self._status.value() is Reality.REAL else self._status_note.told()

    def _speaks(self, code: str) -> bool:
        return code in self._languages.values()
