"""Units: the stretches of text in which a cue may reach its source and its content.

A unit is a sentence, or several where a quotation runs over their ends.  In it each outermost quotation is one item
of tag ``Q``; every other token is an item with a coarse tag.  Inside a quotation the same is done again, one depth
further in, so that words quoted within words are found by the same rules.

Tags: ``D`` determiner, ``H`` possessive pronoun, ``P`` subject pronoun, ``O`` object pronoun, ``R`` relative,
``W`` question word, ``T`` the word *that*, ``to`` the word *to*, ``I`` preposition, ``C`` coordinator,
``S`` subordinator, ``X`` auxiliary, ``M`` modal, ``A`` adverb, ``V`` verb that is certainly or probably finite,
``G`` word in -ing, ``E`` word in -ed, ``N`` name (capitalised), ``n`` other word, ``#`` number, ``Q`` quotation,
and punctuation as itself (``-`` for any dash, ``(`` and ``)`` for brackets).  A comma that stands inside the closing
marks is an item after the quotation; full stops of abbreviations and hyphens inside words are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from .. import lexicon, text
from ..model import Role, Span
from ..text import QUOTATION_MARKS, Token
from .cues import Lexicon
from .document import Document, Sentence
from .quotes import Quotation

_DASHES = frozenset("—–-‒―")
_PUNCTUATION = {",": ",", ";": ";", ":": ":", ".": ".", "!": "!", "?": "?", "(": "(", ")": ")", "[": "(", "]": ")"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Parallel lists, one entry an item.  ``quotes`` gives the index of the quotation for items of tag ``Q``, else
    -1; ``within`` is the quotation the unit lies in."""

    span: Span
    block: int
    role: Role
    within: int | None
    words: tuple[str, ...]
    norms: tuple[str, ...]
    tags: tuple[str, ...]
    spans: tuple[Span, ...]
    quotes: tuple[int, ...]
    title_case: bool = False

    def __len__(self) -> int:
        return len(self.tags)

    def tag(self, at: int) -> str:
        """The tag of item ``at``; ``$`` beyond either end."""
        return self.tags[at] if 0 <= at < len(self.tags) else "$"

    def norm(self, at: int) -> str:
        """The normal form of item ``at``; empty beyond either end."""
        return self.norms[at] if 0 <= at < len(self.norms) else ""

    def cover(self, first: int, last: int) -> Span:
        """Characters from item ``first`` to item ``last``, both included."""
        return Span(self.spans[first].start, self.spans[last].end)


@cache
def classes(language: str = "en") -> dict[str, str]:
    """The tag of each listed word; where a word is in two lists, the later list here wins."""
    listed = lexicon.load("attribution", language)
    table: dict[str, str] = dict.fromkeys(listed["verbs"]["finite"], "V")
    order = (
        ("adverb", "A"), ("negation", "A"), ("preposition", "I"), ("subordinator", "S"), ("coordinator", "C"),
        ("determiner", "D"), ("possessive", "H"), ("object", "O"), ("relative", "R"), ("question", "W"),
        ("modal", "M"), ("auxiliary", "X"), ("subject", "P"), ("adjective", "n"),
    )  # fmt: skip
    for name, tag in order:
        table.update(dict.fromkeys(listed["classes"][name], tag))
    table.update({"that": "T", "to": "to"})
    return table


def tag(token: Token, *, first: bool, title_case: bool, verbs: frozenset[str]) -> str:
    """The coarse tag of a token.  ``verbs`` are the finite forms of the cue lexicon."""
    norm = token.norm
    listed = classes().get(norm)
    if listed is not None and not (listed in "VA" and token.is_capitalised and not first and not title_case):
        return listed
    head = token.text[0]
    if head.isdigit():
        return "#"
    if not token.is_word:
        return _PUNCTUATION.get(head, "-" if head in _DASHES else head)
    if token.is_capitalised and not (first or title_case):
        return "N"
    if norm in verbs:
        return "V"
    if len(norm) > 4 and norm.endswith("ing"):
        return "G"
    if len(norm) > 4 and norm.endswith("ed"):
        return "E"
    if len(norm) > 4 and norm.endswith("ly"):
        return "A"
    return "N" if token.is_capitalised else "n"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a unit lies: its characters, block, the block's role, and the quotation around it."""

    span: Span
    block: int
    role: Role
    within: int | None


