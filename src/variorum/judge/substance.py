"""What two wordings of one remark differ in besides style: a number, a negation, a hedge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .. import lexicon
from ..model import Claims, Reading, Span, Witness
from ..text import Token, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """The parts of a wording that carry its substance, each as normal forms."""

    number: frozenset[str]
    negated: frozenset[str]
    hedge: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]


def of(reading: Reading, witness: Witness) -> Substance:
    pieces = reading.content or (reading.span,)
    tokens = [t for piece in pieces for t in words(witness.article.text, piece)]
    return Substance(
        number=frozenset(_numbers(witness.claims, pieces)),
        negated=frozenset(_negated(tokens)),
        hedge=frozenset(t.norm for t in tokens if t.norm in lexicon.words("judgement", "hedges")),
        words=frozenset(t.norm for t in tokens),
        names=frozenset(
            n.name.casefold().split()[-1] for n in witness.claims.names if any(p.contains(n.span) for p in pieces)
        ),
    )


def _numbers(claims: Claims, pieces: Sequence[Span]) -> Iterator[str]:
    """The figures and lengths of time within some pieces, by value."""
    for figure in claims.figures:
        if figure.value is not None and any(p.contains(figure.span) for p in pieces):
            yield f"{figure.value:g}"
    for moment in claims.moments:
        if moment.type == "DURATION" and moment.value and any(p.contains(moment.span) for p in pieces):
            yield moment.value


def _negated(tokens: Sequence[Token]) -> Iterator[str]:
    """The first telling word after each negation."""
    function = lexicon.words("stopwords", "function")
    turning = lexicon.words("judgement", "turning")
    denying = {t for t in negations(tokens) if t.norm in turning or "'" in t.norm}
    for i, token in enumerate(tokens):
        if token in denying:
            yield next((t.norm for t in tokens[i + 1 :] if t.norm not in function), "")


def negations(tokens: Sequence[Token]) -> Iterator[Token]:
    """The words that negate; "not only" and the like negate nothing."""
    listed, only = lexicon.words("judgement", "negations"), lexicon.words("judgement", "not_only")
    ending = lexicon.load("judgement")["negated_ending"]
    for i, token in enumerate(tokens):
        following = tokens[i + 1].norm if i + 1 < len(tokens) else ""
        if (token.norm in listed and following not in only) or token.norm.endswith(ending):
            yield token


def differences(a: Substance, b: Substance) -> tuple[str, ...]:
    """Which of number, negation and hedge differ.

    A number differs only where both have one (the other may have been left out); a hedge only where one has none,
    since two hedges may well mean the same; a negation only where the other has the negated word without it ("will not
    reopen" and "stays shut" agree).
    """
    tests = (
        ("number", bool(a.number and b.number) and a.number != b.number),
        ("negation", bool((a.negated - b.negated) & b.words or (b.negated - a.negated) & a.words)),
        ("hedge", bool(a.hedge) != bool(b.hedge)),
    )
    return tuple(part for part, differs in tests if differs)


def phrase(parts: Iterable[str]) -> str:
    """ " They differ in a number and a hedge.", or nothing."""
    words_for = lexicon.load("messages")["substance"]
    listed = [words_for[p] for p in parts]
    if not listed:
        return ""
    things = listed[0] if len(listed) == 1 else ", ".join(listed[:-1]) + " and " + listed[-1]
    return str(words_for["prefix"].format(things=things))
