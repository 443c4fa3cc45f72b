"""The names of what a saying is about and of how far it holds."""

from simdesk.catalog.hearsay import Topic, Verdict
from simdesk.wording.language import _p


def verdict_name(verdict: Verdict) -> str:
    """Return how far a saying holds, in a word or two."""
    match verdict:
        case Verdict.RIGHT:
            return _p("verdict", "Right")
        case Verdict.PARTLY_RIGHT:
            return _p("verdict", "Partly right")
        case Verdict.OUTDATED:
            return _p("verdict", "Outdated")
        case Verdict.MOSTLY_WRONG:
            return _p("verdict", "Mostly wrong")
        case Verdict.WRONG:
            return _p("verdict", "Wrong")
        case Verdict.NO_EVIDENCE:
            return _p("verdict", "Nothing found")
        case Verdict.NOT_VERIFIABLE:
            return _p("verdict", "Nobody can say")
        case Verdict.RISKY:
            return _p("verdict", "Risky")
        case Verdict.TOO_LATE:
            return _p("verdict", "Too late")
        case Verdict.DANGEROUS:
            return _p("verdict", "Dangerous")


def topic_name(topic: Topic) -> str:
    """Return what sayings are about, as a heading."""
    match topic:
        case Topic.WHAT_IT_IS:
            return _p("topic", "What a keep-number card is")
        case Topic.CARRIERS:
            return _p("topic", "What the carriers offer")
        case Topic.ONLINE:
            return _p("topic", "Websites and apps")
        case Topic.PAYING:
            return _p("topic", "How to pay")
        case Topic.SHOPS:
            return _p("topic", "Shops and counters")
        case Topic.MACHINES:
            return _p("topic", "Machines")
        case Topic.TIMING:
            return _p("topic", "When to renew")
        case Topic.EXPIRY:
            return _p("topic", "After the last day")
        case Topic.ABROAD:
            return _p("topic", "Abroad")
        case Topic.ESIM:
            return _p("topic", "eSIM")
        case Topic.HELP:
            return _p("topic", "Who helps")
