"""The window of settings, and the owner's payment methods."""
