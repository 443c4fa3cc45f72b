"""The page of the log: every renewal of every card, totals, export."""
