"""SimDesk keeps prepaid SIM cards alive: deadlines, renewals, reminders."""

__version__ = "0.2.0"
