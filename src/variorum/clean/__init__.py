"""The room that turns a capture into an article: its text as read, and what each part of it is.

``selector`` says where a span lies so that others can find it on the page; ``find`` takes it back.
"""

from .articles import article, body
from .selectors import find, selector

__all__ = ["article", "body", "find", "selector"]
