"""Starting with the owner's session: what is entered with the system, read from there every time."""
