"""Who takes a reminder, and whether the program is there to send one."""

from collections.abc import Iterator

from simdesk.notify.service import ServiceState
from simdesk.ui.reach.facts import Facts
from simdesk.ui.reach.line import Act, Line, Verdict
from simdesk.ui.reach.saying import sentences, system_words
from simdesk.wording.language import _, _n, _p


def service_line(facts: Facts) -> Line:
    """Say who shows notes, and what it can do; where nobody does, what stands in."""
    name, service = _("Notifications"), facts.service
    if service is None:
        return _beside_icon(name, facts)
    if service.hangs:
        found = _("The notification service is there but does not answer.")
        todo = _("Log out and in again, or start that service anew. SimDesk tries again by itself.")
        return Line("service", Verdict.BAD, name, sentences(found, _instead(facts)), todo)
    if not service.there:
        reason = system_words(service.reason)
        found = sentences(_("No notification service answers."), _instead(facts))
        found = "\n".join(filter(None, (found, reason)))
        todo = _("Start your desktop's notification service, or install one such as dunst, and look again.")
        return Line("service", Verdict.BAD, name, found, todo)
    who = service.name or _("A notification service")
    found = sentences(_("{service} takes them.").format(service=who), *_abilities(service))
    unseen = _("Whether “do not disturb” is on cannot be seen from here: send a test.")
    return Line("service", Verdict.GOOD, name, f"{found}\n{unseen}")


def tray_line(facts: Facts) -> Line:
    """Say whether the program stays there once its window is closed."""
    name = _("When the window is closed")
    if not facts.keeps:
        found = _("SimDesk ends with its window, and then nothing on this computer tells you.")
        todo = _("Let it keep running when its window is closed.")
        return Line("tray", Verdict.BAD, name, found, todo, Act.REMINDERS)
    if facts.tray:
        return Line("tray", Verdict.GOOD, name, _("SimDesk keeps running; its icon is in the tray."))
    if facts.keeps_anyway:
        found = _("SimDesk keeps running. This desktop has no tray: start SimDesk again to see the window.")
        return Line("tray", Verdict.GOOD, name, found)
    found = _("This desktop has no tray, so closing the window ends SimDesk.")
    todo = _("Minimise the window instead of closing it, or let SimDesk keep running without a tray.")
    return Line("tray", Verdict.BAD, name, found, todo, Act.REMINDERS)


def told_line(facts: Facts) -> Line:
    """Say whether all that is due was told, and whether that can be kept on the disk."""
    name, missed = _("What is due"), facts.undelivered
    waits = _n(
        "{n} reminder waits for your answer.", "{n} reminders wait for your answer.", facts.waiting
    ).format(n=facts.waiting)
    act = Act.INBOX if facts.waiting else None
    if facts.record_problem:
        todo = _("Until that is mended, a reminder may come twice after a start. Check the disk.")
        return Line("told", Verdict.BAD, name, facts.record_problem, todo, act)
    if missed:
        found = _n("Nobody took {n} reminder.", "Nobody took {n} reminders.", missed).format(n=missed)
        todo = _("What nobody took stays in the list, and SimDesk tries again every minute.")
        return Line("told", Verdict.BAD, name, sentences(found, waits), todo, act)
    found = _("Everything due was told.")
    if facts.quiet_until is not None:
        found = _("Quiet hours: what is due is told at {time}.").format(time=facts.quiet_until)
    return Line("told", Verdict.GOOD, name, sentences(found, waits) if facts.waiting else found, "", act)


def _beside_icon(name: str, facts: Facts) -> Line:
    if facts.tray:
        found = _(
            "They are shown as messages of the system, beside the icon of SimDesk. Whether focus assist or"
            " “do not disturb” hides them cannot be seen from here: send a test."
        )
        return Line("service", Verdict.GOOD, name, found)
    todo = _("Let the system show the icon of SimDesk: its messages are shown beside it.")
    return Line("service", Verdict.BAD, name, _("There is no icon that a message could stand beside."), todo)


def _instead(facts: Facts) -> str:
    if facts.tray:
        return _("Messages beside the icon in the tray stand in: without buttons, and gone after a while.")
    return _("Until it does, reminders are only in the list in this window.")


def _abilities(service: ServiceState) -> Iterator[str]:
    named = {
        "body": _p("ability", "text"),
        "actions": _p("ability", "buttons"),
        "persistence": _p("ability", "keeping them until you look"),
    }
    can = [words for key, words in named.items() if key in service.capabilities]
    cannot = [words for key, words in named.items() if key not in service.capabilities]
    for sentence, found in ((_("It can: {abilities}."), can), (_("It cannot: {abilities}."), cannot)):
        if found:
            yield sentence.format(abilities=_p("list", ", ").join(found))
