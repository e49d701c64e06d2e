"""Who is silent, and who merely cannot be said to be.

Silence is a claim about an outlet, so it needs a ground: the article was read whole, and it was written after the
words were spoken.  Where either is not known, the state says so instead.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..model import Absence, Article, Entry, NameKind, Speaker, Witness

_TOPICAL: frozenset[NameKind] = frozenset({"person", "organisation", "place", "group"})


def of(entry: Entry, entries: Collection[Entry], witnesses: Mapping[str, Witness]) -> tuple[Absence, ...]:
    """One absence for each witness without a reading in ``entry``, sorted by article id."""
    present = {r.article for r in entry.readings}
    return tuple(_state(entry, entries, witnesses, article) for article in sorted(witnesses.keys() - present))


def _state(entry: Entry, entries: Collection[Entry], witnesses: Mapping[str, Witness], absent: str) -> Absence:
    article = witnesses[absent].article
    unread = unread_because(article)
    if unread:
        return Absence(article=absent, state="unread", why=unread)
    if _outside(entry, witnesses, absent):
        return Absence(article=absent, state="outside its subject", why="it names nobody and nothing of this entry")
    if _same_occasion(entry, entries, absent):
        return Absence(article=absent, state="silent", why="it reports other words of the same speaker")
    return _by_time(entry, witnesses, article)


def unread_because(article: Article) -> str | None:
    """Why an article counts as unread, or None when it was read whole."""
    if not article.supported:
        return f"its language ({article.language or 'unknown'}) is not one that is read"
    if not article.complete:
        return "it was cut off or stands behind a paywall"
    if not article.blocks_of("body"):
        return "no body text was found in it"
    return None


def _outside(entry: Entry, witnesses: Mapping[str, Witness], absent: str) -> bool:
    """Whether the absent article shares not one name with what the entry is about."""
    about: set[str] = set()
    for reading in entry.readings:
        for name in witnesses[reading.article].claims.names:
            if name.kind in _TOPICAL and any(c.overlaps(name.span) for c in (reading.span, *reading.content)):
                about.add(_head(name.name))
    if entry.speaker and entry.speaker.kind in ("person", "organisation"):
        about.add(_head(entry.speaker.name))
    named = {_head(n.name) for n in witnesses[absent].claims.names}
    return bool(about) and not about & named


def _head(name: str) -> str:
    return name.casefold().split()[-1]


def _same_occasion(entry: Entry, entries: Collection[Entry], absent: str) -> bool:
    """Whether the absent article shares another entry of the same speaker with a witness of this one.

    Then it was written after that speaker spoke, whatever its date.
    """
    voice = _voice(entry)
    if voice is None or entry.kind != "statement":
        return False
    present = {r.article for r in entry.readings}
    for other in entries:
        if other.id != entry.id and _voice(other) == voice and other.kind == "statement":
            theirs = {r.article for r in other.readings}
            if absent in theirs and theirs & present:
                return True
    return False


def _voice(entry: Entry) -> Speaker | None:
    """Who spoke on the occasion: the one who relays, where nobody has the words otherwise."""
    relays = [r.relayed_by for r in entry.readings if r.form != "narration"]
    relayed = relays[0] if relays and all(relays) else None
    return relayed or entry.speaker


def _by_time(entry: Entry, witnesses: Mapping[str, Witness], article: Article) -> Absence:
    published = article.known_date
    if published is None:
        return Absence(article=article.id, state="time unknown", why="it gives no date, so this may have come later")
    dates = sorted(p for r in entry.readings if (p := witnesses[r.article].article.known_date))
    if not dates:
        return Absence(article=article.id, state="time unknown", why="no witness of this entry gives a date")
    if _before(published, dates[0]):
        why = f"it was published {published}, before the first witness of this entry ({dates[0]})"
        return Absence(article=article.id, state="earlier", why=why)
    why = f"it was published {published}, not before the first witness of this entry ({dates[0]})"
    return Absence(article=article.id, state="silent", why=why)


def _before(a: str, b: str) -> bool:
    """Whether ``a`` is earlier than ``b`` in what both give: days, or hours where both name them."""
    precision = min(len(a), len(b), len("2025-06-27T10:00"))
    return a[: max(precision, 10)] < b[: max(precision, 10)]
