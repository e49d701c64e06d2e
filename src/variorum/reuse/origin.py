"""Where the articles of one event come from, as far as their credits and shared narration tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .. import text
from ..model import Locus, Origin, OriginKind, Reuse, Span, Witness
from . import signs
from .fold import components
from .signs import Sign

FOLD = 12.0
"""Words of shared narration from which two articles are held to have them from one origin; of an edited passage
each shared word counts half.

One passage of the least length (eight words) may be chance or a set phrase; half as many again seldom is.
"""
UNKNOWN = "unknown origin"
_GIVEN: Mapping[str, OriginKind] = {"agency": "agency", "handout": "handout", "transcript": "transcript"}
Key = tuple[str, OriginKind]


@dataclass(slots=True)
class _Draft:
    """An origin in the making."""

    articles: dict[str, str] = field(default_factory=dict)  # article -> why
    evidence: set[Locus] = field(default_factory=set)


def origins(witnesses: Sequence[Witness], passages: Sequence[Reuse]) -> tuple[Origin, ...]:
    """The origins of the articles of one event; every article belongs to at least one.

    An agency or outlet credited for some passages only owns these: the article then also belongs to an ``unknown``
    origin, for the rest, and ``why`` says how much rests on what.  Articles that share narration worth :data:`FOLD`
    words have one origin, whether known or not.
    """
    ordered = sorted(witnesses, key=lambda w: w.article.id)
    drafts: dict[Key, _Draft] = defaultdict(_Draft)
    whole: dict[str, Key] = {}
    for w in ordered:
        key = _by_signs(w, drafts)
        if key:
            whole[w.article.id] = key
    found = [_origin(key, draft) for key, draft in drafts.items()]
    shared = _shared(passages, {w.article.id for w in ordered})
    for group in components([w.article.id for w in ordered], shared):
        found = _folded(sorted(group), whole, shared, found)
    hinted = (_hinted(o, _hints(passages)) for o in found)
    return tuple(sorted(hinted, key=lambda o: (o.kind == "unknown", o.label, o.articles)))


def _hints(passages: Sequence[Reuse]) -> Counter[tuple[str, str]]:
    """How many points two articles make in one order, in other words."""
    return Counter((p.a.article, p.b.article) for p in passages if p.kind == "parallel")


def _hinted(origin: Origin, hints: Counter[tuple[str, str]]) -> Origin:
    """An unknown origin with what parallel points hint at: said, never counted."""
    said = [
        f"{a} and {b} make {count} points in one order, in other words (a hint at a common source, not a proof)"
        for (a, b), count in sorted(hints.items())
        if {a, b} & set(origin.articles)
    ]
    return replace(origin, why="; ".join((origin.why, *said))) if said and origin.kind == "unknown" else origin


def _by_signs(witness: Witness, drafts: dict[Key, _Draft]) -> Key | None:
    """Enter an article under all that its kind and its words name; returns what the whole of it comes from."""
    article = witness.article
    found: dict[Key, list[Sign]] = defaultdict(list)
    for sign in signs.of(witness):
        found[sign.label, sign.kind].append(sign)
    whole: Key | None = None
    if article.kind in _GIVEN:
        wide = [k for k, listed in found.items() if k[1] == "agency" and any(s.passage is None for s in listed)]
        whole = wide[0] if wide else (article.outlet or article.kind, _GIVEN[article.kind])
        drafts[whole].articles[article.id] = f"is given as {article.kind}"
    for key, listed in found.items():
        draft = drafts[key]
        if whole != key:
            draft.articles[article.id] = _extent(witness, key, listed)
        draft.evidence.update(Locus(article=article.id, span=s.passage or s.span) for s in listed)
        if whole is None and any(s.passage is None for s in listed):
            whole = key
    return whole


def _extent(witness: Witness, key: Key, listed: Sequence[Sign]) -> str:
    """How much of an article rests on an origin, in words of its body."""
    label, kind = key
    body = [b.span for b in witness.article.blocks_of("body", "heading", "dateline")]
    total = sum(len(text.words(witness.article.text, s)) for s in body)
    if any(s.passage is None for s in listed):
        return f"credits {label} for the whole of it ({total} words)"
    words = sum(len(text.words(witness.article.text, s)) for s in _merged(s.passage for s in listed if s.passage))
    share = min(1.0, words / max(1, total))
    verb = "shows its own reporting in" if kind == "own reporting" else f"credits {label} for"
    return f"{verb} {words} of its {total} words ({share:.0%})"


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and merged[-1].overlaps(span):
            merged[-1] = merged[-1].to(span)
        else:
            merged.append(span)
    return merged


def _origin(key: Key, draft: _Draft) -> Origin:
    return Origin(
        label=key[0],
        kind=key[1],
        articles=tuple(sorted(draft.articles)),
        why="; ".join(f"{a} {why}" for a, why in sorted(draft.articles.items())),
        evidence=_sorted(draft.evidence),
    )


def _sorted(loci: set[Locus]) -> tuple[Locus, ...]:
    return tuple(sorted(loci, key=lambda e: (e.article, e.span)))


Shared = dict[tuple[str, str], list[Reuse]]


def _shared(passages: Sequence[Reuse], articles: set[str]) -> Shared:
    """The narration that pairs share, where it is enough to fold them."""
    by_pair: Shared = defaultdict(list)
    for p in passages:
        if p.passage == "narration" and p.kind != "parallel" and {p.a.article, p.b.article} <= articles:
            by_pair[p.a.article, p.b.article].append(p)
    return {pair: found for pair, found in sorted(by_pair.items()) if sum(_weight(p) for p in found) >= FOLD}


def _weight(passage: Reuse) -> float:
    same = passage.tokens * passage.similarity
    return same if passage.kind == "verbatim" else same / 2


def _folded(group: list[str], whole: dict[str, Key], shared: Shared, found: list[Origin]) -> list[Origin]:
    """Enter a group that shares narration (or a single article): under the origin of one of them, or as unknown."""
    within = {pair: ps for pair, ps in shared.items() if pair[0] in group}
    keys = sorted({whole[a] for a in group if a in whole})
    receipts = {locus for ps in within.values() for p in ps for locus in (p.a, p.b)}
    rest = [a for a in group if a not in whole]
    if not rest:
        return found
    why = "; ".join(
        f"{a} and {b} share {sum(p.tokens for p in ps)} words of narration" for (a, b), ps in within.items()
    )
    if len(keys) == 1:
        return [_joined(o, rest, why, receipts) if (o.label, o.kind) == keys[0] else o for o in found]
    parts = sorted({a for o in found for a in o.articles}.intersection(rest))
    if not within:
        why = f"{rest[0]} has no credit, no sign of own reporting and too little narration in common with another"
        if parts:
            why = f"beyond what it credits, nothing tells where {rest[0]} comes from"
    elif keys:
        why += f"; they go back to more than one origin ({', '.join(k[0] for k in keys)})"
    else:
        why += "; which of them had it first, or from whom, cannot be told"
    return [*found, Origin(label=UNKNOWN, kind="unknown", articles=tuple(rest), why=why, evidence=_sorted(receipts))]


def _joined(origin: Origin, rest: list[str], why: str, receipts: set[Locus]) -> Origin:
    return Origin(
        label=origin.label,
        kind=origin.kind,
        articles=tuple(sorted({*origin.articles, *rest})),
        why=f"{origin.why}; {why}",
        evidence=_sorted({*origin.evidence, *receipts}),
    )
