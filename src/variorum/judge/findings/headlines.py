"""Findings about headlines: firmer than the body, another speaker than in the body, other than the other headlines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from ... import lexicon, wording
from ...model import Certainty, CertaintyLevel, Figure, Finding, Locus, Reading, Role, Span, Statement, Witness
from .. import absence, content, headline, relation_values
from ..case import Case, finding
from ..certainty_scale import STRENGTH
from ..headline import Headline
from ..relation_values import Value

_BODY: tuple[Role, ...] = ("body", "heading")
_MIN_SCORE = 0.5
_FEWEST = 2
"""Telling words that a headline and a sentence of the body share, for the one to be about the other."""
_ABOUT = 0.75
"""Share of the headline's telling words that such a sentence has."""
_LOOSE = 0.25
"""Share of them from which a firm sentence may be what the headline rests on."""
_LEAD = 3
"""Statements and facts at the head of the body, of which a firm one with any of them may be that."""
_ONE_REMARK = 0.6
"""Share of the words of a headline's remark that another speaker's has, for the two to be one."""
_ONE_NEWS = 0.5
"""Share of the telling words of the shorter of two headlines that the other has, for both to give one piece of news."""
_MOST = 60
"""Headlines of an event that are compared with one another."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence or statement of the body."""

    span: Span
    stems: frozenset[str]
    level: CertaintyLevel
    score: float


def certainty(case: Case) -> Iterator[Finding]:
    """A headline that puts its news more firmly than every sentence of its body about it."""
    for article, witness, title in _titles(case):
        if STRENGTH.get(title.level) != 3:
            continue
        told = _told(witness)
        about = [t for t in told if _on(title, t)]
        weak = [t for t in about if t.level in ("possible", "likely", "conditional") and t.score >= _MIN_SCORE]
        if weak and len(weak) == len(about) and not any(STRENGTH.get(t.level, 3) >= 3 for t in _near(title, told)):
            yield finding(
                case,
                kind="headline-not-in-body",
                rule="headline-certainty",
                severity="medium",
                score=round(0.5 + 0.3 * min(t.score for t in weak), 3),
                evidence=[Locus(article=article, span=s) for s in (title.span, *(t.span for t in weak))],
                headline_level=_name(title.level),
                body_level=_name(max(weak, key=lambda t: STRENGTH[t.level]).level),
            )


def speaker(case: Case) -> Iterator[Finding]:
    """A headline that gives to one person the words that its body gives to another."""
    for article, witness, title in _titles(case):
        text, named = witness.article.text, content.names(witness)
        persons = [s for s in witness.claims.statements if s.speaker is not None and s.speaker.kind == "person"]
        for said in (s for s in persons if title.span.contains(s.passage)):
            wanted = content.stems(text, said.content) - named
            body = [(s, content.stems(text, s.content)) for s in persons if s.role in _BODY]
            same = [s for s, stems in body if content.share(wanted, stems) >= _ONE_REMARK]
            if len(wanted) >= _FEWEST and same and not any(_names(text, said, s) for s in same):
                yield finding(
                    case,
                    kind="headline-not-in-body",
                    rule="headline-speaker",
                    severity="medium",
                    score=0.6,
                    evidence=[Locus(article=article, span=s) for s in (title.span, *(s.passage for s in same))],
                    headline_speaker=_speaker(said),
                    body_speaker=_speaker(same[0]),
                )
                break


def _speaker(statement: Statement) -> str:
    return statement.speaker.name if statement.speaker else ""


def _names(text: str, title: Statement, body: Statement) -> bool:
    """Whether a passage of the body, or its speaker, has the name of the speaker of a headline."""
    relayed = body.relayed_by.name if body.relayed_by else ""
    words = f"{_speaker(body)} {relayed} {body.passage.of(text)}".casefold()
    return _speaker(title).casefold().split()[-1] in words


def differing_figures(case: Case) -> Iterator[Finding]:
    """Headlines about one piece of news with figures that cannot both hold: one finding an event."""
    found: dict[str, Locus] = {}
    for (one, x), (two, y) in _compared(case):
        for f, g in product(_figures(one, x), _figures(two, y)):
            if (
                f.unit == g.unit
                and f.klass == g.klass
                and not _has(one, g)
                and not _has(two, f)
                and _conflict(one, f, two, g)
            ):
                for witness, figure in ((one, f), (two, g)):
                    found.setdefault(witness.article.id, Locus(article=witness.article.id, span=figure.span))
    if found:
        yield finding(
            case,
            kind="figure-conflict",
            rule="headlines-figure",
            severity="medium",
            score=0.6,
            evidence=found.values(),
            values=", ".join(f"{case.line(e)} ({case.signs[a]})" for a, e in sorted(found.items())),
        )


