"""From the record of an article back to the article and its claims."""

from __future__ import annotations

from hashlib import sha256
from typing import get_args

from ..model import (
    Article,
    ArticleKind,
    Block,
    Bound,
    Certainty,
    CertaintyLevel,
    Change,
    Claims,
    Credit,
    DateCandidate,
    Fact,
    Figure,
    FigureClass,
    Form,
    Item,
    Moment,
    MomentType,
    Name,
    NameKind,
    PublishedBasis,
    Role,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    Witness,
)
from .abridged import BLOT, shared
from .load_node import Node, maybe_pair, maybe_text, two_numbers

_LONGEST = 10_000_000
"""Characters of a text that is stored in quotations: more than any report has."""


def witness(node: Node) -> Witness:
    """One article with its claims: its text, which must be the one that its digest was made of, or quotations."""
    if node.get("text") is None and "text" in node.value:
        article: Article = shared(_article(node, _left(node)), words=node["words"].whole())
    else:
        text = node["text"].text()
        if sha256(text.encode("utf-8")).hexdigest() != node["sha256"].text():
            raise node["text"].error("not the text that the digest beside it was made of")
        article = _article(node, text)
    return Witness(article=article, claims=_claims(node, article))


def _left(node: Node) -> str:
    """The text of an article stored without it: its quotations, each where it stands, and nothing between them."""
    if node.get("quotations") is None:
        raise node.error("stored without its text, so that nothing can be shown of it")
    length, made, at = node["length"].whole(below=_LONGEST), list[str](), 0
    for piece in node["quotations"].items():
        words, start = piece["text"].text(), piece["start"].whole()
        if start < at or start + len(words) != piece["end"].whole() or start + len(words) > length:
            raise piece.error("not at a place of its own in the text")
        made += [BLOT * (start - at), words]
        at = start + len(words)
    return "".join((*made, BLOT * (length - at)))


def _article(node: Node, text: str) -> Article:
    basis = node.get("published_basis")
    return Article(
        id=node["id"].text(),
        text=text,
        sha256=node["sha256"].text(),
        blocks=_blocks(node["blocks"], text),
        paths=node["paths"].texts(),
        kind=node["kind"].choice(get_args(ArticleKind), otherwise="report"),
        title=maybe_text(node, "title"),
        outlet=maybe_text(node, "outlet"),
        byline=maybe_text(node, "byline"),
        language=maybe_text(node, "language"),
        url=maybe_text(node, "url"),
        published=maybe_text(node, "published"),
        published_basis=basis.choice(get_args(PublishedBasis)) if basis else None,
        modified=maybe_text(node, "modified"),
        captured=maybe_text(node, "captured"),
        items=tuple(_item(n, text) for n in node.listed("items")),
        date_candidates=tuple(_candidate(n, text) for n in node.listed("date_candidates")),
        complete=node["complete"].flag(),
        supported=_flag(node, "supported", absent=True),
        mine=_flag(node, "mine", absent=False),
    )


def _item(node: Node, text: str) -> Item:
    return Item(span=node.span(text), title=maybe_text(node, "title"), time=maybe_text(node, "time"))


def _flag(node: Node, name: str, *, absent: bool) -> bool:
    found = node.get(name)
    return absent if found is None else found.flag()


def _blocks(node: Node, text: str) -> tuple[Block, ...]:
    found: list[Block] = []
    for n in node.items():
        block = Block(span=n.span(text), role=role(n), xpath=maybe_text(n, "xpath"))
        if found and block.span.start < found[-1].span.end:
            raise n.error("begins before the block ahead of it ends")
        found.append(block)
    return tuple(found)


def role(node: Node) -> Role:
    """The role of the block that something stands in."""
    found: Role = node["role"].choice(get_args(Role), otherwise="other")
    return found


def _candidate(node: Node, text: str) -> DateCandidate:
    span = node.span(text) if node.get("start") is not None else None
    return DateCandidate(value=node["value"].text(), basis=node["basis"].text(), span=span)


