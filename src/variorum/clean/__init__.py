"""The room that turns a capture into an article: its text as read, and what each part of it is."""

from .articles import article, body

__all__ = ["article", "body"]
