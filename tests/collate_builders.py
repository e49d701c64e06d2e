"""Hand-made witnesses for tests: an article is a text, and its claims are found in it by substring."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from variorum.model import (
    Article,
    Block,
    Bound,
    Certainty,
    CertaintyLevel,
    Change,
    Claims,
    Fact,
    Figure,
    FigureClass,
    Form,
    Moment,
    MomentType,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    Witness,
)


class Draft:
    """An article under construction: each line of ``text`` is a body block."""

    def __init__(self, id: str, text: str, *, published: str | None = "2031-05-06", language: str = "en") -> None:
        self.text = text
        self.article = Article(
            id=id,
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            blocks=tuple(Block(span=Span(m.start(), m.end()), role="body") for m in re.finditer(r"[^\n]+", text)),
            published=published,
            language=language,
        )
        self.statements: list[Statement] = []
        self.figures: list[Figure] = []
        self.moments: list[Moment] = []
        self.facts: list[Fact] = []

    def find(self, part: str, after: int = 0) -> Span:
        at = self.text.index(part, after)
        return Span(at, at + len(part))

    def say(
        self,
        passage: str,
        *content: str,
        speaker: str | None = None,
        kind: SpeakerKind = "person",
        form: Form = "direct",
        cue: str = "said",
        source: str | None = None,
        relayed_by: str | None = None,
        nested_in: int | None = None,
        stance: Stance = "neutral",
        level: CertaintyLevel = "asserted",
    ) -> Draft:
        """A statement; ``content`` is searched for inside ``passage``, and is all of it where none is named."""
        span = self.find(passage)
        pieces = tuple(self.find(c, span.start) for c in content) or (span,)
        found = passage.find(cue)
        self.statements.append(
            Statement(
                id=f"s{len(self.statements)}",
                form=form,
                passage=span,
                content=pieces,
                source=(self.find(source, span.start),) if source else (),
                cue=(self.find(cue, span.start),) if found >= 0 else (),
                speaker=Speaker(name=speaker, kind=kind) if speaker else None,
                speaker_basis="test",
                stance=stance,
                certainty=Certainty(level=level, score=0.9),
                role="body",
                score=0.9,
                relayed_by=Speaker(name=relayed_by, kind="person") if relayed_by else None,
                nested_in=f"s{nested_in}" if nested_in is not None else None,
            )
        )
        return self

    def fact(self, sentence: str, *, level: CertaintyLevel = "asserted") -> Draft:
        self.facts.append(Fact(span=self.find(sentence), certainty=Certainty(level=level, score=0.9), role="body"))
        return self

    def figure(
        self,
        shown: str,
        value: float | None,
        *,
        klass: FigureClass = "amount",
        unit: str | None = None,
        bound: Bound = "exact",
        measures: str | None = None,
        range: tuple[float, float] | None = None,
        change: Change | None = None,
        after: str = "",
    ) -> Draft:
        start = self.text.index(after) if after else 0
        span = self.find(shown, start)
        self.figures.append(
            Figure(
                span=span,
                klass=klass,
                value=value,
                unit=unit,
                role="body",
                score=0.9,
                range=range,
                bound=bound,
                change=change,
                measures=self.find(measures, start) if measures else None,
            )
        )
        return self

    def moment(self, shown: str, value: str | None, type: MomentType = "DATE") -> Draft:
        self.moments.append(Moment(span=self.find(shown), value=value, type=type, basis="test", role="body", score=0.9))
        return self

    def done(self) -> Witness:
        return Witness(
            article=self.article,
            claims=Claims(
                article=self.article.id,
                statements=tuple(sorted(self.statements, key=lambda s: s.passage)),
                figures=tuple(sorted(self.figures, key=lambda f: f.span)),
                moments=tuple(sorted(self.moments, key=lambda m: m.span)),
                facts=tuple(sorted(self.facts, key=lambda f: f.span)),
            ),
        )


def shown(witnesses: Sequence[Witness], article: str, spans: Sequence[Span]) -> str:
    """What the spans cut out of that article, pieces joined by a bar."""
    whole = next(w.article.text for w in witnesses if w.article.id == article)
    return " | ".join(s.of(whole) for s in spans)
