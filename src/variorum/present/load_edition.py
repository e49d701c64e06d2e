"""From the record of an edition back to the edition: entries, relations, findings and what they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast, get_args

from ..model import (
    Absence,
    AbsenceState,
    Article,
    Cue,
    Difference,
    DiffKind,
    DiffOp,
    Direction,
    Due,
    Edition,
    Entry,
    EntryKind,
    Event,
    Finding,
    FindingKind,
    Form,
    Link,
    Locus,
    Near,
    Origin,
    OriginKind,
    PassageKind,
    Reading,
    Relation,
    RelationKind,
    Reuse,
    ReuseKind,
    Severity,
    Span,
    Storyline,
    SubstanceKind,
    Thread,
    TimelineRow,
    Utterance,
    VerdictKind,
    Version,
)
from .load_article import bound, certainty, span_of_values, speaker, stance
from .load_node import Node, maybe_pair, maybe_text
from .safe import one_line


@dataclass(frozen=True, slots=True)
class Known:
    """What a reference may lead to: the texts by article id, and the entries read so far."""

    texts: Mapping[str, str]
    entries: frozenset[str] = field(default_factory=frozenset)

    def article(self, node: Node, name: str = "article") -> str:
        return node[name].among(self.texts, "an article of this file")

    def articles(self, node: Node, name: str = "articles") -> tuple[str, ...]:
        return tuple(n.among(self.texts, "an article of this file") for n in node[name].items())

    def listed_entries(self, node: Node) -> tuple[str, ...]:
        return tuple(n.among(self.entries, "an entry of this event") for n in node["entries"].items())

    def locus(self, node: Node, name: str = "article") -> Locus:
        article = self.article(node, name)
        return Locus(article=article, span=node.span(self.texts[article]))

    def evidence(self, node: Node) -> tuple[Locus, ...]:
        return tuple(self.locus(n) for n in node["evidence"].items())


def storyline(node: Node, known: Known, events: Mapping[str, Edition]) -> Storyline:
    """One storyline; its threads lead through the entries of its events."""
    entries = frozenset(entry.id for e in events.values() for entry in e.entries)
    within = Known(known.texts, entries)
    return Storyline(
        id=node["id"].text(),
        title=node["title"].text(),
        events=tuple(n.among(events, "an event of this file") for n in node["events"].items()),
        why=node["why"].text(),
        links=tuple(_link(n, known) for n in node.listed("links")),
        threads=tuple(_thread(n, within) for n in node.listed("threads")),
    )


def _thread(node: Node, known: Known) -> Thread:
    return Thread(
        entries=known.listed_entries(node),
        change=node["change"].text(),
        why=node["why"].text(),
        score=node["score"].number(),
        evidence=known.evidence(node),
    )


def _link(node: Node, known: Known) -> Link:
    return Link(
        a=known.article(node, "a"), b=known.article(node, "b"), score=node["score"].number(), why=node["why"].text()
    )


def edition(node: Node, known: Known) -> Edition:
    """One edition."""
    event = _event(node["event"], known)
    here = Known({a: known.texts[a] for a in event.articles})
    entries = tuple(_entry(n, here) for n in node["entries"].items())
    known = Known(known.texts, frozenset(e.id for e in entries))
    if len(known.entries) != len(entries):
        raise node["entries"].error("two entries have the same id")
    return Edition(
        event=event,
        entries=entries,
        reuse=tuple(_reuse(n, known) for n in node["reuse"].items()),
        origins=tuple(_origin(n, known) for n in node["origins"].items()),
        timeline=tuple(_row(n, known) for n in node["timeline"].items()),
        findings=tuple(_finding(n, known) for n in node["findings"].items()),
        independent=_least_and_most(node, "independent", absent=(1, 1)),
    )


def _event(node: Node, known: Known) -> Event:
    articles = known.articles(node)
    if not articles or len(set(articles)) != len(articles):
        raise node["articles"].error("an event has each of its articles once, and at least one")
    return Event(
        id=node["id"].text(),
        storyline=maybe_text(node, "storyline") or "",
        title=node["title"].text(),
        articles=articles,
        links=tuple(_link(n, known) for n in node.listed("links")),
        first=maybe_text(node, "first"),
        last=maybe_text(node, "last"),
        places=node["places"].texts(),
    )


def _least_and_most(node: Node, name: str, *, absent: tuple[int, int]) -> tuple[int, int]:
    found = node.get(name)
    if found is None:
        return absent
    numbers = [n.whole() for n in found.items()]
    if len(numbers) != 2 or numbers[0] > numbers[1]:
        raise found.error("not the least and the most of something")
    return numbers[0], numbers[1]


def _entry(node: Node, known: Known) -> Entry:
    readings = tuple(_reading(n, known) for n in node["readings"].items())
    if not readings:
        raise node["readings"].error("an entry has at least one reading")
    return Entry(
        id=node["id"].text(),
        kind=node["kind"].choice(get_args(EntryKind)),
        readings=readings,
        base=node["base"].whole(below=len(readings)),
        base_why=maybe_text(node, "base_why") or "",
        score=node["score"].number(),
        speaker=speaker(node, "speaker"),
        aliases=tuple(n.text() for n in node.listed("aliases")),
        relations=tuple(_relation(n, readings, known) for n in node["relations"].items()),
        absence=tuple(_absence(n, known) for n in node["absence"].items()),
        origins=_least_and_most(node, "origins", absent=(0, 0)),
        asserted_by=node["asserted_by"].texts(),
        verdict=node["verdict"].choice(get_args(VerdictKind), otherwise="unclear"),
    )


def _absence(node: Node, known: Known) -> Absence:
    return Absence(
        article=known.article(node),
        state=node["state"].choice(get_args(AbsenceState), otherwise="time unknown"),
        why=node["why"].text(),
        near=_near(node, known),
    )


def _near(node: Node, known: Known) -> Near | None:
    near, article = node.get("near"), known.article(node)
    if near is None:
        return None
    return Near(article=article, span=near.span(known.texts[article]), score=near["score"].number())


def _reading(node: Node, known: Known) -> Reading:
    article = known.article(node)
    text = known.texts[article]
    span = node.span(text)
    _stands(node, span, text)
    utterance = node.get("utterance")
    return Reading(
        article=article,
        span=span,
        form=node["form"].choice(get_args(Form)),
        content=node["content"].pairs(text),
        certainty=certainty(node["certainty"]),
        source=node["source"].pairs(text),
        cue=_cue(node.get("cue"), text),
        speaker=speaker(node, "speaker"),
        relayed_by=speaker(node, "relayed_by"),
        via=node["via"].texts(),
        utterance=Utterance(language=utterance["language"].text(), basis=utterance["basis"].text())
        if utterance
        else None,
        value=_value(node.get("value")),
        range=span_of_values(node),
        unit=maybe_text(node, "unit"),
        bound=bound(node, "bound"),
        measures=maybe_pair(node, "measures", text),
        of=maybe_pair(node, "of", text),
        when=maybe_pair(node, "when", text),
        due=_due(node.get("due"), text),
        statement=maybe_text(node, "statement"),
    )


def _stands(node: Node, span: Span, text: str) -> None:
    """Words given beside a span must be the words that stand there; of a text in quotations they are one line."""
    given = node.get("text")
    if given is not None and given.text() not in (span.of(text), one_line(span.of(text))):
        raise given.error(f"not what stands at {span.start}-{span.end}")


def _cue(node: Node | None, text: str) -> Cue | None:
    if node is None:
        return None
    span = node.span(text)
    _stands(node, span, text)
    return Cue(span=span, spans=node["spans"].pairs(text), stance=stance(node))


def _value(node: Node | None) -> float | str | None:
    if node is None:
        return None
    return node.text() if isinstance(node.value, str) else node.number()


def _due(node: Node | None, text: str) -> Due | None:
    return None if node is None else Due(span=node.span(text), value=maybe_text(node, "value"))


def _relation(node: Node, readings: tuple[Reading, ...], known: Known) -> Relation:
    a, b = node["a"].whole(below=len(readings)), node["b"].whole(below=len(readings))
    if a == b:
        raise node.error("a reading stands in no relation to itself")
    one, two = (known.texts[readings[i].article] for i in (a, b))
    diff = node.get("diff")
    return Relation(
        a=a,
        b=b,
        relation=node["relation"].choice(get_args(RelationKind)),
        score=node["score"].number(),
        rule=node["rule"].text(),
        why=node["why"].text(),
        diff=None if diff is None else tuple(_step(n, one, two) for n in diff.items()),
        substance=tuple(_difference(n, one, two) for n in node.listed("substance")),
    )


def _difference(node: Node, one: str, two: str) -> Difference:
    part: SubstanceKind = node["part"].choice(get_args(SubstanceKind))
    return Difference(part=part, a=maybe_pair(node, "a", one), b=maybe_pair(node, "b", two))


def version(article: Article, node: Node, texts: Mapping[str, str]) -> Version:
    """Another capture of a witness, whose id must be among those of ``texts``."""
    of, told = node["version_of"].among(texts, "a witness of this file"), node["version"]
    return Version(
        article=article,
        of=of,
        why=told["why"].text(),
        removed=told["removed"].whole(),
        added=told["added"].whole(),
        changes=tuple(_step(n, article.text, texts[of]) for n in told["changes"].items()),
        figures=tuple(_difference(n, article.text, texts[of]) for n in told["figures"].items()),
    )


def _step(node: Node, one: str, two: str) -> DiffOp:
    step = DiffOp(op=node["op"].choice(get_args(DiffKind)), a=maybe_pair(node, "a", one), b=maybe_pair(node, "b", two))
    if step.a is None and step.b is None:
        raise node.error("a step stands on one side at least")
    return step


def _reuse(node: Node, known: Known) -> Reuse:
    return Reuse(
        a=known.locus(node["a"], "id"),
        b=known.locus(node["b"], "id"),
        tokens=node["tokens"].whole(),
        similarity=node["similarity"].number(),
        kind=node["kind"].choice(get_args(ReuseKind)),
        passage=node["passage"].choice(get_args(PassageKind)),
        direction=node["direction"].choice(get_args(Direction), otherwise="unknown"),
        why=node["why"].text(),
    )


def _origin(node: Node, known: Known) -> Origin:
    return Origin(
        label=node["label"].text(),
        kind=node["kind"].choice(get_args(OriginKind), otherwise="unknown"),
        articles=known.articles(node),
        why=node["why"].text(),
        evidence=known.evidence(node),
    )


def _row(node: Node, known: Known) -> TimelineRow:
    return TimelineRow(
        value=node["value"].text(),
        first=node["first"].text(),
        last=node["last"].text(),
        basis=node["basis"].text(),
        entries=known.listed_entries(node),
        articles=known.articles(node),
        evidence=known.evidence(node) if node.get("evidence") is not None else (),
    )


def _finding(node: Node, known: Known) -> Finding:
    return Finding(
        id=node["id"].text(),
        kind=cast("FindingKind", node["kind"].text()),  # a newer kind is shown as it stands
        severity=node["severity"].choice(get_args(Severity)),
        message=node["message"].text(),
        rule=node["rule"].text(),
        score=node["score"].number(),
        articles=known.articles(node),
        entries=known.listed_entries(node),
        evidence=known.evidence(node),
        caveat=maybe_text(node, "caveat"),
    )
