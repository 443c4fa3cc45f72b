"""The page of cards: filters, list, details."""
