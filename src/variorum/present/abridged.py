"""An edition that may be shared: short quotations in place of the articles, for every form alike.

``of`` leaves of each article's text the quotations that the edition points at and blots out the rest, character by
character, so that every span still leads to its place; views then show what is left as they show any text.  A
quotation is the beginning of a passage, cut at a word.  How long it may be is found for each article: as long as the
settings allow, and so short that all of them together stay under a share of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import zip_longest
from typing import Any, Final, TypeVar

from .. import text
from ..model import Article, Edition, Entry, Locus, Reading, Relation, Span, Volume, Witness
from ..settings import PresentSettings
from . import record
from .html_words import excerpt
from .record_parts import Json
from .safe import one_line

Noun = TypeVar("Noun")

BLOT: Final = "\u2003"
"""What stands for a character left out: white space of a kind that no template or script holds."""
_CUT: Final = "…"
_RUN: Final = 15
"""Words of an article in a row that only a quotation may hold."""
_KEPT: Final = 8
"""Words that stay of such a run in a message or a reason."""
_SHORTEST: Final = 8
"""Characters; where quotations would have to be shorter still, there are none."""
_FEW: Final = 6
"""A finding about more entries or passages is not told by the words of each."""
_SHRINK: Final = 0.8
_SMALL: Final = 60
"""Characters of a cue, a figure, a date or what is counted that are shown in any case."""
_GONE: Final = re.compile(f"[{BLOT}{_CUT}]")
_LEFT: Final = re.compile(f"[^{BLOT}]+")
_KEPT_RUN: Final = re.compile(rb"\x01+")
_WORD: Final = re.compile(r"\w+")
_AS_THEY_ARE: Final = frozenset(
    {"id", "sha256", "paths", "url", "article", "articles", "events", "entries", "statement", "nested_in", "storyline",
     "labels", "path", "a", "b"}
)  # fmt: skip
"""Fields that name something, or that are seen to apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Abridged(Article):
    """An article of which quotations alone are left; ``sha256`` and all spans are those of the whole text."""

    words: int
    """Words of the whole body and its headings."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A passage to quote from; ``share``: how much of the length that is allowed, None for a few words in any case."""

    spans: tuple[Span, ...]
    share: float | None


def of(volume: Volume, *, settings: PresentSettings | None = None) -> Volume:
    """The volume with quotations in place of the articles; see the module.  One that has them already keeps them."""
    settings = settings or PresentSettings()
    if is_shared(volume):
        left = {w.article.id: w.article.text for w in volume.witnesses}
        return replace(volume, editions=tuple(_edition(e, left) for e in volume.editions))
    wanted = _wanted(volume)
    articles = {w.article.id: _abridged(w.article, wanted[w.article.id], settings) for w in volume.witnesses}
    runs = {run for w in volume.witnesses for run in _runs(_words(w.article.text))}
    runs.difference_update(run for a in articles.values() for run in _runs(_words(a.title or "")))
    texts = {a.id: a.text for a in articles.values()}
    note = f"Articles are left out; quotations of at most {settings.quotation} characters stand in their place."
    return replace(
        volume,
        witnesses=tuple(
            Witness(article=articles[w.article.id], claims=_shortened(w.claims, runs)) for w in volume.witnesses
        ),
        editions=tuple(_edition(_shortened(e, runs), texts) for e in volume.editions),
        storylines=tuple(_shortened(s, runs) for s in volume.storylines),
        versions=(),
        warnings=(*volume.warnings, note),
    )


def shared(article: Article, *, words: int) -> Abridged:
    """An article whose text is its quotations already; ``words``: of the whole body and its headings."""
    return Abridged(**{f.name: getattr(article, f.name) for f in fields(Article)}, words=words)


def is_shared(volume: Volume) -> bool:
    """Whether a volume holds quotations alone, as one does that was stored so."""
    return bool(volume.witnesses) and all(isinstance(w.article, Abridged) for w in volume.witnesses)


def edition_file(volume: Volume, whole: Volume) -> Json:
    """The record of an abridged volume, with the collations of the ``whole`` one, which are spans alone.

    What is left of an article's text stands in ``quotations``, each at its place in a text of so many characters
    (``length``) and words, so that the file can be shown again.
    """
    relations = {(e.event.id, n.id): n.relations for e in whole.editions for n in e.entries}
    editions = []
    for edition in volume.editions:
        own = (replace(n, relations=_collated(n.relations, relations[edition.event.id, n.id])) for n in edition.entries)
        editions.append(replace(edition, entries=tuple(own)))
    made = record.edition_file(replace(volume, editions=tuple(editions)))
    for article, witness in zip(made["articles"], volume.witnesses, strict=True):
        left = witness.article.text
        article["text"] = None
        article["quotations"] = [
            {"start": m.start(), "end": m.end(), "text": m.group()} for m in _LEFT.finditer(left) if m.group().strip()
        ]
        article["length"], article["words"] = len(left), body_words(witness.article)
    for reading in (r for e in made["editions"] for n in e["entries"] for r in n["readings"]):
        reading["text"] = one_line(reading["text"])
        if reading["cue"]:
            reading["cue"]["text"] = one_line(reading["cue"]["text"])
    return made


