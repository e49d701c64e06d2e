"""Statement and fact entries: aligned units put together again as each witness's reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from .. import text
from ..model import Certainty, Entry, Near, Reading, Span, Statement, Witness
from . import align, commitments, finish, nearby
from .align import Group
from .units import Unit

_LONGEST_PASSAGE = 1_200
"""Characters of a statement's passage beyond which a reading shows only the sentences of its own."""


def entries(witnesses: Sequence[Witness], units: Sequence[Unit], *, threshold: float) -> list[Entry]:
    """The statement and fact entries of an event; ``units`` are those of ``witnesses``, in their order.

    Where nothing is worth an entry by itself (a few plain sentences), every sentence is one: better than nothing.
    """
    aligned = align.align(units, threshold=threshold)
    groups = _parallel(_rest(_absorbed(_bridged(aligned))))
    worth = [group for group in groups if _worth(witnesses, group)]
    told = worth or [g for g in groups if any(u.tells for u in g.units)]
    return [replace(_entry(witnesses, g), near=_near(g, aligned.likeness)) for g in told]


def _near(group: Group, likeness: align.Likeness) -> tuple[Near, ...]:
    """What of each other witness is likeliest the same thing, clauses that only go with an aligned one left out."""
    told = [u for u in group.units if not u.trailing] or group.units
    return nearby.near(likeness.compared(told), {u.witness for u in group.units})


def _bridged(found: align.Alignment) -> list[Group]:
    """Two neighbouring things that two witnesses give side by side, and a third in one breath, are one entry."""
    groups = found.groups
    into = list(range(len(groups)))
    for x, y in sorted(found.bridges):
        ours, theirs = _by_witness(groups[x]), _by_witness(groups[y])
        both = [w for w in ours if w in theirs]
        beside = [w for w in both if any(_beside(u, v) for u in ours[w] for v in theirs[w])]
        if len(beside) >= 2 and into[y] == y:
            into[y] = _root(into, x)
    return _merged(groups, into)


def _beside(a: Unit, b: Unit) -> bool:
    return _continues(a, b) or _continues(b, a)


def _root(into: Sequence[int], n: int) -> int:
    while into[n] != n:
        n = into[n]
    return n


def _absorbed(groups: Iterable[Group]) -> list[Group]:
    """Clauses that nobody else gives go with an aligned clause of their sentence: a trimmed end, not a new thing."""
    found = list(groups)
    hosts: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    lone: list[int] = []
    for n, group in enumerate(found):
        if len({u.witness for u in group.units}) > 1:
            for unit in group.units:
                hosts[unit.witness, unit.sentence].append((unit.order, n))
        elif len(group.units) == 1:
            lone.append(n)
    moved: dict[int, list[Unit]] = defaultdict(list)
    gone: set[int] = set()
    for n in lone:
        unit = found[n].units[0]
        mates = hosts.get((unit.witness, unit.sentence))
        if mates:  # the nearest aligned clause of the sentence, the one before first
            _, _, host = min((abs(order - unit.order), order > unit.order, at) for order, at in mates)
            moved[host].append(replace(unit, trailing=True))
            gone.add(n)
    return [
        Group(tuple(sorted((*g.units, *moved[n]), key=_place)), g.score) for n, g in enumerate(found) if n not in gone
    ]


def _rest(groups: Sequence[Group]) -> list[Group]:
    """What only one witness has of a statement: its neighbouring sentences are one entry."""
    kept = [g for g in groups if len(g.units) > 1]
    lone = sorted((g.units[0] for g in groups if len(g.units) == 1), key=_place)
    run: list[Unit] = []
    for unit in lone:
        if run and not _continues(run[-1], unit):
            kept.append(Group(tuple(run), 1.0))
            run = []
        run.append(unit)
    if run:
        kept.append(Group(tuple(run), 1.0))
    return kept


def _parallel(groups: Sequence[Group]) -> list[Group]:
    """Neighbouring sentences that every one of the same witnesses gives side by side are one entry."""
    found = sorted(groups, key=lambda g: [_place(u) for u in g.units])
    by_place: dict[tuple[int, int], int] = {_place(u): n for n, g in enumerate(found) for u in g.units}
    into = list(range(len(found)))
    for n, group in enumerate(found):
        if len({u.witness for u in group.units}) < 2:
            continue
        last = group.units[0]
        after = by_place.get((last.witness, max(u.order for u in group.units if u.witness == last.witness) + 1))
        if after is not None and after != n and _side_by_side(group, found[after]):
            into[after] = n
    return _merged(found, into)


def _merged(groups: Sequence[Group], into: list[int]) -> list[Group]:
    together: dict[int, list[Group]] = defaultdict(list)
    for n, group in enumerate(groups):
        together[_root(into, n)].append(group)
    return [
        Group(tuple(sorted((u for g in several for u in g.units), key=_place)), min(g.score for g in several))
        for several in together.values()
    ]


