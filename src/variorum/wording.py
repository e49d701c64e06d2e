"""Word-level collation of two passages: a leaf that any room may import.

Passages are compared as *atoms*: words and numbers, a hyphenated word being its parts and a contraction its two
words (``we're`` is ``we`` and ``'re``, which equals ``are``).  Case, punctuation, typography and the listed spelling
variants are folded away by :func:`variorum.text.normal`; a per cent sign is the word, and a number is one atom however
it is written (``wording_numbers``).  Every atom keeps the characters it stands on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Any, NamedTuple

from rapidfuzz.distance import LCSseq

from . import lexicon, text, wording_moves, wording_numbers
from .model import DiffKind, DiffOp, Span
from .text import Token

LONGEST = 6_000
"""Atoms a side that are aligned word by word; what lies beyond is one replacement (bounded time and memory)."""

_PART = re.compile(r"[^\W_]+(?:['’ʼ＇][^\W_]+)*|\w+")
_CONTRACTED = re.compile(r"(?:n['’ʼ＇]t|['’ʼ＇](?:re|ll|ve|m|s|d))$", re.IGNORECASE)


_BANDS = {"band5": 0.85, "band6": 0.75, "band7": 0.64, "band8": 0.52, "band9": 0.4, "band10": 0.3}


class Atom(NamedTuple):
    """The smallest thing compared: ``norm`` is equal for two atoms that are no variants of one another."""

    span: Span
    norm: str
    piece: int


def atoms(whole: str, pieces: Sequence[Span]) -> tuple[Atom, ...]:
    """The words of ``pieces`` (spans of ``whole``, in order).

    Pieces with no word between them count as one, so that two neighbouring sentences read on.
    """
    return _atoms(whole, tuple(pieces))


@lru_cache(maxsize=1 << 14)
def _atoms(whole: str, pieces: tuple[Span, ...]) -> tuple[Atom, ...]:
    found: list[Atom] = []
    for number, piece in enumerate(_joined(whole, pieces)):
        parts = list(_parts(whole, piece))
        found.extend(Atom(span, norm, number) for span, norm in wording_numbers.folded(whole, parts))
    return tuple(found)


def norms(whole: str, pieces: Sequence[Span]) -> tuple[str, ...]:
    """The normal forms of the words of ``pieces``."""
    return tuple(a.norm for a in atoms(whole, pieces))


_LEAD, _LED_BY = 24, 2


def before(whole: str, at: int, *, reach: int = _LEAD, most: int = _LED_BY, since: int = 0) -> tuple[str, ...]:
    """The last words (``most`` of them, in normal form) of the ``reach`` characters straight before ``at``, none of
    them before ``since``."""
    start = max(since, at - reach)
    return norms(whole, (Span(start, at),))[-most:] if start < at else ()


def diff(a_text: str, a: Sequence[Span], b_text: str, b: Sequence[Span]) -> tuple[DiffOp, ...]:
    """How the words of ``b`` differ from those of ``a``: the steps in the order of ``a``, every word of both in one.

    ``omit`` stands in ``a`` alone, ``add`` in ``b`` alone, ``replace`` in both with different words, ``move`` in both
    with the same words at another place (three words of content at least): without the moves, the steps are in the
    order of ``b``, too.  Only the longest common subsequence of words counts as equal, and less than that: grammar
    words caught between two changes belong to the change, so that a step is something to read.  No step runs over a
    gap between two pieces.  From ``b`` to ``a`` the steps are the same, turned round.
    """
    left, right = atoms(a_text, a), atoms(b_text, b)
    return tuple(op for kind, i, j, k, m in _steps(left, right) for op in _ops(kind, left[i:j], right[k:m]))


_Step = tuple[DiffKind, int, int, int, int]


def _steps(left: Sequence[Atom], right: Sequence[Atom]) -> list[_Step]:
    """Of the two ways round one is always taken, so that there and back are the same."""
    if [x.norm for x in left] > [x.norm for x in right]:
        turned: dict[DiffKind, DiffKind] = {"omit": "add", "add": "omit"}
        return [(turned.get(kind, kind), k, m, i, j) for kind, i, j, k, m in _in_turn(_steps(right, left))]
    return _moved(_smooth(_blocks(left, right), left), left, right)


def _in_turn(steps: Sequence[_Step]) -> list[_Step]:
    """Steps in the order of their other side."""
    return [s for _, s in sorted(enumerate(steps), key=lambda numbered: (numbered[1][3:], numbered[0]))]


def _moved(steps: list[_Step], left: Sequence[Atom], right: Sequence[Atom]) -> list[_Step]:
    """``steps`` with the words that only stand elsewhere as moves, cut out of the changes that they stood in."""
    changed = [s for s in steps if s[0] != "equal"]
    runs = wording_moves.moves(
        [x.norm for x in left],
        [x.norm for x in right],
        [range(i, j) for _, i, j, _, _ in changed if j - i > 2],
        [range(k, m) for _, _, _, k, m in changed if m - k > 2],
        grammar=function_words(),
    )
    if not runs:
        return steps
    made: list[_Step] = []
    for step in steps:
        made.extend([step] if step[0] == "equal" else _without(step, runs))
    return made


def _without(step: _Step, runs: Sequence[wording_moves.Move]) -> Iterator[_Step]:
    """A change without the words that moved, and the moves from its place."""
    _, i, j, k, m = step
    here = [r for r in runs if i <= r.a < j]
    there = sorted((r.b, r.b + r.size) for r in runs if k <= r.b < m)
    kept = _around(k, m, there)
    for n, (start, end) in enumerate(_around(i, j, [(r.a, r.a + r.size) for r in here])):
        x, y = kept[n] if n < len(kept) else (m, m)
        yield from _change(start, end, x, y)
        if n < len(here):
            yield "move", here[n].a, here[n].a + here[n].size, here[n].b, here[n].b + here[n].size
    for x, y in kept[len(here) + 1 :]:
        yield from _change(j, j, x, y)


def _around(start: int, end: int, gone: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a range, before, between and after the parts that are gone."""
    edges = [start, *(at for part in gone for at in part), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _blocks(left: Sequence[Atom], right: Sequence[Atom]) -> list[_Step]:
    """Alternating equal and unequal runs of both sides."""
    steps: list[_Step] = []
    a, b = [x.norm for x in left[:LONGEST]], [x.norm for x in right[:LONGEST]]
    i = k = 0
    for op in LCSseq.opcodes(a, b) if a and b else ():
        if op.tag == "equal":
            steps.extend(_change(i, op.src_start, k, op.dest_start))
            steps.append(("equal", op.src_start, op.src_end, op.dest_start, op.dest_end))
            i, k = op.src_end, op.dest_end
    steps.extend(_change(i, len(left), k, len(right)))
    return steps


def _change(i: int, j: int, k: int, m: int) -> list[_Step]:
    """One step of the words that differ, or none where there are no words."""
    kind: DiffKind = "replace" if i < j and k < m else "omit" if i < j else "add"
    return [(kind, i, j, k, m)] if i < j or k < m else []


def _smooth(steps: list[_Step], left: Sequence[Atom]) -> list[_Step]:
    """Equal grammar words between two changes, shorter than both together, become part of one change."""
    smooth: list[_Step] = []
    for n, step in enumerate(steps):
        kind, i, j, _, m = step
        weak = kind == "equal" and 0 < n < len(steps) - 1 and all(x.norm in function_words() for x in left[i:j])
        if weak and j - i <= 3:
            before, after = smooth[-1], steps[n + 1]
            around = max(before[2] - before[1], before[4] - before[3]) + max(after[2] - after[1], after[4] - after[3])
            weak = before[0] != "equal" and around > 2 * (j - i)
        else:
            weak = False
        if smooth and smooth[-1][0] != "equal" and (weak or kind != "equal"):
            _, first, _, third, _ = smooth.pop()
            smooth.extend(_change(first, j, third, m))
        else:
            smooth.append(step)
    return smooth


def _ops(kind: DiffKind, left: Sequence[Atom], right: Sequence[Atom]) -> Iterator[DiffOp]:
    if kind in ("equal", "move"):
        for start, end in _runs([(x.piece, y.piece) for x, y in zip(left, right, strict=True)]):
            yield DiffOp(op=kind, a=_cover(left[start:end]), b=_cover(right[start:end]))
        return
    a = [left[s:e] for s, e in _runs([x.piece for x in left])]
    b = [right[s:e] for s, e in _runs([x.piece for x in right])]
    for x, y in zip_longest(a, b, fillvalue=()):
        same = [t.norm for t in x] == [t.norm for t in y]
        op: DiffKind = "equal" if same else "replace" if x and y else "omit" if x else "add"
        yield DiffOp(op=op, a=_cover(x) if x else None, b=_cover(y) if y else None)


def _runs(labels: Sequence[object]) -> Iterator[tuple[int, int]]:
    start = 0
    for n in range(1, len(labels) + 1):
        if n == len(labels) or labels[n] != labels[start]:
            yield start, n
            start = n


def _cover(run: Sequence[Atom]) -> Span:
    return Span(run[0].span.start, run[-1].span.end)


def _joined(whole: str, pieces: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for piece in sorted(set(pieces)):
        if joined and (piece.start <= joined[-1].end or not text.words(whole, Span(joined[-1].end, piece.start))):
            joined[-1] = joined[-1].to(piece)
        else:
            joined.append(piece)
    return joined


def _parts(whole: str, piece: Span) -> Iterator[tuple[Span, str]]:
    signs: dict[str, str] = _paraphrase()["signs"]
    money: dict[str, str] = _paraphrase()["money"]["signs"]
    previous: Token | None = None
    for token in text.tokens(whole, piece):
        if token.is_number:
            yield token.span, token.norm.rstrip(".,:").replace(",", "")
        elif token.is_word:
            yield from _split(token)
        elif token.text in signs or token.text in money:
            yield token.span, signs.get(token.text, token.text)
        elif token.text == "'" and previous is not None and previous.norm.endswith("s") and previous.end == token.start:
            pass  # the mark of a plural possessive says nothing of its own
        previous = token


def _split(token: Token) -> Iterator[tuple[Span, str]]:
    for part in _PART.finditer(token.text) if token.text[-1] != "." else ():
        start, end = token.start + part.start(), token.start + part.end()
        cut = _CONTRACTED.search(part.group())
        if cut and not cut.start() and (whole := _clitic("", cut.group())):
            yield Span(start, end), whole  # a contraction that stands apart: "are n't"
        elif cut and (clitic := _clitic(part.group()[: cut.start()], cut.group())):
            yield Span(start, start + cut.start()), _whole_of(_fold(part.group()[: cut.start()]))
            yield Span(start + cut.start(), end), clitic
        else:
            yield Span(start, end), _fold(part.group())
    if token.text[-1] == ".":
        yield token.span, token.norm.replace(".", "")


def _clitic(host: str, ending: str) -> str | None:
    table = _paraphrase()["contractions"]
    folded = text.normal(ending)
    if folded == "'s":
        return "is" if text.normal(host) in table["hosts"] else None
    return str(table[folded]) if folded in table else None


def _whole_of(host: str) -> str:
    return str(_paraphrase()["contractions"]["whole"].get(host, host))


@lru_cache(maxsize=1 << 16)
def _fold(word: str) -> str:
    norm = text.spelt(text.normal(word))
    return str(_paraphrase()["numbers"].get(norm, norm))


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str = "en") -> str:
    """A word without its inflection, by the listed irregular forms and endings: a key for comparison, not a word."""
    table = _stems(language)
    folded = word.removesuffix("'s").removesuffix("'")
    known = table.irregular.get(folded)
    if known is not None and table.irregular.get(known) == known:
        return known  # listed as its own stem
    folded = known or folded
    if folded[:1].isdigit():
        return folded
    for ending, instead in table.endings:
        cut = len(folded) - len(ending)
        if folded.endswith(ending) and cut + len(instead) >= table.shortest and cut >= table.shortest:
            folded = folded[:cut] + instead
            break
    if len(folded) > table.shortest and folded[-1] == folded[-2] and folded[-1] not in "sl":
        folded = folded[:-1]
    return folded[:-1] + "i" if folded.endswith("y") and len(folded) > table.shortest else folded


@dataclass(frozen=True, slots=True)
class _Stems:
    irregular: dict[str, str]
    endings: tuple[tuple[str, str], ...]
    shortest: int


@cache
def _stems(language: str) -> _Stems:
    table = lexicon.load("paraphrase", language)["stems"]
    pairs = (pair.partition("=") for pair in table["irregular"].split())
    endings = sorted(((e, i) for e, i in table["endings"]), key=lambda pair: -len(pair[0]))
    return _Stems({form: base for form, _, base in pairs}, tuple(endings), table["shortest"])


@cache
def _paraphrase(language: str = "en") -> dict[str, Any]:
    return lexicon.load("paraphrase", language)


@cache
def common_words(language: str = "en") -> dict[str, float]:
    """How much each of the listed common words of news tells, 0 to 1; one that is not listed tells all."""
    bands = lexicon.load("collate", language)["frequency"]
    return {word: _BANDS[band] for band, listed in bands.items() for word in listed.split()}


@cache
def function_words(language: str = "en") -> frozenset[str]:
    """The words that carry grammar and no news."""
    return frozenset(lexicon.load("collate", language)["function"].split())


_DOUBLE = frozenset('“”„‟«»"')
_LINE = 4_000
"""Characters before a passage within which the beginning of its line is looked for."""


def marked(whole: str, within: Span) -> tuple[Span, ...]:
    """What stands between quotation marks and touches ``within``, marks left out: the outermost pairs, of any kind.

    Marks are paired from the beginning of the line, as a passage may begin in the middle of a quotation.  An opening
    mark may be closed by one of another make of its weight (a curly one by a straight one); an apostrophe is no mark;
    a pair that is not closed reaches to the end of ``within``.
    """
    line = max(whole.rfind("\n", 0, within.start) + 1, within.start - _LINE)
    found: list[Span] = []
    opened: tuple[int, bool] | None = None
    for at in range(line, min(len(whole), within.end + 1)):
        sign = whole[at]
        if sign not in text.QUOTATION_MARKS:
            continue
        double = sign in _DOUBLE
        before, after = whole[at - 1 : at], whole[at + 1 : at + 2]
        if opened is None:
            if sign in "”»" or (not double and (before.isalnum() or not after.strip())):
                continue
            opened = (at + 1, double)
        elif opened[1] == double and sign not in "“„«" and (double or not after[:1].isalnum()):
            if (span := text.trimmed(whole, opened[0], at)) and span.overlaps(within):
                found.append(span)
            opened = None
    if opened and opened[1] and (span := text.trimmed(whole, max(opened[0], within.start), within.end)):
        found.append(span)
    return tuple(found)
