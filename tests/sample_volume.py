"""A hand-built volume about an invented ferry quay: two events, five witnesses, one of everything a renderer must show.

Every span is found by searching its article for the words, so that it is exact by construction.
"""

from __future__ import annotations

from dataclasses import replace

from variorum.model import (
    Article,
    Difference,
    DiffOp,
    Edition,
    Event,
    Finding,
    Item,
    Link,
    Origin,
    Rejected,
    Reuse,
    Storyline,
    Thread,
    TimelineRow,
    Version,
    Volume,
)

from .sample_articles import locus, witnesses
from .sample_entries import entries, waiting


def _findings() -> tuple[Finding, ...]:
    quay, pier = (
        locus("herald", "The quay is old, the ice was hard"),
        locus("courier", "The pier is old, the ice was severe"),
    )
    return (
        Finding(
            id="f-frost",
            kind="certainty-differs",
            severity="high",
            score=0.9,
            rule="certainty",
            message="Jorun Vask's rebuilding before the first frost stands as planned in one witness "
            "and as conditional in another.",
            caveat="The words may be translations of one sentence.",
            articles=("courier", "herald"),
            entries=("e-frost",),
            evidence=(locus("herald", "We will rebuild it"), locus("courier", "We may rebuild it")),
        ),
        Finding(
            id="f-cost",
            kind="figure-conflict",
            severity="high",
            score=0.8,
            rule="figures",
            message="The cost of the work is 18 million crowns in two witnesses and 21 million crowns in one.",
            articles=("bulletin", "courier", "herald"),
            entries=("e-cost",),
            evidence=(locus("herald", "18 million crowns"), locus("courier", "21 million crowns")),
        ),
        Finding(
            id="f-slow",
            kind="translation-differs",
            severity="medium",
            score=0.7,
            rule="translations",
            message="One statement of Jorun Vask stands in two wordings inside quotation marks.",
            caveat="She probably spoke another language, so that both may be translations.",
            articles=("courier", "herald"),
            entries=("e-slow",),
            evidence=(quay, pier),
        ),
        Finding(
            id="f-date",
            kind="date-check",
            severity="medium",
            score=0.6,
            rule="dates",
            message="The visit is on a Monday in one witness and on a Tuesday in two.",
            articles=("bulletin", "courier", "herald"),
            entries=("e-date",),
            evidence=(locus("bulletin", "on Monday"), locus("herald", "on Tuesday")),
        ),
        Finding(
            id="f-unread",
            kind="unread-article",
            severity="low",
            score=0.9,
            rule="unread",
            message="One witness could not be read to its end; it is counted nowhere as silent.",
            articles=("gazette",),
            entries=(),
            evidence=(locus("gazette", "Subscribe to read the whole story."),),
        ),
        Finding(
            id="f-weak",
            kind="single-source",
            severity="low",
            score=0.3,
            rule="sources",
            message="The union's warning stands in one witness only.",
            articles=("bulletin",),
            entries=("e-warning",),
            evidence=(locus("bulletin", "The union warned"),),
        ),
    )


def _quay() -> Edition:
    shared = (
        "The ferry quay at Larnholt will be rebuilt before winter, transport minister Jorun Vask said on Tuesday, "
        "after ice broke the eastern pier in January and left three islands without a car ferry."
    )
    event = Event(
        id="v-quay",
        storyline="s-quay",
        title="Vask promises new quay for Larnholt",
        first="2024-03-12",
        last="2024-03-12",
        places=("Larnholt",),
        articles=("bulletin", "courier", "gazette", "herald"),
        links=(
            Link(a="bulletin", b="herald", score=0.7, why="the same speakers, place and week"),
            Link(a="courier", b="herald", score=0.95, why="a shared passage of 31 words"),
            Link(a="gazette", b="herald", score=0.6, why="the same title words and day"),
        ),
    )
    return Edition(
        event=event,
        entries=entries(),
        reuse=(
            Reuse(
                a=locus("courier", shared),
                b=locus("herald", shared),
                tokens=31,
                similarity=1.0,
                kind="verbatim",
                passage="narration",
                direction="b->a",
                why="the earlier one credits the agency in its dateline",
            ),
            Reuse(
                a=locus("bulletin", "a good day for the islands"),
                b=locus("herald", "a good day for the islands"),
                tokens=6,
                similarity=1.0,
                kind="verbatim",
                passage="quotation",
                direction="unknown",
                why="words of a speaker who spoke to both",
            ),
        ),
        origins=(
            Origin(
                label="Nordwire",
                kind="agency",
                articles=("courier", "herald"),
                why="credited in the text of both",
                evidence=(locus("herald", "(Nordwire)"), locus("courier", "Nordwire reported")),
            ),
            Origin(
                label="Larnholt Bulletin",
                kind="unknown",
                articles=("bulletin",),
                why="credits no one and shares no passage",
                evidence=(),
            ),
        ),
        timeline=(
            TimelineRow(
                value="2024-04-03",
                first="2024-04-03",
                last="2024-04-03",
                basis="day and month, nearest to publication",
                entries=(),
                articles=("herald",),
                evidence=(locus("herald", "3 April"),),
            ),
            TimelineRow(
                value="2024-03-12",
                first="2024-03-12",
                last="2024-03-12",
                basis="weekday before publication",
                entries=("e-date",),
                articles=("courier", "herald"),
                evidence=(locus("courier", "on Tuesday"), locus("herald", "on Tuesday")),
            ),
            TimelineRow(
                value="2024-01",
                first="2024-01-01",
                last="2024-01-31",
                basis="month before publication",
                entries=(),
                articles=("courier", "herald"),
                evidence=(locus("courier", "in January"), locus("herald", "in January")),
            ),
            TimelineRow(
                value="2024-03-11",
                first="2024-03-11",
                last="2024-03-11",
                basis="weekday before publication",
                entries=("e-date",),
                articles=("bulletin",),
                evidence=(locus("bulletin", "on Monday"),),
            ),
        ),
        findings=_findings(),
        independent=(1, 2),
    )


