# The part of lxml that SimDesk uses; lxml has no types of its own.

from lxml import etree as etree
