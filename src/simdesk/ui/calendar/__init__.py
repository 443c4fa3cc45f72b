"""What calendars outside are told: a file kept up to date, and a server of the owner's own."""
