"""The desktop's notification service, over D-Bus and without Qt."""

APP_ID = "org.simdesk.SimDesk"
"""The name of the desktop entry, by which a desktop knows whose window or notification it sees."""
