"""The room that takes in paths and gives back bytes: one ``Capture`` a document, nothing interpreted.

>>> from variorum.read import captures
>>> [type(x).__name__ for x in captures(["no-such-file.txt"])]
['Rejected']
"""

from .captures import captures

__all__ = ["captures"]
