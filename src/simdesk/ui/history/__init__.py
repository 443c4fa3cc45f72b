"""What changed when of one card, and values brought back from there."""
