"""The invented entries of the sample volume: each relation, form and verdict that a renderer must show."""

from __future__ import annotations

from variorum import wording
from variorum.model import (
    Absence,
    Bound,
    Certainty,
    CertaintyLevel,
    Cue,
    DiffOp,
    Entry,
    Form,
    Near,
    Reading,
    Relation,
    RelationKind,
    Span,
    Speaker,
    Stance,
    Utterance,
)

from .sample_articles import QUILL, TEXTS, UNION, VASK, span


def _cue(article: str, words: str, stance: Stance, nth: int = 0) -> Cue:
    found = span(article, words, nth)
    return Cue(span=found, spans=(found,), stance=stance)


def _said(
    article: str,
    passage: str,
    *content: str,
    form: Form = "direct",
    cue: Cue | None = None,
    speaker: Speaker | None = VASK,
    level: CertaintyLevel = "asserted",
    relayed_by: Speaker | None = None,
    via: tuple[str, ...] = (),
) -> Reading:
    whole = span(article, passage)
    pieces = tuple(Span(at, at + len(c)) for c in content for at in [TEXTS[article].index(c, whole.start)])
    return Reading(
        article=article,
        span=whole,
        form=form,
        content=pieces,
        certainty=Certainty(level=level, score=0.9),
        cue=cue,
        speaker=speaker,
        relayed_by=relayed_by,
        via=via,
        utterance=Utterance(language="other", basis="the speaker's office"),
    )


def _measured(article: str, passage: str, figure: str, value: float, unit: str, bound: Bound = "exact") -> Reading:
    whole = span(article, passage)
    at = TEXTS[article].index(figure, whole.start)
    measures = span(article, "The work") if "The work" in passage else None
    return Reading(
        article=article,
        span=whole,
        form="narration",
        content=(Span(at, at + len(figure)),),
        certainty=Certainty(level="asserted", score=0.9),
        value=value,
        unit=unit,
        bound=bound,
        measures=measures,
    )


def diff(a: Reading, b: Reading) -> tuple[DiffOp, ...]:
    """The collation of two readings' content."""
    return wording.diff(TEXTS[a.article], a.content, TEXTS[b.article], b.content)


def _relation(readings: tuple[Reading, ...], a: int, b: int, kind: RelationKind, why: str) -> Relation:
    collated = kind in {"verbatim", "trimmed", "reworded", "translated"}
    return Relation(
        a=a,
        b=b,
        relation=kind,
        score=0.9,
        rule=f"sample-{kind}",
        why=why,
        diff=diff(readings[a], readings[b]) if collated else None,
    )


def _unread(*silent: str) -> tuple[Absence, ...]:
    rows = [Absence(article="gazette", state="unread", why="the page was cut off")]
    rows += [Absence(article=s, state="silent", why="no sentence of it gives this") for s in silent]
    return tuple(sorted(rows, key=lambda r: r.article))


def _perhaps(article: str, words: str, *, silent: tuple[str, ...]) -> tuple[Absence, ...]:
    near = Near(article=article, span=span(article, words), score=0.4)
    row = Absence(article=article, state="perhaps", why="it has a passage that may be of this", near=near)
    return tuple(sorted([row, *_unread(*silent)], key=lambda r: r.article))


def _slow() -> Entry:
    readings = (
        _said(
            "bulletin",
            "Transport minister Jorun Vask admitted on Monday that the ministry had been too slow to act "
            "on the Larnholt quay.",
            "that the ministry had been too slow to act on the Larnholt quay",
            form="indirect",
            cue=_cue("bulletin", "admitted", "admits"),
        ),
        _said(
            "courier",
            "“The pier is old, the ice was severe, and we ought to have moved earlier,” Vask said, Nordwire reported.",
            "The pier is old, the ice was severe, and we ought to have moved earlier,",
            cue=_cue("courier", "said", "neutral", 1),
            via=("Nordwire",),
        ),
        _said(
            "herald",
            "“The quay is old, the ice was hard, and we should have acted sooner,” Vask told reporters at the harbour.",
            "The quay is old, the ice was hard, and we should have acted sooner,",
            cue=_cue("herald", "told reporters", "neutral"),
        ),
    )
    return Entry(
        id="e-slow",
        kind="statement",
        readings=readings,
        base=2,
        base_why="the earliest in quotation marks",
        score=0.9,
        speaker=VASK,
        absence=_unread(),
        origins=(1, 2),
        asserted_by=("Jorun Vask",),
        verdict="differ",
        relations=(
            _relation(readings, 2, 0, "indirect", "the same points without quotation marks"),
            _relation(readings, 1, 2, "translated", "both in quotation marks, spoken in another language"),
        ),
    )


