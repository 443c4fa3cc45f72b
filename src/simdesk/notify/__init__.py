"""The desktop's notification service, over D-Bus and without Qt."""
