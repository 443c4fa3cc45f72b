"""The outside edge of the window: tray, notifications, one instance."""
