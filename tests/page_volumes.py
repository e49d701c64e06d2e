"""A small volume in which every word that an article or a rule can bring to a page is the caller's."""

from __future__ import annotations

from hashlib import sha256

from variorum.model import (
    Absence,
    Article,
    Block,
    Certainty,
    Claims,
    Credit,
    Cue,
    DiffOp,
    Edition,
    Entry,
    Event,
    Figure,
    Finding,
    Link,
    Locus,
    Moment,
    Origin,
    Reading,
    Rejected,
    Relation,
    Reuse,
    Span,
    Speaker,
    Statement,
    Storyline,
    TimelineRow,
    Utterance,
    Volume,
    Witness,
)

SURE = Certainty(level="asserted", score=1.0)


def _witness(id: str, words: str, body: str) -> Witness:
    """An article: ``words`` as title, then ``body`` with a block of furniture after it."""
    text = f"{words}\n{body}\n{words}"
    first, second = len(words), len(words) + 1 + len(body)
    blocks = (
        Block(span=Span(0, first), role="title"),
        Block(span=Span(first + 1, second), role="body"),
        Block(span=Span(second + 1, len(text)), role="promo"),
    )
    whole = Span(first + 1, second)
    speaker = Speaker(name=words, kind="person")
    claims = Claims(
        article=id,
        statements=(
            Statement(
                id="s1", form="direct", passage=whole, content=(whole,), source=(), cue=(), speaker=speaker,
                speaker_basis=words, stance="neutral", certainty=SURE, role="body", score=1.0, relayed_by=speaker,
            ),
        ),
        figures=(Figure(span=whole, klass="amount", value=None, unit=words, role="body", score=1.0),),
        moments=(Moment(span=whole, value=words, type="DATE", basis=words, role="body", score=1.0),),
        credits=(Credit(agency=words, span=whole, of="text"), Credit(agency=words, span=whole, of="photo")),
    )  # fmt: skip
    article = Article(
        id=id, text=text, sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), blocks=blocks,
        paths=(words,), title=words, outlet=words, byline=words, language="en", published=words, modified=words,
    )  # fmt: skip
    return Witness(article=article, claims=claims)


def _reading(witness: Witness, words: str) -> Reading:
    span = witness.article.blocks[1].span
    speaker = Speaker(name=words, kind="person")
    return Reading(
        article=witness.article.id, span=span, form="direct", content=(span,), certainty=SURE, source=(span,),
        cue=Cue(span=span, spans=(span,), stance="neutral"), speaker=speaker, relayed_by=speaker, via=(words,),
        utterance=Utterance(language="en", basis=words), value=words, unit=words,
    )  # fmt: skip


def worded(words: str, *, body: str | None = None) -> Volume:
    """The volume with ``words`` everywhere, and ``body`` as the text of both articles."""
    a, b = (_witness(name, words, body if body is not None else words) for name in ("a", "b"))
    readings = (_reading(a, words), _reading(b, words))
    spans = (readings[0].span, readings[1].span)
    loci = (Locus(article="a", span=spans[0]), Locus(article="b", span=spans[1]))
    diff = (DiffOp(op="replace", a=spans[0], b=spans[1]),)
    relation = Relation(a=0, b=1, relation="reworded", score=1.0, rule=words, why=words, diff=diff)
    entry = Entry(
        id="e1", kind="statement", readings=readings, base=0, base_why=words, score=1.0,
        speaker=Speaker(name=words, kind="person"), relations=(relation,), origins=(1, 2), asserted_by=(words,),
        absence=(Absence(article="b", state="silent", why=words),), verdict="differ",
    )  # fmt: skip
    finding = Finding(
        id="f1", kind="reworded-quote", severity="high", message=words, caveat=words, rule=words, score=1.0,
        articles=("a", "b"), entries=("e1",), evidence=loci,
    )  # fmt: skip
    link = Link(a="a", b="b", score=1.0, why=words)
    event = Event(id="v1", storyline="l1", title=words, articles=("a", "b"), links=(link,), places=(words,))
    edition = Edition(
        event=event, entries=(entry,), findings=(finding,),
        reuse=(
            Reuse(
                a=loci[0], b=loci[1], tokens=9, similarity=1.0, kind="verbatim", passage="narration",
                direction="a->b", why=words,
            ),
        ),
        origins=(Origin(label=words, kind="agency", articles=("a", "b"), why=words, evidence=loci),),
        timeline=(
            TimelineRow(
                value=words, first="2024", last="2024", basis=words, entries=("e1",), articles=("a",), evidence=loci[:1]
            ),
        ),
    )  # fmt: skip
    return Volume(
        recipe=words, witnesses=(a, b), labels=(("a", "A"), ("b", "B")), editions=(edition,),
        storylines=(Storyline(id="l1", title=words, events=("v1",), why=words, links=(link,)),),
        rejected=(Rejected(path=words, reason=words, room="read", id=words, line=3),), skipped=1,
    )  # fmt: skip