def tidied(rendered: str) -> str:
    """What a form that keeps white space shows of the characters left out: one blank."""
    return re.sub(f"{BLOT}+", " ", rendered)


def body_words(article: Article) -> int:
    """Words of an article's body and its headings; of an abridged one, those that it had."""
    if isinstance(article, Abridged):
        return article.words
    return sum(len(text.words(article.text, block.span)) for block in article.blocks_of("body", "heading"))


def quoted(article: Article, span: Span) -> Span | None:
    """What of a span is left at its beginning; all of it in an article that is whole, None where nothing is."""
    if not isinstance(article, Abridged):
        return span
    left = _GONE.search(article.text, span.start, span.end)
    return text.trimmed(article.text, span.start, left.start() if left else span.end)


def pane(article: Article) -> Article:
    """An article as the page lays it out: of an abridged one, without the blocks of which nothing is left."""
    if not isinstance(article, Abridged):
        return article
    return replace(article, blocks=tuple(b for b in article.blocks if b.span.of(article.text).strip()))


def _abridged(article: Article, wanted: Sequence[_Wanted], settings: PresentSettings) -> Abridged:
    title = article.title
    if title and len(title) > settings.quotation:
        title = title[: _end(title, Span(0, len(title)), settings.quotation)] + _CUT
    byline = excerpt(article.byline, _SMALL) if article.byline else article.byline
    short = replace(article, text=_blotted(article.text, wanted, settings), title=title, byline=byline)
    return shared(short, words=body_words(article))


# -- what is quoted ---------------------------------------------------------------------------------------------------


def _wanted(volume: Volume) -> dict[str, list[_Wanted]]:
    """What the views show of each article: most of what findings speak of, less of what one witness alone has."""
    found: dict[str, list[_Wanted]] = {w.article.id: [] for w in volume.witnesses}
    for witness in volume.witnesses:
        article = witness.article
        found[article.id] += [_Wanted((b.span,), 1.0) for b in article.blocks_of("title")]
        found[article.id] += [_Wanted((c.span,), None) for c in witness.claims.credits]
    for edition in volume.editions:
        grave = {e for f in edition.findings if f.severity != "low" and len(f.entries) <= _FEW for e in f.entries}
        for entry in edition.entries:
            shared = len({r.article for r in entry.readings}) > 1
            for reading in entry.readings:
                found[reading.article] += _of_reading(reading, 1.0 if entry.id in grave else 0.5 if shared else 0.25)
            for near in (a.near for a in entry.absence if a.near):
                found[near.article].append(_Wanted((near.span,), 0.25))
        for locus, share in _loci(edition):
            found[locus.article].append(_Wanted((locus.span,), share))
    for locus in (x for s in volume.storylines for t in s.threads for x in t.evidence):
        found[locus.article].append(_Wanted((locus.span,), 0.5))
    return found


def _of_reading(reading: Reading, share: float) -> Iterator[_Wanted]:
    """Its words; the attribution around them where there is room for it."""
    whole = len(reading.span) <= _SMALL or not reading.content
    yield _Wanted((reading.span,) if whole else reading.content, share)
    details = (*(reading.cue.spans if reading.cue else ()), reading.measures, reading.due.span if reading.due else None)
    yield from (_Wanted((span,), None) for span in details if span)


def _loci(edition: Edition) -> Iterator[tuple[Locus, float]]:
    for finding in edition.findings:
        few = finding.severity != "low" and len(finding.evidence) <= _FEW
        yield from ((x, 1.0 if few else 0.25) for x in finding.evidence)
    yield from ((x, 0.25) for o in edition.origins for x in o.evidence)
    yield from ((x, 0.25) for row in edition.timeline for x in row.evidence)
    for passage in edition.reuse:
        yield from ((passage.a, 0.25), (passage.b, 0.25))


def _blotted(whole: str, wanted: Sequence[_Wanted], settings: PresentSettings) -> str:
    """The text with all but its quotations blotted out."""
    length, most = float(settings.quotation), settings.quoted * len(whole)
    kept = _kept(whole, wanted, int(length))
    while length > _SHORTEST and (kept.count(1) > most or _longest(whole, kept) > settings.quotation):
        length = max(length * _SHRINK, _SHORTEST)
        kept = _kept(whole, wanted, int(length))
    if kept.count(1) > most:
        kept = bytearray(len(whole))
    _held(whole, kept, settings.quotation)
    made = [c if k else BLOT for c, k in zip(whole, kept, strict=True)]
    for span in (s for w in wanted for s in w.spans):
        if not kept.count(1, span.start, span.end):
            made[span.start] = _CUT
    runs = list(_KEPT_RUN.finditer(kept))
    for run, following in zip_longest(runs, runs[1:]):
        begin, end = run.end(), following.start() if following else len(whole)
        if _WORD.search(whole, begin, end):
            made[begin] = _CUT
        else:
            made[begin:end] = whole[begin:end]
    return "".join(made)


