"""The window of the catalog: every plan that SimDesk knows, from where, and what is the owner's."""
