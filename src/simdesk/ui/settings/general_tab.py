"""The tabs of the settings that are plain fields: how it looks, how one pays."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from simdesk.catalog.terms import Identity, Payment
from simdesk.ui.countries import countries
from simdesk.ui.fields import ChoiceField, Rows
from simdesk.ui.renewal.chips import Chips
from simdesk.ui.settings.values import SettingsValues
from simdesk.ui.special_fields import TickField
from simdesk.wording.guide import identity_name
from simdesk.wording.language import LANGUAGES, _, _p, endonym
from simdesk.wording.payments import payment_name


class GeneralTab(QWidget):
    """Language, colours and numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language: ChoiceField[str] = ChoiceField(
            lambda: [("", _("As the system")), *((code, endonym(code)) for code in LANGUAGES)]
        )
        self.theme: ChoiceField[str] = ChoiceField(
            lambda: [
                ("system", _("As the system")),
                ("light", _p("theme", "Light")),
                ("dark", _p("theme", "Dark")),
            ]
        )
        self.masked = TickField(lambda: _("Hide the middle of phone numbers"))
        self.rows = Rows(self)
        self.rows.setContentsMargins(14, 14, 14, 14)
        for name, words, field in (
            ("language", lambda: _("Language"), self.language),
            ("theme", lambda: _("Appearance"), self.theme),
            ("masked", lambda: "", self.masked),
        ):
            field.setObjectName(f"settings_{name}")
            self.rows.add(words, field)

    def show_values(self, values: SettingsValues) -> None:
        """Show *values*."""
        self.language.set_value(values.language or "")
        self.theme.set_value(values.theme)
        self.masked.setChecked(values.masked)

    def typed(self, values: SettingsValues) -> SettingsValues:
        """Return *values* with what is set here."""
        return replace(
            values,
            language=self.language.value() or None,
            theme=self.theme.value() or "system",
            masked=self.masked.isChecked(),
        )

    def retranslate(self) -> None:
        """Set every word anew; what was chosen stays."""
        self.rows.retranslate()


class PurseTab(QWidget):
    """Where the owner is, how they pay, and what they can show: what a renewal begins with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.country: ChoiceField[str] = ChoiceField(_countries)
        self.country.setObjectName("settings_country")
        self._pays, self._shows = QLabel(), QLabel()
        self.payments = Chips("settings_payments", lambda: "", _payments)
        self.ids = Chips("settings_ids", lambda: "", _identities)
        rows = QWidget()
        self.rows = Rows(rows)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.add(lambda: _("I am in"), self.country)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        for part in (rows, self._pays, self.payments, self._shows, self.ids):
            column.addWidget(part)
        column.addStretch(1)

    def show_values(self, values: SettingsValues) -> None:
        """Show *values*."""
        self.country.set_value(values.country or "")
        self.payments.set_values(values.payments)
        self.ids.set_values(values.ids)

    def typed(self, values: SettingsValues) -> SettingsValues:
        """Return *values* with what is set here. A country that is not offered stays what it was."""
        country = self.country.value()
        return replace(
            values,
            country=values.country if country is None else country or None,
            payments=self.payments.values(),
            ids=self.ids.values(),
        )

    def retranslate(self) -> None:
        """Set every word anew; what was chosen stays."""
        self.rows.retranslate()
        self._pays.setText(_("I pay with"))
        self._shows.setText(_("I can show"))
        self.payments.retranslate()
        self.ids.retranslate()
        self.payments.setAccessibleName(_("I pay with"))
        self.ids.setAccessibleName(_("I can show"))


def _countries() -> Sequence[tuple[str, str]]:
    return [("", _("– not said –")), *countries()]


def _payments() -> Sequence[tuple[str, str]]:
    return [(one.value, payment_name(one)) for one in Payment if one is not Payment.BALANCE]


def _identities() -> Sequence[tuple[str, str]]:
    return [(one.value, identity_name(one)) for one in Identity if one is not Identity.NONE]
