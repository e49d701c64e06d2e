"""Who vouches for an entry, and how many origins stand behind it: two counts that are never mixed."""

from __future__ import annotations

from variorum.judge import verdicts
from variorum.model import (
    Article,
    Certainty,
    Claims,
    Entry,
    Form,
    Locus,
    Origin,
    Reading,
    Span,
    Speaker,
    Witness,
)  # fmt: skip
from variorum.reuse import independent

HERE = Span(0, 20)


def witness(id: str) -> Witness:
    article = Article(id=id, text="x" * 200, sha256="0" * 64, blocks=(), outlet=f"The {id} Herald")
    return Witness(article=article, claims=Claims(article=id))


def reading(article: str, *, form: Form = "narration", speaker: str | None = None, span: Span = HERE) -> Reading:
    return Reading(
        article=article,
        span=span,
        form=form,
        content=(span,),
        certainty=Certainty(level="asserted", score=1.0),
        speaker=Speaker(name=speaker, kind="person") if speaker else None,
    )


def entry(*readings: Reading) -> Entry:
    return Entry(id="e", kind="statement", readings=readings, base=0, base_why="", score=1.0)


def origin(kind: str, label: str, *articles: str, at: Span | None = None) -> Origin:
    evidence = tuple(Locus(article=a, span=at) for a in articles) if at else ()
    return Origin(label=label, kind=kind, articles=articles, why="", evidence=evidence)  # type: ignore[arg-type]


def voices(found: Entry, *origins: Origin) -> tuple[str, ...]:
    return verdicts.asserted_by(found, {a: witness(a) for a in "abc"}, origins)


def test_ten_reports_of_one_claim_are_one_voice_and_several_origins() -> None:
    found = entry(*(reading(a, form="direct", speaker="Ada Quill") for a in "abc"))
    own = [origin("own reporting", f"own reporting of {a}", a) for a in "abc"]
    assert voices(found, *own) == ("Ada Quill",)
    assert verdicts.origins(found, tuple(own), independent) == (3, 3)


def test_one_person_under_two_names_is_one_voice() -> None:
    found = entry(reading("a", form="direct", speaker="Quill"), reading("b", form="direct", speaker="Ada Quill"))
    assert voices(found) == ("Ada Quill",)


def test_an_agency_vouches_for_its_text_and_not_those_who_print_it() -> None:
    found = entry(reading("a"), reading("b"))
    assert voices(found) == ("The a Herald", "The b Herald")
    assert voices(found, origin("agency", "Reuters", "a", "b")) == ("Reuters",)


def test_an_agency_behind_another_part_does_not_vouch_for_this_one() -> None:
    found = entry(reading("a"), reading("b"))
    part = origin("agency", "Reuters", "a", "b", at=Span(100, 120))
    rest = [origin("unknown", "unknown origin", a) for a in "ab"]
    assert voices(found, part, *rest) == ("The a Herald", "The b Herald")
    assert verdicts.origins(found, (part, *rest), independent) == (1, 2)
    here = origin("agency", "Reuters", "a", "b", at=HERE)
    assert voices(found, here, *rest) == ("Reuters",)
    assert verdicts.origins(found, (here, *rest), independent) == (1, 1)


def test_a_release_that_both_go_by_is_one_origin() -> None:
    found = entry(*(reading(a, form="indirect", speaker="Norrline") for a in "ab"))
    release = origin("handout", "Norrline", "a", "b", at=HERE)
    rest = [origin("unknown", "unknown origin", a) for a in "ab"]
    assert verdicts.origins(found, (release, *rest), independent) == (1, 1)


def test_a_shared_passage_counts_where_the_readings_are_in_it() -> None:
    found = entry(reading("a"), reading("b"))
    rest = [origin("unknown", "unknown origin", a) for a in "ab"]
    assert verdicts.origins(found, (origin("unknown", "a shared passage", "a", "b", at=HERE), *rest), independent) == (
        1,
        1,
    )
    away = origin("unknown", "a shared passage", "a", "b", at=Span(100, 120))
    assert verdicts.origins(found, (away, *rest), independent) == (1, 2)
