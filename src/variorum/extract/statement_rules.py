"""The rules that read one unit: each cue with its source and its content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import statement_colons, statement_nouns
from . import statement_complements as complements
from .cues import Entry, Lexicon, WordForm
from .statement_drafts import Found, Pieces
from .statement_ends import Matrix, clause_end
from .statement_subjects import (
    agrees,
    following_subject,
    mention,
    nominal_start,
    source_after,
    subject_before,
    subject_so_far,
)
from .statement_syntax import Group, Subject, group, is_finite, measures, noun_phrase_after, words
from .statement_units import Unit
from .statement_weight import weigh


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A cue verb: ``verbs`` is its group with its fixed words, ``matrix`` how it governs."""

    verbs: Group
    matrix: Matrix

    @property
    def last(self) -> int:
        return self.verbs.last

    @property
    def entry(self) -> Entry:
        return self.matrix.entry


def read(unit: Unit, lexicon: Lexicon) -> tuple[Found, ...]:
    """All relations of a unit, in the order of their cues."""
    found: list[Found] = []
    for at in range(len(unit)):
        for relation in (
            _phrase(unit, at, lexicon) if unit.norms[at] in lexicon.phrases else None,
            _verb(unit, at, lexicon, found) if unit.norms[at] in lexicon.verbs else None,
            statement_nouns.read(unit, at, lexicon, found) if unit.norms[at] in lexicon.nouns else None,
            statement_nouns.adjective(unit, at, lexicon, found) if unit.norms[at] in lexicon.adjectives else None,
        ):
            if relation is not None:
                found.append(relation)
    if ":" in unit.tags and (introduced := statement_colons.read(unit, lexicon, found)) is not None:
        found.append(introduced)
    return weigh(unit, found)


def _verb(unit: Unit, at: int, lexicon: Lexicon, so_far: Sequence[Found]) -> Found | None:
    hit = _hit(unit, at, lexicon)
    if hit is None:
        return None
    quoted_as = _quoted_as(unit, hit)
    if quoted_as is not None:
        return quoted_as
    if hit.verbs.passive:
        return _passive(unit, hit)
    if hit.matrix.forms == {"ing"}:
        return _participial(unit, hit, so_far)
    if hit.verbs.infinitive:
        return _infinitive(unit, hit, so_far)
    return _asked(unit, hit) or _finite(unit, hit, so_far)


def _asked(unit: Unit, hit: Hit) -> Found | None:
    """`Asked whether ..., he said`, `when asked about ...`: nobody is named who asks."""
    first = hit.verbs.first
    if (
        "w" not in hit.entry.frames
        or "participle" not in hit.matrix.forms
        or hit.verbs.aux
        or "o" not in hit.entry.frames
    ):
        return None
    if first and unit.norms[first - 1] not in words("classes", "when") and unit.tags[first - 1] not in ("-", "."):
        return None
    content = complements.after(unit, hit.last, hit.matrix)
    if content is None or content.kind not in ("that", "if", "preposition"):
        return None
    pieces = complements.before_main_clause(unit, content.pieces)
    return _found(unit, hit, None, pieces, rule="asked", cue_last=content.cue_last, score=0.6)


def _hit(unit: Unit, at: int, lexicon: Lexicon) -> Hit | None:
    """The cue verb at item ``at``, unless the word is a noun or an adjective there."""
    tag = unit.tags[at]
    if tag not in "VGEnX" and not (tag == "N" and _capital_says_nothing(unit, at)):
        return None
    entry, forms, last = _reading(unit, at, lexicon)
    if entry is None or ("m" in entry.frames and not measures(unit, last + 1)):
        return None
    before = unit.tag(at - 1)
    if before in ("D", "H") or (before in "Nn" and unit.norms[at - 1].endswith(("'s", "s'"))):
        return None
    if before in ("G", "I", "E") and "past" in forms and unit.tags[at + 1 : at + 2] in (("n",), ("N",)):
        return None
    if before == "G" and forms & {"base", "s"}:
        return None
    verbs = group(unit, at, last, participle="participle" in forms)
    if verbs.copular and not verbs.passive and not verbs.modal and forms != {"ing"}:
        return None
    return Hit(verbs=verbs, matrix=Matrix(entry=entry, forms=forms, lexicon=lexicon))


def _capital_says_nothing(unit: Unit, at: int) -> bool:
    return unit.title_case or at == 0 or unit.tags[at - 1] in (".", ":", "Q")