def units(document: Document, quotations: tuple[Quotation, ...], cues: Lexicon) -> tuple[Unit, ...]:
    """The units of an article: those of the running text first, then those inside each quotation, in text order."""
    outer = [q for q in quotations if q.depth == 0]
    children: dict[int, list[Quotation]] = {}
    for q in quotations:
        if q.parent is not None:
            children.setdefault(q.parent, []).append(q)
    made = _running(document, outer, cues)
    for q in quotations:
        if len(q.inner) >= 12:
            made.extend(_inside(document, q, children.get(q.index, []), cues))
    return tuple(made)


def _running(document: Document, outer: list[Quotation], cues: Lexicon) -> list[Unit]:
    made: list[Unit] = []
    sentences = document.sentences
    at, n = 0, 0
    while n < len(sentences):
        first = last = n
        end = sentences[n].span.end
        inside: list[Quotation] = []
        while at < len(outer) and outer[at].span.start < end:
            inside.append(outer[at])
            end = max(end, outer[at].span.end)
            at += 1
            while last + 1 < len(sentences) and (
                sentences[last + 1].span.start < end
                or (outer[at - 1].span.end == end and _attributes(sentences[last], sentences[last + 1], cues.quotative))
            ):
                last += 1
                end = max(end, sentences[last].span.end)
        tokens = [s.tokens for s in sentences[first : last + 1]]
        head = sentences[first]
        place = _Place(Span(head.span.start, end), head.block, head.role, None)
        made.append(_unit(document.text, tokens, inside, place, cues))
        n = last + 1
    return made


def _attributes(before: Sentence, sentence: Sentence, quotative: frozenset[str]) -> bool:
    """Whether a sentence is only the attribution of the quotation that ends the one before (`"Why?" Smith asked.`)."""
    if sentence.block != before.block:
        return False
    words = sentence.tokens
    for i, token in enumerate(words[:7]):
        if i and token.norm in quotative and not token.is_capitalised:
            rest = [t.text for t in words[i + 1 : i + 3]]
            tags = [classes().get(t.norm, "") for t in words[i + 1 : i + 2]]
            return not rest or rest[0] in ".!" or tags[0] in ("I", "A", "S") or (rest[0] == "," and rest[1:] != ['"'])
        if not (token.is_capitalised or classes().get(token.norm) in ("P", "D") or (i and token.norm.isalpha())):
            return False
    return False


def _inside(document: Document, q: Quotation, inner: list[Quotation], cues: Lexicon) -> list[Unit]:
    made: list[Unit] = []
    at = 0
    covered = q.inner.start
    role = document.article.blocks[q.block].role
    for sentence in text.sentences(document.text, q.inner):
        if sentence.end <= covered:
            continue
        start, end = max(sentence.start, covered), sentence.end
        inside: list[Quotation] = []
        while at < len(inner) and inner[at].span.start < end:
            inside.append(inner[at])
            end = max(end, inner[at].span.end)
            at += 1
        covered = end
        span = Span(start, end)
        made.append(
            _unit(document.text, [text.tokens(document.text, span)], inside, _Place(span, q.block, role, q.index), cues)
        )
    return made


