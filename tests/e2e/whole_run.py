"""What an owner does in a day at the window, in the fewest steps that touch everything."""

from tests.e2e.desktop import until
from tests.e2e.test_journey import Journey

__all__ = ["Journey", "looks_around", "renews_softbank"]


def renews_softbank(journey: Journey, label: str, note: str = "") -> None:
    """Enter a renewal of a SoftBank card in the wizard, with a receipt, the page opened on the way."""
    hand = journey.hand
    journey.begins_to_renew(label)
    hand.tabs_to("I am in")
    journey.desk.type("Japan")
    hand.presses("Credit card")
    hand.presses("My SoftBank (website)")
    hand.presses("Recharge 3,000 yen")
    journey.goes_on(2)
    hand.presses("The number is right")
    hand.presses("The amount is right")
    journey.goes_on(3)
    hand.presses("Open page")
    until(journey.opened.exists, "the page")
    journey.goes_on(4)
    hand.fills("Amount", "3000")
    hand.fills("Note", note)
    journey.adds_receipt("page.png")
    journey.goes_on(5)
    hand.presses("It arrived")
    hand.presses("Finish")
    hand.find("Step 6 of 6")
    journey.closes_wizard()


def looks_around(journey: Journey) -> None:
    """Open the other windows one after the other, and close each."""
    desk = journey.desk
    for keys, title in (("ctrl+shift+i", "Will it reach me?"), ("ctrl+comma", "Settings")):
        desk.press(keys)
        until(lambda title=title: desk.active() == title, title)  # type: ignore[misc]
        desk.press("Escape")
        until(lambda: desk.active() == "SimDesk", "the main window")
