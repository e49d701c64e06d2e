"""Who is silent, and who merely cannot be said to be.

Silence is a claim about an outlet, so it needs a ground: the article was read whole, it is about what the entry is
about, it was written after the words were spoken, and nothing in it is so near that it may be the same thing in other
words.  Where one of these is not known, the state says so instead.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta

from ..model import Absence, Article, Entry, NameKind, Near, Span, Speaker, Witness
from .case import SAID

_TOPICAL: frozenset[NameKind] = frozenset({"person", "organisation", "place", "group"})
PERHAPS = 0.05
"""How surely (0 to 1) an article's nearest passage is of an entry, from which it is not called silent.  So low because
silence is a claim about an outlet: of absent articles with a score from here to .1 two in five had the entry."""
_FAR_AHEAD = timedelta(days=90)
"""Days after every other witness from which a publication date is not believed."""
_NAMES_NOBODY = "it names nobody and nothing of this entry"
_HAS_OTHERS = "it reports other words of the same speaker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What silence is judged by, laid out once an event: the articles in order, the absences of those that count as
    unread, and of each as one ``outside`` a subject or one that ``heard`` a speaker; where each article names somebody
    or something, which articles do, why an article's time cannot be relied on, and which articles have words of each
    speaker (by entry)."""

    witnesses: Mapping[str, Witness]
    articles: tuple[str, ...]
    unread: Mapping[str, Absence]
    outside: Mapping[str, Absence]
    heard: Mapping[str, Absence]
    named: Mapping[str, _Named]
    naming: Mapping[str, frozenset[str]]
    doubts: Mapping[str, str]
    spoken: Mapping[Speaker, tuple[tuple[str, frozenset[str]], ...]]


