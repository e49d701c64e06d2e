"""Quotations and their speakers, held against the key of ten invented articles (``tests/quotation_key.py``).

The rule.  A keyed quotation is *right* when a direct or mixed statement has its content and its speaker.

- Content of a direct one: the pieces are equal, one by one, edges trimmed of white space, marks and ``, . ; :``.
- Content of a mixed one: all pieces lie within the keyed clause and together hold the quoted words.  So the words
  between the marks are right, the whole clause is, and so are two quoted pieces of one clause together.
- Speaker: titles and articles (Mr, the) off, the name is that of the key or another one that the key lists for the
  same speaker; or a longer or shorter form of it (for a person: the words of one stand in the other in order; for any
  other: the one begins with the other) that fits no other speaker of the article.  Where the text does not say who
  speaks, there is no speaker or one of kind ``unknown``.

What is not right is, in this order: ``wrong speaker`` (content right), ``wrong span`` (a statement overlaps it that is
not right for another quotation), ``missing``.  A direct or mixed statement that is right for no quotation and no try at
one is *spurious*.  Speech laid out without marks and indirect clauses are counted apart.

The key was written before anything was extracted from its articles.  First run, rules only, nobody having looked at a
miss: 105 of 173 (.607); 33 wrong speakers, 12 wrong spans, 23 missing, 3 spurious; 0 of 8 without marks; 25 of 38
indirect.  After it one name was added to the key ("minister" for "one minister"): 106.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import pytest

import variorum
from tests.quotation_key import FOLDER, ArticleKey, Indirect, KeyedSpeaker, Quotation, load, names
from variorum.model import Span, Speaker, Statement

EDGE = " \t\r\n\u00a0\"'“”‘’«»,.;:"
HONORIFICS = frozenset({"a", "an", "the", "mr", "mrs", "ms", "miss", "dr", "pc", "cllr"})
WORD = re.compile(r"[\w&]+(?:['-]\w+)*")

# A little under what was measured; .95 is where this must go.  Raise them when the extraction improves.
FLOOR = 0.89
FEWEST_RIGHT = {
    "business": 16,
    "court": 16,
    "feature": 15,
    "interview": 11,
    "local": 15,
    "politics": 19,
    "science": 13,
    "sport": 13,
    "tabloid": 14,
    "wire": 14,
}
MOST_SPURIOUS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one keyed quotation; ``given`` is the name predicted for it, or the words of the wrong span."""

    quotation: Quotation
    verdict: str
    given: str
    used: tuple[str, ...]

    def line(self, text: str) -> str:
        words = " // ".join(p.of(text) for p in self.quotation.content)
        return (
            f"  {self.verdict} [{self.quotation.trap}] {words[:60]!r}: "
            f"wanted {self.quotation.speaker or 'nobody'}, given {self.given}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One article; ``spurious`` and ``indirect_missed`` have a line for each."""

    article: ArticleKey
    outcomes: tuple[Outcome, ...]
    spurious: tuple[str, ...]
    indirect_missed: tuple[str, ...]

    def of(self, *, marked: bool) -> tuple[Outcome, ...]:
        return tuple(o for o in self.outcomes if o.quotation.marked is marked)

    def right(self, *, marked: bool = True) -> int:
        return sum(o.verdict == "right" for o in self.of(marked=marked))

    def __str__(self) -> str:
        misses = [o.line(self.article.text) for o in self.outcomes if o.verdict != "right"]
        head = f"{self.article.name}: {self.right()} of {len(self.of(marked=True))}"
        spurious = [f"  spurious {line}" for line in self.spurious]
        return "\n".join([head, *misses, *spurious, *(f"  indirect, missed: {line}" for line in self.indirect_missed)])


def trimmed(span: Span, text: str) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(EDGE))
    end = span.end - (len(words) - len(words.rstrip(EDGE)))
    return Span(start, end) if start < end else None


def cut(pieces: Iterable[Span], text: str) -> tuple[Span, ...]:
    return tuple(t for p in pieces if (t := trimmed(p, text)))


