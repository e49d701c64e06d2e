"""Headings that a copied page has glued onto the paragraph that follows them.

"Prices in the Capital In a short statement, the ministry said ...": no mark stands between the two.  What gives the
heading away is a capital that no running sentence would have, before something that begins a sentence.  The rules ask
for both sides, since a missed heading costs little and a cut sentence costs its statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from .. import lexicon
from ..model import Span
from ..text import Token, tokens

_LEARN = 4000
"""Characters of a paragraph from which its usage is learnt."""
_MOST_WORDS = 14
"""Words a heading may have; also how far into a paragraph a boundary is looked for."""
_GIVEN = ("male", "female", "either")
_INSIDE = frozenset(",:&’'?-%$£€‘")
"""Marks that a heading may hold; a dash, a bracket or a full stop belongs to a dateline or a sentence."""
_OPENING = frozenset("“\"‘'«„")
_DOUBLE = frozenset('”"»')
_CLOSE = re.compile(r"[,.!?][”\"»’']|[”\"»’'],")


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of a language."""

    small: frozenset[str]
    openers: frozenset[str]
    subjects: frozenset[str]
    dated: frozenset[str]
    joining: frozenset[str]
    before_names: frozenset[str]
    questions: frozenset[str]
    pronouns: frozenset[str]
    weak: frozenset[str]
    lettered: frozenset[str]
    nouns: frozenset[str]
    suffixes: tuple[str, ...]
    functions: frozenset[str]
    reporting: frozenset[str]
    given: frozenset[str]


@cache
def _words(language: str) -> _Words:
    table: dict[str, Any] = lexicon.load("chrome", language)["headings"]
    return _Words(
        small=frozenset(table["small"]),
        openers=frozenset(table["openers"]),
        subjects=frozenset(table["subjects"]),
        dated=frozenset(table["before_dates"]),
        joining=frozenset(table["joining"]),
        before_names=frozenset(table["before_names"]),
        questions=frozenset(table["questions"]),
        pronouns=frozenset(table["pronouns"]),
        weak=frozenset(table["weak_openers"]),
        lettered=frozenset(table["lettered"]),
        nouns=frozenset(table["nouns"]),
        suffixes=tuple(table["suffixes"]),
        functions=frozenset(table["functions"]),
        reporting=frozenset(table["reporting"]),
        given=frozenset(n.casefold() for key in _GIVEN for n in lexicon.load("names", language)[key].split()),
    )


class Usage:
    """How the words of an article are written in it: what is a name there, and what a common noun.

    A paragraph that is being judged is no witness for itself, so each fact keeps two paragraphs that show it.
    """

    __slots__ = ("_capital", "_runs", "_small")

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self._capital: dict[str, tuple[int, int]] = {}
        self._small: dict[str, tuple[int, int]] = {}
        self._runs: dict[str, tuple[int, int]] = {}
        for number, paragraph in enumerate(paragraphs):
            self._learn(number, tokens(paragraph[:_LEARN]))

    def _learn(self, number: int, row: Sequence[Token]) -> None:
        for i, token in enumerate(row):
            if not token.is_word:
                continue
            if token.text[0].islower():
                _note(self._small, token.norm, number)
                continue
            run = token.norm
            _note(self._runs, run, number)
            for other in row[i + 1 : i + 4]:
                if not other.is_word or not other.is_capitalised:
                    break
                run = f"{run} {other.norm}"
                _note(self._runs, run, number)
            # after a small word a capital means a name; at the start of a sentence it means nothing
            if i and row[i - 1].is_word and row[i - 1].text[0].islower():
                _note(self._capital, token.norm, number)

    def capital(self, word: str, *, beside: int) -> bool:
        """Whether the word has a capital inside a sentence of a paragraph other than number ``beside``."""
        return _shown(self._capital, word, beside)

    def small(self, word: str, *, beside: int) -> bool:
        """Whether the word is written small in another paragraph."""
        return _shown(self._small, word, beside)

    def run(self, words: str, *, beside: int) -> bool:
        """Whether these words stand next to one another with capitals in another paragraph."""
        return _shown(self._runs, words, beside)


def _note(facts: dict[str, tuple[int, int]], key: str, number: int) -> None:
    first, second = facts.get(key, (number, number))
    if second == first != number:
        facts[key] = (first, number)
    else:
        facts.setdefault(key, (first, second))


def _shown(facts: dict[str, tuple[int, int]], key: str, beside: int) -> bool:
    shown = facts.get(key)
    return shown is not None and shown != (beside, beside)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    span: Span
    number: int
    usage: Usage
    words: _Words


