"""Whether the catalog says that something is open, and where: tests/house/test_unconfirmed.py asks it."""

import re
from collections.abc import Iterator

from tests.house.catalog_files import LANGUAGES, Json, shipped

FILES = shipped()
PLANS = {plan["id"]: plan for _carrier, plan in FILES.plans()}
# The words in which each language says that something is open.
DOUBT = {
    "en": r"not (yet )?(confirmed|known|read|clear|shown|said|promised|named)|could not be (read|confirmed)"
    r"|no [^.]*(found|known)|nothing [^.]*found|no (source|statement)|low confidence|announced"
    r"|report(s|ed)?\b",
    "zh_CN": r"(未经|没有|未能)(证实|核实|找到|看到|读到|查到|确认)|没能?读到|没写"
    r"|不清楚|不知道|不详|不明|没有(可靠的)?资料|可信度低|公布|据说|(有|一位)用户",
    "zh_TW": r"(未經|尚未|沒有|未能)(證實|核實|找到|看到|讀到|查到|確認)|沒能?讀到|沒寫"
    r"|不清楚|不知道|不詳|不明|沒有(可靠的)?資料|可信度低|公布|據說|(有|一位)使用者",
    "ja": r"(確認|確か|裏付け)[^。]*(ません|ない)|見つか[^。]*(ません|ない)"
    r"|[わ分]か(ってい|り|ら)(ません|ない)|不明|読[^。]*(ません|なかった)|資料はありません|確度は?低"
    r"|発表|とのこと|報告|未確認",
}


def doubted(text: Json) -> list[str]:
    """The languages in which a text does not say that something is open."""
    return [one for one in LANGUAGES if not re.search(DOUBT[one], text[one], re.IGNORECASE)]


def sureness(node: Json) -> set[str]:
    return {claim["confidence"] for claim in node["claims"]}


def way(plan: str, channel: str) -> Json:
    return next(guide for place, _carrier, guide in FILES.ways() if place.split() == [plan, channel])


def offer(plan: str, offer_id: str) -> Json:
    found: Json = next(one for one in PLANS[plan]["offers"] if one["id"] == offer_id)
    return found


def fact(plan: str, field: str, words: str) -> Json:
    """The one counted, warned of or noted fact of a plan that has these English words."""
    facts = PLANS[plan][field]
    found = [one for one in (facts if isinstance(facts, list) else [facts]) if words in one["text"]["en"]]
    assert len(found) == 1, (plan, field, words)
    one: Json = found[0]
    return one


def support(carrier: str, value: str) -> Json:
    found: Json = next(one for one in FILES.carriers[carrier]["support"] if one["value"] == value)
    return found


def guide(name: str, *words: str) -> list[Json]:
    """The texts of a guide that have all these English words."""
    return [
        text
        for place, text in FILES.texts()
        if place.split(".")[0] == name and all(one in text["en"] for one in words)
    ]


def claims_of(carrier: str) -> Iterator[tuple[str, Json]]:
    for place, node in FILES.nodes():
        if place.startswith(f"{carrier}.") and re.search(r"\.claims\[\d+\]\Z", place):
            yield place, node