def _frost() -> Entry:
    readings = (
        _said(
            "courier",
            "She added: “We may rebuild it before the first frost, if the council agrees.”",
            "We may rebuild it before the first frost, if the council agrees.",
            cue=_cue("courier", "added", "neutral"),
            level="conditional",
        ),
        _said(
            "herald",
            "“We will rebuild it before the first frost.”",
            "We will rebuild it before the first frost.",
            level="planned",
        ),
    )
    return Entry(
        id="e-frost",
        kind="statement",
        readings=readings,
        base=1,
        base_why="the earliest in quotation marks",
        score=0.8,
        speaker=VASK,
        absence=_unread("bulletin"),
        origins=(1, 2),
        asserted_by=("Jorun Vask",),
        verdict="differ",
        relations=(_relation(readings, 1, 0, "reworded", "other words inside quotation marks"),),
    )


def _islands() -> Entry:
    readings = (
        _said(
            "bulletin",
            "“This is a good day for the islands and for everyone who sails to them,” mayor Ada Quill said.",
            "This is a good day for the islands and for everyone who sails to them,",
            cue=_cue("bulletin", "said", "neutral"),
            speaker=QUILL,
        ),
        _said(
            "herald",
            "Mayor Ada Quill called it “a good day for the islands”.",
            "a good day for the islands",
            form="mixed",
            cue=_cue("herald", "called", "praises"),
            speaker=QUILL,
        ),
    )
    return Entry(
        id="e-day",
        kind="statement",
        readings=readings,
        base=0,
        base_why="the longest in quotation marks",
        score=0.9,
        speaker=QUILL,
        absence=_unread("courier"),
        origins=(2, 2),
        asserted_by=("Ada Quill",),
        verdict="agree",
        relations=(_relation(readings, 0, 1, "trimmed", "one is a part of the other"),),
    )


def _money_there() -> Entry:
    readings = (
        _said(
            "herald",
            "“The minister told me the money is there,” Quill said.",
            "the money is there,",
            cue=_cue("herald", "told me", "neutral"),
            relayed_by=QUILL,
            via=("Ada Quill",),
        ),
    )
    return Entry(
        id="e-there",
        kind="statement",
        readings=readings,
        base=0,
        base_why="the only reading",
        score=0.7,
        speaker=VASK,
        absence=_perhaps("bulletin", "About 18m crowns has been set aside", silent=("courier",)),
        origins=(1, 1),
        asserted_by=("Ada Quill",),
        verdict="single",
    )


def _patient() -> Entry:
    readings = (
        _said(
            "bulletin",
            "According to the minister, the islands waited longer than she could have asked.",
            "the islands waited longer than she could have asked",
            form="indirect",
            cue=_cue("bulletin", "According to", "neutral"),
        ),
        _said(
            "courier",
            "Vask said that the islands had been “more patient”.",
            "more patient",
            form="mixed",
            cue=_cue("courier", "said", "neutral", 3),
        ),
        _said(
            "herald",
            "Vask said that the islands had been “more patient than anyone could ask”.",
            "more patient than anyone could ask",
            form="mixed",
            cue=_cue("herald", "said", "neutral", 2),
        ),
    )
    return Entry(
        id="e-patient",
        kind="statement",
        readings=readings,
        base=2,
        base_why="the longest in quotation marks",
        score=0.8,
        speaker=VASK,
        absence=_unread(),
        origins=(1, 2),
        asserted_by=("Jorun Vask",),
        verdict="compatible",
        relations=(
            _relation(readings, 2, 0, "indirect", "the same point without quotation marks"),
            _relation(readings, 2, 1, "trimmed", "one is a part of the other"),
        ),
    )


def _rebuilt() -> Entry:
    words = "The ferry quay at Larnholt will be rebuilt before winter, transport minister Jorun Vask said on Tuesday"
    content = "The ferry quay at Larnholt will be rebuilt before winter"
    readings = tuple(
        _said(a, words, content, form="indirect", cue=_cue(a, "said", "neutral"), level="planned")
        for a in ("courier", "herald")
    )
    return Entry(
        id="e-rebuilt",
        kind="statement",
        readings=readings,
        base=1,
        base_why="the earliest",
        score=0.9,
        speaker=VASK,
        absence=_unread("bulletin"),
        origins=(1, 1),
        asserted_by=("Jorun Vask",),
        verdict="agree",
        relations=(_relation(readings, 0, 1, "verbatim", "the same words"),),
    )


