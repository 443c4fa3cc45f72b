"""Fields for texts, names, hosts, addresses and prices of the owner's own catalog."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from simdesk.catalog.model import Carrier
from simdesk.catalog.soundness import is_at_home
from simdesk.catalog.text import Text
from simdesk.domain.money import CURRENCIES, Money
from simdesk.ui.catalog.editing.fitting import FittingNote
from simdesk.ui.catalog.editing.told import flat, is_still, told
from simdesk.ui.fields import AmountField, TextField, Words
from simdesk.ui.special_fields import NameField
from simdesk.wording.language import _, _p, current

LONGEST = 2000
"""The longest text that the catalog holds, in characters."""
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+\Z")
_ADDRESS = re.compile(r"https://[a-z0-9.-]+(/\S*)?\Z")
_COMMON_CURRENCIES = ("JPY", "CNY", "HKD", "TWD", "USD", "GBP", "EUR", "NZD", "AUD", "SGD", "KRW")


class TextLine(TextField):
    """A short text of the catalog, shown in the language in force."""

    def __init__(self, hint: Words | None = None, parent: QWidget | None = None) -> None:
        super().__init__(hint, parent)
        self._before: Text | None = None
        self.setMaxLength(500)

    def show_told(self, text: Text | None) -> None:
        """Show a text of the catalog, or nothing."""
        self._before = text
        self.show_text("" if text is None else flat(text.said(current())))
        self.setCursorPosition(0)

    def told(self) -> Text | None:
        """Return what is typed, in all languages where it is as it was; None while blank."""
        return told(self.text(), self._before)

    def retranslate(self) -> None:
        super().retranslate()
        if self._before is not None and is_still(self.text(), self._before):
            self.show_told(self._before)


class TextNote(FittingNote):
    """A longer text of the catalog, shown in the language in force; *least*: over so many lines."""

    def __init__(self, least: int = 3, hint: Words = str, parent: QWidget | None = None) -> None:
        super().__init__(least, 10, parent)
        self._before: Text | None = None
        self._hint = hint

    def show_told(self, text: Text | None) -> None:
        """Show a text of the catalog, or nothing."""
        self._before = text
        self.setPlainText("" if text is None else text.said(current()))

    def told(self) -> Text | None:
        """Return what is typed, in all languages where it is as it was; None while blank."""
        return told(self.toPlainText(), self._before)

    def flaw(self) -> str:
        """Return what is wrong with it; empty if nothing is."""
        long = len(self.toPlainText().strip())
        if long <= LONGEST:
            return ""
        return _("This text has {n} characters; {most} are the most.").format(n=long, most=LONGEST)

    def retranslate(self) -> None:
        """Set the words anew; a text that was not touched is shown in the language in force."""
        self.setPlaceholderText(self._hint())
        if self._before is not None and is_still(self.toPlainText(), self._before):
            self.show_told(self._before)


class NamesField(TextField):
    """Several names on one line, with semicolons between."""

    def names(self) -> tuple[str, ...]:
        """Return the names, each once, in their order."""
        parts = (flat(part) for part in re.split(r"[;；]", self.text()))
        return tuple(dict.fromkeys(filter(None, parts)))

    def show_names(self, names: Sequence[str]) -> None:
        """Show *names*."""
        self.show_text("; ".join(names))


class HostsField(TextField):
    """The hosts of a carrier's pages on one line. A whole address stands for its host."""

    def hosts(self) -> tuple[str, ...]:
        """Return the hosts, each once; what is none is left out."""
        return tuple(dict.fromkeys(host for part in self._parts() if (host := _host_of(part))))

    def show_hosts(self, hosts: Sequence[str]) -> None:
        """Show *hosts*."""
        self.show_text(", ".join(hosts))

    def flaw(self) -> str:
        wrong = next((part for part in self._parts() if not _host_of(part)), None)
        if wrong is None:
            return ""
        return _("“{text}” is no host. Type it like example.com.").format(text=wrong)

    def _parts(self) -> list[str]:
        return [part for part in re.split(r"[\s,;、，；]+", self.text()) if part]