def differing_certainty(case: Case) -> Iterator[Finding]:
    """Headlines about one piece of news of which one puts it as certain or decided, one as possible: one finding an
    event."""
    firm: dict[str, Headline] = {}
    weak: dict[str, Headline] = {}
    for pair in _compared(case):
        for (one, x), (two, y) in (pair, pair[::-1]):
            if STRENGTH.get(x.level) == 3 and x.level != y.level and y.level in ("possible", "likely"):
                firm[one.article.id], weak[two.article.id] = x, y
    if firm:
        yield finding(
            case,
            kind="certainty-differs",
            rule="headlines-certainty",
            severity="medium",
            score=0.6,
            evidence=[Locus(article=a, span=h.span) for a, h in [*firm.items(), *weak.items()]],
            firm=case.listed(firm),
            firm_level=" or ".join(sorted({_name(h.level) for h in firm.values()})),
            weak=case.listed(weak),
            weak_level=" or ".join(sorted({_name(h.level) for h in weak.values()})),
        )


def _titles(case: Case) -> Iterator[tuple[str, Witness, Headline]]:
    for article, witness in sorted(case.witnesses.items()):
        title = None if absence.unread_because(witness.article) else headline.of(witness)
        if title is not None:
            yield article, witness, title


def _told(witness: Witness) -> list[_Told]:
    """The statements and facts of the body."""
    text = witness.article.text
    claimed = [(s.passage, s.content, s.certainty) for s in witness.claims.statements if s.role in _BODY]
    claimed += [(f.span, (f.span,), f.certainty) for f in witness.claims.facts if f.role in _BODY]
    return [_Told(span, content.stems(text, pieces), c.level, c.score) for span, pieces, c in claimed]


def _on(title: Headline, told: _Told) -> bool:
    """Whether a sentence is about the news of a headline: it has the verb still to come, or most of its words."""
    if title.verb is not None:
        return title.verb in told.stems and bool(title.every & (told.stems - {title.verb}))
    return len(title.telling & told.stems) >= _FEWEST and content.share(title.telling, told.stems) >= _ABOUT


def _near(title: Headline, told: Sequence[_Told]) -> list[_Told]:
    """What the headline might rest on: by fewer of its words, at the head of the body by any."""
    if title.verb is not None:
        return [t for t in told if title.verb in t.stems]
    loose = [
        t for t in told if len(title.telling & t.stems) >= _FEWEST and content.share(title.telling, t.stems) >= _LOOSE
    ]
    return loose + [t for t in sorted(told, key=lambda t: t.span)[:_LEAD] if title.telling & t.stems]


def _compared(case: Case) -> Iterator[tuple[tuple[Witness, Headline], tuple[Witness, Headline]]]:
    """Every two headlines about one piece of news."""
    titles = [(witness, title) for _, witness, title in _titles(case)][:_MOST]
    for (one, x), (two, y) in combinations(titles, 2):
        common = x.telling & y.telling
        fewer = min(len(x.telling), len(y.telling))
        if len(common) >= _FEWEST and len(common) >= _ONE_NEWS * fewer and not _other_measure(x, y):
            yield (one, x), (two, y)


def _other_measure(x: Headline, y: Headline) -> bool:
    """Whether two headlines have words of measures that exclude one another ("kills", "injures")."""
    for members in lexicon.load("measures")["measures"].values():
        one, two = ({n for n, listed in enumerate(members) if h.every & _stems(tuple(listed))} for h in (x, y))
        if one and two and not one & two:
            return True
    return False


@cache
def _stems(listed: tuple[str, ...]) -> frozenset[str]:
    return frozenset(wording.stem(w) for w in listed)


def _figures(witness: Witness, title: Headline) -> list[Figure]:
    found = [f for f in witness.claims.figures if title.span.contains(f.span) and f.value is not None]
    return [f for f in found if f.klass in ("money", "percent") or (f.klass == "amount" and f.unit is not None)]


def _has(witness: Witness, figure: Figure) -> bool:
    """Whether an article gives the value of another's headline, too."""
    return any(f.value == figure.value and f.klass == figure.klass for f in witness.claims.figures)


def _conflict(one: Witness, f: Figure, two: Witness, g: Figure) -> bool:
    return relation_values.figures(_value(one, f), _value(two, g)).relation == "conflicts"


def _value(witness: Witness, figure: Figure) -> Value:
    reading = Reading(
        article=witness.article.id,
        span=figure.span,
        form="narration",
        content=(figure.span,),
        certainty=Certainty(level="unclear", score=0.0),
        value=figure.value,
        range=figure.range,
        unit=figure.unit,
        bound=figure.bound,
        when=figure.when,
    )
    return Value(reading, witness)


def _name(level: CertaintyLevel) -> str:
    return str(lexicon.load("judgement")["levels"].get(level, level))
