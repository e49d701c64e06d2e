"""Findings about who stands behind a line: single sources, one voice, shared text, silence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ... import text, wording
from ...model import Entry, Finding, Locus, Reading, Reuse, Span, Witness
from ...text import words
from ..case import SAID, Case, finding, passage, place
from ..substance_parts import common, content

_QUOTED = ("direct", "mixed")
_SAME_WORDS = 50  # words in common from which two accounts are no longer told in other words
_AKIN = 3  # one in so many words of content of a point in one sentence: it may be the point in other words
_POINTS = 3  # points and reports from which one voice behind them is worth a look
_FEW = 3  # words of content that two sentences must share at least to tell of one measure
_MOST = 0.6  # share of the reports that have a word, for it to be one of the news
_NEWS = 0.4  # share of the words of a sentence that are of the news, for it to be no background
_BESIDE = 20  # characters after a figure in which what it counts is shown with it
_MIN_SHARED = 16  # words; less is the common stock of a story


def _witness_count(entry: Entry) -> int:
    return len({r.article for r in entry.readings})


def single_source(case: Case) -> Iterator[Finding]:
    """Several hard figures that one witness alone gives, in its own voice; the witness with most of them first.

    Those in sentences about what the others report, too, come before the background.
    """
    if len(case.witnesses) < 2:
        return
    lonely: dict[str, list[tuple[Entry, Reading]]] = defaultdict(list)
    for entry, reading in ((e, e.readings[0]) for e in case.entries):
        lone = entry.kind == "figure" and _witness_count(entry) == 1 and reading.form == "narration"
        again = any((r.value, r.unit) == (reading.value, reading.unit) for _, r in lonely[reading.article])
        if lone and not again and _is_checkable(reading) and not _counted_elsewhere(case, reading):
            lonely[reading.article].append((entry, reading))
    news = _common_words(case) if lonely else frozenset()
    central = {a: [x for x in found if _of_the_news(case, x[1], news)] for a, found in lonely.items()}
    most = max(map(len, central.values()), default=0)
    for article, everything in sorted(lonely.items()):
        found = central[article] if len(central[article]) > 1 else everything
        if len(found) < 2:
            continue
        written = [case.line(_with_what_it_counts(r)) for _, r in found]
        yield finding(
            case,
            kind="single-source",
            rule="single-source",
            severity="medium" if len(central[article]) == most and most >= 3 else "low",
            score=min(0.9, 0.5 + 0.05 * len(found)),
            evidence=[passage(r) for _, r in found],
            entries=[e.id for e, _ in found],
            count=len(found),
            values=", ".join(written[:4]) + (f" and {len(written) - 4} more" if len(written) > 4 else ""),
        )


def _with_what_it_counts(reading: Reading) -> Locus:
    """A figure as evidence, with the words right after it that say what it counts ("14 first-stage boosters")."""
    value, counted = place(reading), reading.measures
    if counted is None or not value.span.end <= counted.start <= value.span.end + _BESIDE:
        return value
    return Locus(article=value.article, span=Span(value.span.start, counted.end))


def _is_checkable(reading: Reading) -> bool:
    """Whether a figure is hard, and says what it counts."""
    return _is_hard(reading) and reading.unit is not None


def _common_words(case: Case) -> frozenset[str]:
    """The words of content (stems) that most of the reports have: what the news is about."""
    found: Counter[str] = Counter()
    for witness in case.witnesses.values():
        bodies = [b.span for b in witness.article.blocks_of("body")]
        found.update({wording.stem(w) for w in content([a.norm for a in wording.atoms(witness.article.text, bodies)])})
    least = max(2, _MOST * len(case.witnesses))
    return frozenset(word for word, count in found.items() if count >= least)


def _of_the_news(case: Case, reading: Reading, news: frozenset[str]) -> bool:
    """Whether a figure stands in a sentence that is about what most of the reports tell."""
    own = {wording.stem(w) for w in _sentence_words(case.witnesses[reading.article], reading.content[0])}
    return bool(own) and len(own & news) >= _NEWS * len(own)


def _counted_elsewhere(case: Case, reading: Reading) -> bool:
    """Whether another article has the number, or a figure of its unit in a sentence much like its own."""
    own = _sentence_words(case.witnesses[reading.article], reading.content[0])
    for article, witness in case.witnesses.items():
        for figure in witness.claims.figures if article != reading.article else ():
            if figure.value == reading.value and figure.unit == reading.unit:
                return True
            if figure.unit == reading.unit and own:
                shared = common(own, _sentence_words(witness, figure.span))
                if shared >= _FEW and 2 * shared >= len(own):
                    return True
    return False


def _sentence_words(witness: Witness, span: Span) -> tuple[str, ...]:
    """The words of content, numbers left out, of the sentence that a figure stands in."""
    return _words_around(witness.article.text, span)


@lru_cache(maxsize=1 << 14)  # one figure is looked at for each that stands alone
def _words_around(whole: str, span: Span) -> tuple[str, ...]:
    line = Span(whole.rfind("\n", 0, span.start) + 1, (whole.find("\n", span.end) + 1 or len(whole) + 1) - 1)
    sentence = next((s for s in text.sentences(whole, line) if s.contains(span)), line)
    return tuple(w for w in content([a.norm for a in wording.atoms(whole, (sentence,))]) if not w[0].isdigit())


def _is_hard(reading: Reading) -> bool:
    """Whether a figure is one that a desk would check: an exact share, sum or count, no "dozens"."""
    return isinstance(reading.value, float | int) and reading.bound in (None, "exact") and reading.range is None


def one_voice(case: Case) -> Iterator[Finding]:
    """Points that several witnesses report and one person vouches for: what is told as news, and not only quoted as
    his words; of his own plans and forecasts nobody else could know."""
    resting: dict[str, list[Entry]] = defaultdict(list)
    for entry in case.entries:
        voice = entry.speaker is not None and entry.speaker.kind == "person"
        if voice and len(entry.asserted_by) == 1 and _is_told(entry):
            resting[entry.asserted_by[0]].append(entry)
    for speaker, entries in sorted(resting.items()):
        if len(entries) > 1:
            witnesses = {r.article for e in entries for r in e.readings}
            yield finding(
                case,
                kind="one-voice",
                rule="one-voice",
                severity="medium" if len(entries) >= _POINTS and len(witnesses) >= _POINTS else "low",
                score=min(0.6, 0.5 + 0.005 * len(entries)),
                evidence=[_best(e) for e in entries],
                entries=[e.id for e in entries],
                also=witnesses,
                speaker=speaker,
                count=len(entries),
            )


def _is_told(entry: Entry) -> bool:
    """Whether several witnesses have a point, and some of them in words of their own."""
    own = entry.kind in ("statement", "fact") and any(r.form in ("indirect", "narration") for r in entry.readings)
    return own and _witness_count(entry) > 1


def shared_narration(case: Case) -> Iterator[Finding]:
    """Witnesses with the same text outside quotation marks, one finding a group of them."""
    pairs: dict[tuple[str, str], list[Reuse]] = defaultdict(list)
    for p in case.passages:
        if p.passage == "narration" and p.kind != "parallel":
            pairs[p.a.article, p.b.article].append(p)
    counts = {pair: sum(p.tokens for p in passages) for pair, passages in pairs.items()}
    shared = {pair: count for pair, count in counts.items() if count >= _MIN_SHARED}
    for group in _groups(shared):
        best = max((p for p in shared if set(p) <= group), key=lambda p: (shared[p], p))
        count = shared[best]
        share = min(1.0, count / max(min(_body_words(case, article) for article in best), 1))
        yield finding(
            case,
            kind="shared-origin",
            rule="shared-narration",
            severity="high" if share >= 0.5 else "medium" if share >= 0.1 else "low",
            score=min(1.0, 0.5 + share),
            evidence=[side for p in pairs[best] for side in (p.a, p.b)],
            also=group,
            count=count,
            pair="" if group == set(best) else f" in {case.listed(best)}",
            part=f", {share:.0%} of the shorter report" if share >= 0.1 else "",
        )


def _groups(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """The articles that pairs join, directly or through others."""
    groups: list[set[str]] = []
    for pair in sorted(pairs):
        touched = [g for g in groups if g & set(pair)]
        groups = [g for g in groups if g not in touched] + [set(pair).union(*touched)]
    return groups


def parallel_accounts(case: Case) -> Iterator[Finding]:
    """Two witnesses that make the same points in the same order in other words: one finding a pair.

    Where they share the words themselves, that is said instead.
    """
    pairs: dict[tuple[str, str], list[Reuse]] = defaultdict(list)
    words_shared: Counter[tuple[str, str]] = Counter()
    for p in case.passages:
        pair = (p.a.article, p.b.article)
        if p.kind == "parallel":
            pairs[pair].append(p)
        elif p.passage == "narration":
            words_shared[pair] += p.tokens
    for pair, points in sorted(pairs.items()):
        if words_shared[pair] < _SAME_WORDS:
            yield finding(
                case,
                kind="shared-origin",
                rule="parallel-account",
                severity="medium",
                score=max(p.similarity for p in points),
                evidence=[side for p in points for side in (p.a, p.b)],
                count=len(points),
            )


def _body_words(case: Case, article: str) -> int:
    witness = case.witnesses[article].article
    return sum(len(words(witness.text, b.span)) for b in witness.blocks_of("body"))


def shared_agency(case: Case) -> Iterator[Finding]:
    """Several witnesses that name one agency."""
    for origin in case.origins:
        if origin.kind == "agency" and len(origin.articles) > 1 and origin.evidence:
            yield finding(
                case,
                kind="shared-origin",
                rule="shared-agency",
                severity="medium",
                score=0.7,
                evidence=_one_an_article(origin.evidence),
                agency=origin.label,
            )


def _one_an_article(evidence: Sequence[Locus]) -> list[Locus]:
    """The shortest evidence in each article."""
    shortest: dict[str, Locus] = {}
    for e in sorted(evidence, key=lambda e: (len(e.span), e.span)):
        shortest.setdefault(e.article, e)
    return list(shortest.values())


def left_out(case: Case) -> Iterator[Finding]:
    """What all witnesses but one report, and that one, read whole, dated and not earlier, does not."""
    lacking: dict[str, list[Entry]] = defaultdict(list)
    for entry in case.entries:
        silent = [a.article for a in entry.absence if a.state == "silent"]
        present = {r.article for r in entry.readings}
        alone = len(silent) == 1 and len(present) >= 3 and len(present) + 1 == len(case.witnesses)
        dated = alone and case.witnesses[silent[0]].article.known_date
        if dated and _weighty(entry) and not _touches(case, entry, case.witnesses[silent[0]]):
            lacking[silent[0]].append(entry)
    for absent, entries in sorted(lacking.items()):
        yield finding(
            case,
            kind="left-out",
            rule="left-out",
            severity="low",
            score=max(e.score for e in entries),
            evidence=[_best(e) for e in entries],
            entries=[e.id for e in entries],
            also=[absent],
            absent=case.signs[absent],
            count=len(case.witnesses) - 1,
            points="a point" if len(entries) == 1 else f"{len(entries)} points",
        )


def _weighty(entry: Entry) -> bool:
    """Whether a point is worth a line when one witness lacks it: words that are quoted, or a figure of some kind."""
    if entry.kind == "figure":
        return all(_is_hard(r) and r.unit is not None for r in entry.readings)
    return entry.kind in (*SAID, "fact") and any(r.form in _QUOTED for r in entry.readings)


def _touches(case: Case, entry: Entry, witness: Witness) -> bool:
    """Whether an article may have the point after all, in words that the alignment did not join: a sentence with a
    good part of its words of content, words of the same speaker, or a figure of the same unit."""
    if entry.kind == "figure":
        values, units = {r.value for r in entry.readings}, {r.unit for r in entry.readings}
        return any(f.value in values or f.unit in units for f in witness.claims.figures)
    base = entry.readings[entry.base]
    point = content([a.norm for a in wording.atoms(case.witnesses[base.article].article.text, base.content)])
    whole = witness.article.text
    sentences = [s for block in witness.article.blocks_of("body") for s in text.sentences(whole, block.span)]
    shared = [common(point, content([a.norm for a in wording.atoms(whole, (s,))])) for s in sentences]
    return _AKIN * max(shared, default=0) >= len(point) or _unjoined(case, entry, witness, point)


def _unjoined(case: Case, entry: Entry, witness: Witness, point: Sequence[str]) -> bool:
    """Whether an article has words of the same speaker that stand in no other report: they may be this point."""
    speaks = entry.speaker.name.split()[-1:] if entry.speaker else []
    for other in case.entries:
        reading = other.readings[0]
        alone = other.kind in SAID and all(r.article == witness.article.id for r in other.readings)
        if alone and speaks and reading.speaker and reading.speaker.name.split()[-1:] == speaks:
            words_there = [a.norm for a in wording.atoms(witness.article.text, reading.content)]
            if common(point, content(words_there)):
                return True
    return False


def _best(entry: Entry) -> Locus:
    """The words of an entry's base."""
    return place(entry.readings[entry.base])
