"""Findings about one article: unread, a headline that its body does not bear out, an occasion with two days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ... import lexicon
from ...model import Block, Figure, Finding, Locus, Moment, Span, Statement, Witness
from ...text import CLOSING_MARKS, OPENING_MARKS, words
from .. import absence, dating
from ..case import Case, finding

_MIN_QUOTED = 2
_MOST_OTHERS = 3
"""Figures of the body that are shown beside one of the headline."""
_MARKS = re.escape(OPENING_MARKS + CLOSING_MARKS + "\"'")
# An apostrophe between letters closes nothing.
_MARKED = re.compile(rf"(?<!\w)[{_MARKS}]((?:[^{_MARKS}]|(?<=\w)['’](?=\w))+)[{_MARKS}](?!\w)")


def unread(case: Case) -> Iterator[Finding]:
    """An article of the event that could not be read whole."""
    for article, witness in sorted(case.witnesses.items()):
        why = absence.unread_because(witness.article)
        if why:
            first = witness.article.blocks[0].span if witness.article.blocks else Span(0, len(witness.article.text))
            yield finding(
                case,
                kind="unread-article",
                rule="unread-article",
                severity="medium",
                score=1.0,
                evidence=[Locus(article=article, span=first)],
                why=why,
            )


def _read(case: Case) -> Iterator[tuple[str, Witness]]:
    """The articles that could be read whole, in order."""
    every = sorted(case.witnesses.items())
    return ((article, witness) for article, witness in every if not absence.unread_because(witness.article))


def headline_quotes(case: Case) -> Iterator[Finding]:
    """Words in quotation marks in a headline that stand nowhere in its body."""
    for article, witness in _read(case):
        titles = witness.article.blocks_of("title")
        marked = [quoted for block in titles for quoted in _quoted(witness.article.text, block.span)]
        body = _norms(witness, "body") if marked else []
        for quoted in marked:
            norms = [t.norm for t in words(witness.article.text, quoted)]
            if len(norms) >= _MIN_QUOTED and not _contains(body, norms):
                yield finding(
                    case,
                    kind="headline-not-in-body",
                    rule="headline-quote",
                    severity="medium",
                    score=0.7,
                    evidence=[Locus(article=article, span=quoted)],
                )


def _quoted(text: str, title: Span) -> Iterator[Span]:
    """What stands between quotation marks in a headline; an apostrophe inside a word is none."""
    for found in _MARKED.finditer(text, title.start, title.end):
        yield Span(found.start(1), found.end(1))


def headline_figures(case: Case) -> Iterator[Finding]:
    """A figure of a headline of which the body has other values and not this one."""
    for article, witness in _read(case):
        text = witness.article.text
        body = [f for f in witness.claims.figures if f.role in ("body", "heading")]
        for figure in witness.claims.figures:
            if figure.role != "title" or not _checkable(figure) or any(_borne_out(figure, f) for f in body):
                continue
            others = [f for f in body if f.klass == figure.klass and f.unit == figure.unit]
            if others and not _shown(witness, figure):
                yield finding(
                    case,
                    kind="headline-not-in-body",
                    rule="headline-figure",
                    severity="medium",
                    score=0.6,
                    evidence=[Locus(article=article, span=f.span) for f in (figure, *others[:_MOST_OTHERS])],
                    value=figure.span.of(text),
                )


def _shown(witness: Witness, figure: Figure) -> bool:
    """Whether a number of a figure stands in the body, whatever it counts there."""
    numbers = {t.norm for t in words(witness.article.text, figure.span) if t.is_number}
    return not numbers.isdisjoint(_norms(witness, "body"))


def _checkable(figure: Figure) -> bool:
    """Whether a figure of a headline says what it counts, and exactly."""
    if figure.value is None or figure.bound != "exact":
        return False
    return figure.klass in ("money", "percent") or (figure.klass == "amount" and figure.unit is not None)


def _borne_out(figure: Figure, other: Figure) -> bool:
    """Whether a figure of the body is that of the headline, rounded or as a range: within a twentieth is the same."""
    wanted = figure.value or 0.0
    if other.range is not None:
        return other.range[0] <= wanted <= other.range[1]
    return other.value is not None and abs(other.value - wanted) <= 0.05 * max(abs(other.value), abs(wanted))


def _norms(witness: Witness, role: str) -> list[str]:
    blocks: list[Block] = [b for b in witness.article.blocks if b.role == role]
    return [t.norm for b in blocks for t in words(witness.article.text, b.span)]


def _contains(haystack: list[str], needle: list[str]) -> bool:
    first, n = needle[0], len(needle)
    return any(haystack[i : i + n] == needle for i, w in enumerate(haystack) if w == first)


def occasion_days(case: Case) -> Iterator[Finding]:
    """One speaker's words on one occasion dated to two weekdays within one article."""
    for article, witness in sorted(case.witnesses.items()):
        for speaker, dated in sorted(_dated_words(witness).items()):
            days: dict[int | None, Span] = {}
            for moment, _ in dated:
                days.setdefault(dating.weekday(witness, moment), moment.span)
            if (
                len(days) != 2
                or sum(occasion for _, occasion in dated) < 1
                or _one_night(witness, [m for m, _ in dated])
            ):
                continue
            late = _late(witness)
            reasons = lexicon.load("messages")["occasion-days-reasons"]
            spans = list(days.values()) + ([late] if late else [])
            reason = reasons["late"].format(word=late.of(witness.article.text)) if late else reasons["plain"]
            yield finding(
                case,
                kind="date-check",
                rule="occasion-days",
                severity="low" if late else "medium",
                score=0.7,
                evidence=[Locus(article=article, span=s) for s in spans],
                speaker=speaker,
                days=" and ".join(s.of(witness.article.text) for s in days.values()),
                reason=reason,
            )