def heading(text: str, span: Span, usage: Usage, *, number: int, language: str = "en") -> int | None:
    """Where the heading that is glued to the front of a paragraph ends, in characters of ``text``.

    ``span`` is the paragraph, and ``number`` its place among those that ``usage`` was learnt from.  ``None``: no
    heading.
    """
    words = _words(language)
    paragraph = _Paragraph(text, span, number, usage, words)
    head = Span(span.start, min(span.end, span.start + 400))
    row = tokens(text, head)
    if len(row) < 6 or not row[0].is_word or not (row[0].is_capitalised or row[0].is_number):
        return None
    for i in range(1, len(row) - 2):
        if sum(1 for t in row[:i] if t.is_word) > _MOST_WORDS:
            return None
        if _ends_heading(row[i - 1]) and _begins(paragraph, row, i):
            return row[i - 1].end
        if not row[i].is_word and row[i].text not in _INSIDE:
            return None
        if row[i].text == "," and not _titled(row[:i], words):
            return None
    return None


def _ends_heading(token: Token) -> bool:
    return token.is_word or token.text in {"?", "”", "’"}


def _begins(paragraph: _Paragraph, row: Sequence[Token], i: int) -> bool:
    """Whether a sentence begins at token ``i``, and what stands before it is a heading."""
    before, token, words = row[:i], row[i], paragraph.words
    if row[i - 1].end == token.start:
        return False
    if token.text in _OPENING:
        return _before_quotation(paragraph, before, row[i:])
    if not token.is_word or not token.is_capitalised:
        return False
    if _all_capitals(before, row[i:], words):
        return True
    if _base(token) in words.openers:
        return _before_opener(before, row[i:], words)
    if token.norm in words.subjects:
        return _before_subject(before, row[i:], words)
    return _before_name(paragraph, before, row[i:])


def _titled(before: Sequence[Token], words: _Words) -> bool:
    """Whether every word but the small ones has a capital: the case of headlines."""
    return (
        all(t.is_capitalised or t.is_number or t.norm in words.small for t in before if t.is_word)
        and sum(1 for t in before if t.is_word and t.is_capitalised) >= 2
    )


def _in_sentence_case(after: Sequence[Token]) -> bool:
    """Whether words that are not short are written small in it, as in a sentence and not in a headline."""
    longer = [t for t in after if t.is_word and not t.is_number and len(t.text) > 3][:14]
    return len(longer) >= 2 and sum(1 for t in longer if not t.is_capitalised) >= 0.4 * len(longer)


def _before_opener(before: Sequence[Token], after: Sequence[Token], words: _Words) -> bool:
    """A heading, then a word that begins sentences: "... Prices In a statement ..."."""
    opener, last, following = after[0], before[-1], after[1]
    if last.norm in words.small or last.norm in words.lettered or (opener.text.isupper() and len(opener.text) > 1):
        return False
    if last.norm in words.functions or last.norm in words.reporting or not _in_sentence_case(after[1:]):
        return False
    count = sum(1 for t in before if t.is_word)
    number = following.is_number and opener.norm in words.dated
    plain = number or (following.is_word and not following.is_capitalised and not following.is_number)
    if not _titled(before, words):
        return plain and count <= 12 and _is_phrase(before, opener, words)
    if _base(opener) in words.weak:
        return plain and count >= 3 and _has_common_ending(before, words)
    if plain:
        return count >= 2
    if following.text == ",":
        return count >= 3 and opener.norm not in words.joining
    named = following.is_word and opener.norm in words.before_names and not _begins_later(after, words)
    return named and count >= 3


def _is_phrase(before: Sequence[Token], opener: Token, words: _Words) -> bool:
    """Whether words in sentence case can be a heading: "Ministers meet in private", and no sentence cut short."""
    plain = [t for t in before if t.is_word]
    if len(plain) < 2 or not before[-1].is_word or plain[0].norm in words.openers - words.questions:
        return False
    if any(t.norm in words.reporting or t.norm in words.pronouns for t in plain):
        return False
    base = _base(opener)
    if before[-1].is_capitalised:
        return base not in words.joining and base not in words.weak
    return base not in words.joining and (base not in words.weak or len(base) > 2)


def _base(token: Token) -> str:
    """A word without what an apostrophe joins to it ("It's")."""
    return token.norm.partition("'")[0]


def _begins_later(after: Sequence[Token], words: _Words) -> bool:
    """Whether the sentence more likely begins a few words on: "Talks In Vienna | The ministers ..."."""
    for token, following in pairwise(after[1:6]):
        if not token.is_word:
            return False
        if token.is_capitalised and token.norm in words.openers and following.is_word and not following.is_capitalised:
            return True
    return False


