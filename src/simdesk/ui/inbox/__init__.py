"""What was told and waits for an answer."""
