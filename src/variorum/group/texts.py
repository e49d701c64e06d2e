"""The distinct texts of a pile: what is compared, each with the articles that hold it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .. import encode
from ..model import Witness
from . import describe, measure, profile
from .describe import Card
from .profile import LEAST_WORDS, Profile


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Text:
    """One text and the cards of the articles that hold it, sorted by id.

    ``key``: the same for texts of the same words, its own for one that is nobody's copy; ``number``: its place in the
    order of arrival, by which a stored grouping knows it; ``unread``: its language is none that is read; ``vectors``:
    its rows of :func:`measure.vectors`.
    """

    key: str
    number: int
    profile: Profile
    unread: bool
    cards: tuple[Card, ...]
    vectors: Mapping[str, encode.Vectors]

    @property
    def short(self) -> bool:
        """Whether it has too few words to be linked."""
        return self.profile.size < LEAST_WORDS

    @property
    def unlinked(self) -> str:
        """Why it is linked to nothing, whatever else there is; empty where it can be."""
        if self.unread:
            return "in a language that is not read"
        return f"too few words ({self.profile.size}) to be linked" if self.short else ""

    @property
    def articles(self) -> tuple[str, ...]:
        return tuple(c.id for c in self.cards)


def joined(texts: Sequence[Text], witnesses: Sequence[Witness]) -> tuple[Text, ...]:
    """The texts with those of some more articles, in the order of their first articles' ids.

    Numbers are given in the order of the new articles' ids, so that the order in which they come makes no difference.
    What cannot be read, or hardly has words, is nobody's copy.
    """
    known = {t.key: t for t in texts}
    profiles: dict[str, tuple[Profile, bool]] = {}
    cards: dict[str, list[Card]] = defaultdict(list)
    for w in sorted(witnesses, key=lambda w: w.article.id):
        made, unread = profile.of(w), not w.article.supported
        key = f"#{w.article.id}" if unread or made.size < LEAST_WORDS else made.digest
        if key not in known:
            profiles.setdefault(key, (made, unread))
        cards[key].append(describe.card(w))
    for key, added in cards.items():
        if key in known:
            both = sorted((*known[key].cards, *added), key=lambda c: c.id)
            known[key] = replace(known[key], cards=tuple(both))
    known |= _new(profiles, cards, len(known))
    return tuple(sorted(known.values(), key=lambda t: t.cards[0].id))


def _new(
    profiles: Mapping[str, tuple[Profile, bool]], cards: Mapping[str, Sequence[Card]], first: int
) -> dict[str, Text]:
    vectors = measure.vectors([p for p, _ in profiles.values()])
    return {
        key: Text(
            key=key,
            number=first + at,
            profile=made,
            unread=unread,
            cards=tuple(cards[key]),
            vectors={name: rows[at] for name, rows in vectors.items()},
        )
        for at, (key, (made, unread)) in enumerate(profiles.items())
    }


def pool(texts: Sequence[Text]) -> measure.Pool:
    """The pool of some texts."""
    names = texts[0].vectors if texts else ()
    known = {name: np.stack([t.vectors[name] for t in texts]) for name in names}
    return measure.pool([t.profile for t in texts], known or None)
