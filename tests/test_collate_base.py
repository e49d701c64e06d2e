"""The base reading of an entry: which one it is, and the reason that is given for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.collate_builders import Draft
from variorum.collate.finish import entry
from variorum.model import ArticleKind, Certainty, Form, Reading, Speaker, Witness

FULL = "We shall rebuild the old pier before winter and the town will pay"
SHORT = "We shall rebuild the old pier"


def _one(
    id: str,
    words: str = FULL,
    *,
    form: Form = "direct",
    kind: ArticleKind = "report",
    published: str | None = "2031-05-06",
    relayed: bool = False,
) -> tuple[Witness, Reading]:
    draft = Draft(id, f"“{words},” Quill said.", published=published)
    witness = draft.done()
    reading = Reading(
        article=id,
        span=draft.find(draft.text),
        form=form,
        content=(draft.find(words),),
        certainty=Certainty(level="asserted", score=1),
        relayed_by=Speaker(name="Tolly Brand", kind="person") if relayed else None,
    )
    return replace(witness, article=replace(witness.article, kind=kind)), reading


def _base(*pairs: tuple[Witness, Reading]) -> tuple[str, str]:
    """The article of the base reading, and why; the same for any order."""
    found = set()
    for turned in (list(pairs), list(reversed(pairs))):
        made = entry("statement", [w for w, _ in turned], [r for _, r in turned], confidence=1)
        found.add((made.readings[made.base].article, made.base_why))
    (only,) = found
    return only


def test_a_transcript_comes_before_all_even_if_it_is_shorter() -> None:
    assert _base(_one("a"), _one("b", SHORT, kind="transcript")) == ("b", "the transcript")


def test_a_transcript_comes_before_a_handout_and_a_handout_before_a_report() -> None:
    handout, transcript = _one("a", kind="handout"), _one("b", SHORT, kind="transcript")
    assert _base(handout, transcript, _one("c")) == ("b", "the transcript")
    assert _base(handout, _one("c", f"{FULL} for all of it")) == ("a", "the handout")


@pytest.mark.parametrize("kind", ["transcript", "handout"])
def test_what_a_primary_document_only_reports_is_no_base(kind: ArticleKind) -> None:
    told = _one("a", form="indirect", kind=kind)
    assert _base(told, _one("b", SHORT)) == ("b", "the fullest reading in quotation marks")
    assert _base(_one("a", kind=kind, relayed=True), _one("b", SHORT))[0] == "b"


def test_the_fullest_quotation_comes_before_fuller_words_of_the_reporter() -> None:
    assert _base(_one("a", form="indirect"), _one("b", SHORT), _one("c", "We shall rebuild")) == (
        "b",
        "the fullest reading in quotation marks",
    )


def test_of_equals_the_earliest_is_taken_and_said_so() -> None:
    late, early, undated = _one("a", published="2031-05-07"), _one("b"), _one("c", published=None)
    assert _base(late, early, undated) == ("b", "the fullest reading in quotation marks, the earliest of several")


def test_the_reason_tells_when_nobody_quotes() -> None:
    assert _base(_one("a", SHORT, form="indirect"), _one("b", form="narration")) == (
        "a",
        "the fullest reading; none is in quotation marks",
    )
    assert _base(_one("a", SHORT, form="mixed"), _one("b", form="indirect"))[1].startswith(
        "the fullest reading that quotes"
    )
    assert _base(_one("a")) == ("a", "the only reading")
