"""Whether somebody looks at the clock, and whether the clock can be trusted."""

from datetime import timedelta

from simdesk.ui.desktop.jumps import Jump, JumpKind
from simdesk.ui.reach.facts import Facts
from simdesk.ui.reach.line import Line, Verdict
from simdesk.ui.reach.saying import moment_words, sentences, span_words
from simdesk.wording.dates import day
from simdesk.wording.language import _

LATE = timedelta(minutes=3)
"""A look is due every minute; of more than this between two, something is wrong."""

MUCH = timedelta(minutes=10)
"""A clock that was set by less is one that was put right."""

MOST = 3
"""How many jumps of the clock are named."""


def look_line(facts: Facts) -> Line:
    """Say when it was last looked what is due."""
    name, last = _("Last look"), facts.last_look
    todo = _("End SimDesk with Ctrl+Q and start it again.")
    if last is None:
        return Line("look", Verdict.BAD, name, _("SimDesk has not looked yet at what is due."), todo)
    when = moment_words(last, facts.now)
    if not -LATE <= facts.now - last <= LATE:
        found = _("SimDesk looked last {when}. It should look every minute.").format(when=when)
        return Line("look", Verdict.BAD, name, found, todo)
    found = _("SimDesk looked {when}, and looks every minute.").format(when=when)
    wakes = _("The system tells it when the computer wakes up.") if facts.wakes else ""
    return Line("look", Verdict.GOOD, name, sentences(found, wakes))


def clock_line(facts: Facts) -> Line:
    """Say what time it is here, and what became of the clock since the start."""
    name, now = _("Clock"), facts.now
    today = _("It is {day}, {time}.").format(day=day(now.date()), time=f"{now.hour:02}:{now.minute:02}")
    if facts.book_ahead is not None:
        ahead = _("Your cards were changed {when}, which has not come yet.")
        found = sentences(today, ahead.format(when=moment_words(facts.book_ahead, now)))
        todo = _("Put the clock of this computer right: every date is counted from it.")
        return Line("clock", Verdict.BAD, name, found, todo)
    jumps = [_jump_words(jump, facts) for jump in facts.jumps[:MOST]]
    found = "\n".join((today, *(jumps or [_("No jump was seen since the start.")])))
    if any(jump.kind is JumpKind.SET and abs(jump.by) > MUCH for jump in facts.jumps):
        todo = _("Is that the right date? Let the system set the clock by itself.")
        return Line("clock", Verdict.UNKNOWN, name, found, todo)
    return Line("clock", Verdict.GOOD, name, found)


def _jump_words(jump: Jump, facts: Facts) -> str:
    when, span = moment_words(jump.moment, facts.now), span_words(jump.by)
    if jump.kind is JumpKind.SLEPT:
        words = _("The computer slept for {span}, until {when}.")
    elif jump.kind is JumpKind.ZONE:
        words = _("The time zone moved the clock by {span}, {when}.")
    elif jump.by < timedelta():
        words = _("The clock was set back by {span}, {when}.")
    else:
        words = _("The clock was set forward by {span}, {when}.")
    return words.format(span=span, when=when)
