"""An owner at a desktop: sees what assistive technology is told, and works by keys or by its actions."""

from collections.abc import Iterator
from typing import Any

from tests.e2e.accessible import GoneError, Place, Reader, Thing
from tests.e2e.desktop import Desktop, until

# Bits of a state set, by their place in AT-SPI's list of states.
_FOCUSED, _SHOWING, _CHECKED = 1 << 12, 1 << 25, 1 << 4
_LABELLED_BY = 2
_CLOSED = {"combo box", "menu"}
"""One sees what these show, not what they hold."""


class Hand(Reader):
    """Uses the windows of SimDesk on a desktop that was started ``accessible``."""

    def __init__(self, desk: Desktop) -> None:
        super().__init__(desk.env)
        self.desk = desk

    def seen(self, *roles: str) -> Iterator[Thing]:
        """Yield everything that is on the screen, of one of *roles* where some are given."""
        return (thing for thing in self._on_screen() if not roles or thing.role in roles)

    def find(self, name: str, *roles: str) -> Thing:
        """Wait for something on the screen whose name begins with *name*; the exact one comes first."""

        def found() -> Thing | None:
            known = [thing for thing in self.seen(*roles) if thing.name.startswith(name)]
            return next((thing for thing in known if thing.name == name), known[0] if known else None)

        return until(found, lambda: f"{name!r}; on the screen are {self._names()}")  # type: ignore[return-value]

    def presses(self, name: str) -> None:
        """Press a button, or choose one of several, by its action."""
        thing = self.find(name, "push button", "check box", "radio button", "page tab")
        self._ask(thing.place, "Action.DoAction", "i", (0,))

    def fills(self, name: str, text: str) -> None:
        """Put *text* into a field, as dictation does."""
        (done,) = self._ask(self._field(name), "EditableText.SetTextContents", "s", (text,))
        assert done, name

    def text(self, name: str) -> str:
        """Return what stands in a field."""
        (text,) = self._ask(self._field(name), "Text.GetText", "ii", (0, -1))
        return str(text)

    def focused(self) -> Thing | None:
        """Return what has the keyboard; None where nothing has it."""
        # The chosen one of a list or of tabs says so even while others have it, and a window that lies
        # behind another says it of its own; the window in front comes last.
        things = [thing for thing in self.seen() if thing.role not in {"list item", "page tab"}]
        return next((one for one in reversed(things) if self._states(one.place) & _FOCUSED), None)

    def tabs_to(self, name: str) -> None:
        """Press the tab key until what is called *name*, by itself or by its label, has the keyboard."""
        for _ in range(60):
            thing = self.focused()
            if thing is not None and name in (thing.name, self._label(thing)):
                return
            self.desk.press("Tab")
        raise AssertionError(f"the tab key does not reach {name!r}")

    def types(self, name: str, text: str) -> None:
        """Go to a field by the tab key and type *text* into it, in the place of what is there."""
        self.tabs_to(name)
        self.desk.press("ctrl+a")
        self.desk.type(text)

    def _names(self) -> str:
        return "\n".join(f"{thing.role}: {thing.name}" for thing in self.seen() if thing.name)

    def _field(self, name: str) -> Place:
        """Wait for a field called *name*, or for one to choose from or type into that is labelled so."""

        def found() -> Place | None:
            for thing in self.seen("text", "combo box"):
                if thing.name == name and thing.role == "text":
                    return thing.place
                if thing.role == "combo box" and self._label(thing) == name:
                    inside = [self._thing(place) for place in self._children(thing.place)]
                    return next(one.place for one in inside if one.role == "text")
            return None

        return until(found, f"the field {name!r}")  # type: ignore[return-value]

    def _label(self, thing: Thing) -> str:
        """Return the name of what labels *thing*: one that can be chosen from is called by its choice."""
        (relations,) = self._ask(thing.place, "Accessible.GetRelationSet")
        labels = [place for kind, places in relations if kind == _LABELLED_BY for place in places]
        return str(self._property((labels[0][0], labels[0][1]), "Name")) if labels else ""

    def _on_screen(self) -> Iterator[Thing]:
        for program in self._children_of_root():
            yield from self._below_on_screen(program)

    def _below_on_screen(self, place: Place) -> Iterator[Thing]:
        for child in self._children(place):
            try:
                thing = self._thing(child) if self._states(child) & _SHOWING else None
            except GoneError:
                continue
            if thing is not None:
                yield thing
                if thing.role not in _CLOSED:
                    yield from self._below_on_screen(child)

    def _children_of_root(self) -> list[Place]:
        root = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        return [place for place in self._children(root) if self._property(place, "Name") == "simdesk"]

    def _states(self, place: Place) -> int:
        (words,) = self._ask(place, "Accessible.GetState")
        found: Any = words[0] | words[1] << 32
        return int(found)
