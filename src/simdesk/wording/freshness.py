"""How old a rule is and what a price is worth, in words."""

from datetime import date
from typing import TYPE_CHECKING

from simdesk.catalog.freshness import Freshness, PriceStanding, earliest_day
from simdesk.wording.dates import day, month, plain_day
from simdesk.wording.language import _, _n, _p

if TYPE_CHECKING:  # the details of a card do without it
    from simdesk.catalog.model import Offer

_LONG_DAYS = 60
_MONTH_DAYS = 30.4375
_LONG_MONTHS = 24


def rule_age(found: Freshness) -> str:
    """Return how old the knowledge of a rule is: "Rule from a page of May 2025, 18 months old".

    Only what its owner looked at is called checked.
    """
    if found.other:
        return _("The card has another rule than its plan has now")
    if found.on is None or found.days is None:
        return _("Rule from a page without a date; how old it is, is not known")
    if found.checked:
        return _with_age(_("Checked by you on {day}").format(day=plain_day(found.on)), found)
    if found.yours:
        return _with_age(_("Your own rule, written on {day}").format(day=plain_day(found.on)), found)
    words = _("Rule from a page of {date}, {age}")
    return words.format(date=page_date(found.dated or found.on.isoformat()), age=_age(found))


def age_warning(found: Freshness) -> str:
    """Return why one should look at the carrier's page first; empty where the rule is young enough."""
    if not found.old:
        return ""
    if found.days is None:
        return _("Nobody knows how old this rule is. Look at the carrier's page before you rely on it.")
    return _("This rule is more than half a year old. Look at the carrier's page before you rely on it.")


def page_date(dated: str) -> str:
    """Return the date of a page as exact as it has one: "2025", "May 2025", "12 May 2025"."""
    when = earliest_day(dated)
    match dated.count("-"):
        case 0:
            return str(when.year)
        case 1:
            return month(when)
    return plain_day(when)


def price_doubt(standing: PriceStanding, offer: "Offer") -> str:
    """Return why the price of *offer* is not filled in, in a few words; empty where it is.

    *standing* is that of the offer on the day.
    """
    match standing:
        case PriceStanding.USABLE:
            return ""
        case PriceStanding.UNCONFIRMED:
            return _("this price is not confirmed")
        case PriceStanding.NOT_KNOWN:
            return _("price not known")
        case PriceStanding.ENDED:
            return _("ended on {day}").format(day=day(offer.until or date.max))


def _with_age(words: str, found: Freshness) -> str:
    if not found.old:
        return words
    return _p("list", ", ").join((words, _age(found)))


def _age(found: Freshness) -> str:
    """Return the age of a rule; of one whose page has only a year, the most it can be."""
    days = found.days or 0
    at_most = found.dated is not None and "-" not in found.dated
    months = int(days / _MONTH_DAYS)
    if days < _LONG_DAYS:
        words = _n("{n} day old", "{n} days old", days).format(n=days)
    elif months < _LONG_MONTHS:
        words = _n("{n} month old", "{n} months old", months).format(n=months)
    else:
        years = -(-months // 12) if at_most else months // 12
        words = _n("{n} year old", "{n} years old", years).format(n=years)
    return _("at most {age}").format(age=words) if at_most else words
