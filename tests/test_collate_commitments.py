"""Who commits to or predicts what, and by when: the rules one by one, their scores on the key, and hostile input."""

from __future__ import annotations

import hashlib
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum import collate
from variorum.collate import finish
from variorum.extract import claims
from variorum.model import Article, Block, Entry, Reading, Span, Witness

from . import commitment_key
from .collate_builders import Draft, shown


@pytest.mark.parametrize("held_out", [False, True], ids=["development", "held out"])
def test_the_key_is_met(held_out: bool) -> None:
    found = commitment_key.score(commitment_key.cases(held_out=held_out))
    assert found.keyed > 40
    assert found.precision >= 0.95, found.errors
    assert found.recall >= 0.78, str(found)
    assert found.due_words >= 0.9 * found.dues and found.value_right >= 0.85 * found.values, str(found)
    assert found.extra_dues <= 1


def test_a_key_that_asks_for_the_opposite_is_not_met() -> None:
    cases = list(commitment_key.cases(held_out=False))
    assert {c.kind for c in cases} == {"pledge", "forecast", "neither"}
    other = {"pledge": "neither", "forecast": "pledge", "neither": "forecast"}
    turned = [
        commitment_key.Case(
            number=c.number, text=c.text, about=c.about, kind=other[c.kind], due="", value="", published=c.published
        )
        for c in cases[:30]
    ]
    assert commitment_key.score(turned, learned=False).right == 0


def said(
    words: str, *, speaker: str = "Edda Quill", form: str = "direct", source: str = "", cue: str = "said"
) -> Entry:
    """The entry of one statement: ``words`` in marks, or told after the cue."""
    source = source or speaker
    passage = f"“{words},” {source} {cue}." if form == "direct" else f"{source} {cue} {words}."
    draft = Draft("a", passage)
    draft.say(
        passage,
        words,
        speaker=speaker,
        form="direct" if form == "direct" else "indirect",
        cue=cue,
        source=source,
        kind="person" if speaker.istitle() else "organisation",
    )
    (entry,) = collate.entries([draft.done()])
    return entry


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("We will dredge the whole harbour", "pledge"),
        ("We will never sell the pier", "pledge"),
        ("I am not going to leave the harbour board", "pledge"),
        ("The pier is old, but we will repair it", "pledge"),
        ("We measured the pier and will repair it", "statement"),
        ("We will see what the divers find", "statement"),
        ("We will have to close the pier", "statement"),
        ("We hope to repair the pier", "statement"),
        ("They said we will repair the pier", "statement"),
        ("Will we repair the pier?", "statement"),
        ("The tide will rise above the pier", "forecast"),
        ("If the tide rises, the pier will collapse", "statement"),
        ("I think the pier will collapse", "forecast"),
        ("The pier could collapse", "forecast"),
        ("The committee will meet on the pier", "statement"),
        ("I have read the report that will cost the pier its roof", "statement"),
        ("The pier, which will collapse, is old", "statement"),
        ("May was a good month for the pier", "statement"),
    ],
)
def test_what_is_quoted(words: str, kind: str) -> None:
    assert said(words).kind == kind


@pytest.mark.parametrize(
    ("words", "cue", "kind"),
    [
        ("to repair the harbour pier", "promised", "pledge"),
        ("to repair the harbour pier", "had promised", "statement"),
        ("to repair the harbour pier", "never promised", "statement"),
        ("to repair the harbour pier", "plans", "pledge"),
        ("to repair the harbour pier", "wants", "statement"),
        ("repairing the harbour pier", "ruled out", "pledge"),
        ("a storm over the harbour pier", "predicted", "forecast"),
        ("respect from all harbour workers", "expects", "statement"),
        ("a storm to damage the harbour pier", "expects", "forecast"),
        ("the board to repair the harbour pier", "expects", "statement"),
        ("the harbour pier would collapse", "warned", "forecast"),
        ("she would repair the harbour pier", "said", "pledge"),
        ("she had planned to repair the harbour pier", "said", "statement"),
        ("she could not see the harbour pier", "said", "statement"),
        ("others would repair the harbour pier", "said", "statement"),
    ],
)
def test_what_is_told(words: str, cue: str, kind: str) -> None:
    assert said(words, form="indirect", cue=cue).kind == kind


@pytest.mark.parametrize(
    ("words", "source", "kind"),
    [
        ("the government would repair the harbour pier", "Transport minister Edda Quill", "pledge"),
        ("the government would repair the harbour pier", "Union president Edda Quill", "statement"),
        ("the last government would repair the harbour pier", "Transport minister Edda Quill", "statement"),
        ("her ministry would repair the harbour pier", "Edda Quill", "pledge"),
        ("Norway would repair the harbour pier", "Norwegian minister Edda Quill", "pledge"),
        ("Denmark would repair the harbour pier", "Norwegian minister Edda Quill", "statement"),
        ("Norwegian trawlers would repair the harbour pier", "Norwegian minister Edda Quill", "statement"),
    ],
)
def test_for_whom_a_speaker_may_commit_himself(words: str, source: str, kind: str) -> None:
    assert said(words, form="indirect", source=source).kind == kind


def read(id: str, text: str, published: str = "2031-05-07") -> Witness:
    article = Article(
        id=id,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        blocks=(Block(span=Span(0, len(text)), role="body"),),
        published=published,
        published_basis="given",
        language="en",
    )
    return Witness(article=article, claims=claims(article))


