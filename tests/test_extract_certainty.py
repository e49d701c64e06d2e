"""How certain a text presents something."""

from __future__ import annotations

import pytest

from variorum.extract import certainty, cues
from variorum.model import CertaintyLevel, Span


def level(text: str, cue: str | None = None, *, negated: bool = False) -> CertaintyLevel:
    entry = cues.load().verbs[cue][0][0] if cue else None
    return certainty.of(text, (Span(0, len(text)),), cue=entry, negated=negated).level


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The town closed the bridge on Monday.", "asserted"),
        ("The town will close the bridge.", "planned"),
        ("The town plans to close the bridge.", "planned"),
        ("The town is planning a new bridge.", "planned"),
        ("The town agreed to close the bridge.", "planned"),
        ("The town is considering a new bridge.", "possible"),
        ("The bridge may close next week.", "possible"),
        ("The bridge could be closed soon.", "possible"),
        ("The bridge will probably close.", "likely"),
        ("The bridge is expected to close.", "likely"),
        ("If the river rises, the bridge closes.", "conditional"),
        ("It is unclear who will pay.", "unclear"),
        ("Who will pay for the bridge?", "asked"),
        ("“Who will pay?”", "asked"),
        ("The bridge is closed, although it could open again.", "asserted"),
        ("The bridge, which may be old, stands in Lenz.", "asserted"),
        ("The festival in May was calm.", "asserted"),
    ],
)
def test_plain_sentences(text: str, expected: CertaintyLevel) -> None:
    assert level(text) == expected


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("that the bridge was unsafe", "denied", "denied"),
        ("whether the bridge would stand", "asked", "asked"),
        ("to rebuild the bridge", "promised", "planned"),
        ("that the bridge was safe", "suggested", "possible"),
        ("that the bridge was safe", "predicted", "likely"),
        ("that the bridge was safe", "said", "asserted"),
        ("that the bridge might be safe", "said", "possible"),
        ("that the bridge was safe", "doubted", "unclear"),
    ],
)
def test_contents_with_a_cue(text: str, cue: str, expected: CertaintyLevel) -> None:
    assert level(text, cue) == expected


def test_a_denial_that_is_denied_is_none() -> None:
    assert level("that the bridge was unsafe", "denied", negated=True) == "asserted"


def several(text: str, cue: str | None = None) -> tuple[CertaintyLevel, float]:
    entry = cues.load().verbs[cue][0][0] if cue else None
    found = certainty.of(text, (Span(0, len(text)),), cue=entry)
    return found.level, found.score


def test_what_only_announces_the_next_sentence_does_not_decide() -> None:
    level_, score = several(
        "But now here is the main thing. We are planning to close the bridge. We are planning it for spring."
    )
    assert level_ == "planned"
    assert score >= 0.5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They broke the old bridge. But if we mend it, what does that say?", "asserted"),
        ("The engineers checked the bridge. I think something will happen there.", "asserted"),
        ("We may close the bridge next week. The engineers checked it twice.", "possible"),
        ("Who broke the bridge? The engineers left it open.", "asserted"),
    ],
)
def test_of_several_sentences_the_first_that_tells_decides_with_doubt(text: str, expected: CertaintyLevel) -> None:
    level_, score = several(text, "said")
    assert level_ == expected
    assert score < 0.5


def test_questions_alone_are_asked() -> None:
    assert several("Who broke the bridge? Us or them?", "said")[0] == "asked"
    assert several("The town wonders how to pay for it. So who broke the bridge?", "asked")[0] == "asked"


def test_a_sentence_that_the_attribution_interrupts_is_one() -> None:
    text = "The bridge / might close soon."
    found = certainty.of(text, (Span(0, 10), Span(13, len(text))), cue=cues.load().verbs["said"][0][0])
    assert (found.level, found.score) == ("possible", 0.8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the report as a trick", "asserted"),
        ("the plan as something that may fail", "asserted"),
        ("claims that the bridge was unsafe", "denied"),
    ],
)
def test_what_is_dismissed_as_something_is_not_denied(text: str, expected: CertaintyLevel) -> None:
    assert level(text, "dismissed") == expected
