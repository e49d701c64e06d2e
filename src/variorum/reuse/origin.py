"""Where the articles of one event come from, as far as their words and their shared narration tell."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .. import text
from ..model import Article, Locus, Origin, OriginKind, Reuse, Span, Witness
from . import sayings, signs
from .fold import FAMILY, SHARED, UNKNOWN, components
from .issued import Issued, handouts, issued
from .signs import Sign
from .stream import body, quotations

FOLD = 12.0
"""Words of shared narration from which two articles are held to have them from one origin; those of an edited passage
count less (:func:`_weight`).

One passage of the least length (eight words) may be chance or a set phrase; half as many again seldom is.
"""
PART, LITTLE = 0.2, 0.05
"""Shares of the shorter narration under which a shared passage is a part only, the rest of which may come from
elsewhere: the first for passages of less than twice :data:`FOLD`, the second for any."""
Key = tuple[str, OriginKind]
Pair = tuple[str, str]


@dataclass(slots=True)
class _Draft:
    """An origin in the making."""

    label: str
    articles: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # article -> why
    evidence: set[Locus] = field(default_factory=set)


class _Drafts:
    """The origins of an event in the making; case and "the" make no two of one name."""

    def __init__(self) -> None:
        self.by_key: dict[Key, _Draft] = {}
        self.whole: dict[str, list[Key]] = defaultdict(list)

    def enter(self, label: str, kind: OriginKind, article: str, why: str, evidence: Iterable[Span] = ()) -> Key:
        key = sayings.plain(label), kind
        draft = self.by_key.setdefault(key, _Draft(label))
        draft.label = min(draft.label, label)
        if why not in draft.articles[article]:
            draft.articles[article].append(why)
        draft.evidence.update(Locus(article=article, span=s) for s in evidence)
        return key


def origins(witnesses: Sequence[Witness], passages: Sequence[Reuse]) -> tuple[Origin, ...]:
    """The origins of the articles of one event; every article belongs to at least one.

    An agency, outlet or press office credited for some passages only owns these: the article then also belongs to an
    ``unknown`` origin, for the rest, and ``why`` says how much rests on what.  An article whose outlet another one
    cites is an article of that origin, and so is one that quotes what stands in a handout.  Articles that share
    narration worth :data:`FOLD` words have one origin, whether known or not; words that are credited on one side have
    their origin on the other side, too.  Outlets of one publisher stand together under its name as an ``unknown``
    origin of another label: they may share a newsroom.
    """
    ordered = sorted(witnesses, key=lambda w: w.article.id)
    outlets = frozenset(w.article.outlet for w in ordered if w.article.outlet)
    told = {w.article.id: signs.of(w, outlets) for w in ordered}
    drafts = _Drafts()
    released, articles = handouts(ordered), {w.article.id: w.article for w in ordered}
    for w in ordered:
        taken = issued(w.article, released)
        _by_signs(w, [s for s in told[w.article.id] if not _is_of_handout(s, taken)], drafts)
        _by_handouts(w.article, taken, articles, drafts)
    _by_outlet(ordered, drafts)
    narration = [p for p in passages if p.passage == "narration" and p.kind != "parallel"]
    shared = _shared(narration, {w.article.id: _Body(w.article) for w in ordered})
    _passed_along(told, shared, drafts)
    rests = _folded([w.article.id for w in ordered], shared, drafts)
    hints = _hints(ordered, passages)
    found = [*(_origin(key, draft) for key, draft in drafts.by_key.items()), *(_hinted(o, hints) for o in rests)]
    found += _families(ordered, found)
    return tuple(sorted(found, key=lambda o: (o.kind == "unknown", o.label, o.articles)))


def _by_signs(witness: Witness, told: Sequence[Sign], drafts: _Drafts) -> None:
    """Enter an article under all that its kind and its words name."""
    article = witness.article
    itself = signs.house(article)
    if itself:
        marked = signs.release(article) if itself[1] == "handout" else None
        given = article.kind == itself[1]
        why = (
            f"is given as {article.kind}" if given else "is marked as a press release" if marked else "is its own copy"
        )
        key = drafts.enter(*itself, article.id, why, [marked] if marked else [])
        drafts.whole[article.id].append(key)
    found: dict[Key, list[Sign]] = defaultdict(list)
    for sign in told:
        found[sayings.plain(sign.label), sign.kind].append(sign)
    for listed in found.values():
        first, wide = listed[0], any(s.passage is None for s in listed)
        if itself and (sayings.plain(first.label), first.kind) == (sayings.plain(itself[0]), itself[1]):
            drafts.enter(*itself, article.id, drafts.by_key[key].articles[article.id][0], (s.span for s in listed))
            continue
        why = _extent(witness, listed)
        entered = drafts.enter(first.label, first.kind, article.id, why, (s.passage or s.span for s in listed))
        if wide and not (itself and itself[1] != "agency"):
            drafts.whole[article.id].append(entered)


def _is_of_handout(sign: Sign, taken: Sequence[Issued]) -> bool:
    """Whether the release that a sign names is a handout of the pile."""
    return sign.kind == "handout" and any(sign.passage and sign.passage.overlaps(t.span) for t in taken)


def _by_handouts(article: Article, taken: Sequence[Issued], articles: Mapping[str, Article], drafts: _Drafts) -> None:
    """Enter an article under the handouts that have words which it quotes, with these as evidence."""
    by_handout: dict[str, list[Span]] = defaultdict(list)
    for t in taken:
        by_handout[t.of].append(t.span)
    for handout, spans in by_handout.items():
        itself = signs.house(articles[handout])
        words = sum(len(text.words(article.text, s)) for s in spans)
        if itself is not None:
            drafts.enter(*itself, article.id, f"quotes {words} words that stand in {handout}", spans)


def _extent(witness: Witness, listed: Sequence[Sign]) -> str:
    """How much of an article rests on an origin, in words of its body, and by whom the origin goes in its turn."""
    total = sum(len(text.words(witness.article.text, s)) for s in body(witness.article))
    label, kind = listed[0].label, listed[0].kind
    chains = sorted({s.chain for s in listed if s.chain})
    name = f"{label} (which goes by {'; '.join(chains)})" if chains else label
    if any(s.passage is None for s in listed):
        return f"credits {name} for the whole of it ({total} words)"
    words = sum(len(text.words(witness.article.text, s)) for s in _merged(s.passage for s in listed if s.passage))
    share = min(1.0, words / max(1, total))
    verbs = {"own reporting": "shows its own reporting in", "handout": f"goes by a release of {name} in"}
    return f"{verbs.get(kind, f'credits {name} for')} {words} of its {total} words ({share:.0%})"


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and merged[-1].overlaps(span):
            merged[-1] = merged[-1].to(span)
        else:
            merged.append(span)
    return merged


def _by_outlet(ordered: Sequence[Witness], drafts: _Drafts) -> None:
    """An article whose outlet is cited by others is held to be what they cite."""
    for w in ordered:
        name = sayings.plain(w.article.outlet or "")
        draft = drafts.by_key.get((name, "outlet"))
        if draft and set(draft.articles) - {w.article.id}:
            citing = ", ".join(sorted(set(draft.articles) - {w.article.id}))
            drafts.enter(draft.label, "outlet", w.article.id, f"is of the outlet that {citing} names")


def _origin(key: Key, draft: _Draft) -> Origin:
    return Origin(
        label=draft.label,
        kind=key[1],
        articles=tuple(sorted(draft.articles)),
        why="; ".join(
            why if " and " in why and " share " in why else f"{a} {why}"
            for a, listed in sorted(draft.articles.items())
            for why in listed
        ),
        evidence=_sorted(draft.evidence),
    )


def _sorted(loci: Iterable[Locus]) -> tuple[Locus, ...]:
    return tuple(sorted(loci, key=lambda e: (e.article, e.span)))


class _Body:
    """Which characters of an article's body are narration."""

    def __init__(self, article: Article) -> None:
        spans = body(article)
        self.told = sum(map(len, spans)) - sum(len(q) for s in spans for q in quotations(article.text, s))
        self._quoted = sorted(q for s in spans for q in quotations(article.text, s))

    def narrated(self, span: Span) -> int:
        """How many of these characters stand outside quotation marks."""
        at = max(0, bisect_right(self._quoted, span.start, key=lambda q: q.start) - 1)
        inside = 0
        for q in self._quoted[at:]:
            if q.start >= span.end:
                break
            inside += max(0, min(q.end, span.end) - max(q.start, span.start))
        return len(span) - inside


