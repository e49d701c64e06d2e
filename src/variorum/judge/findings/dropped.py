"""Findings about lost sources: what is somebody's word here, and plain fact there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ... import lexicon, wording
from ...model import Entry, Finding, Reading, Span, Speaker, Statement
from ...text import QUOTATION_MARKS
from .. import substance
from ..case import SAID, Case, finding, passage
from ..substance_parts import common, content

_PLAIN = ("asserted", "planned")
_FIRM = 0.7
_SURELY = 0.5  # score of a statement from which it is surely one
_TAIL = 5  # characters after a sentence in which the mark that closes its quotation stands
_UNSURE = ("claims", "denies", "criticises")  # stances of a cue that leaves open whether it is so


@dataclass(frozen=True, slots=True)
class _Lost:
    """An entry, the articles that state it as plain fact, and those that name whose word it is."""

    entry: Entry
    stated: frozenset[str]
    said: frozenset[str]
    doubted: bool
    """Whether the words of attribution leave open whether it is so."""


def attribution_dropped(case: Case) -> Iterator[Finding]:
    """Said by someone here, told as plain fact there: one finding a speaker."""
    dropped: dict[str, list[_Lost]] = defaultdict(list)
    for entry in case.entries:
        speaker, lost = _dropped(case, entry) if entry.kind in (*SAID, "fact") else (None, None)
        if speaker and lost:
            dropped[speaker].append(lost)
    for speaker, found in sorted(dropped.items()):
        entries = [lost.entry for lost in found]
        told = frozenset[str]().union(*(lost.stated for lost in found))
        said = frozenset[str]().union(*(lost.said for lost in found))
        yield finding(
            case,
            kind="attribution-dropped",
            rule="attribution-dropped",
            severity="medium" if any(lost.doubted for lost in found) else "low",
            score=max(e.score for e in entries),
            evidence=[passage(r) for e in entries for r in e.readings],
            entries=[e.id for e in entries],
            stated=case.listed(told),
            said=case.listed(said - told or said),
            speaker=_said_by(speaker, entries),
        )


def _dropped(case: Case, entry: Entry) -> tuple[str | None, _Lost | None]:
    """The named speaker of an entry, and who tells it firmly in a voice of its own and never names him.

    The two must be joined by a firm relation: a loose likeness is no ground for saying that a source was dropped.
    What more reports state than attribute is common knowledge, of which somebody spoke, too.
    """
    said = {i for i, r in enumerate(entry.readings) if _is_said(case, r) and _is_named(r.speaker)}
    named = frozenset(r.article for r in entry.readings if r.form != "narration" and r.speaker is not None)
    stated = set[str]()
    for relation in entry.relations:
        for mine, other in ((relation.a, relation.b), (relation.b, relation.a)):
            told = entry.readings[other]
            firm = relation.score >= _FIRM and relation.relation in ("indirect", "verbatim", "trimmed")
            plain = told.form == "narration" and told.certainty.level in _PLAIN and told.article not in named
            if not (mine in said and firm and plain):
                continue
            source = entry.readings[mine]
            if _says_no_more(case, told, source) and _in_its_own_voice(case, told, source):
                stated.add(told.article)
    narrated = {r.article for r in entry.readings if r.form == "narration"} - named
    if not said or not stated or len(narrated) > len(named):
        return None, None
    speaker = entry.readings[min(said)].speaker
    doubted = any(_doubtful(entry.readings[i]) for i in said)
    return (speaker.name if speaker else None), _Lost(entry, frozenset(stated), named, doubted)


def _doubtful(reading: Reading) -> bool:
    """Whether the words of attribution leave open whether it is so: a claim, an allegation."""
    return reading.certainty.level == "possible" or (reading.cue is not None and reading.cue.stance in _UNSURE)


def _said_by(speaker: str, entries: Sequence[Entry]) -> str:
    """The names that reports give for whose words they are: ``speaker`` first, and the two others given most."""
    known = set(speaker.casefold().split())
    names = Counter(r.speaker.name for e in entries for r in e.readings if r.form != "narration" and r.speaker)
    others = [n for n in sorted(names, key=lambda n: (-names[n], n)) if known.isdisjoint(n.casefold().split())]
    return " or ".join([speaker, *others[:2]])


def _is_outlet(case: Case, speaker: Speaker | None) -> bool:
    """Whether a speaker is one of the outlets or agencies, which pass on what others know."""
    if speaker is None or speaker.kind != "organisation":
        return False
    agencies = lexicon.load("agencies")["agencies"]
    outlets = {str(w.article.outlet).casefold() for w in case.witnesses.values() if w.article.outlet}
    name = speaker.name
    listed = name in agencies or any(name in names for names in agencies.values())
    words = lexicon.words("outlets", "words") | lexicon.words("outlets", "broadcasters")
    return listed or name.casefold() in outlets or name.casefold().split()[-1] in words


def _is_said(case: Case, reading: Reading) -> bool:
    """Whether a reading surely gives somebody's words, and not an outlet's own account of what he plans or expects."""
    if reading.form == "narration" or (reading.form == "indirect" and reading.cue is None):
        return False
    made = _statement(case, reading)
    if (made is not None and made.score < _SURELY) or _is_outlet(case, reading.speaker):
        return False
    spans = reading.cue.spans if reading.cue and reading.form == "indirect" else ()
    whole = case.witnesses[reading.article].article.text
    return not any(wording.stem(a.norm) in _intending() for a in wording.atoms(whole, spans))


def _statement(case: Case, reading: Reading) -> Statement | None:
    claimed = case.witnesses[reading.article].claims.statements
    return next((s for s in claimed if s.id == reading.statement), None)


def _is_named(speaker: Speaker | None) -> bool:
    if speaker is None or speaker.kind not in ("person", "organisation"):
        return False
    return speaker.kind == "organisation" or speaker.name[0].isupper()


@cache
def _intending(language: str = "en") -> frozenset[str]:
    """Stems of the verbs that tell what somebody means to do or thinks, rather than what he said."""
    return frozenset(wording.stem(word) for word in lexicon.load("substance", language)["intending"])


def _in_its_own_voice(case: Case, told: Reading, said: Reading) -> bool:
    """Whether what looks like an outlet's own sentence is not somebody's after all: it stands in quotation marks, it
    says "I" or "we", it goes on with what the sentences before it attribute, or its article gives that speaker's words
    on it elsewhere."""
    whole = case.witnesses[told.article].article.text
    first, last = told.content[0], told.content[-1]
    if any(m.contains(first) for m in wording.marked(whole, first.to(last))) or _beside_a_mark(whole, first.to(last)):
        return False
    if any(a.norm in lexicon.words("substance", "speaking") for a in wording.atoms(whole, told.content)):
        return False
    return not _continues(case, told) and not _given_elsewhere(case, told, said)


def _beside_a_mark(whole: str, told: Span) -> bool:
    """Whether a mark opens a quotation right before some words, or closes one right after them: of marks that are
    not paired, one side alone may be there."""
    ahead, behind = whole[max(0, told.start - 2) : told.start].strip(), whole[told.end : told.end + _TAIL]
    closing = behind.lstrip(" .,!?")
    ends = bool(closing) and closing[0] in QUOTATION_MARKS and not closing[1:2].isalnum()
    return ends or (bool(ahead) and ahead[-1] in QUOTATION_MARKS)


def _continues(case: Case, told: Reading) -> bool:
    """Whether the sentence right before it in its paragraph is in indirect speech: the attribution of one sentence
    holds for the next ones, too."""
    witness = case.witnesses[told.article]
    whole, start = witness.article.text, told.span.start
    return any(
        s.form == "indirect" and s.cue and s.passage.end <= start and not _telling(whole[s.passage.end : start])
        for s in witness.claims.statements
    )


def _telling(between: str) -> bool:
    return "\n" in between or any(c.isalnum() for c in between)


def _given_elsewhere(case: Case, told: Reading, said: Reading) -> bool:
    """Whether the article of ``told`` has words of the speaker of ``said`` with half of what it tells."""
    witness, speaker = case.witnesses[told.article], said.speaker
    own = content([a.norm for a in wording.atoms(witness.article.text, told.content)])
    last = speaker.name.casefold().split()[-1:] if speaker else []
    for s in witness.claims.statements:
        if s.speaker is not None and s.speaker.name.casefold().split()[-1:] == last:
            theirs = content([a.norm for a in wording.atoms(witness.article.text, s.content)])
            if 2 * common(own, theirs) >= len(own):
                return True
    return False


def _says_no_more(case: Case, told: Reading, said: Reading) -> bool:
    """Whether what an outlet tells is in the words of the speaker: half of its words, and every name."""
    a, b = (substance.told(r, case.witnesses[r.article]) for r in (told, said))
    shared = common(a.words, b.words)
    return shared >= 2 and 2 * shared >= min(len(a.words), len(b.words)) and a.names <= b.names
