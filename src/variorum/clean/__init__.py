"""The room that turns a capture into an article: its text as read, and what each part of it is.

``selector`` says where a span lies so that others can find it on the page; ``find`` takes it back.  ``versions`` tells
which articles are captures of one.
"""

from .articles import article, body
from .items import items
from .selectors import find, selector
from .shared import marked
from .versions import versions

__all__ = ["article", "body", "find", "items", "marked", "selector", "versions"]