def _warning() -> Entry:
    words = "The union warned that the pier would not last another winter."
    readings = (
        _said(
            "bulletin",
            words,
            "the pier would not last another winter",
            form="indirect",
            cue=_cue("bulletin", "warned", "warns"),
            speaker=UNION,
            level="likely",
        ),
    )
    return Entry(
        id="e-warning",
        kind="statement",
        readings=readings,
        base=0,
        base_why="the only reading",
        score=0.8,
        speaker=UNION,
        absence=_unread("courier", "herald"),
        origins=(1, 1),
        asserted_by=(UNION.name,),
        verdict="single",
    )


def _cost() -> Entry:
    readings = (
        _measured("bulletin", "About 18m crowns has been set aside.", "About 18m crowns", 18e6, "SEK", "about"),
        _measured(
            "courier", "The work will cost 21 million crowns, the ministry said.", "21 million crowns", 21e6, "SEK"
        ),
        _measured(
            "herald",
            "The work will cost 18 million crowns, according to the ministry.",
            "18 million crowns",
            18e6,
            "SEK",
        ),
    )
    return Entry(
        id="e-cost",
        kind="figure",
        readings=readings,
        base=2,
        base_why="the earliest",
        score=0.9,
        absence=_unread(),
        origins=(1, 2),
        verdict="conflict",
        relations=(
            _relation(readings, 2, 0, "compatible", "about 18,000,000 covers 18,000,000"),
            _relation(readings, 1, 2, "conflicts", "the same measure and unit, 21,000,000 against 18,000,000"),
        ),
    )


def _counts() -> tuple[Entry, ...]:
    signed = _measured(
        "herald", "She said that 240 people had signed a letter to the ministry.", "240 people", 240, "people"
    )
    houses = _measured(
        "bulletin", "Some 90 houses lost power in the same storm", "Some 90 houses", 90, "houses", "about"
    )
    islands = tuple(
        _measured(a, "left three islands without a car ferry", "three islands", 3, "islands")
        for a in ("courier", "herald")
    )
    return (
        Entry(
            id="e-signed",
            kind="figure",
            readings=(signed,),
            base=0,
            base_why="the only reading",
            score=0.9,
            absence=_unread("bulletin", "courier"),
            origins=(1, 1),
            verdict="single",
        ),
        Entry(
            id="e-houses",
            kind="figure",
            readings=(houses,),
            base=0,
            base_why="the only reading",
            score=0.9,
            absence=_unread("courier", "herald"),
            origins=(1, 1),
            verdict="single",
        ),
        Entry(
            id="e-islands",
            kind="figure",
            readings=islands,
            base=1,
            base_why="the earliest",
            score=0.9,
            absence=_unread("bulletin"),
            origins=(1, 1),
            verdict="agree",
            relations=(_relation(islands, 0, 1, "same", "the same value and unit"),),
        ),
    )


def _day_entry() -> Entry:
    def day(article: str, word: str, value: str) -> Reading:
        where = span(article, word)
        return Reading(
            article=article,
            span=where,
            form="narration",
            content=(where,),
            certainty=Certainty(level="asserted", score=0.8),
            value=value,
        )

    readings = (
        day("bulletin", "on Monday", "2024-03-11"),
        day("courier", "on Tuesday", "2024-03-12"),
        day("herald", "on Tuesday", "2024-03-12"),
    )
    return Entry(
        id="e-date",
        kind="moment",
        readings=readings,
        base=2,
        base_why="the earliest",
        score=0.8,
        absence=_unread(),
        origins=(1, 2),
        verdict="conflict",
        relations=(
            _relation(readings, 2, 0, "conflicts", "2024-03-12 against 2024-03-11"),
            _relation(readings, 1, 2, "same", "the same day"),
        ),
    )


def entries() -> tuple[Entry, ...]:
    """The entries of the larger event."""
    return (
        _slow(),
        _frost(),
        _islands(),
        _money_there(),
        _patient(),
        _rebuilt(),
        _warning(),
        _cost(),
        *_counts(),
        _day_entry(),
    )


def waiting() -> Entry:
    """The one entry of the smaller event."""
    reading = _said(
        "telegraph",
        "“We cannot wait another year,” said Ada Quill in Brekkes.",
        "We cannot wait another year,",
        cue=_cue("telegraph", "said", "neutral"),
        speaker=QUILL,
    )
    return Entry(
        id="e-wait",
        kind="statement",
        readings=(reading,),
        base=0,
        base_why="the only reading",
        score=0.9,
        speaker=QUILL,
        origins=(1, 1),
        asserted_by=("Ada Quill",),
        verdict="single",
    )