def _reading(unit: Unit, at: int, lexicon: Lexicon) -> tuple[Entry | None, frozenset[WordForm], int]:
    """The cue with the most fixed words that stands at ``at``, its possible forms, and its last item."""
    readings = lexicon.verbs[unit.norms[at]]
    for entry, _ in readings:
        last = at + len(entry.rest)
        if entry.rest and (last >= len(unit) or unit.norms[at + 1 : last + 1] != entry.rest):
            continue
        return entry, frozenset(form for e, form in readings if e is entry), last
    return None, frozenset(), at


def _finite(unit: Unit, hit: Hit, so_far: Sequence[Found]) -> Found | None:
    first = hit.verbs.first
    before = unit.tag(first - 1)
    if before == "I" and not hit.verbs.aux:
        return None
    subject = subject_before(unit, first)
    listed = before == "," and (unit.title_case or "m" in hit.entry.frames)
    shared = (subject is None and before == "C") or listed
    if shared:
        subject = subject_so_far(unit, first - 1, so_far)
    if subject is not None and not shared:
        found = _said_after(unit, hit, subject)
        if found is not None:
            return found
        if not hit.verbs.aux and not agrees(unit, subject, hit.matrix.forms, hit.last + 1):
            return None
    if subject is not None:
        content = complements.after(unit, hit.last, hit.matrix)
        if content is not None and not (content.kind == "object" and _is_noun(unit, hit, subject)):
            pieces = content.pieces
            if subject.relative and unit.tag(subject.first - 1) == ",":
                pieces = complements.close_relative(unit, pieces, nominal=content.kind in ("object", "preposition"))
            if subject.relative or _embedded(unit, subject, shared=shared):
                pieces = complements.before_main_clause(unit, pieces)
            rule = "shared" if shared else "finite"
            return _found(unit, hit, subject, pieces, rule=f"{rule} {content.kind}", cue_last=content.cue_last,
                          score=content.strength)  # fmt: skip
    return None if shared and subject is not None else _inverted(unit, hit, subject)


def _found(
    unit: Unit, hit: Hit, subject: Subject | None, pieces: Pieces, *, rule: str, score: float,
    cue_last: int | None = None, before: bool = False,
) -> Found:  # fmt: skip
    return Found(
        pieces=pieces, cue=((hit.verbs.first, hit.last if cue_last is None else cue_last),), subject=subject,
        mention=mention(unit, subject), entry=hit.entry, score=score, rule=rule, group=hit.verbs, before=before,
    )  # fmt: skip


def _is_noun(unit: Unit, hit: Hit, subject: Subject) -> bool:
    """Whether the cue is none: a bare form before a bare noun ("Senate votes"), a name given ("a play called ...")."""
    if subject.after_verb and hit.entry.lemma in words("naming", "verbs"):
        return True
    if hit.verbs.aux or hit.matrix.forms & {"past"} or unit.title_case:
        return False
    return unit.tag(hit.last + 1) in "nEGA" and unit.tags[subject.last] not in "PRT"


def _embedded(unit: Unit, subject: Subject, *, shared: bool) -> bool:
    """Whether the cue stands in a clause that a subordinator opens before the main clause ("When he said ..., ...")."""
    at = subject.first - 1
    if at < 0 or not (unit.tags[at] == "S" or unit.norms[at] in words("classes", "when")):
        return False
    return at == 0 or unit.tags[at - 1] in (",", "C", "A", ".", "-", ";") or shared


def _said_after(unit: Unit, hit: Hit, subject: Subject) -> Found | None:
    """`"...," he said`; `The plan will fail, he said`; `The plan, he said, will fail`."""
    if not hit.entry.speech or not hit.entry.frames & {"q", "s", "o"}:
        return None
    if subject.first == 0 or unit.tags[subject.first - 1] not in ("Q", ",", "-"):
        return None
    pieces = complements.before(unit, subject.first)
    if not pieces:
        return None
    own = complements.after(unit, hit.last, hit.matrix)
    if all(unit.tags[a] == "Q" for a, _ in pieces):
        return _said_after_quotation(unit, hit, subject, pieces, own)
    if own is not None or subject.relative or not hit.entry.frames & {"s", "o"}:
        return None
    interrupted = complements.around(unit, pieces, hit.last, hit.matrix)
    if interrupted is not None:
        return _found(unit, hit, subject, interrupted, rule="interrupting", score=0.75, before=True)
    if unit.tag(hit.last + 1) not in ("$", ",", ".", "I", "-", ";", "A", "S") or not _is_clause(unit, pieces):
        return None
    return _found(unit, hit, subject, pieces, rule="clause before", score=0.75, before=True)


