"""Speech laid out as a dialogue: paragraphs that begin with a label ("Q:", "Ms Holm:") and hold what that one says."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..model import Span, Speaker
from .document import Document
from .name_lexicon import key
from .speaker_lexicon import Roles
from .speaker_phrases import Item
from .speaker_scene import Seen

_ROLES = frozenset({"body", "heading"})  # a short question looks like a heading
_FEWEST = 2  # labelled paragraphs that make a dialogue
_TITLED = 3  # mentions that a name in the title counts for


@dataclass(frozen=True, slots=True)
class Turn:
    """What one says: ``span`` is the paragraph after the label, ``head`` the words of the label, ``label`` the word or
    canonical name in it.  ``speaker`` is None for the one who asks."""

    span: Span
    head: Span
    label: str
    named: bool
    speaker: Speaker | None = None


def turns(document: Document, laid: Sequence[Sequence[Item]], roles: Roles) -> tuple[Turn, ...]:
    """The labelled paragraphs of an article; none when it has only one such."""
    found: list[Turn] = []
    block = -1
    for sentence, items in zip(document.sentences, laid, strict=True):
        first, block = sentence.block != block, sentence.block
        label = _label(items, roles) if first and sentence.role in _ROLES else None
        end = document.article.blocks[sentence.block].span.end
        if label is not None and label[1].span.end < end:
            item, colon = label
            head = items[0].span.to(item.span)
            found.append(Turn(Span(colon.span.end, end), head, item.word, item.name is not None))
    return tuple(found) if len(found) >= _FEWEST else ()


def _label(items: Sequence[Item], roles: Roles) -> tuple[Item, Item] | None:
    """The label that a paragraph begins with, and its colon."""
    at = 0
    while at < min(3, len(items)) and items[at].name is None and roles.names.titles(key(items[at].text)):
        at += 1
    if at + 1 >= len(items) or items[at + 1].text != ":":
        return None
    item = items[at]
    listed = item.word in roles.small["questions"] or item.word in roles.small["answers"]
    person = item.name is not None and item.name.kind == "person"
    return (item, items[at + 1]) if person or (at == 0 and listed) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """The turns of an article in order, and the person whom an interview is with ("A")."""

    turns: tuple[Turn, ...]
    principal: Speaker | None

    def at(self, place: int) -> Turn | None:
        """The turn that an offset lies in, its label included."""
        k = bisect_right(self.turns, place, key=lambda t: t.head.start) - 1
        found = self.turns[k] if k >= 0 else None
        return found if found is not None and place < found.span.end else None


def dialogue(found: Sequence[Turn], seen: Sequence[Seen], titled: frozenset[str], roles: Roles) -> Dialogue:
    """The turns with their speakers; ``titled`` are the persons whom the title names."""
    whom = principal(seen, titled)
    answers = roles.small["answers"]
    return Dialogue(
        turns=tuple(
            replace(
                t, speaker=Speaker(name=t.label, kind="person") if t.named else whom if t.label in answers else None
            )
            for t in found
        ),
        principal=whom,
    )


def principal(seen: Sequence[Seen], titled: frozenset[str]) -> Speaker | None:
    """The person whom an interview is with: named most often, the title counted more."""
    counts = Counter(s.name for s in seen if s.kind == "person" and not s.quoted)
    for name in titled & set(counts):
        counts[name] += _TITLED
    best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return Speaker(name=best[0][0], kind="person")
