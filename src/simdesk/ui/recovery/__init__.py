"""What stands in the place of the cards when their file cannot be read."""