def _side_by_side(a: Group, b: Group) -> bool:
    """Each witness of one gives the other right after it, in the same statement or sentence."""
    ours, theirs = _by_witness(a), _by_witness(b)
    return ours.keys() == theirs.keys() and all(
        _continues(ours[w][-1], theirs[w][0]) and _one_run(ours[w]) and _one_run(theirs[w]) for w in ours
    )


def _continues(a: Unit, b: Unit) -> bool:
    return b.order == a.order + 1 and (
        a.sentence == b.sentence or (a.statement is not None and a.statement == b.statement)
    )


def _one_run(units: Sequence[Unit]) -> bool:
    return all(_continues(a, b) for a, b in pairwise(units))


def _by_witness(group: Group) -> dict[int, list[Unit]]:
    found: dict[int, list[Unit]] = defaultdict(list)
    for unit in group.units:
        found[unit.witness].append(unit)
    return found


def _place(unit: Unit) -> tuple[int, int]:
    return (unit.witness, unit.order)


def _worth(witnesses: Sequence[Witness], group: Group) -> bool:
    """Whether an entry of it helps a reader: a plain sentence that nobody else has, only when it holds a figure."""
    if len({u.witness for u in group.units}) > 1:
        return True
    unit = group.units[0]
    if unit.role == "heading" or not any(u.tells for u in group.units):
        return False
    if unit.statement is not None:
        return True
    figures = witnesses[unit.witness].claims.figures
    return any(unit.passage.contains(f.span) and f.klass != "rank" and f.value is not None for f in figures)


def _entry(witnesses: Sequence[Witness], group: Group) -> Entry:
    parts: dict[tuple[int, str, int], list[Unit]] = defaultdict(list)
    for unit in group.units:
        if unit.statement:
            parts[unit.witness, unit.statement.id, -1].append(unit)
        else:
            parts[unit.witness, "", unit.sentence].append(unit)
    readings = _without_repeats([_reading(witnesses[key[0]], units) for key, units in parts.items()])
    kind, told = commitments.told("statement" if any(r.statement for r in readings) else "fact", witnesses, readings)
    return finish.entry(kind, witnesses, told, confidence=group.score)


def _without_repeats(readings: Sequence[Reading]) -> list[Reading]:
    """Without readings of the very words that another reading of the article holds (one attribution inside another)."""

    def inside(r: Reading, other: Reading) -> bool:
        held = r.article == other.article and all(any(o.contains(c) for o in other.content) for c in r.content)
        return held and (
            r.content != other.content or (r.span, r.statement or "") > (other.span, other.statement or "")
        )

    return [r for r in readings if not any(inside(r, other) for other in readings if other is not r)]


def _reading(witness: Witness, units: Sequence[Unit]) -> Reading:
    first, statement = units[0], units[0].statement
    whole = witness.article.text
    content = _content(whole, units)
    shared = {
        "article": witness.article.id,
        "content": content,
        "certainty": _certainty(units),
        "form": first.form,
    }
    if statement is None:
        return Reading(span=first.passage.to(content[-1]), **shared)  # type: ignore[arg-type]
    return Reading(
        span=_span(whole, statement, content),
        source=statement.source,
        cue=finish.cue(statement),
        speaker=statement.speaker,
        relayed_by=statement.relayed_by,
        via=statement.via,
        statement=statement.id,
        **shared,  # type: ignore[arg-type]
    )


def _certainty(units: Sequence[Unit]) -> Certainty:
    """Of the clauses that make the entry, that of the one that shows it best."""
    aligned = [u for u in units if not u.trailing] or units
    return max((u.certainty for u in aligned), key=lambda c: c.score)


def _content(whole: str, units: Sequence[Unit]) -> tuple[Span, ...]:
    """The pieces of all units; those with nothing but points and spaces between them become one."""
    joined: list[Span] = []
    for piece in sorted({p for u in units for p in u.pieces}):
        if joined and (piece.start <= joined[-1].end or _nothing_between(whole, joined[-1], piece)):
            joined[-1] = joined[-1].to(piece)
        else:
            joined.append(piece)
    return tuple(joined)


def _nothing_between(whole: str, a: Span, b: Span) -> bool:
    gap = whole[a.end : b.start]
    return not any(c.isalnum() or c in text.QUOTATION_MARKS or c == "\n" for c in gap)


def _span(whole: str, statement: Statement, content: Sequence[Span]) -> Span:
    """The whole passage, attribution included; of a very long one, the sentences that hold the content."""
    cover = content[0].to(content[-1])
    passage = statement.passage.to(cover)
    if len(passage) <= _LONGEST_PASSAGE:
        return passage
    own = [s for s in text.sentences(whole, passage) if s.overlaps(cover)]
    return own[0].to(own[-1]).to(cover) if own else cover