def _said_after_quotation(
    unit: Unit, hit: Hit, subject: Subject, pieces: Pieces, own: complements.Complement | None
) -> Found | None:
    rest: Pieces = ()
    if own is not None and all(unit.tags[a] == "Q" for a, _ in own.pieces):
        rest = own.pieces
    elif own is not None and own.kind in ("that", "clause") and unit.tags[subject.first - 1] == "Q":
        return None
    rest = rest or complements.resumed(unit, hit.last, hit.matrix.lexicon)
    return _found(unit, hit, subject, (*pieces, *rest), rule="quotation before", score=0.95, before=True)


def _is_clause(unit: Unit, pieces: Pieces) -> bool:
    first, last = pieces[0]
    return any(is_finite(unit, i) or unit.tags[i] == "P" for i in range(first, last + 1))


def _inverted(unit: Unit, hit: Hit, before: Subject | None) -> Found | None:
    """`"...," said Smith` and `The plan will fail, said Smith`."""
    first = hit.verbs.first
    if not hit.entry.speech or "q" not in hit.entry.frames or first == 0 or unit.tags[first - 1] not in ("Q", ","):
        return None
    subject = source_after(unit, hit.last + 1)
    if subject is None or hit.verbs.modal or not _closes(unit, subject):
        return None
    pieces = complements.before(unit, first)
    if pieces and unit.tags[pieces[0][0]] != "Q" and unit.tags[subject.first] == "N":
        interrupted = complements.around(unit, pieces, subject.last, hit.matrix)
        if interrupted is not None:
            return _found(unit, hit, subject, interrupted, rule="interrupting", score=0.7, before=True)
    quoted = bool(pieces) and all(unit.tags[a] == "Q" for a, _ in pieces)
    if not quoted and (not pieces or not _is_clause(unit, pieces)):
        return None
    if not quoted and before is not None and unit.tags[subject.first] != "N":
        return None
    rest = complements.resumed(unit, subject.last, hit.matrix.lexicon)
    return _found(unit, hit, subject, (*pieces, *rest), rule="inverted", score=0.9 if quoted else 0.65, before=True)


def _closes(unit: Unit, subject: Subject) -> bool:
    """Whether a source after its cue is one: nothing follows that would make it the subject of another verb."""
    if unit.tags[subject.first] == "O" or (unit.tags[subject.first] in "nH" and subject.first == subject.last):
        return False
    return unit.tag(subject.last + 1) not in "VXMT"


def _participial(unit: Unit, hit: Hit, so_far: Sequence[Found]) -> Found | None:
    """`..., adding that ...`; `is considering ...`; `Stressing that ..., he said`; `a statement saying ...`."""
    content = complements.after(unit, hit.last, hit.matrix)
    if content is None:
        return None
    first = hit.verbs.first
    before = unit.tag(first - 1)
    pieces = content.pieces
    rule = "participle"
    subject: Subject | None
    if hit.verbs.copular:
        subject, rule = subject_before(unit, first), "progressive"
    elif before in ("n", "N"):
        start = nominal_start(unit, first - 1)
        subject, rule = (None if start is None else Subject(first=start, last=first - 1)), "reduced"
    else:
        fronted = first == 0 or (before == "S" and first == 1)
        subject = following_subject(unit, hit.last) if fronted else None
        if subject is not None:
            pieces, rule = complements.before_main_clause(unit, pieces), "fronted"
        else:
            subject = subject_so_far(unit, first - 1, so_far)
            if so_far and so_far[-1].rule.startswith("fronted") and so_far[-1].subject == subject:
                pieces, rule = complements.before_main_clause(unit, pieces), "fronted"
    if subject is None or (rule == "reduced" and content.kind not in ("that", "clause", "if")):
        return None
    return _found(unit, hit, subject, pieces, rule=f"{rule} {content.kind}", cue_last=content.cue_last,
                  score=content.strength * 0.95)  # fmt: skip


def _infinitive(unit: Unit, hit: Hit, so_far: Sequence[Found]) -> Found | None:
    """`went on to say ...`, `declined to say whether ...`: the verb before it decides how far it is said at all."""
    content = complements.after(unit, hit.last, hit.matrix)
    if content is None or content.kind in ("object", "person to", "if"):
        return None
    subject = subject_so_far(unit, hit.verbs.first, so_far) or _obliged(unit, hit.verbs.first)
    if subject is None:
        return None
    return _found(unit, hit, subject, content.pieces, rule=f"infinitive {content.kind}", cue_last=content.cue_last,
                  score=content.strength * 0.7)  # fmt: skip


