"""What is known about carriers, plans, offers and channels, with its sources.

Content is data: everything here is read from ``resources/catalog`` when something first asks for it.
"""
