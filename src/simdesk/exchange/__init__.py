"""In and out: tables of cards and of the log as CSV files."""