@dataclass(frozen=True, slots=True)
class _Link:
    """The narration that two articles share, enough to fold them; ``part``: a small part of either."""

    passages: tuple[Reuse, ...]
    part: bool

    @property
    def words(self) -> int:
        return sum(p.tokens for p in self.passages)


Shared = Mapping[Pair, _Link]


def _shared(narration: Sequence[Reuse], bodies: Mapping[str, _Body]) -> Shared:
    """The narration that pairs share, where it is enough to fold them.

    What one side quotes and the other tells is the same person's words, and counts for nothing.
    """
    by_pair: dict[Pair, list[Reuse]] = defaultdict(list)
    for p in narration:
        if {p.a.article, p.b.article} <= bodies.keys():
            by_pair[p.a.article, p.b.article].append(p)
    links = {}
    for (a, b), found in sorted(by_pair.items()):
        told = [min(bodies[a].narrated(p.a.span), bodies[b].narrated(p.b.span)) for p in found]
        weight = sum(_weight(p) * n / max(len(p.a.span), len(p.b.span)) for p, n in zip(found, told, strict=True))
        if weight >= FOLD:
            shorter = max(1, min(bodies[a].told, bodies[b].told))
            links[a, b] = _Link(tuple(found), part=sum(told) < (PART if weight < 2 * FOLD else LITTLE) * shorter)
    return links


