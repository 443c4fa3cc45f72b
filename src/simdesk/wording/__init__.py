"""Every sentence, date and amount in the owner's language. No Qt."""
