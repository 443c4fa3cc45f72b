"""The trouble guide: what to check, in which order, whom to ask then, and what to say."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from simdesk.catalog.phrases import Phrase, phrases
from simdesk.catalog.trouble import Topic, topics_for, trouble
from simdesk.ui.fields import ChoiceField
from simdesk.ui.help.boxes import CheckRow, PhraseBox, SourcesFold, button, doubts, heading, paragraph
from simdesk.ui.help.leafing import Leafing
from simdesk.ui.help.side_list import Entry
from simdesk.ui.help.speaking import known_of, show_large
from simdesk.ui.help.subject import Cards, HelpDoors, Subject
from simdesk.ui.renewal.parts import text_label
from simdesk.ui.renewal.support import support_rows
from simdesk.wording.language import _, current
from simdesk.wording.terms import phase_name

FRIEND = "friend_in_japan"


class TroubleDialog(Leafing):
    """The guide for one card, what fits its phase first, or the whole of it where none is chosen.

    *ticked* keeps what was ticked off, by card, topic and text, for as long as its owner keeps it.
    """

    def __init__(
        self, cards: Cards, doors: HelpDoors, ticked: set[str], parent: QWidget | None = None
    ) -> None:
        super().__init__("trouble_dialog", parent)
        self._cards, self._doors, self._ticked, self._file = cards, doors, ticked, trouble()
        self._subject: Subject | None = None
        self.card = ChoiceField[str](lambda: [("", _("No card in particular")), *cards.choices()])
        self.card.setObjectName("trouble_card")
        self.card.edited.connect(lambda: self.choose_card(self.card.value() or ""))
        self.standing = text_label("trouble_standing", "muted")
        self.left.insertWidget(0, self.card)
        self.left.insertWidget(1, self.standing)
        self.retranslate()
        self.side.setFocus()

    def choose_card(self, card_id: str) -> None:
        """Show the guide for a card, what suits it first; empty: for none."""
        before = self._subject
        self._subject = self._cards.subject(card_id) if card_id else None
        self.card.set_value("" if self._subject is None else card_id)
        if (before and before.card_id) != (self._subject and self._subject.card_id):
            self.side.choose("")
        self.refill()

    def look(self) -> None:
        """Take the cards as they are now."""
        self.card.retranslate()
        self.choose_card(self.card.value() or "")

    def title(self) -> str:
        return _("Something is wrong")

    def retranslate(self) -> None:
        self.card.retranslate()
        self.card.setAccessibleName(_("Card"))
        super().retranslate()

    def entries(self, words: str) -> Sequence[Entry]:
        self._say_standing()
        wanted = words.casefold().split()
        topics = [topic for topic in self._topics() if _has(topic, wanted)]
        if self._subject is None:
            return [_entry(topic) for topic in topics]
        fitting = [topic for topic in topics if self._subject.phase in topic.phases]
        others = [topic for topic in topics if topic not in fitting]
        made: list[Entry] = []
        for title, group in ((_("May fit this card"), fitting), (_("Other troubles"), others)):
            made += [Entry("", title)] * bool(group)
            made += map(_entry, group)
        return made

    def shown(self, key: str) -> Sequence[QWidget]:
        topic = next((one for one in self._topics() if one.id == key), None)
        if topic is None:
            return ()
        made: list[QWidget] = [
            heading("trouble_title", topic.title.said(current()), 1.4),
            paragraph("trouble_summary", topic.summary.said(current()), "muted"),
            *doubts(topic.claims),
            heading("trouble_checks", _("What to check, in this order")),
            *self._checks(topic),
            heading("trouble_ask_title", _("Whom to ask")),
            paragraph("trouble_ask", topic.ask.said(current())),
            *self._support(),
            *self._phrases(topic),
        ]
        if topic.id != FRIEND and self._at_home():
            words = _("What a friend in Japan can and cannot do…")
            made.append(button("trouble_friend", words, self._show_friend))
        return [*made, SourcesFold(topic.sources(), self._doors.open_page)]

    def _topics(self) -> tuple[Topic, ...]:
        subject = self._subject
        if subject is None:
            return self._file.topics
        return topics_for(self._file, subject.phase, subject.carrier, subject.plan)

    def _say_standing(self) -> None:
        subject = self._subject
        if subject is None:
            self.standing.setText(_("Choose a card to see what is meant for it and whom to ask."))
            return
        carrier = "" if subject.carrier is None else subject.carrier.name.said(current())
        self.standing.setText(" · ".join(filter(None, (carrier, subject.shown, phase_name(subject.phase)))))

    def _checks(self, topic: Topic) -> Sequence[QWidget]:
        made = []
        for place, check in enumerate(topic.checks, 1):
            key = f"{self.card.value()}/{topic.id}/{check.text.en}"
            row = CheckRow(place, check.text.said(current()), check.claims, on=key in self._ticked)
            row.ticked.connect(lambda on, key=key: self._tick(key, on=on))
            made.append(row)
        return made

    def _tick(self, key: str, *, on: bool) -> None:
        if on:
            self._ticked.add(key)
        else:
            self._ticked.discard(key)

    def _support(self) -> Sequence[QWidget]:
        if self._subject is None:
            return ()
        speak = partial(self._say, "telephone")
        rows = support_rows(self._subject.carrier, self._doors.open_page, speak)
        words = _("SimDesk knows no support of this carrier. Look at its page or at the papers of the card.")
        return rows or [paragraph("support_none", words, "muted")]

    def _phrases(self, topic: Topic) -> Sequence[QWidget]:
        if not self._at_home():
            return ()
        made: list[QWidget] = []
        which = self._said_in(topic)
        if which:
            made.append(heading("trouble_phrases", _("What to say in Japanese")))
        for phrase in which:
            known, seen = known_of(self._subject, seen=False), known_of(self._subject, seen=True)
            box = PhraseBox(phrase, known, seen, fills=True)
            box.large_wanted.connect(lambda wanted, which=which: self._show_large(which, wanted))
            box.fill_wanted.connect(self._say)
            made.append(box)
        return [*made, button("trouble_all_phrases", _("All sentences in Japanese…"), lambda: self._say(""))]

    def _said_in(self, topic: Topic) -> list[Phrase]:
        found = (phrases().phrase(phrase_id) for phrase_id in topic.phrases)
        return [phrase for phrase in found if phrase is not None]

    def _at_home(self) -> bool:
        """Return whether the card may be one of Japan, where sentences in Japanese help."""
        carrier = None if self._subject is None else self._subject.carrier
        return carrier is None or carrier.country == "JP"

    def _show_large(self, which: Sequence[Phrase], phrase_id: str) -> None:
        show_large(which, phrase_id, known_of(self._subject, seen=False), self)

    def _say(self, what: str) -> None:
        self._doors.open_phrases(what, self.card.value() or "")

    def _show_friend(self) -> None:
        self.search.show_text("")
        self.refill()
        self.side.choose(FRIEND)


def _entry(topic: Topic) -> Entry:
    return Entry(topic.id, topic.title.said(current()))


def _has(topic: Topic, wanted: Sequence[str]) -> bool:
    texts = (topic.title, topic.summary, topic.ask, *(check.text for check in topic.checks))
    every = "\n".join(text.said(current()) for text in texts).casefold()
    return all(word in every for word in wanted)
