"""The language of a text."""

from __future__ import annotations

import re

from .. import lexicon

_ENOUGH = 60
"""Letters from which a text tells its own language; shorter ones are believed to be what their page says."""
_SURE = 200
"""Letters under which a page's own word counts more than its letters."""
_LOOK = 6000
_WORDS, _COMMON = 300, 0.25
"""Words looked at, and the share of them that must be the commonest of the language that the page declares."""
_CODE = re.compile(r"[a-z]{2,3}(?=$|[-_])")
_NON_LETTER = re.compile(r"[\W\d_]+")


def of(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of the language of ``text``; ``declared`` is what its page or record says.

    ``None`` when the text is too short to tell and nothing is declared.
    """
    said = code(declared)
    letters = _NON_LETTER.sub(" ", text[:_LOOK]).strip()
    if len(letters) < _ENOUGH:
        return said
    if said is not None and _reads_as(said, letters):
        return said
    import py3langid  # noqa: PLC0415  -- loads its model, which a run without articles does not need

    found = str(py3langid.classify(letters.casefold())[0])
    return said if said and len(letters) < _SURE else found


def code(tag: str | None) -> str | None:
    """``en`` of ``en-GB``; ``None`` for what is no language tag."""
    m = _CODE.match((tag or "").strip().lower())
    return m.group() if m else None


def _reads_as(tag: str, letters: str) -> bool:
    """Whether so many words are among the commonest of a language that a page's own word for it is believed."""
    if tag not in lexicon.languages():
        return False
    words = letters.casefold().split()[:_WORDS]
    common = lexicon.words("stopwords", "function", tag)
    return sum(1 for word in words if word in common) >= _COMMON * len(words)
