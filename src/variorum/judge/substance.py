"""What two wordings of one remark differ in besides style: a number, a negation, a hedge, a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .. import lexicon
from ..model import Reading, Witness
from ..text import Token, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """The parts of a wording that carry its substance, each as normal forms."""

    number: frozenset[str]
    negation: frozenset[str]
    hedge: frozenset[str]
    name: frozenset[str]


def of(reading: Reading, witness: Witness) -> Substance:
    text = witness.article.text
    pieces = reading.content or (reading.span,)
    tokens = [t for piece in pieces for t in words(text, piece)]
    names = {
        n.name.casefold().split()[-1]
        for n in witness.claims.names
        if n.kind in ("person", "organisation", "place") and any(p.contains(n.span) for p in pieces)
    }
    return Substance(
        number=frozenset(t.norm for t in tokens if t.is_number),
        negation=frozenset({"not"} if any(is_negation(t) for t in tokens) else ()),
        hedge=frozenset(t.norm for t in tokens if t.norm in lexicon.words("judgement", "hedges")),
        name=frozenset(names),
    )


def is_negation(token: Token) -> bool:
    listed = lexicon.words("judgement", "negations")
    return token.norm in listed or token.norm.endswith(lexicon.load("judgement")["negated_ending"])


def differences(a: Substance, b: Substance) -> tuple[str, ...]:
    """Which of number, negation, hedge and name differ; only one side's being empty counts for hedges and names,

    since two hedges (or two forms of a name) may well mean the same.
    """
    found = []
    if a.number != b.number and a.number and b.number:
        found.append("number")
    if a.negation != b.negation:
        found.append("negation")
    found += [part for part, x, y in (("hedge", a.hedge, b.hedge),) if bool(x) != bool(y)]
    return tuple(found)


def phrase(parts: Iterable[str]) -> str:
    """ " They differ in a number and a hedge.", or nothing."""
    words_for = lexicon.load("messages")["substance"]
    listed = [words_for[p] for p in parts]
    if not listed:
        return ""
    things = listed[0] if len(listed) == 1 else ", ".join(listed[:-1]) + " and " + listed[-1]
    return str(words_for["prefix"].format(things=things))
