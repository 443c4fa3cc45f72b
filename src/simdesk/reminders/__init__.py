"""What to say, when, and what has been said."""