class AddressField(TextField):
    """The address of a page. ``carrier``: at whose hosts it must be; None for any host."""

    carrier: Carrier | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: "https://", parent)
        self._before = ""
        self.setMaxLength(1000)

    def address(self) -> str | None:
        """Return the address as it is stored; None while it is blank or not one."""
        typed = self.text().strip()
        return typed if typed and typed == self._before else _address_of(typed)

    def show_address(self, address: str | None) -> None:
        """Show an address of the catalog, or none."""
        self._before = address or ""
        self.show_text(self._before)

    def flaw(self) -> str:
        typed = self.text().strip()
        if typed == self._before:
            return ""
        address = _address_of(typed)
        if typed.lower().startswith("http:"):
            return _("Only pages that begin with https:// are opened.")
        if address is None:
            return _("Not the address of a page. It looks like https://example.com/page.")
        if self.carrier is None or is_at_home(address, self.carrier):
            return ""
        if not self.carrier.hosts:
            return _("No host of this carrier is known, so no page of it can be opened.")
        hosts = _p("list", ", ").join(self.carrier.hosts)
        return _("Only the carrier's own pages are opened: {hosts}.").format(hosts=hosts)


class PriceField(QWidget):
    """An amount and its currency.

    Signals:
        edited: the owner changed one of them.
    """

    edited = Signal()

    def __init__(self, none: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none = none
        self.amount, self.currency = AmountField(), NameField(3)
        self.amount.setObjectName("edit_amount")
        self.currency.setObjectName("edit_currency")
        self.currency.setMinimumContentsLength(5)
        self.currency.offer([*_COMMON_CURRENCIES, *sorted(CURRENCIES - set(_COMMON_CURRENCIES))])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.amount, 2)
        row.addWidget(self.currency, 1)
        self.setFocusProxy(self.amount)
        self.amount.edited.connect(self.edited)
        self.currency.edited.connect(self.edited)

    def money(self) -> Money | None:
        """Return the price; None while it is blank or not one."""
        amount, code = self.amount.amount(), self._code()
        if amount is None or code not in CURRENCIES or amount.startswith("-"):
            return None
        return Money(amount, code)

    def show_money(self, money: Money | None, currency: str) -> None:
        """Show a price, or none in *currency*."""
        self.amount.set_amount(None if money is None else money.amount)
        self.currency.show_text(currency if money is None else money.currency)

    def typed(self) -> tuple[str, str]:
        """Return both as they are typed; the currency of nothing is nothing."""
        amount = self.amount.text().strip()
        return (amount, self._code()) if amount else ("", "")

    def flaw(self) -> str:
        """Return what is wrong with it; empty if nothing is."""
        if not self.amount.text().strip():
            return ""
        amount = self.amount.amount()
        if amount is None:
            return self.amount.flaw()
        if amount.startswith("-"):
            return _("A price cannot be below zero.")
        return "" if self._code() in CURRENCIES else _("Choose the currency, such as JPY.")

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.amount.setAccessibleName(name)
        self.currency.setAccessibleName(_("{field}: currency").format(field=name))

    def retranslate(self) -> None:
        """Set the words anew."""
        self.amount.setPlaceholderText(self._none())

    def _code(self) -> str:
        return self.currency.currentText().strip().upper()


def _host_of(text: str) -> str:
    """Return the host that *text* is or has in it; empty if there is none."""
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
        plain = host.rstrip(".").encode("idna").decode("ascii").lower()
    except ValueError:  # of which UnicodeError is one
        return ""
    return plain if _HOST.match(plain) else ""


def _address_of(text: str) -> str | None:
    """Return the https address that *text* says; None if it says none. The scheme may be left out."""
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:
        return None
    if parts.netloc.lower() != (parts.hostname or "") or "." not in host:
        return None
    path = parts.path or ("/" if parts.query or parts.fragment else "")
    whole = parts._replace(scheme=parts.scheme.lower(), netloc=host, path=path).geturl()
    return whole if _ADDRESS.match(whole) else None