def _all_capitals(before: Sequence[Token], after: Sequence[Token], words: _Words) -> bool:
    """A heading in capitals, then a sentence that is not: "TALKS BREAK DOWN AGAIN Envoys left ..."."""
    plain = [t for t in before if t.is_word]
    return (
        len(plain) >= 3
        and sum(len(t.text) for t in plain) >= 12
        and all(t.text.isupper() or t.is_number for t in plain)
        and before[-1].norm not in words.functions
        and not after[0].text.isupper()
        and _in_sentence_case(after[1:])
    )


def _before_subject(before: Sequence[Token], after: Sequence[Token], words: _Words) -> bool:
    """A heading, then a noun that opens sentences of the news: "... Under Pressure Critics said ..."."""
    return (
        _titled(before, words)
        and sum(1 for t in before if t.is_word) >= 3
        and after[1].is_word
        and not after[1].is_capitalised
        and _in_sentence_case(after)
        and before[-1].is_capitalised
        and before[-1].norm not in words.functions
        and before[0].norm not in words.openers
        and _is_common(before[-1], words)
    )


def _before_name(paragraph: _Paragraph, before: Sequence[Token], after: Sequence[Token]) -> bool:
    """A heading in headline case, then a name that the article knows and its verb: "... Debts Ellery is ..."."""
    words, usage, number = paragraph.words, paragraph.usage, paragraph.number
    if not _titled(before, words) or sum(1 for t in before if t.is_word) < 3:
        return False
    run: list[Token] = []
    for token in after:
        if not token.is_word or not token.is_capitalised:
            break
        run.append(token)
    if not run or len(run) > 4 or len(after) <= len(run) + 1:
        return False
    verb = after[len(run)]
    if not _in_sentence_case(after[len(run) :]):
        return False
    if not verb.is_word or (verb.norm in words.small and verb.norm not in {"is", "are"}):
        return False
    last = before[-1]
    if before[0].norm in words.openers or last.norm in words.given or run[0].norm in words.functions:
        return False
    if len(run) == 1 and (
        len(run[0].text) == 1 or _is_common(run[0], words) or usage.small(run[0].norm, beside=number)
    ):
        return False
    name = " ".join(t.norm for t in run)
    return (
        usage.run(name, beside=number)
        and last.is_word
        and last.is_capitalised
        and last.norm not in words.functions
        and last.norm not in words.small
        and not usage.capital(last.norm, beside=number)
        and not usage.run(f"{last.norm} {run[0].norm}", beside=number)
        and (_is_common(last, words) or usage.small(last.norm, beside=number))
    )


def _is_common(token: Token, words: _Words) -> bool:
    """Whether a capitalised word is a common noun that only a heading would capitalise."""
    if token.norm.endswith("'s") or len(token.norm) < 3:
        return False
    plural = token.norm.endswith("s") and not token.norm.endswith(("ss", "us", "is"))
    return token.norm in words.nouns or plural or (len(token.norm) >= 6 and token.norm.endswith(words.suffixes))


def _has_common_ending(before: Sequence[Token], words: _Words) -> bool:
    last = before[-1]
    return last.is_word and (
        last.norm in words.nouns
        or (last.norm.endswith("s") and not last.norm.endswith("'s"))
        or last.norm.endswith(words.suffixes)
    )


def _before_quotation(paragraph: _Paragraph, before: Sequence[Token], after: Sequence[Token]) -> bool:
    """A heading, then a quotation that has its own attribution after it: "Ministers react “We will ...,” X said"."""
    text, span, words = paragraph.text, paragraph.span, paragraph.words
    count = sum(1 for t in before if t.is_word)
    last = before[-1]
    if not 2 <= count <= 8 or not last.is_word or len(after) < 3 or not after[1].is_capitalised:
        return False
    if any(t.norm in words.reporting for t in before) or last.norm in words.small or last.norm.endswith("'s"):
        return False
    closing = _DOUBLE if after[0].text in {"“", '"', "«", "„"} else frozenset("’'")
    close = _CLOSE.search(text, after[0].end, span.end)
    if close is None or not set(close.group()) & closing or len(after) < 7:
        return False
    rest = tokens(text, Span(close.end(), min(span.end, close.end() + 80))) if close.end() < span.end else ()
    verb = not last.is_capitalised and (
        (last.norm.endswith("s") and not last.norm.endswith("ss"))
        or (before[-2].norm.endswith("s") and not last.norm.endswith(("ed", "ing")))
    )
    titled = _titled(before, words) and count >= 3
    return any(t.norm in words.reporting for t in rest[:6]) and (verb or titled)
