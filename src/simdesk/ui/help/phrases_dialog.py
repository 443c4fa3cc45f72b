"""The window of sentences in Japanese: for the register, the counter and the telephone."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from simdesk.catalog.phrases import Phrase, Where, phrases
from simdesk.ui.fields import ChoiceField, TextField, amount_typed
from simdesk.ui.help.boxes import Known, PhraseBox, heading, missing, paragraph
from simdesk.ui.help.leafing import Leafing
from simdesk.ui.help.side_list import Entry
from simdesk.ui.help.speaking import known_of, show_large
from simdesk.ui.help.subject import Cards, Subject
from simdesk.ui.renewal.clerk import spoken_amount
from simdesk.ui.renewal.flow import Flow, flow_box
from simdesk.ui.renewal.parts import Remark, push_button
from simdesk.ui.theme import Tone
from simdesk.wording.language import _, _p, current

PLACES: tuple[Where, ...] = ("register", "counter", "telephone")
_LINE = "___"


class PhrasesDialog(Leafing):
    """Every sentence, with what the chosen card and the owner fill into it.

    *cards* are those to choose from.
    """

    def __init__(self, cards: Cards, parent: QWidget | None = None) -> None:
        super().__init__("phrases_dialog", parent)
        self._cards, self._file = cards, phrases()
        self._subject: Subject | None = None
        self.card = ChoiceField[str](lambda: [("", _("No card in particular")), *cards.choices()])
        self.card.setObjectName("phrases_card")
        self.card.edited.connect(lambda: self.choose_card(self.card.value() or ""))
        self._fields = {need: TextField() for need in ("number", "amount", "payment_number")}
        self._labels = {need: QLabel() for need in self._fields}
        self._fill_in = self._row_of_fields()
        self.left.insertWidget(0, self.card)
        self.right.insertWidget(0, self._fill_in)
        for field in self._fields.values():
            field.edited.connect(self.refill)
        self.retranslate()
        self.side.setFocus()

    def choose_card(self, card_id: str) -> None:
        """Fill in what is known of a card; empty: of none."""
        self._subject = self._cards.subject(card_id) if card_id else None
        self.card.set_value("" if self._subject is None else card_id)
        if self._subject is not None and self._subject.amount and not self._fields["amount"].text():
            self._fields["amount"].show_text(self._subject.amount)
        self._name_fields()
        self.refill()

    def look(self) -> None:
        """Take the cards as they are now."""
        self.card.retranslate()
        self.choose_card(self.card.value() or "")

    def fill_in(self, known: Known) -> None:
        """Put what is *known* into the fields, and leave the others as they are."""
        for need, value in known.items():
            if value:
                self._fields[need].show_text(value)
        self.refill()

    def turn_to(self, what: str) -> None:
        """Show a sentence, or the first of a place; empty: what is shown already."""
        if not what:
            return
        self.search.show_text("")
        self.refill()
        there = next((one.id for one in self._file.phrases if one.place == what), what)
        self.side.choose(there)
        if there != what:
            self.side.show_top()

    def title(self) -> str:
        return _("Sentences in Japanese")

    def retranslate(self) -> None:
        self.card.retranslate()
        self.card.setAccessibleName(_("Card"))
        self._name_fields()
        super().retranslate()

    def entries(self, words: str) -> Sequence[Entry]:
        wanted, found = words.casefold().split(), []
        for place in PLACES:
            said = [one for one in self._file.said_at(place) if self._has(one, wanted)]
            found += [Entry("", place_name(place))] * bool(said)
            found += [Entry(one.id, self._meaning(one)) for one in said]
        return found

    def shown(self, key: str) -> Sequence[QWidget]:
        phrase = self._file.phrase(key)
        if phrase is None:
            return ()
        known = self._known()
        box = PhraseBox(phrase, known, self._known(seen=True), factor=2.0)
        box.large_wanted.connect(self._show_large)
        made = [heading("phrase_place", place_name(phrase.place), 1.0, "muted"), box]
        if "payment_number" in missing(phrase, known):
            made.append(Remark(Tone.SOON, self._file.no_payment_number.said(current())))
        elif missing(phrase, known):
            made.append(paragraph("phrase_hint", _("Type above what belongs into the blanks."), "hint"))
        return [*made, self._turning()]

    def _turning(self) -> QWidget:
        line = Flow()
        for name, words, by in (
            ("phrase_before", _("‹ The one before"), -1),
            ("phrase_after", _("The next one ›"), 1),
        ):
            made = push_button(name)
            made.setText(words)
            made.clicked.connect(lambda _on=False, by=by: self.side.step(by))
            line.addWidget(made)
        return flow_box(line)

    def _row_of_fields(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "bar")
        line = Flow(bar)
        line.setContentsMargins(22, 10, 22, 10)
        line.setSpacing(10)
        for need, field in self._fields.items():
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            self._labels[need].setBuddy(field)
            field.setObjectName(f"phrases_{need}")
            row.addWidget(self._labels[need])
            row.addWidget(field)
            line.addWidget(pair)
        return bar

    def _name_fields(self) -> None:
        names = {
            "number": _("Number"),
            "amount": _("Amount"),
            "payment_number": _("Payment number"),
        }
        number = "" if self._subject is None else self._subject.shown
        samples = {"amount": "3,000円", "payment_number": "1234-5678-90123"}
        for need, name in names.items():
            self._labels[need].setText(name)
            self._fields[need].setAccessibleName(name)
            like = _("like {text}").format(text=samples[need]) if need in samples else number
            self._fields[need].setPlaceholderText(like)
            metrics = self.fontMetrics()
            wide = max(metrics.horizontalAdvance(like), metrics.averageCharWidth() * 19)
            self._fields[need].setMinimumWidth(wide + metrics.averageCharWidth() * 6)

    def _known(self, *, seen: bool = False) -> Known:
        typed = {need: field.text().strip() for need, field in self._fields.items() if field.text().strip()}
        if "amount" in typed:
            typed["amount"] = _in_yen(typed["amount"])
        return {"number": known_of(self._subject, seen=seen).get("number", ""), **typed}

    def _meaning(self, phrase: Phrase) -> str:
        """Return what it means in a line, without what stands alone below it."""
        text = phrase.translation.said(current()) if current() != "ja" else phrase.ja
        return phrase.filled(text.partition("\n")[0], {}, _LINE)

    def _has(self, phrase: Phrase, wanted: Sequence[str]) -> bool:
        every = "\n".join((phrase.ja, phrase.reading, phrase.translation.said(current()))).casefold()
        # What is read aloud has spaces between its words, and nobody types them.
        every += every.replace(" ", "")
        return all(word in every for word in wanted)

    def _show_large(self, phrase_id: str) -> None:
        phrase = self._file.phrase(phrase_id)
        if phrase is not None:
            show_large(self._file.said_at(phrase.place), phrase_id, self._known(), self)


def _in_yen(text: str) -> str:
    """Return an amount as it is written in Japanese where it is a bare one; anything else as it was typed."""
    amount = amount_typed(text)
    bare = amount is not None and text[:1].isdecimal()
    return spoken_amount(amount, "JPY") if bare else text


def place_name(place: Where) -> str:
    """Return where a sentence is said, as a heading."""
    match place:
        case "register":
            return _p("place", "At the register of a shop")
        case "counter":
            return _p("place", "At the carrier's counter")
        case "telephone":
            return _p("place", "On the telephone")
