"""What every kind of entry gets in the end: an order of readings, a base text, an identity, a weight."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from .. import wording
from ..model import Article, ArticleKind, Bound, Cue, Entry, EntryKind, Reading, Span, Speaker, Statement, Witness
from . import speakers
from .context import Setting

_FORMS = {"direct": 0, "mixed": 1, "indirect": 2, "narration": 3}
_PRIMARY: tuple[ArticleKind, ...] = ("transcript", "handout")
_WITNESSED = {1: 0.15, 2: 0.5, 3: 0.65, 4: 0.75}


def entry(kind: EntryKind, witnesses: Sequence[Witness], readings: Sequence[Reading], *, confidence: float) -> Entry:
    """An entry of ``readings``, which need not be in order; ``confidence`` (0 to 1) is that of their alignment."""
    articles = {w.article.id: w.article for w in witnesses}
    ordered = tuple(sorted(readings, key=lambda r: (r.article, r.span.start, r.content, r.span.end)))
    base, why = _base(articles, ordered)
    return Entry(
        id=identity(kind, articles, ordered),
        kind=kind,
        readings=ordered,
        base=base,
        base_why=why,
        score=_score(kind, ordered, confidence),
        speaker=_speaker(ordered),
    )


def identity(kind: str, articles: dict[str, Article], readings: Sequence[Reading], salt: str = "") -> str:
    """Twelve hexadecimal digits of the kind and the earliest reading (by time of publication, article, place).

    An article that comes later leaves the earliest reading what it was, and so the identity.
    """
    first = min(readings, key=lambda r: (*_when(articles[r.article]), r.article, r.content, r.span))
    spans = ",".join(f"{s.start}-{s.end}" for s in first.content)
    return hashlib.sha256(f"{kind}|{articles[first.article].sha256}|{spans}{salt}".encode()).hexdigest()[:12]


def _when(article: Article) -> tuple[bool, str]:
    return (article.known_date is None, article.known_date or "")


def _base(articles: dict[str, Article], readings: Sequence[Reading]) -> tuple[int, str]:
    """A transcript, else a handout, else the fullest in quotation marks, else the fullest; and why."""
    ranks = [_rank(articles[r.article], r) for r in readings]
    best = min(range(len(readings)), key=lambda n: (ranks[n], *_when(articles[readings[n].article]), n))
    chosen = readings[best]
    if ranks[best][0] < len(_PRIMARY):
        return best, f"the {articles[chosen.article].kind}"
    if len(readings) == 1:
        return best, "the only reading"
    tied = {r.article for r, rank in zip(readings, ranks, strict=True) if rank == ranks[best]}
    first = ", the earliest of several" if len(tied) > 1 else ""
    if chosen.form == "direct":
        return best, f"the fullest reading in quotation marks{first}"
    if chosen.form == "mixed":
        return best, f"the fullest reading that quotes in part; none quotes in full{first}"
    return best, f"the fullest reading; none is in quotation marks{first}"


def _rank(article: Article, reading: Reading) -> tuple[int, bool, int, int]:
    """The lower the better.  A transcript or handout counts for what it gives in its own words or quotes, not for what
    it reports of others."""
    own = article.kind in _PRIMARY and reading.form != "indirect" and reading.relayed_by is None
    primary = _PRIMARY.index(article.kind) if own else len(_PRIMARY)
    size = len(wording.atoms(article.text, reading.content))
    return primary, reading.relayed_by is not None, _FORMS[reading.form], -size


def _score(kind: EntryKind, readings: Sequence[Reading], confidence: float) -> float:
    """More witnesses weigh most, then quotation marks and figures; all lowered by an unsure alignment."""
    count = len({r.article for r in readings})
    weight = _WITNESSED.get(count, 0.82)
    if any(r.form in ("direct", "mixed") for r in readings):
        weight += 0.12
    if kind == "figure":
        weight += 0.05
    return round(min(1.0, weight * (0.5 + 0.5 * min(1.0, confidence))), 4)


def _speaker(readings: Sequence[Reading]) -> Speaker | None:
    """The one whom all readings that name anybody name, speaking or relaying; by the fullest name."""
    parties = [[p for p in (r.speaker, r.relayed_by) if p is not None and p.kind != "unknown"] for r in readings]
    named = [p for p in parties if p]
    first = Counter(p[0] for p in named)
    shared = [s for p in named for s in p if all(any(o == s or speakers.same(o, s) for o in other) for other in named)]
    if not shared:
        return None
    return min(shared, key=lambda s: (s not in first, s.kind != "person", -len(s.name), s.name))


def cue(statement: Statement) -> Cue | None:
    """The words of attribution of a statement, as a reading gives them."""
    if not statement.cue:
        return None
    spans = tuple(sorted(statement.cue))
    return Cue(span=spans[0].to(spans[-1]), spans=spans, stance=statement.stance)


def attributed(
    witness: Witness,
    setting: Setting,
    *,
    value: float | str | None,
    range: tuple[float, float] | None = None,
    unit: str | None = None,
    bound: Bound | None = None,
    measures: Span | None = None,
) -> Reading:
    """The reading of a figure or moment: its sentence, with the attribution of the statement that it stands in."""
    statement = setting.statement
    return Reading(
        article=witness.article.id,
        span=setting.sentence.to(setting.span),
        form=statement.form if statement else "narration",
        content=(setting.span,),
        certainty=setting.certainty,
        source=statement.source if statement else (),
        cue=cue(statement) if statement else None,
        speaker=statement.speaker if statement else None,
        relayed_by=statement.relayed_by if statement else None,
        via=statement.via if statement else (),
        value=value,
        range=range,
        unit=unit,
        bound=bound,
        measures=measures,
        statement=statement.id if statement else None,
    )