def _claims(node: Node, article: Article) -> Claims:
    """What was found in the article; files written before claims were kept have its credits alone."""
    text = article.text
    found = node.get("claims") or Node({}, parent=node, key="claims")
    return Claims(
        article=article.id,
        statements=tuple(_statement(n, text) for n in found.listed("statements")),
        figures=tuple(_figure(n, text) for n in found.listed("figures")),
        moments=tuple(_moment(n, text) for n in found.listed("moments")),
        names=tuple(_name(n, text) for n in found.listed("names")),
        credits=tuple(_credit(n, text) for n in node.listed("credits")),
        facts=tuple(
            Fact(span=n.span(text), certainty=certainty(n["certainty"]), role=role(n)) for n in found.listed("facts")
        ),
    )


def speaker(node: Node, name: str) -> Speaker | None:
    """A speaker that may be absent."""
    found = node.get(name)
    if found is None:
        return None
    return Speaker(name=found["name"].text(), kind=found["kind"].choice(get_args(SpeakerKind), otherwise="unknown"))


def certainty(node: Node) -> Certainty:
    factuality = node.get("factuality")
    return Certainty(
        level=node["level"].choice(get_args(CertaintyLevel), otherwise="unclear"),
        score=node["score"].number(),
        factuality=None if factuality is None else factuality.number(),
    )


def stance(node: Node) -> Stance:
    found: Stance = node["stance"].choice(get_args(Stance), otherwise="other")
    return found


def _statement(node: Node, text: str) -> Statement:
    return Statement(
        id=node["id"].text(),
        form=node["form"].choice(get_args(Form)),
        passage=node["passage"].pair(text),
        content=node["content"].pairs(text),
        source=node["source"].pairs(text),
        cue=node["cue"].pairs(text),
        speaker=speaker(node, "speaker"),
        speaker_basis=node["speaker_basis"].text(),
        stance=stance(node),
        certainty=certainty(node["certainty"]),
        role=role(node),
        score=node["score"].number(),
        relayed_by=speaker(node, "relayed_by"),
        via=node["via"].texts(),
        nested_in=maybe_text(node, "nested_in"),
    )


def bound(node: Node, name: str) -> Bound | None:
    """A bound that may be absent."""
    found = node.get(name)
    return found.choice(get_args(Bound)) if found else None


def span_of_values(node: Node) -> tuple[float, float] | None:
    """A range that may be absent."""
    found = node.get("range")
    return two_numbers(found) if found else None


def _figure(node: Node, text: str) -> Figure:
    value, change = node.get("value"), node.get("change")
    return Figure(
        span=node.span(text),
        klass=node["class"].choice(get_args(FigureClass)),
        value=None if value is None else value.number(),
        unit=maybe_text(node, "unit"),
        role=role(node),
        score=node["score"].number(),
        range=span_of_values(node),
        bound=bound(node, "bound") or "exact",
        change=change.choice(get_args(Change)) if change else None,
        measures=maybe_pair(node, "measures", text),
        of=maybe_pair(node, "of", text),
        when=maybe_pair(node, "when", text),
        statement=maybe_text(node, "statement"),
    )


def _moment(node: Node, text: str) -> Moment:
    return Moment(
        span=node.span(text),
        value=maybe_text(node, "value"),
        type=node["type"].choice(get_args(MomentType)),
        basis=node["basis"].text(),
        role=role(node),
        score=node["score"].number(),
        partial=maybe_text(node, "partial"),
        clause=maybe_pair(node, "clause", text),
        statement=maybe_text(node, "statement"),
    )


def _name(node: Node, text: str) -> Name:
    kind: NameKind = node["kind"].choice(get_args(NameKind), otherwise="other")
    return Name(span=node.span(text), kind=kind, name=node["name"].text(), role=role(node))


def _credit(node: Node, text: str) -> Credit:
    return Credit(agency=node["agency"].text(), span=node.span(text), of=node["of"].choice(("text", "photo")))


def _fact(node: Node, text: str) -> Fact:
    return Fact(span=node.span(text), certainty=certainty(node["certainty"]), role=role(node))