def _obliged(unit: Unit, first: int) -> Subject | None:
    """The subject of `had to say`."""
    at = first if unit.tags[first] == "X" else first - 1
    if at < 1 or unit.tags[at] != "X":
        return None
    subject = subject_before(unit, at)
    return None if subject is None or subject.after_verb else subject


def _passive(unit: Unit, hit: Hit) -> Found | None:
    """`is expected to ...`, `was told that ...`, `was criticised by ...`."""
    subject = subject_before(unit, hit.verbs.first)
    agent = _agent(unit, hit.last + 1)
    at = hit.last if agent is None else agent.last
    tag = unit.tag(at + 1)
    if tag in ("T", "W"):
        content = complements.after(unit, at, hit.matrix)
        return None if content is None else _found(unit, hit, agent, content.pieces, rule="passive clause", score=0.6)
    if subject is None or (tag != "to" and agent is None):
        return None
    pieces: tuple[tuple[int, int], ...] = ((subject.first, subject.last),)
    if tag == "to":
        pieces = (*pieces, (at + 1, clause_end(unit, at + 1, hit.matrix)))
    return _found(unit, hit, agent, pieces, rule="passive to" if tag == "to" else "passive by", score=0.55)


def _agent(unit: Unit, at: int) -> Subject | None:
    if unit.norm(at) in words("classes", "by"):
        last = noun_phrase_after(unit, at + 1)
        return None if last is None else Subject(first=at + 1, last=last)
    return None


def _quoted_as(unit: Unit, hit: Hit) -> Found | None:
    """`Reuters quoted Smith as saying "..."`, `Smith was quoted as saying ...`: the speaker is Smith."""
    if unit.norms[hit.verbs.head] not in words("quoting", "verbs"):
        return None
    subject: Subject | None
    if hit.verbs.passive:
        subject, link = subject_before(unit, hit.verbs.first), hit.last + 1
        agent = _agent(unit, link)
        link = agent.last + 1 if agent is not None else link
    else:
        last = noun_phrase_after(unit, hit.last + 1)
        if last is None:
            return None
        subject, link = Subject(first=hit.last + 1, last=last), last + 1
    if subject is None or unit.norm(link) not in words("quoting", "as") or unit.tag(link + 1) != "G":
        return None
    content = complements.after(unit, link + 1, hit.matrix.saying())
    pieces = content.pieces if content is not None else ()
    quoter = subject_before(unit, hit.verbs.first)
    if not pieces and quoter is not None:
        pieces = complements.before(unit, quoter.first)
    if not pieces:
        return None
    cue = ((hit.verbs.first, link + 1),) if hit.verbs.passive else ((hit.verbs.first, hit.last), (link, link + 1))
    return Found(
        pieces=pieces, cue=cue, subject=subject, mention=None, entry=hit.matrix.saying().entry, score=0.96,
        rule="quoted as saying", group=hit.verbs,
    )  # fmt: skip


def _phrase(unit: Unit, at: int, lexicon: Lexicon) -> Found | None:
    """`According to the ministry, ...` and `..., according to the ministry`."""
    phrase = next((p for p in lexicon.phrases[unit.norms[at]] if unit.norms[at : at + len(p)] == p), None)
    if phrase is None:
        return None
    last = at + len(phrase) - 1
    subject = source_after(unit, last + 1)
    if subject is None:
        return None
    pieces: Pieces = ()
    following = subject.last + 1
    matrix = Matrix(entry=lexicon.according, forms=frozenset(), lexicon=lexicon)
    if (at == 0 or unit.tags[at - 1] in (".", ";", "C", "-", "T", "(")) and following + 1 < len(unit):
        if unit.tags[following] not in (",", ":"):
            comma = next(
                (i for i in range(following, min(len(unit), following + 16)) if unit.tags[i] == ","), following
            )
            subject = Subject(first=subject.first, last=max(comma - 1, subject.last))
            following = comma
        following = min(following + 1, len(unit) - 1)
        pieces = ((following, clause_end(unit, following, matrix)),)
    elif at > 0:
        comma = at - 1 if unit.tags[at - 1] == "," else at
        pieces = complements.before(unit, comma + 1) if comma < at else ()
        pieces = pieces or ((complements.clause_start(unit, at - 1), at - 1),)
        pieces = complements.around(unit, pieces, subject.last, matrix) or pieces
    if not pieces:
        return None
    return Found(
        pieces=pieces, cue=((at, last),), subject=subject, mention=None, entry=lexicon.according, score=0.85,
        rule="according to", before=at > 0,
    )  # fmt: skip