def _unit(
    source: str,
    sentences: Sequence[tuple[Token, ...]],
    inside: list[Quotation],
    place: _Place,
    cues: Lexicon,
) -> Unit:
    items: list[tuple[str, str, str, Span, int]] = []
    title_case = _in_title_case([t for s in sentences for t in s])
    at = 0
    for token, final in _with_ends(sentences):
        while at < len(inside) and token.start >= inside[at].span.end:
            at += 1
        if at < len(inside) and token.start >= inside[at].span.start:
            q = inside[at]
            if not items or q.span.start > items[-1][3].start:
                title = _is_title(source, q, items)
                items.append(("", "", "N" if title else "Q", q.span, -1 if title else q.index))
            elif token.text == "," and token.end == q.inner.end:
                items.append((",", ",", ",", token.span, -1))
            continue
        if token.text in QUOTATION_MARKS or (token.text == "." and not final) or _is_hyphen(source, token):
            continue
        first = not items or items[-1][2] in (".", ":", "?", "!")
        kind = tag(token, first=first, title_case=title_case, verbs=cues.finite)
        if kind == "-" and items and items[-1][2] == "-":
            continue
        if kind == "V" and items:
            kind = _verb_or_other(token.norm, items, cues)
        items.append((token.text, token.norm, kind, token.span, -1))
    columns = tuple(zip(*items, strict=True)) if items else ((), (), (), (), ())
    return Unit(
        span=place.span, block=place.block, role=place.role, within=place.within, title_case=title_case,
        words=columns[0], norms=columns[1], tags=columns[2], spans=columns[3], quotes=columns[4],
    )  # fmt: skip


def _verb_or_other(norm: str, items: list[tuple[str, str, str, Span, int]], cues: Lexicon) -> str:
    """The tag of a verb form by what stands before it: a noun ("dismissed claims"), an adjective ("citing increased
    costs") or the verb that it looks like."""
    before = items[-1][2]
    if _makes_noun(items[-1]) or (norm in cues.bare and _ends_phrase(items)):
        return "n"
    if before == "V" and norm.endswith("s") and norm in cues.nouns:
        return "n"
    return "E" if before == "G" and norm.endswith("ed") else "V"


def _with_ends(sentences: Sequence[tuple[Token, ...]]) -> Iterator[tuple[Token, bool]]:
    """Each token, and whether no word of its sentence follows: a full stop before one belongs to an abbreviation."""
    for tokens in sentences:
        last = max((i for i, t in enumerate(tokens) if t.is_word), default=-1)
        for i, token in enumerate(tokens):
            yield token, i > last


def _makes_noun(before: tuple[str, str, str, Span, int]) -> bool:
    """Whether the item before turns a verb form into a noun: an article, a possessive, a number, a preposition."""
    _, norm, kind, _, _ = before
    if kind == "D":
        return norm not in _marks("demonstratives")
    return (
        kind in "H#"
        or (kind == "I" and norm not in _marks("not_prepositions"))
        or (kind in "Nn" and norm.endswith("'s"))
    )


def _ends_phrase(items: list[tuple[str, str, str, Span, int]]) -> bool:
    """Whether an article and a singular noun or adjective stand before: a bare verb form after them is a noun."""
    at = len(items) - 1
    if at < 1 or items[at][2] not in "nNA" or items[at][1].endswith("s"):
        return False
    while at > 0 and len(items) - at < 4 and items[at][2] in "nNA":
        at -= 1
    return items[at][2] == "H" or (items[at][2] == "D" and items[at][1] not in _marks("demonstratives"))


@cache
def _marks(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("attribution")["marks"][name])


def _is_title(source: str, q: Quotation, items: list[tuple[str, str, str, Span, int]]) -> bool:
    """Whether a quotation is the name of a work or a group, not speech: capitals, after a word that announces one."""
    before = next((i for i in reversed(items[-2:]) if i[2] != ","), None)
    if before is None or before[1] not in _marks("titled") or len(q.inner) > 60:
        return False
    inside = [w.strip(",.") for w in q.inner.of(source).split()]
    long = [w for w in inside if len(w) > 3 or w == inside[0]]
    return q.inner.of(source)[-1] not in "?!" and all(w[:1].isupper() or w[:1] == "#" for w in long)


def _is_hyphen(source: str, token: Token) -> bool:
    """A hyphen inside a word, not a dash between words."""
    around = source[token.start - 1 : token.start] + source[token.end : token.end + 1]
    return token.text in "-‐‑–/" and len(around) == 2 and not around.isspace() and around.isalnum()


def _in_title_case(tokens: list[Token]) -> bool:
    """Whether capitals say nothing here: a headline, or text all in capitals."""
    long = [t for t in tokens if t.is_word and len(t.text) > 3 and not t.is_number]
    share = 0.9 if tokens[-1].text in ".!?" else 0.75
    return len(long) >= 3 and sum(t.is_capitalised for t in long) >= share * len(long)