def _letter() -> Edition:
    event = Event(
        id="v-letter",
        storyline="s-quay",
        title="Islands ask for a car ferry",
        first="2024-02-27",
        last="2024-02-28",
        places=("Brekkes",),
        articles=("telegraph",),
    )
    unknown = Origin(label="Isle Telegraph", kind="unknown", articles=("telegraph",), why="credits no one", evidence=())
    return Edition(event=event, entries=(waiting(),), reuse=(), origins=(unknown,), timeline=(), findings=())


def volume() -> Volume:
    """The sample."""
    return Volume(
        recipe="sample",
        witnesses=witnesses(),
        labels=(("bulletin", "B"), ("courier", "C"), ("gazette", "G"), ("herald", "H"), ("telegraph", "T")),
        editions=(_quay(), _letter()),
        storylines=(
            Storyline(
                id="s-quay",
                title="The quay at Larnholt",
                events=("v-quay", "v-letter"),
                why="the same speakers and place, two weeks apart",
                links=(Link(a="herald", b="telegraph", score=0.5, why="Ada Quill, ferry, Larnholt"),),
                threads=(
                    Thread(
                        entries=("e-wait", "e-slow"),
                        change="taken up again",
                        why="the wait for a quay: taken up again later, in other words",
                        score=0.7,
                        evidence=(
                            locus("telegraph", "We cannot wait another year,"),
                            locus("herald", "we should have acted sooner"),
                        ),
                    ),
                ),
            ),
        ),
        rejected=(
            Rejected(path="in/photo.bin", reason="not text", room="read"),
            Rejected(path="in/feed.jsonl", line=7, id="r7", reason="a record without text", room="read"),
        ),
        skipped=2,
        warnings=("two articles had one id",),
    )


def hostile(volume: Volume, words: str) -> Volume:
    """The volume with ``words`` in every place that may hold words of an article or a name of a file."""

    def article(a: Article) -> Article:
        # The text only grows, so that every span still cuts what it did.
        return replace(
            a,
            text=a.text + words,
            title=words,
            outlet=words,
            byline=words,
            url=words,
            paths=(words,),
            published=words,
            language=words,
        )

    def edition(e: Edition) -> Edition:
        return replace(
            e,
            event=replace(e.event, title=words, places=(words,), first=words, last=words),
            findings=tuple(replace(f, message=words, caveat=words) for f in e.findings),
            origins=tuple(replace(o, label=words, why=words) for o in e.origins),
            reuse=tuple(replace(r, why=words) for r in e.reuse),
            timeline=tuple(replace(t, value=words, first=words, last=words, basis=words) for t in e.timeline),
        )

    def storyline(s: Storyline) -> Storyline:
        return replace(s, title=words, why=words, threads=tuple(replace(t, change=words, why=words) for t in s.threads))

    return replace(
        volume,
        witnesses=tuple(replace(w, article=article(w.article)) for w in volume.witnesses),
        labels=tuple((name, f"{words}{n}") for n, (name, _) in enumerate(volume.labels)),
        editions=tuple(edition(e) for e in volume.editions),
        storylines=tuple(storyline(s) for s in volume.storylines),
        warnings=(words,),
        rejected=tuple(replace(r, path=words, reason=words) for r in volume.rejected),
    )


def version(witness: Article) -> Version:
    """An earlier capture of a witness, with every field in use."""
    span = witness.blocks[0].span
    return Version(
        article=replace(
            witness,
            id=f"{witness.id}-early",
            captured="2024-03-12T10:00+00:00",
            items=(Item(span=span, title="A post", time="2024-03-12T09:30"),),
        ),
        of=witness.id,
        why="the same address",
        removed=1,
        added=2,
        changes=(DiffOp(op="add", a=None, b=span),),
        figures=(Difference(part="number", a=span, b=span),),
    )
