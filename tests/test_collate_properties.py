"""What must hold for any witnesses: order plays no part, spans lie where they say, hostile input ends in time."""

from __future__ import annotations

import random
import time
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from variorum import collate
from variorum.judge.relations import relate
from variorum.model import Witness

from .collate_builders import Draft

SUBJECTS = ["The ferry", "The council", "Edda Quill", "The northern pier", "A storm", "The brewery", "The choir"]
VERBS = ["closed", "will rebuild", "has sold", "did not damage", "may open", "wants to lease", "raised"]
OBJECTS = [
    "the old lighthouse",
    "its fleet of trawlers",
    "12 boats",
    "the fish market",
    "300 tons of barley",
    "a school",
]
SENTENCES = [f"{s} {v} {o}." for s in SUBJECTS for v in VERBS for o in OBJECTS]
SPEAKERS = [None, "Edda Quill", "Quill", "Tolly Brand"]

PARTS = st.lists(
    st.tuples(st.sampled_from(SENTENCES), st.sampled_from(["fact", "direct", "indirect"]), st.sampled_from(SPEAKERS)),
    max_size=6,
)


def _witness(id: str, parts: list[tuple[str, str, str | None]]) -> Witness:
    lines = [f"“{s[:-1]},” {who} said." if form == "direct" else s for s, form, who in parts]
    draft = Draft(id, "\n".join(dict.fromkeys(lines)) or "-")
    for line, (sentence, form, who) in zip(
        dict.fromkeys(lines), dict(zip(lines, parts, strict=True)).values(), strict=True
    ):
        if form == "fact":
            draft.fact(line)
        elif form == "direct":
            draft.say(line, sentence[:-1], speaker=who)
        else:
            draft.say(line, sentence, speaker=who, form="indirect", cue="-")
        for number in ("12", "300"):
            if number in line and line.count(number) == 1:
                draft.figure(number, float(number), unit="boat" if number == "12" else "ton", after=line)
    return draft.done()


@given(st.lists(PARTS, min_size=1, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_spans_and_identity(articles: list[list[tuple[str, str, str | None]]], shuffle: random.Random) -> None:
    witnesses = [_witness(f"w{n}", parts) for n, parts in enumerate(articles)]
    found = collate.entries(witnesses)
    shuffled = list(witnesses)
    shuffle.shuffle(shuffled)
    assert collate.entries(shuffled) == found
    assert len({e.id for e in found}) == len(found)
    by_id = {w.article.id: w for w in witnesses}
    for entry in found:
        for reading in entry.readings:
            whole = by_id[reading.article].article.text
            flat = [x for s in reading.content for x in (s.start, s.end)]
            assert flat == sorted(flat)
            assert reading.span.start <= flat[0] and flat[-1] <= reading.span.end <= len(whole)
        related = relate(entry, by_id)
        pairs = Counter((min(r.a, r.b), max(r.a, r.b)) for r in related.relations)
        readings = entry.readings
        assert set(pairs.values()) <= {1}
        assert len(pairs) == sum(
            readings[a].article != readings[b].article
            for a in range(len(readings))
            for b in range(a + 1, len(readings))
        )


@given(st.lists(PARTS, min_size=2, max_size=3), PARTS)
@settings(max_examples=25, deadline=None)
def test_a_passage_stands_in_one_entry_of_its_kind(
    articles: list[list[tuple[str, str, str | None]]], more: list[tuple[str, str, str | None]]
) -> None:
    found = collate.entries([_witness(f"w{n}", parts) for n, parts in enumerate([*articles, more])])
    for kind in ("statement", "figure"):
        places = [(r.article, s) for e in found if e.kind == kind for r in e.readings for s in r.content]
        assert len(places) == len(set(places))


def test_three_hundred_witnesses_of_many_things_end_in_time() -> None:
    rng = random.Random(11)
    witnesses = [
        _witness(f"w{n:03}", [(rng.choice(SENTENCES), rng.choice(["fact", "direct"]), "Edda Quill") for _ in range(6)])
        for n in range(300)
    ]
    start = time.perf_counter()
    found = collate.entries(witnesses)
    assert found and time.perf_counter() - start < 60


def test_hostile_sentences_end_in_time() -> None:
    for line in ("a, " * 20_000, "“" * 20_000, "x" * 60_000, "5 " * 20_000, "and that " * 10_000, "word " * 20_000):
        text = line.strip()
        draft = Draft("h", text).fact(text)
        other = Draft("o", text).say(text, text, speaker="Quill").done()
        start = time.perf_counter()
        collate.entries([draft.done(), other])
        assert time.perf_counter() - start < 20, line[:12]


def test_contents_without_words_give_no_entry() -> None:
    lines = "“...,” Quill said.\n“—”\nQuill said so."
    draft = Draft("a", lines).say("“...,” Quill said.", "...", speaker="Quill").say("“—”", "—", speaker=None)
    draft.say("Quill said so.", "so", speaker="Quill", form="indirect")
    assert collate.entries([draft.done(), Draft("b", lines).fact("“—”").done()]) == ()
