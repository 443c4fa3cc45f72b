"""Dated cases of every plan of the catalog, worked out by hand from what the carriers publish."""