def has_content(content: Sequence[Span], quotation: Quotation, text: str) -> bool:
    """The rule for content that stands at the top of this file."""
    given, wanted = cut(content, text), cut(quotation.content, text)
    if not quotation.clause:
        return given == wanted
    clause = cut(quotation.clause, text)
    within = all(any(c.contains(p) for c in clause) for p in given)
    return within and all(any(p.contains(w) for p in given) for w in wanted)


def name_words(name: str) -> tuple[str, ...]:
    found = WORD.findall(name.casefold().replace("’", "'"))
    return tuple(w for at, w in enumerate(found) if w not in HONORIFICS or (at and w in ("a", "an", "the")))


def _in_order(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def _is_form(given: tuple[str, ...], of: tuple[str, ...], *, person: bool) -> bool:
    short, long = sorted((given, of), key=len)
    return bool(short) and (_in_order(short, long) if person else long[: len(short)] == short)


def right_speaker(given: Speaker | None, quotation_speakers: Sequence[str], article: ArticleKey) -> bool:
    """The rule for speakers that stands at the top of this file."""
    if given is None or given.kind == "unknown":
        if "" in quotation_speakers:
            return True
        if given is None:
            return False
    words = name_words(given.name)
    everybody = (*article.speakers, *(KeyedSpeaker(name=o, kind="person") for o in article.others))
    same = {s.name for s in everybody if words in [name_words(n) for n in (s.name, *s.also)]}
    if not same:
        same = {
            s.name
            for s in everybody
            if any(_is_form(words, name_words(n), person=s.kind == "person") for n in (s.name, *s.also))
        }
        if len(same) > 1:
            return False
    return bool(same & set(quotation_speakers))


def judge(article: ArticleKey, statements: Sequence[Statement]) -> Result:
    text = article.text
    quoting = [s for s in statements if s.form in ("direct", "mixed")]
    fitting = [[s for s in quoting if has_content(s.content, q, text)] for q in article.quotations]
    fit_any = {s.id for fits in fitting for s in fits}
    outcomes = tuple(
        _outcome(article, q, fits, [s for s in quoting if s.id not in fit_any])
        for q, fits in zip(article.quotations, fitting, strict=True)
    )
    used = {i for o in outcomes for i in o.used}
    return Result(
        article=article,
        outcomes=outcomes,
        spurious=tuple(_words(s, text) for s in quoting if s.id not in used),
        indirect_missed=tuple(
            f"{i.speaker}: {' // '.join(p.of(text) for p in i.content)!r}"
            for i in article.indirect
            if not _has_indirect(article, i, statements)
        ),
    )


def _outcome(article: ArticleKey, quotation: Quotation, fits: list[Statement], strays: list[Statement]) -> Outcome:
    for statement in fits:
        if right_speaker(statement.speaker, quotation.speakers, article):
            return Outcome(quotation=quotation, verdict="right", given=_name(statement), used=(statement.id,))
    if fits:
        return Outcome(quotation=quotation, verdict="wrong speaker", given=_name(fits[0]), used=(fits[0].id,))
    tries = [s for s in strays if any(p.overlaps(w) for p in s.content for w in quotation.content)]
    if tries:
        given = " + ".join(_words(s, article.text) for s in tries)
        return Outcome(quotation=quotation, verdict="wrong span", given=given, used=tuple(s.id for s in tries))
    return Outcome(quotation=quotation, verdict="missing", given="nothing", used=())


def _has_indirect(article: ArticleKey, wanted: Indirect, statements: Sequence[Statement]) -> bool:
    def bare(pieces: Iterable[Span]) -> list[str]:
        return [p.of(article.text).removeprefix("that ") for p in cut(pieces, article.text)]

    return any(
        s.form == "indirect"
        and bare(s.content) == bare(wanted.content)
        and any(p.overlaps(w) for p in s.content for w in wanted.content)
        and right_speaker(s.speaker, (wanted.speaker,), article)
        for s in statements
    )


def _name(statement: Statement) -> str:
    return statement.speaker.name if statement.speaker else "nobody"


def _words(statement: Statement, text: str) -> str:
    pieces = " // ".join(p.of(text) for p in statement.content)
    return f"{statement.form} {_name(statement)} {pieces!r}"


@cache
def results() -> tuple[Result, ...]:
    """Every article of the key, read from its file, cleaned and extracted."""
    made = []
    for name in names():
        key = load(name)
        (article,) = variorum.read(FOLDER / f"{name}.txt")
        assert article.text == key.text
        made.append(judge(key, variorum.extract(article).statements))
    return tuple(made)


def summary() -> str:
    """The scores by article and all misses, as text."""
    rows = results()
    right, total = sum(r.right() for r in rows), sum(len(r.of(marked=True)) for r in rows)
    unmarked = sum(r.right(marked=False) for r in rows), sum(len(r.of(marked=False)) for r in rows)
    clauses = sum(len(r.article.indirect) for r in rows)
    told = clauses - sum(len(r.indirect_missed) for r in rows)
    verdicts = [o.verdict for r in rows for o in r.of(marked=True)]
    counts = ", ".join(f"{v} {verdicts.count(v)}" for v in ("wrong span", "wrong speaker", "missing"))
    return "\n".join(
        [
            f"{right} of {total} ({right / total:.3f}); {counts}; spurious {sum(len(r.spurious) for r in rows)}",
            f"without marks: {unmarked[0]} of {unmarked[1]}; indirect: {told} of {clauses}",
            *map(str, rows),
        ]
    )


@pytest.mark.parametrize(
    ("pieces", "right"),
    [
        (["all options"], True),
        (["all options", "on the table"], True),
        (["“all options” were “on the table” for next year."], True),
        (["that “all options” were “on the table”"], True),
        (["on the table"], False),
        (["say that “all options” were “on the table” for next year"], False),
    ],
)
def test_the_rule_for_mixed_content(pieces: list[str], right: bool) -> None:
    key = load("local")
    (quotation,) = (q for q in key.quotations if q.content[0].of(key.text) == "all options")
    content = [Span(key.text.index(p), key.text.index(p) + len(p)) for p in pieces]
    assert has_content(content, quotation, key.text) is right


@pytest.mark.parametrize(
    ("change", "right"), [(0, True), (-1, True), (1, True), (-2, False)], ids=["same", "comma off", "mark on", "cut"]
)
def test_the_rule_for_direct_content(change: int, right: bool) -> None:
    key = load("wire")
    quotation = key.quotations[0]
    first, second = quotation.content
    assert has_content([Span(first.start, first.end + change), second], quotation, key.text) is right
    assert not has_content([first.to(second)], quotation, key.text)
    assert not has_content([first], quotation, key.text)


@pytest.mark.parametrize(
    ("given", "wanted", "right"),
    [
        ("Ilse Karvonen", "Ilse Karvonen", True),
        ("Energy Minister Ilse Karvonen", "Ilse Karvonen", True),
        ("Karvonen", "Ilse Karvonen", True),
        ("Paul Rastad", "Ilse Karvonen", False),
        ("Karvonen's deputy", "Ilse Karvonen", False),
        ("the officer", "police officer at the scene", True),
        ("A police officer at the scene, who was there", "police officer at the scene", True),
        ("officials", "transport officials", False),
        ("", "Gerd", False),
    ],
)
def test_the_rule_for_speakers(given: str, wanted: str, right: bool) -> None:
    speaker = Speaker(name=given, kind="person") if given else None
    assert right_speaker(speaker, (wanted,), load("wire")) is right


def test_a_surname_of_two_is_no_name_of_either() -> None:
    couple = load("feature")
    assert not right_speaker(Speaker(name="Mrs Garrow", kind="person"), ("Edith Garrow",), couple)
    assert right_speaker(Speaker(name="Mrs Edith Garrow", kind="person"), ("Edith Garrow",), couple)


def test_quotations_and_speakers() -> None:
    rows = results()
    assert sum(r.right() for r in rows) >= FLOOR * sum(len(r.of(marked=True)) for r in rows), summary()


@pytest.mark.parametrize("at", range(len(names())), ids=names())
def test_each_article(at: int) -> None:
    result = results()[at]
    assert result.right() >= FEWEST_RIGHT[result.article.name], str(result)


def test_few_are_spurious() -> None:
    assert sum(len(r.spurious) for r in results()) <= MOST_SPURIOUS, summary()
