"""A collation told from the base to the reading, in the reading's own order."""

from __future__ import annotations

import pytest

from variorum import wording
from variorum.model import Certainty, Reading, Relation, Span
from variorum.present import steps
from variorum.present.steps import Side

BASE = "Before the ice melts in the northern sound we will test every crane on the old quay."
MOVED = "We will test every crane on the old quay before the ice melts in the northern sound."


def _side(text: str) -> Side:
    whole = Span(0, len(text))
    certainty = Certainty(level="asserted", score=1.0)
    return Side(Reading(article="a", span=whole, form="direct", content=(whole,), certainty=certainty), text)


@pytest.mark.parametrize("turned", [False, True])
def test_moved_words_stand_where_the_reading_has_them(turned: bool) -> None:
    base, reading = _side(BASE), _side(MOVED)
    one, two = (reading, base) if turned else (base, reading)
    diff = wording.diff(one.text, one.reading.content, two.text, two.reading.content)
    assert any(step.op == "move" for step in diff)
    relation = Relation(a=0, b=1, relation="reworded", score=1.0, rule="", why="", diff=diff)
    made = steps.segments(relation, base, reading, turned=turned)
    assert not any(s.op == "move" for s in made)
    shown = "".join((" " if s.reading_space else "") + s.reading_text for s in made)
    assert shown.strip() == MOVED
    lost = [s.base.start for s in made if s.base]
    assert lost == sorted(lost)