def _weight(passage: Reuse) -> float:
    """Words in common; those of a passage that is edited through and through count little."""
    return passage.tokens * passage.similarity * max(0.0, 2 * passage.similarity - 1)


def _passed_along(told: Mapping[str, Sequence[Sign]], shared: Shared, drafts: _Drafts) -> None:
    """Words that one article credits for a passage, and another one has without credit, have one origin."""
    for link in shared.values():
        for p in link.passages:
            for own, other in ((p.a, p.b), (p.b, p.a)):
                for s in told[own.article]:
                    if s.passage and s.passage.overlaps(own.span) and _same(s.passage, own.span):
                        why = f"shares these words with {own.article}, which {_names(s)}"
                        drafts.enter(s.label, s.kind, other.article, why, [other.span])


def _same(passage: Span, shared: Span) -> bool:
    return 2 * (min(passage.end, shared.end) - max(passage.start, shared.start)) >= len(passage)


def _names(sign: Sign) -> str:
    return "shows its own reporting there" if sign.kind == "own reporting" else f"names {sign.label} for them"


def _folded(articles: Sequence[str], shared: Shared, drafts: _Drafts) -> list[Origin]:
    """Enter each group that shares narration under the origins of those of it that are known; returns the unknown."""
    wide = {pair: link for pair, link in shared.items() if not link.part}
    rests = []
    for group in components(articles, wide):
        within = {pair: link for pair, link in wide.items() if pair[0] in group}
        left = _joined([a for a in sorted(group) if a not in drafts.whole], within, drafts)
        if left:
            rests.append(_rest(left, within, drafts))
    return rests + [_part(pair, link) for pair, link in shared.items() if link.part]


def _part(pair: Pair, link: _Link) -> Origin:
    """A passage that two articles share beside much that they do not."""
    why = f"{_sharing(pair, link)}, a small part of either; the rest of each may come from elsewhere"
    receipts = _sorted(locus for p in link.passages for locus in (p.a, p.b))
    return Origin(label=SHARED, kind="unknown", articles=pair, why=why, evidence=receipts)


