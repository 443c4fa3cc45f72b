"""The tabs of the settings that are plain fields: how it looks, how one pays, when one is told."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from simdesk.catalog.places import places
from simdesk.catalog.terms import Identity, Payment
from simdesk.ui.fields import ChoiceField, Rows
from simdesk.ui.renewal.chips import Chips
from simdesk.ui.settings.values import SettingsValues
from simdesk.ui.special_fields import StagesField, TickField
from simdesk.wording.guide import identity_name
from simdesk.wording.language import LANGUAGES, _, _p, current, endonym
from simdesk.wording.payments import payment_name


class GeneralTab(QWidget):
    """Language, colours, numbers, and what becomes of the program when its window is closed."""

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
        self.running = TickField(lambda: _("Go on reminding me after I close the window"))
        self.rows = Rows(self)
        self.rows.setContentsMargins(14, 14, 14, 14)
        for name, words, field in (
            ("language", lambda: _("Language"), self.language),
            ("theme", lambda: _("Appearance"), self.theme),
            ("masked", lambda: "", self.masked),
            ("running", lambda: "", self.running),
        ):
            field.setObjectName(f"settings_{name}")
            hint = _running_hint if field is self.running else None
            self.rows.add(words, field, hint)

    def show_values(self, values: SettingsValues) -> None:
        """Show *values*."""
        self.language.set_value(values.language or "")
        self.theme.set_value(values.theme)
        self.masked.setChecked(values.masked)
        self.running.setChecked(values.keep_running)

    def typed(self, values: SettingsValues) -> SettingsValues:
        """Return *values* with what is set here."""
        return replace(
            values,
            language=self.language.value() or None,
            theme=self.theme.value() or "system",
            masked=self.masked.isChecked(),
            keep_running=self.running.isChecked(),
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


class RemindersTab(QWidget):
    """When one is told, for every card that has no stages of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stages = StagesField()
        self.hour: ChoiceField[int] = ChoiceField(lambda: [(hour, f"{hour:02}:00") for hour in range(24)])
        self.stages.setObjectName("settings_stages")
        self.hour.setObjectName("settings_hour")
        self.rows = Rows(self)
        self.rows.setContentsMargins(14, 14, 14, 14)
        self.rows.add(
            lambda: _("Remind me"),
            self.stages,
            lambda: _("Days before a deadline, such as 30, 7, 1; 0 is the day itself."),
        )
        self.rows.add(
            lambda: _("Not before"),
            self.hour,
            lambda: _("What was missed while the computer was off is told at once."),
        )

    def show_values(self, values: SettingsValues) -> None:
        """Show *values*."""
        self.stages.set_stages(values.stages)
        self.hour.set_value(values.owner_hour)

    def typed(self, values: SettingsValues) -> SettingsValues:
        """Return *values* with what is set here."""
        hour = self.hour.value()
        return replace(
            values,
            stages=self.stages.stages() or values.stages,
            owner_hour=values.owner_hour if hour is None else hour,
        )

    def flaw(self) -> str:
        """Return what keeps the stages from being saved; empty if nothing does."""
        if self.stages.text().strip():
            return self.stages.flaw()
        return _("Give at least one day; 0 is the day itself.")

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self.rows.retranslate()


def _running_hint() -> str:
    return _("Where the desktop has a tray, SimDesk stays there. Elsewhere, closing the window ends it.")


def _countries() -> Sequence[tuple[str, str]]:
    known = sorted(((one.code, one.name.said(current())) for one in places()), key=lambda it: it[1])
    return [("", _("– not said –")), *known]


def _payments() -> Sequence[tuple[str, str]]:
    return [(one.value, payment_name(one)) for one in Payment if one is not Payment.BALANCE]


def _identities() -> Sequence[tuple[str, str]]:
    return [(one.value, identity_name(one)) for one in Identity if one is not Identity.NONE]
