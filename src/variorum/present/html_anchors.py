"""Names of the places on the page: each is given out once, and the same things get the same names in every run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..model import Locus
from .html_data_entry import Reason
from .view import (
    EditionView,
    EntryView,
    FindingView,
    OriginView,
    Quote,
    ReadingView,
    ReuseView,
    VolumeView,
    WitnessView,
)

_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 80
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_HEX = re.compile("[0-9a-f]{8}")
_ENOUGH = 8
"""Characters of a digest.  Of a thousand ids two begin alike in one of five thousand pages (one bit of 32 is left out,
so that six digits of base 36 hold the rest); the later one then has a number."""

Key = tuple[str | int, ...]


@dataclass(slots=True)
class Anchors:
    """Gives out ids.  Those of the page's own parts start with ``v-``, which no other id can.

    An id is letters, digits and hyphens, so that it needs no escaping in a link, a selector or a message.
    """

    _given: dict[Key, str] = field(default_factory=dict)
    _taken: dict[str, int] = field(default_factory=dict)
    _reasons: dict[Reason, int] = field(default_factory=dict)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Those given so far, in order: the first is number 1."""
        return tuple(self._reasons)

    def reason(self, reason: Reason) -> int:
        """The number of a reason: most are given for many readings, and stand on the page once."""
        return self._reasons.setdefault(reason, len(self._reasons) + 1)

    def give(self, key: Key, *wanted: object) -> str:
        """The id of ``key``: the wanted parts joined, with a number when somebody else has that already."""
        if key in self._given:
            return self._given[key]
        base = _safe("-".join(str(part) for part in wanted))
        name, count = base, self._taken.get(base, 0)
        while name in self._taken:
            count += 1
            name = f"{base}X{count + 1}"
        self._taken[base] = count
        self._taken.setdefault(name, 0)
        self._given[key] = name
        return name

    def event(self, id: str) -> str:
        return self.give(("event", id), "ev", id)

    def entry(self, event: str, entry: str) -> str:
        return self.give(("entry", event, entry), "e", _start(entry, "e"))

    def reading(self, event: str, entry: EntryView, reading: ReadingView, sha256: str) -> str:
        """Made of what stays when an article is added: the entry, its article's text and the place in it.

        What stands before the last hyphen leads back to the entry (``e-...`` for ``r-...``): the script reads it so.
        """
        own = self.entry(event, entry.id).removeprefix("e-")
        start = reading.passage.locus.span.start
        return self.give(("reading", event, entry.id, reading.index), "r", own, _in_article(sha256, 2) + _short(start))

    def finding(self, event: str, finding: FindingView) -> str:
        return self.give(("finding", event, finding.id), "f", _start(finding.id, "f"))

    def origin(self, event: str, origin: OriginView) -> str:
        return self.give(("origin", event, origin.anchor), origin.anchor)

    def shared(self, event: str, reuse: ReuseView) -> str:
        """Made of the two places: one passage stays what it is whatever else is shared."""
        a, b = reuse.a, reuse.b
        return self.give(
            ("shared", event, a.locus.article, a.locus.span.start, b.locus.article, b.locus.span.start, reuse.tokens),
            "p", a.sign, a.locus.span.start, b.sign, b.locus.span.start,
        )  # fmt: skip

    def witness(self, witness: WitnessView) -> str:
        return self.give(("witness", witness.id), "w", witness.sign)

    def place(self, locus: Locus, sha256: str) -> str:
        """The id of exactly these characters."""
        span = locus.span
        at = _in_article(sha256, 3) + _short(span.start)
        return self.give(("place", locus.article, span.start, span.end), "s", at, _short(len(span)))


def _safe(wanted: str) -> str:
    name = _UNSAFE.sub("-", wanted).strip("-")[:_LONGEST].strip("-") or "x"
    return name if name[0].isalpha() and not name.startswith("v-") else f"x-{name}"


def _start(id: str, kind: str) -> str:
    """Enough of an id to tell it from the others of a page: ids of the record are long digests."""
    start = id.removeprefix(f"{kind}-")[:_ENOUGH]
    return _short(int(start, 16) >> 1) if _HEX.fullmatch(start) else start


def _in_article(sha256: str, digits: int) -> str:
    """A few digits for an article, always as many, so that a number may follow them."""
    return _short(int(sha256[:_ENOUGH], 16) % len(_DIGITS) ** digits).rjust(digits, "0")


def _short(number: int) -> str:
    """A number in base 36, which needs no escaping and is the same in small and large letters."""
    digits = _DIGITS[number % 36]
    while number := number // 36:
        digits = _DIGITS[number % 36] + digits
    return digits


def cited(edition: EditionView) -> Iterator[Quote]:
    """All words of articles, beside the readings, that an edition points at."""
    for finding in edition.findings:
        yield from finding.evidence
    for entry in edition.entries:
        yield from (a.near for a in entry.absences if a.near)
    for row in edition.timeline:
        yield from row.evidence
    for origin in edition.origins:
        yield from origin.evidence
    for reuse in edition.reuse:
        yield from (reuse.a, reuse.b)


def credited(view: VolumeView) -> Iterator[Quote]:
    """The words that credit an agency, in every article."""
    for witness in view.witnesses:
        for credit in (*witness.text_credits, *witness.photo_credits):
            yield credit.quote