def due(text: str) -> tuple[str, str | None] | None:
    witness = read("a", text)
    found: list[Reading] = [r for e in collate.entries([witness]) if e.kind != "statement" for r in e.readings if r.due]
    return next(((r.due.span.of(text), r.due.value) for r in found if r.due), None)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("“We will rebuild the pier by 2034,” Mayor Edda Quill said.", "by 2034", "2034"),
        ("“By the end of 2034 we will rebuild the pier,” Mayor Edda Quill said.", "By the end of 2034", "2034"),
        ("“We will rebuild the pier within six weeks,” Mayor Edda Quill said.", "within six weeks", "P6W"),
        ("“We will rebuild the pier next year,” Mayor Edda Quill said.", "next year", "2032"),
        ("“We will rebuild the pier of 1921,” Mayor Edda Quill said.", None, None),
        ("“We will rebuild the pier that fell in 2029,” Mayor Edda Quill said.", None, None),
        ("“We will rebuild the pier, which stood for six weeks,” Mayor Edda Quill said.", None, None),
        ("On Tuesday, Mayor Edda Quill promised to rebuild the pier.", None, None),
    ],
)
def test_by_when(text: str, words: str | None, value: str | None) -> None:
    assert due(text) == (None if words is None else (words, value))


PLEDGE = "Mayor Edda Quill said the town would rebuild the old fish market by 2034."
FIRM = "“We will rebuild the old fish market by 2034,” Mayor Edda Quill said."
LOOSE = "Mayor Edda Quill said the town was thinking of rebuilding the old fish market."


def entry_of(texts: list[str]) -> tuple[Entry, list[Witness]]:
    witnesses = [read(f"w{n}", text) for n, text in enumerate(texts)]
    found = [e for e in collate.entries(witnesses) if e.kind in ("statement", "pledge", "forecast", "fact")]
    (entry,) = found  # the words stand in one entry, whatever its kind
    return entry, witnesses


def test_one_entry_of_several_readings_has_one_kind_and_each_its_own_time() -> None:
    entry, witnesses = entry_of([PLEDGE, FIRM])
    assert entry.kind == "pledge"
    assert [shown(witnesses, r.article, [r.due.span]) for r in entry.readings if r.due] == ["by 2034", "by 2034"]
    assert {r.certainty.level for r in entry.readings} == {"planned"}
    assert entry.id == finish.identity("pledge", {w.article.id: w.article for w in witnesses}, entry.readings)


def test_what_fewer_than_half_of_the_witnesses_promise_stays_a_statement() -> None:
    assert entry_of([LOOSE, LOOSE.replace("said", "added"), PLEDGE])[0].kind == "statement"
    assert entry_of([LOOSE, PLEDGE, FIRM])[0].kind == "pledge"


def test_the_outlet_itself_promises_nothing() -> None:
    text = "The festival will bring 50 bands to the old fish market in July."
    draft = Draft("a", text).fact(text).figure("50", 50, unit="band")
    assert {e.kind for e in collate.entries([draft.done()])} == {"fact", "figure"}
    plan = "The ministry intends to move 2,000 clerks out of the capital by 2035."
    draft = Draft("a", plan).fact(plan).figure("2,000", 2_000, unit="clerk")
    assert {e.kind for e in collate.entries([draft.done()])} == {"pledge", "figure"}


SUBJECTS = ["We", "I", "The council", "Prices", "Edda Quill", "She", "There", "It", ""]
VERBS = ["will", "would", "plans to", "could", "is expected to", "is going to", "had planned to", "may"]
ACTS = ["rebuild the pier", "fall", "be closed", "run out", "meet", ""]
TIMES = ["by 2034", "next year", "within six weeks", "in 1921", "on Friday", "if it rains", ""]
SENTENCE = st.builds(
    lambda *parts: " ".join(p for p in parts if p),
    *(st.sampled_from(p) for p in (SUBJECTS, VERBS, ACTS, TIMES)),
)


@given(st.lists(SENTENCE, min_size=1, max_size=5), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_times_lie_in_their_reading_and_order_plays_no_part(lines: list[str], shuffle: random.Random) -> None:
    witnesses = []
    for n, line in enumerate(lines):
        passage = f"“{line},” Quill said."
        draft = Draft(f"w{n}", passage).say(passage, line, speaker="Quill", source="Quill")
        for words, value in (("2034", "2034"), ("next year", "2032"), ("1921", "1921"), ("Friday", "2031-05-09")):
            if words in passage:
                draft.moment(words, value)
        witnesses.append(draft.done())
    found = collate.entries(witnesses)
    for entry in found:
        for reading in entry.readings:
            if reading.due is not None:
                assert entry.kind in ("pledge", "forecast")
                assert any(c.contains(reading.due.span) for c in reading.content)
                assert reading.due.value != "1921"
    shuffle.shuffle(witnesses)
    assert collate.entries(witnesses) == found


def test_hostile_statements_end_in_time() -> None:
    for line in ("we will and " * 6_000, "by 2034 " * 8_000, "plan to " * 9_000):
        text = line.strip()
        draft = Draft("h", f"“{text},” Quill said.").say(
            f"“{text},” Quill said.", text, speaker="Quill", source="Quill"
        )
        start = time.perf_counter()
        collate.entries([draft.done()])
        assert time.perf_counter() - start < 20, line[:12]
