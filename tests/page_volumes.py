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
    Near,
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


ARTICLES, SENTENCES = 20, 30
_WORDS = (
    "harbour", "pier", "ferry", "council", "engineer", "bolt", "tide", "crane", "inspection", "budget", "winter",
    "island", "deck", "chain", "rope", "signal", "report", "warning", "repair", "delay",
)  # fmt: skip


def _sentence(article: int, number: int) -> str:
    """Eighteen words; a third of them are the same in every article."""
    words = [_WORDS[(number * 7 + i * (3 if i % 3 else 3 + article)) % len(_WORDS)] for i in range(14)]
    return f"“The {' '.join(words)} {number},” speaker {(number + article) % 9} said."


def twenty() -> Volume:
    """One event in twenty articles of 550 words: each sentence a statement, and every third of them told by five."""
    witnesses = tuple(_long(n) for n in range(ARTICLES))
    entries: list[Entry] = []
    for number in range(SENTENCES):
        groups = [range(n, n + 5) if number % 3 == 0 else range(n, n + 1) for n in range(0, ARTICLES, 5)]
        if number % 3:
            groups += [range(n, n + 1) for n in range(ARTICLES) if n % 5]
        entries += (_told(f"{number:04x}{group[0]:04x}0000", [witnesses[n] for n in group], number) for group in groups)
    ids = tuple(w.article.id for w in witnesses)
    event = Event(id="v1", storyline="l1", title="Twenty reports", articles=ids, first="2024-05-14", last="2024-05-14")
    edition = Edition(event=event, entries=tuple(entries), findings=(), timeline=(), reuse=(), origins=())
    return Volume(
        recipe="r", witnesses=witnesses, labels=tuple((i, i.upper()) for i in ids), editions=(edition,),
        storylines=(Storyline(id="l1", title="Twenty reports", events=("v1",), why="one event"),),
    )  # fmt: skip


def _long(number: int) -> Witness:
    lines = [_sentence(number, n) for n in range(SENTENCES)]
    text, blocks, statements = "\n".join(lines), [], []
    for n, line in enumerate(lines):
        start = sum(len(x) + 1 for x in lines[:n])
        whole = Span(start, start + len(line))
        blocks.append(Block(span=whole, role="body"))
        statements.append(
            Statement(
                id=f"s{n}", form="direct", passage=whole, content=(_said(whole, line),), source=(), cue=(),
                speaker=Speaker(name=f"speaker {(n + number) % 9}", kind="person"), speaker_basis="named",
                stance="neutral", certainty=SURE, role="body", score=1.0,
            )
        )  # fmt: skip
    article = Article(
        id=f"a{number:02}", text=text, sha256=sha256(text.encode()).hexdigest(), blocks=tuple(blocks),
        title=f"Report {number}", outlet=f"Paper {number}", published="2024-05-14", language="en",
    )  # fmt: skip
    return Witness(article=article, claims=Claims(article=article.id, statements=tuple(statements)))


def _said(whole: Span, line: str) -> Span:
    return Span(whole.start + 1, whole.start + line.index(",”"))


def _near(number: int, sentence: int) -> Near:
    """The sentence of that number, in another article."""
    line = _sentence(number, sentence)
    start = sum(len(_sentence(number, n)) + 1 for n in range(sentence))
    return Near(article=f"a{number:02}", span=_said(Span(start, start + len(line)), line), score=0.4)


def _told(id: str, witnesses: list[Witness], number: int) -> Entry:
    statements = [w.claims.statements[number] for w in witnesses]
    readings = tuple(
        Reading(
            article=w.article.id, span=s.passage, form="direct", content=s.content, certainty=SURE, source=(),
            cue=Cue(span=s.passage, spans=(Span(s.passage.end - 5, s.passage.end - 1),), stance="neutral"),
            speaker=s.speaker, statement=s.id,
        )
        for w, s in zip(witnesses, statements, strict=True)
    )  # fmt: skip
    relations = tuple(
        Relation(
            a=0, b=n, relation="reworded", score=0.8, rule="quoted-both-other-words", why="both in quotation marks",
            diff=(DiffOp(op="replace", a=readings[0].content[0], b=readings[n].content[0]),),
        )
        for n in range(1, len(readings))
    )  # fmt: skip
    there = {w.article.id for w in witnesses}
    absence = tuple(
        Absence(article=f"a{n:02}", state="silent", why="could have it")
        if n % 2
        else Absence(article=f"a{n:02}", state="perhaps", why="near it", near=_near(n, number))
        for n in range(ARTICLES)
        if f"a{n:02}" not in there
    )
    return Entry(
        id=id, kind="statement", readings=readings, base=0, base_why="the first", score=0.8,
        speaker=readings[0].speaker, relations=relations, absence=absence, origins=(1, len(readings)),
        verdict="differ" if relations else "single",
    )  # fmt: skip
