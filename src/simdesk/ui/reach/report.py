"""The report on whether reminders arrive: facts put into words, line by line."""

from datetime import timedelta

from simdesk.reminders.coming import Coming
from simdesk.ui.desktop.autostart.words import is_fine, remedy_words, standing_words
from simdesk.ui.reach.calendars import file_line, keyring_line, server_line
from simdesk.ui.reach.clockwork import clock_line, look_line
from simdesk.ui.reach.delivery import service_line, told_line, tray_line
from simdesk.ui.reach.facts import Facts
from simdesk.ui.reach.line import Act, Ahead, Line, Report, Verdict
from simdesk.ui.reach.saying import moment_words, sentences
from simdesk.wording.language import _, _n, _p
from simdesk.wording.reminders import title


def report(facts: Facts) -> Report:
    """Return what there is to say of *facts*."""
    lines = (
        service_line(facts),
        tray_line(facts),
        login_line(facts),
        look_line(facts),
        told_line(facts),
        clock_line(facts),
        ahead_line(facts),
        file_line(facts),
        server_line(facts),
        keyring_line(facts),
    )
    ahead = tuple(Ahead(_when(one, facts), title(one.reminder)) for one in facts.coming)
    return Report(moment_words(facts.now, facts.now), lines, ahead)


def login_line(facts: Facts) -> Line:
    """Say what starts when the owner logs in, and whether it does start."""
    name, login, proof = _("Start at login"), facts.login, facts.proof
    if login is None:
        return Line("login", Verdict.OFF, name, _("The demo does not start when you log in."))
    found = standing_words(login)
    if facts.login_waits:
        return Line("login", Verdict.UNKNOWN, name, _("Your desktop was asked. Look for its question."))
    if not is_fine(login):
        verdict = Verdict.UNKNOWN if login.on is None else Verdict.BAD
        found = "\n".join(filter(None, (found, facts.login_refused)))
        return Line("login", verdict, name, found, remedy_words(login), Act.START_AT_LOGIN)
    if login.command:
        found += "\n" + _("It starts: {command}").format(command=" ".join(login.command))
    if proof is None:
        found += "\n" + _("Trying whether that answers…")
        return Line("login", Verdict.GOOD, name, found)
    if proof.works is False:
        failed = _("It was tried just now and failed: {reason}").format(reason=proof.said or "?")
        todo = _("Install SimDesk anew, or let this one be started instead.")
        return Line("login", Verdict.BAD, name, f"{found}\n{failed}", todo, Act.START_AT_LOGIN)
    if proof.works:
        found += "\n" + _("It was tried just now and answered: {answer}").format(answer=proof.said)
    return Line("login", Verdict.GOOD, name, found)


def ahead_line(facts: Facts) -> Line:
    """Say whether there is anything to remind of."""
    name, count = _("What is ahead"), facts.watched
    cards = _n("SimDesk is watching {n} card.", "SimDesk is watching {n} cards.", count).format(n=count)
    if not count:
        todo = _("Add a card. Without one there is nothing to tell.")
        return Line("ahead", Verdict.BAD, name, _("SimDesk is watching no card."), todo)
    if not facts.coming:
        todo = _("Give a card the last day that its carrier's page says.")
        found = sentences(cards, _("None of them has a date to tell you of."))
        return Line("ahead", Verdict.UNKNOWN, name, found, todo)
    first = facts.coming[0]
    far = first.when - facts.now > timedelta(days=400)
    soon = _("The next reminder: {when}.").format(when=_when(first, facts))
    return Line("ahead", Verdict.UNKNOWN if far else Verdict.GOOD, name, sentences(cards, soon))


def _when(coming: Coming, facts: Facts) -> str:
    return _p("moment", "now") if coming.when <= facts.now else moment_words(coming.when, facts.now)
