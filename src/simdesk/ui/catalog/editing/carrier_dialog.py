"""The form of a carrier of the owner's. It gives the carrier back and writes nothing itself."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from simdesk.catalog.model import Carrier
from simdesk.catalog.own import in_one_language, new_own_id
from simdesk.catalog.places import place
from simdesk.domain.zones import is_zone, zone_names
from simdesk.ui.catalog.editing.form import EditingForm
from simdesk.ui.catalog.editing.page import FormPage
from simdesk.ui.catalog.editing.text_fields import HostsField, NamesField, TextLine
from simdesk.ui.countries import countries
from simdesk.ui.fields import ChoiceField
from simdesk.ui.special_fields import NameField
from simdesk.wording.language import _

_BLANK = in_one_language("?")


class CarrierDialog(EditingForm):
    """Asks for a carrier, without its plans; *carrier* None: a new one."""

    def __init__(self, carrier: Carrier | None, parent: QWidget | None = None) -> None:
        super().__init__("carrier_dialog", new=carrier is None, parent=parent)
        self._old = carrier or Carrier(
            id=new_own_id(), name=_BLANK, country="", timezone="", hosts=(), plans=()
        )
        self._name, self._aliases, self._hosts = TextLine(), NamesField(), HostsField()
        self._country: ChoiceField[str] = ChoiceField(self._countries)
        self._zone, self._filled = NameField(64), ""
        self._zone.offer(zone_names())
        self._page = FormPage("edit_carrier", lambda: _("Carrier"))
        self._lay_rows()
        if carrier is not None:
            self._show(carrier)
        self._country.edited.connect(self._fill_zone)
        self.begin(self._page, letters=92, lines=26)

    def title(self) -> str:
        return _("Add a carrier") if self._new else _("Edit the carrier")

    def flaw(self) -> tuple[str, str] | None:
        if self._name.told() is None:
            return "name", _("Give the carrier its name.")
        if not self._country.value():
            return "country", _("Choose the country of its numbers.")
        if not self._zone.currentText().strip():
            return "timezone", _("Choose the time zone in which its days end.")
        if not is_zone(self._zone.currentText().strip()):
            return "timezone", _("There is no such time zone. Choose one from the list.")
        return None

    def value(self) -> Carrier:
        return replace(
            self._old,
            name=self._name.told(),
            country=self._country.value() or "",
            timezone=self._zone.currentText().strip(),
            hosts=self._hosts.hosts(),
            aliases=self._aliases.names(),
            plans=(),
        )

    def _lay_rows(self) -> None:
        add = self._page.add
        add("name", lambda: _("Name"), self._name, self._name.told)
        add("country", lambda: _("Country"), self._country, self._country.value)
        add(
            "timezone",
            lambda: _("Time zone"),
            self._zone,
            self._zone.currentText,
            lambda: _("The carrier's: a deadline ends at midnight there."),
        )
        add(
            "hosts",
            lambda: _("Hosts of its pages"),
            self._hosts,
            self._hosts.text,
            lambda: _("Such as example.com. Pages are opened only there."),
        )
        add(
            "aliases",
            lambda: _("Other names"),
            self._aliases,
            self._aliases.names,
            lambda: _("What people call it besides, with semicolons between."),
        )

    def _countries(self) -> Sequence[tuple[str, str]]:
        known = list(countries())
        code = self._old.country
        others = [(code, code)] if code and code not in dict(known) else []
        return [("", _("not chosen")), *known, *others]

    def _show(self, carrier: Carrier) -> None:
        self._name.show_told(carrier.name)
        self._country.set_value(carrier.country)
        self._zone.show_text(carrier.timezone)
        self._hosts.show_hosts(carrier.hosts)
        self._aliases.show_names(carrier.aliases)

    def _fill_zone(self) -> None:
        """Fill in the zone of the country, unless the owner typed another one."""
        known = place(self._country.value() or "")
        if self._zone.currentText().strip() in ("", self._filled):
            self._filled = (known.timezone if known is not None else None) or ""
            self._zone.show_text(self._filled)