@dataclass(frozen=True, slots=True)
class _Named:
    """The topical names of an article by where they begin: where each ends, and the last word of each."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    heads: tuple[str, ...]
    longest: int

    @staticmethod
    def of(witness: Witness) -> _Named:
        found = sorted((n.span.start, n.span.end, _head(n.name)) for n in witness.claims.names if n.kind in _TOPICAL)
        starts, ends, heads = zip(*found, strict=True) if found else ((), (), ())
        return _Named(starts, ends, heads, max((end - start for start, end, _ in found), default=0))

    def within(self, span: Span) -> Iterator[str]:
        """The heads of the names that a span touches."""
        for n in range(bisect_right(self.starts, span.start - self.longest), bisect_left(self.starts, span.end)):
            if self.ends[n] > span.start:
                yield self.heads[n]


def ground(entries: Collection[Entry], witnesses: Mapping[str, Witness]) -> Ground:
    """The ground of all entries of an event; ``witnesses`` are keyed by article id."""
    spoken: dict[Speaker, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for entry in entries:
        voice = _voice(entry)
        if voice is not None and entry.kind in SAID:
            spoken[voice].append((entry.id, frozenset(r.article for r in entry.readings)))
    naming: dict[str, set[str]] = defaultdict(set)
    for article, witness in witnesses.items():
        for name in witness.claims.names:
            naming[_head(name.name)].add(article)
    because = {a: unread_because(w.article) for a, w in witnesses.items()}
    return Ground(
        witnesses=witnesses,
        articles=tuple(sorted(witnesses)),
        unread={a: Absence(article=a, state="unread", why=why) for a, why in because.items() if why},
        outside={a: Absence(article=a, state="outside its subject", why=_NAMES_NOBODY) for a in witnesses},
        heard={a: Absence(article=a, state="silent", why=_HAS_OTHERS) for a in witnesses},
        named={a: _Named.of(w) for a, w in witnesses.items()},
        naming={head: frozenset(articles) for head, articles in naming.items()},
        doubts=_doubts(witnesses),
        spoken={voice: tuple(found) for voice, found in spoken.items()},
    )


def of(entry: Entry, on: Ground) -> tuple[Absence, ...]:
    """One absence for each witness without a reading in ``entry``, sorted by article id."""
    present = frozenset(r.article for r in entry.readings)
    about, told, since = _about(entry, on), _told_by(entry, present, on), _since(present, on)
    within = frozenset[str]().union(*(on.naming.get(head, ()) for head in about)) if about else on.witnesses.keys()
    near = {n.article: n for n in entry.near if n.score >= PERHAPS}
    return tuple(
        on.unread.get(article) or _state(article, on, near.get(article), within=within, told=told, since=since)
        for article in on.articles
        if article not in present
    )


@dataclass(frozen=True, slots=True)
class _Since:
    """From when on an entry was in print: ``first`` published, and ``sure`` when its words stood there, as an article
    may have got them when it was changed."""

    first: str
    sure: str


def _state(
    absent: str, on: Ground, near: Near | None, *, within: Set[str], told: Set[str], since: _Since | None
) -> Absence:
    """The state of an article that was read; ``near`` is the passage that may have the entry in other words, and
    ``within`` are the articles to whose subject the entry belongs."""
    if near is not None:
        why = "it has a passage that may be of this, too unlike to be put beside it"
        return Absence(article=absent, state="perhaps", why=why, near=near)
    if absent not in within:
        return on.outside[absent]
    if absent in told:
        return on.heard[absent]
    return _by_time(on.witnesses[absent].article, on, since)


def unread_because(article: Article) -> str | None:
    """Why an article counts as unread, or None when it was read whole."""
    if not article.supported:
        return f"its language ({article.language or 'unknown'}) is not one that is read"
    if not article.complete:
        return "it was cut off or stands behind a paywall"
    if not article.blocks_of("body"):
        return "no body text was found in it"
    return None


def _about(entry: Entry, on: Ground) -> frozenset[str]:
    """The names in the passages of an entry, and its speaker."""
    about: set[str] = set()
    for reading in entry.readings:
        for place in (reading.span, *reading.content):
            about.update(on.named[reading.article].within(place))
    if entry.speaker and entry.speaker.kind in ("person", "organisation"):
        about.add(_head(entry.speaker.name))
    return frozenset(about)


def _head(name: str) -> str:
    return name.casefold().split()[-1]


def _told_by(entry: Entry, present: frozenset[str], on: Ground) -> frozenset[str]:
    """The articles that share another entry of the same speaker with a witness of this one.

    They were written after that speaker spoke, whatever their dates.
    """
    voice = _voice(entry)
    if voice is None or entry.kind not in SAID:
        return frozenset()
    others = (articles for other, articles in on.spoken.get(voice, ()) if other != entry.id and articles & present)
    return frozenset().union(*others)


def _voice(entry: Entry) -> Speaker | None:
    """Who spoke on the occasion: the one who relays, where nobody has the words otherwise."""
    relays = [r.relayed_by for r in entry.readings if r.form != "narration"]
    relayed = relays[0] if relays and all(relays) else None
    return relayed or entry.speaker


def _since(present: frozenset[str], on: Ground) -> _Since | None:
    """When the readings of an entry appeared, by those of its witnesses whose dates can be relied on."""
    dated = [on.witnesses[a].article for a in present if a not in on.doubts]
    times = [(p, max(p, a.modified or p)) for a in dated if (p := a.known_date)]
    return _Since(min(first for first, _ in times), min(sure for _, sure in times)) if times else None


def _by_time(article: Article, on: Ground, since: _Since | None) -> Absence:
    published, doubt = article.known_date, on.doubts.get(article.id)
    if published is None:
        return Absence(article=article.id, state="time unknown", why="it gives no date, so this may have come later")
    if doubt:
        return Absence(article=article.id, state="time unknown", why=doubt)
    if since is None:
        return Absence(article=article.id, state="time unknown", why="no witness of this entry gives a date")
    if _before(published, since.first):
        why = f"it was published {published}, before the first witness of this entry ({since.first})"
        return Absence(article=article.id, state="earlier", why=why)
    if _before(published, since.sure):
        why = f"it was published {published}, and the witnesses of this entry were changed later ({since.sure})"
        return Absence(article=article.id, state="time unknown", why=why)
    why = f"it was published {published}, not before the first witness of this entry ({since.first})"
    return Absence(article=article.id, state="silent", why=why)


def _before(a: str, b: str) -> bool:
    """Whether ``a`` is earlier than ``b`` in what both give: days, or hours where both name them."""
    precision = min(len(a), len(b), len("2025-06-27T10:00"))
    return a[: max(precision, 10)] < b[: max(precision, 10)]


def _doubts(witnesses: Mapping[str, Witness]) -> dict[str, str]:
    """Articles whose dates cannot be relied on, and why."""
    days = sorted(d for w in witnesses.values() if (d := _day(w.article.known_date)) is not None)
    found: dict[str, str] = {}
    for name, witness in witnesses.items():
        article = witness.article
        published, modified = article.known_date, article.modified
        day = _day(published)
        others = days[-2] if day is not None and len(days) > 1 and day == days[-1] else None
        if published and modified and modified[:10] < published[:10]:
            found[name] = f"it says that it was published {published} and changed before that ({modified})"
        elif day is not None and others is not None and day - others > _FAR_AHEAD:
            found[name] = f"it says that it was published {published}, long after every other witness"
    return found


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