def _kept(whole: str, wanted: Iterable[_Wanted], length: int) -> bytearray:
    """Which characters stay: 1 for each."""
    kept = bytearray(len(whole))
    for passage in wanted:
        left = min(_SMALL, length) if passage.share is None else int(length * passage.share)
        for span in passage.spans:
            end = _end(whole, span, left)
            kept[span.start : end] = b"\1" * (end - span.start)
            left -= end - span.start
    return kept


def _longest(whole: str, kept: bytearray) -> int:
    """Characters of the longest run in which no word is left out."""
    longest = begin = last = 0
    for found in _KEPT_RUN.finditer(kept):
        if _WORD.search(whole, last, found.start()):
            begin = found.start()
        last = found.end()
        longest = max(longest, last - begin)
    return longest


def _end(whole: str, span: Span, room: int) -> int:
    """Where a quotation of at most ``room`` characters ends: after a word."""
    if room <= 0:
        return span.start
    if len(span) <= room:
        return span.end
    return _back(whole, span.start + room, span.start)


def _back(whole: str, end: int, start: int) -> int:
    """The end of the last whole word before ``end``, ``start`` where there is none."""
    while end > start and not (whole[end].isspace() or whole[end - 1].isspace()):
        end -= 1
    while end > start and whole[end - 1].isspace():
        end -= 1
    return end


def _held(whole: str, kept: bytearray, longest: int) -> None:
    """Cut runs that are longer still by their ends."""
    begin = last = 0
    for found in list(_KEPT_RUN.finditer(kept)):
        if _WORD.search(whole, last, found.start()):
            begin = found.start()
        last = found.end()
        if last - begin > longest:
            end = max(_back(whole, begin + longest, begin), found.start())
            kept[end:last] = bytes(last - end)


# -- what is said of it -----------------------------------------------------------------------------------------------


def _words(text: str) -> list[re.Match[str]]:
    return list(_WORD.finditer(text))


def _runs(words: Sequence[re.Match[str]]) -> Iterator[tuple[str, ...]]:
    folded = [m.group().casefold() for m in words]
    return (tuple(folded[i : i + _RUN]) for i in range(len(folded) - _RUN + 1))


def _shortened(noun: Noun, runs: Set[tuple[str, ...]]) -> Noun:
    """The same with every long run of an article's words in a message, a reason or a name cut short."""
    if isinstance(noun, str):
        return _told(noun, runs)  # type: ignore[return-value]
    if isinstance(noun, tuple):
        made = tuple(_shortened(item, runs) for item in noun)
        return noun if all(a is b for a, b in zip(noun, made, strict=True)) else made  # type: ignore[return-value]
    if not is_dataclass(noun) or isinstance(noun, Span | Locus | type):
        return noun
    changed: dict[str, Any] = {}
    for f in fields(noun):
        value = getattr(noun, f.name)
        if f.name not in _AS_THEY_ARE or is_dataclass(value) or _nouns(value):
            new = _shortened(value, runs)
            if new is not value:
                changed[f.name] = new
    return replace(noun, **changed) if changed else noun


def _nouns(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and is_dataclass(value[0])


def _told(line: str, runs: Set[tuple[str, ...]]) -> str:
    if len(line) < 2 * _RUN - 1:
        return line
    words = _words(line)
    covered = bytearray(len(words))
    for at, run in enumerate(_runs(words)):
        if run in runs:
            covered[at : at + _RUN] = b"\1" * _RUN
    made, at = "", 0
    for found in _KEPT_RUN.finditer(covered):
        made += f"{line[at : words[found.start() + _KEPT - 1].end()]} {_CUT}"
        at = words[found.end() - 1].end()
    return made + line[at:]


def _edition(edition: Edition, texts: Mapping[str, str]) -> Edition:
    return replace(edition, entries=tuple(_entry(e, texts) for e in edition.entries))


def _entry(entry: Entry, texts: Mapping[str, str]) -> Entry:
    """Without the collation of words of which one is left out: a cut would look like an omission."""
    whole = [all(_whole(span, texts[r.article]) for span in r.content) for r in entry.readings]
    relations = (r if whole[r.a] and whole[r.b] else replace(r, diff=None) for r in entry.relations)
    return replace(entry, relations=tuple(relations))


def _whole(span: Span, whole: str) -> bool:
    return not _GONE.search(whole, span.start, span.end)


def _collated(shown: Sequence[Relation], whole: Sequence[Relation]) -> tuple[Relation, ...]:
    return tuple(replace(a, diff=b.diff) for a, b in zip(shown, whole, strict=True))
