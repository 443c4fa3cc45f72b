"""What is looked at in the shipped catalog: a check yields a line for each fault, none if all is well."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from tests.house.catalog_files import LANGUAGES, Json, Shipped, is_home, is_safe
from tests.house.catalog_lists import CHANNELS, NO_WAYS, PLANS, SHOPS, WAYS
from tests.house.catalog_script import KANA, scraps, strange

Check = Callable[[Shipped], Iterator[str]]

# A claim of ours to have looked; "not confirmed" and its like are what may be said.
CHECKED = {
    "en": re.compile(
        r"\b(we|was|were|been|is|are|have|has) (checked|verified|confirmed)\b"
        r"|\b(checked|verified) (by|on|live)\b",
        re.IGNORECASE,
    ),
    "zh_CN": re.compile(
        r"(?<!未)(?<!没有)已经?(确认|核实|核对|查证|证实)|(确认|核实|核对|查证)过|(?<!未)经核实"
    ),
    "zh_TW": re.compile(
        r"(?<!未)(?<!沒有)已經?(確認|核實|核對|查證|證實)|(確認|核實|核對|查證)過|(?<!未)經核實"
    ),
    "ja": re.compile(r"(確認|検証)(済|した(?!ら|い|上|うえ|とき|ところ、)|しました)|裏付けが取れ"),
}
_DOUBT = re.compile(r"\b(neither|none|nothing|never|nobody|no one)\b", re.IGNORECASE)
_CJK = re.compile(r"[\u3400-\u9fff]")
_LATIN_ONLY = re.compile(rf"(?=.*[A-Za-z])[^\u3400-\u9fff{KANA}]*\Z", re.DOTALL)
_WEB = re.compile(
    r"(?<![\w@.-])((?:[a-z0-9-]+\.)+(?:com|jp|net|org|uk|me|hk|nz|us|app|co|info|io))(?![\w-]|\.[a-z])",
    re.IGNORECASE | re.ASCII,
)


def carriers_and_plans(shipped: Shipped) -> Iterator[str]:
    held = {one["id"]: [plan["id"] for plan in one["plans"]] for one in shipped.carriers.values()}
    for carrier in sorted(PLANS.keys() | held):
        wanted, found = PLANS.get(carrier, "nothing").split(), held.get(carrier, [])
        if sorted(wanted) != sorted(found):
            yield f"{carrier}: {found} instead of {wanted}"


def channels(shipped: Shipped) -> Iterator[str]:
    if list(shipped.channels) != CHANNELS.split():
        yield f"{sorted(set(CHANNELS.split()) ^ shipped.channels.keys())}, or not in the order of the groups"


def ways_of_each_plan(shipped: Shipped) -> Iterator[str]:
    for _carrier, plan in shipped.plans():
        has = [own["channel"] for own in plan.get("channels", ())]
        wanted = () if plan["id"] in NO_WAYS.split() else WAYS.get(plan["id"], "a line in the list").split()
        if has and not wanted:
            yield f"{plan['id']} has {has}, and none is known"
        for channel in set(wanted) - set(has):
            yield f"{plan['id']} has no {channel}"
        for channel in set(has) - shipped.channels.keys():
            yield f"{plan['id']}: {channel} has no guide"


def no_ways_are_explained(shipped: Shipped) -> Iterator[str]:
    for _carrier, plan in shipped.plans():
        if not plan.get("channels") and not _whole(plan.get("no_channels")):
            yield f"{plan['id']} has no channels and does not say what to do"


def steps(shipped: Shipped) -> Iterator[str]:
    generic = ((f"channels {name}", guide) for name, guide in shipped.channels.items())
    own = ((place, guide) for place, _carrier, guide in shipped.ways())
    for place, guide in (*generic, *own):
        if not guide.get("steps"):
            yield f"{place} has no steps"
        for number, step in enumerate(guide.get("steps", ()), 1):
            for language in LANGUAGES:
                words = step["text"].get(language, "").strip()
                if not words:
                    yield f"{place}, step {number}: nothing in {language}"
                if len(words) > 200:
                    yield f"{place}, step {number}: {len(words)} characters in {language}"


def lengths_of_checks(shipped: Shipped) -> Iterator[str]:
    for topic in shipped.guides["trouble"]["topics"]:
        for number, check in enumerate(topic["checks"], 1):
            longest = max(map(len, check["text"].values()))
            if longest > 200:
                yield f"trouble {topic['id']}, check {number}: {longest} characters"


def four_languages(shipped: Shipped) -> Iterator[str]:
    for place, text in shipped.texts():
        if not _whole(text):
            yield f"{place}: {sorted(text)}"


def a_language_each(shipped: Shipped) -> Iterator[str]:
    """A name may be the same everywhere, and a few characters in both scripts; a sentence may not."""
    for place, text in shipped.texts():
        english, mainland, taiwan, japanese = (text.get(one, "") for one in LANGUAGES)
        sentence = len(english.split()) > 3 or english.endswith((".", "?", "!"))
        for language, words in (("zh_CN", mainland), ("zh_TW", taiwan), ("ja", japanese)):
            if sentence and (words == english or _LATIN_ONLY.match(words)):
                yield f"{place}: not in {language}: {words[:60]}"
        if sentence and not re.search(f"[{KANA}]", japanese) and len(_CJK.findall(japanese)) > 8:
            yield f"{place}: no Japanese: {japanese[:60]}"
        if japanese in (mainland, taiwan) and len(_CJK.findall(japanese)) > 4:
            yield f"{place}: Chinese and Japanese the same: {japanese[:60]}"
        if mainland == taiwan and len(_CJK.findall(re.sub("「[^」]*」", "", mainland))) > 12:
            yield f"{place}: one Chinese for both: {mainland[:60]}"


def scripts(shipped: Shipped) -> Iterator[str]:
    for place, text in shipped.texts():
        for language in ("zh_CN", "zh_TW"):
            found = strange(language, text.get(language, ""), text.get("ja", ""))
            if found:
                yield f"{place} in {language}: {sorted(found)}"


def kana_in_chinese(shipped: Shipped) -> Iterator[str]:
    for place, text in shipped.texts():
        for language in ("zh_CN", "zh_TW"):
            if scraps(text.get(language, ""), text.get("ja", "")):
                yield f"{place} in {language}: {text[language][:60]}"


def long_dashes(shipped: Shipped) -> Iterator[str]:
    for place, text in shipped.texts():
        if "\u2014" in text.get("en", ""):
            yield f"{place}: {text['en'][:60]}"


def nobody_checked(shipped: Shipped) -> Iterator[str]:
    for place, text in shipped.texts():
        for language, claim in CHECKED.items():
            found = claim.search(text.get(language, ""))
            if found and not (language == "en" and _DOUBT.search(text["en"][: found.end()])):
                yield f"{place} in {language}: {found.string[max(0, found.start() - 30) : found.end() + 30]}"


def sources(shipped: Shipped) -> Iterator[str]:
    """Every claim is whole, and whatever must have claims has one."""
    for place, node in shipped.nodes():
        if isinstance(node, dict):
            if "claims" in node and not node["claims"] and node.get("status") != "not_known":
                yield f"{place}: no claim"
            if "claims" not in node and _needs_claims(place, node):
                yield f"{place}: no claim"
        if re.search(r"\.claims\[\d+\]\Z", place):
            yield from _claim(place, node)


def dates_of_pages(shipped: Shipped) -> Iterator[str]:
    for place, claim in _claims(shipped):
        read, dated = str(claim.get("read_on")), claim.get("page_dated")
        try:
            date.fromisoformat(read)
            date.fromisoformat("-".join((*(dated or read).split("-"), "01", "01")[:3]))
        except ValueError:
            yield f"{place}: read on {read}, page of {dated}"
            continue
        if dated is not None and dated > read[: len(dated)]:
            yield f"{place}: a page of {dated}, read on {read}"


def nothing_read_live(shipped: Shipped) -> Iterator[str]:
    for place, claim in _claims(shipped):
        if claim.get("how") in ("live", "owner"):
            yield f"{place}: {claim['how']}"


def addresses(shipped: Shipped) -> Iterator[str]:
    """What is opened is https and at the carrier's; what a step names is so too, or a shop's."""
    for carrier in shipped.carriers.values():
        opened = [(f"{carrier['id']} support", one["value"]) for one in carrier.get("support", ())]
        for plan in carrier["plans"]:
            opened.append((f"{plan['id']} page", plan.get("page")))
            opened += [
                (f"{plan['id']} {one['channel']}", one.get("address")) for one in plan.get("channels", ())
            ]
        for place, address in opened:
            if address and (re.match(r"https?:", address) or "support" not in place):
                yield from _address(place, address, carrier)
    for name, channel in shipped.channels.items():
        if channel.get("address"):
            yield f"{name}: a guide for every carrier has no address of one"


def hosts_in_words(shipped: Shipped) -> Iterator[str]:
    for place, carrier, guide in shipped.ways():
        for step in (*guide["steps"], *({"text": one} for one in guide.get("at_hand", ()))):
            for words in step["text"].values():
                for host in map(str.lower, _WEB.findall(words)):
                    if host not in SHOPS and not is_home(host, carrier):
                        yield f"{place} names {host}, none of {carrier['hosts']}"
    for place, text in shipped.texts():
        for words in text.values():
            if "http:" in words:
                yield f"{place}: {words[:80]}"


def pages_to_open(shipped: Shipped) -> Iterator[str]:
    for place, _carrier, guide in shipped.ways():
        if any(step.get("action") == "open_page" for step in guide["steps"]) and not guide.get("address"):
            yield f"{place}: a step opens a page, and there is none"


def notes(shipped: Shipped) -> Iterator[str]:
    """What is not simply real says why; what works partly says when."""
    generic = ((f"channels {name}", guide) for name, guide in shipped.channels.items())
    own = ((place, guide) for place, _carrier, guide in shipped.ways())
    for place, guide in (*generic, *own):
        if guide["status"] != "real" and not _whole(guide.get("status_note")):
            yield f"{place} is {guide['status']} and does not say why"
        if guide.get("from_elsewhere") == "partly" and not _whole(guide.get("elsewhere_note")):
            yield f"{place} works partly from elsewhere and does not say when"
        if guide["status"] == "ended" and not guide.get("ended_on"):
            yield f"{place} has ended, and nobody knows when"
    for _carrier, plan in shipped.plans():
        if plan["status"] != "active" and not _whole(plan.get("status_note", {}).get("text")):
            yield f"{plan['id']} is {plan['status']} and does not say why"


def ended_plans(shipped: Shipped) -> Iterator[str]:
    for _carrier, plan in shipped.plans():
        if plan["status"] == "ended":
            for field in ("offers", "usual_offer", "usual_act", "channels", "cheapest_keep"):
                if plan.get(field):
                    yield f"{plan['id']} has ended and has {field}"
            if plan["rule"]["basis"] != "none":
                yield f"{plan['id']} has ended and counts by {plan['rule']['basis']}"


def _whole(text: object) -> bool:
    """Whether it is said in the four languages, in each of them with words."""
    return (
        isinstance(text, dict)
        and text.keys() == set(LANGUAGES)
        and all(isinstance(words, str) and words.strip() for words in text.values())
    )


def _needs_claims(place: str, node: Json) -> bool:
    shelf = r"\.(plans|offers|channels|support|counts|does_not_count|warnings|topics|hearsay)\[\d+\]\Z"
    fact = r"\.(cheapest_keep|status_note|roaming_texts|residence)\Z"
    if re.search(fact, place):
        return bool(re.search(r"\.plans\[\d+\]\.\w+\Z", place))
    return bool(re.search(shelf, place))


def _claims(shipped: Shipped) -> Iterator[tuple[str, Json]]:
    for place, node in shipped.nodes():
        if re.search(r"\.claims\[\d+\]\Z", place):
            yield place, node


def _claim(place: str, claim: Json) -> Iterator[str]:
    lists = {
        "how": ("live", "stored copy", "quoted", "owner"),
        "confidence": ("high", "medium", "low"),
    }
    for field, values in lists.items():
        if claim.get(field) not in values:
            yield f"{place}: {field} {claim.get(field)!r}"
    if not re.match(r"https?://[^\s/]+\.[^\s]+\Z", claim.get("source") or ""):
        yield f"{place}: source {claim.get('source')!r}"
    if "page_dated" not in claim or not claim.get("read_on"):
        yield f"{place}: does not say from when"


def _address(place: str, address: str, carrier: Json) -> Iterator[str]:
    if not is_safe(address):
        yield f"{place} opens {address}"
    elif not is_home(address.split("/")[2], carrier):
        yield f"{place} opens {address}, at none of {carrier['hosts']}"
