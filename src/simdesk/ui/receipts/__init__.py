"""Receipts as the wizard and the log show them: dropped, pasted or picked, seen small, opened."""
