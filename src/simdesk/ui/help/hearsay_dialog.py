"""The window of what one may have read: each saying, how far it holds, and what holds instead."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from simdesk.catalog.hearsay import Hearsay, Topic, Verdict, hearsay
from simdesk.ui.fields import ChoiceField
from simdesk.ui.help.boxes import SourcesFold, doubts, heading, paragraph
from simdesk.ui.help.leafing import Leafing
from simdesk.ui.help.side_list import Entry
from simdesk.ui.renewal.parts import Remark, text_label
from simdesk.ui.theme import Tone
from simdesk.wording.hearsay import topic_name, verdict_name
from simdesk.wording.language import _, _n, _p, current


class HearsayDialog(Leafing):
    """Every saying by its topic. *open_page* takes an address and says whether it was opened."""

    def __init__(self, open_page: Callable[[str], bool], parent: QWidget | None = None) -> None:
        super().__init__("hearsay_dialog", parent)
        self._file, self._open = hearsay(), open_page
        self.verdict = ChoiceField[str](
            lambda: [("", _("All verdicts")), *((one.value, marked(one)) for one in Verdict)]
        )
        self.topic = ChoiceField[str](
            lambda: [("", _("All topics")), *((one.value, topic_name(one)) for one in Topic)]
        )
        self.lead, self.count = text_label("hearsay_lead", "muted"), text_label("hearsay_count", "muted")
        self.left.insertWidget(0, self.lead)
        for place, (name, field) in enumerate(
            (("hearsay_topic", self.topic), ("hearsay_verdict", self.verdict)), 1
        ):
            field.setObjectName(name)
            field.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.edited.connect(self.refill)
            self.left.insertWidget(place, field)
        self.left.addWidget(self.count)
        self.retranslate()
        self.side.setFocus()

    def title(self) -> str:
        return _("What you may have read")

    def retranslate(self) -> None:
        self.lead.setText(_("Guides on the web say this about keeping a number. Here is how far it holds."))
        self.topic.setAccessibleName(_("Topic"))
        self.verdict.setAccessibleName(_("Verdict"))
        for field in (self.topic, self.verdict):
            field.retranslate()
        super().retranslate()

    def entries(self, words: str) -> Sequence[Entry]:
        found = [one for one in self._file.containing(words, current()) if self._wanted(one)]
        self.count.setText(
            _n("{n} of {all} sayings", "{n} of {all} sayings", len(found)).format(
                n=len(found), all=len(self._file.hearsay)
            )
        )
        made: list[Entry] = []
        for topic in Topic:
            said = [one for one in found if one.topic is topic]
            made += [Entry("", topic_name(topic))] * bool(said)
            made += [
                Entry(one.id, one.said.said(current()), marked(one.verdict), tone_of(one.verdict))
                for one in said
            ]
        return made

    def shown(self, key: str) -> Sequence[QWidget]:
        one = next((one for one in self._file.hearsay if one.id == key), None)
        if one is None:
            return ()
        remark = Remark(tone_of(one.verdict), verdict_name(one.verdict))
        remark.setObjectName("hearsay_verdict_shown")
        remark.sign.setText(sign_of(one.verdict))
        return (
            paragraph("hearsay_topic_shown", topic_name(one.topic), "muted"),
            heading("hearsay_said", _p("quote", "“{text}”").format(text=one.said.said(current())), 1.25),
            remark,
            heading("hearsay_holds_title", _("What holds")),
            paragraph("hearsay_holds", one.holds.said(current())),
            *doubts(one.claims),
            SourcesFold(one.claims, self._open, unfolded=True),
        )

    def _wanted(self, one: Hearsay) -> bool:
        return self.topic.value() in ("", one.topic) and self.verdict.value() in ("", one.verdict)


def marked(verdict: Verdict) -> str:
    """Return how far a saying holds, as a sign and a word."""
    return f"{sign_of(verdict)} {verdict_name(verdict)}"


def sign_of(verdict: Verdict) -> str:
    """Return a sign that says it without colour."""
    match verdict:
        case Verdict.RIGHT:
            return "✓"
        case Verdict.PARTLY_RIGHT:
            return "◐"
        case Verdict.OUTDATED:
            return "↺"
        case Verdict.MOSTLY_WRONG | Verdict.WRONG:
            return "✗"
        case Verdict.NO_EVIDENCE | Verdict.NOT_VERIFIABLE:
            return "?"
        case Verdict.RISKY | Verdict.TOO_LATE | Verdict.DANGEROUS:
            return "⚠"


def tone_of(verdict: Verdict) -> Tone:
    """Return how much it is to be minded."""
    match verdict:
        case Verdict.RIGHT:
            return Tone.CALM
        case Verdict.PARTLY_RIGHT | Verdict.OUTDATED | Verdict.RISKY:
            return Tone.SOON
        case Verdict.NO_EVIDENCE | Verdict.NOT_VERIFIABLE:
            return Tone.QUIET
        case Verdict.MOSTLY_WRONG | Verdict.WRONG | Verdict.TOO_LATE | Verdict.DANGEROUS:
            return Tone.URGENT