def _one_night(witness: Witness, moments: Sequence[Moment]) -> bool:
    """Whether two days are the two sides of one night ("Thursday night", "early Friday")."""
    told = [(dating.weekday(witness, m), {t.norm for t in words(witness.article.text, m.span)}) for m in moments]
    ends = {day for day, norms in told if day is not None and norms & lexicon.words("judgement", "night")}
    begins = {day for day, norms in told if day is not None and norms & lexicon.words("judgement", "early")}
    return any((day + 1) % 7 in begins for day in ends)


def _dated_words(witness: Witness) -> dict[str, list[tuple[Moment, bool]]]:
    """For each speaker the weekdays in the attributions (never the contents) of their statements.

    Each comes with whether an occasion (a press conference, a speech) is named there, too.
    """
    found: dict[str, list[tuple[Moment, bool]]] = defaultdict(list)
    for s in witness.claims.statements:
        if s.role != "body" or s.speaker is None or s.nested_in:
            continue
        named = [
            m
            for m in witness.claims.moments
            if s.passage.contains(m.span)
            and not any(c.overlaps(m.span) for c in s.content)
            and dating.weekday(witness, m) is not None
        ]
        if len(named) == 1:  # of two in one attribution, one dates something else
            found[s.speaker.name].append((named[0], _names_occasion(witness, s)))
    return found


def _names_occasion(witness: Witness, statement: Statement) -> bool:
    lowered = statement.passage.of(witness.article.text).casefold()
    return any(o in lowered for o in lexicon.load("judgement")["occasions"])


def _late(witness: Witness) -> Span | None:
    """Where the article says that the occasion was late in the day."""
    text = witness.article.text
    for block in witness.article.blocks_of("body", "dateline"):
        lowered = block.span.of(text).casefold()
        for word in lexicon.load("judgement")["late"]:
            at = lowered.find(word)
            if at >= 0 and len(lowered) == len(block.span):
                return Span(block.span.start + at, block.span.start + at + len(word))
    return None