def _joined(rest: Sequence[str], within: Shared, drafts: _Drafts) -> list[str]:
    """Enter those that share narration with an article of known origin, or with one so entered; returns the others."""
    left = list(rest)
    near: dict[str, list[Pair]] = {a: [pair for pair in within if a in pair] for a in left}
    while True:
        wave = {a: [p for p in near[a] if _other(p, a) in drafts.whole] for a in left}
        wave = {a: pairs for a, pairs in wave.items() if pairs}
        if not wave:
            return left
        entered = {a: _enter(a, pairs, within, drafts) for a, pairs in wave.items()}
        drafts.whole.update(entered)
        left = [a for a in left if a not in entered]


def _enter(article: str, pairs: Sequence[Pair], within: Shared, drafts: _Drafts) -> list[Key]:
    """Enter an article under the origins of those that it shares narration with, with that narration as receipt."""
    found: dict[Key, None] = {}
    for pair in pairs:
        for key in drafts.whole[_other(pair, article)]:
            found[key] = None
            drafts.enter(drafts.by_key[key].label, key[1], article, _sharing(pair, within[pair]))
            drafts.by_key[key].evidence.update(x for p in within[pair].passages for x in (p.a, p.b))
    return list(found)


def _other(pair: Pair, article: str) -> str:
    return pair[0] if pair[1] == article else pair[1]


def _sharing(pair: Pair, link: _Link) -> str:
    return f"{pair[0]} and {pair[1]} share {link.words} words of narration"


def _rest(left: Sequence[str], within: Shared, drafts: _Drafts) -> Origin:
    links = {pair: link for pair, link in within.items() if set(pair) <= set(left)}
    receipts = {locus for link in links.values() for p in link.passages for locus in (p.a, p.b)}
    if links:
        why = "; ".join(_sharing(pair, link) for pair, link in links.items())
        why += "; which of them had it first, or from whom, cannot be told"
    elif any(a in draft.articles for draft in drafts.by_key.values() for a in left):
        why = f"beyond what it credits, nothing tells where {left[0]} comes from"
    else:
        why = f"{left[0]} has no credit, no sign of own reporting and too little narration in common with another"
    return Origin(label=UNKNOWN, kind="unknown", articles=tuple(left), why=why, evidence=_sorted(receipts))


def _hints(ordered: Sequence[Witness], passages: Sequence[Reuse]) -> dict[str, list[str]]:
    """What hints at an origin of an article and proves none: parallel points, a dateline with the outlet's initials."""
    found: dict[str, list[str]] = defaultdict(list)
    points = Counter((p.a.article, p.b.article) for p in passages if p.kind == "parallel")
    for (a, b), count in sorted(points.items()):
        hint = f"{a} and {b} make {count} points in one order, in other words (a hint at a common source, not a proof)"
        found[a].append(hint)
        found[b].append(hint)
    for w in ordered:
        tag = signs.initials(w.article)
        if tag:
            name = tag.of(w.article.text)
            found[w.article.id].append(
                f"{w.article.id} has its outlet’s own initials, {name}, in the dateline (a hint)"
            )
    return found


def _hinted(origin: Origin, hints: Mapping[str, Sequence[str]]) -> Origin:
    """An unknown origin with what is hinted at: said, never counted."""
    said = list(dict.fromkeys(h for a in origin.articles for h in hints.get(a, ())))
    return replace(origin, why="; ".join((origin.why, *said))) if said else origin


def _families(ordered: Sequence[Witness], found: Sequence[Origin]) -> list[Origin]:
    """One origin a publisher that owns the outlets of several articles, unless another origin holds all of these."""
    owned: dict[str, list[str]] = defaultdict(list)
    for w in ordered:
        name = sayings.family(w.article.outlet)
        if name:
            owned[name].append(w.article.id)
    return [
        Origin(
            label=FAMILY + name,
            kind="unknown",
            articles=tuple(articles),
            why=f"{', '.join(articles)} are of outlets of one publisher; whether they worked apart cannot be told",
            evidence=(),
        )
        for name, articles in sorted(owned.items())
        if len(articles) > 1 and not any(set(articles) <= set(o.articles) for o in found)
    ]
