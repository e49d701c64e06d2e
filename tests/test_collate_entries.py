"""Alignment over an invented press conference: what belongs together, and what must stay apart."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from dataclasses import replace

from variorum import collate
from variorum.model import Entry, Span, Witness

from .collate_builders import Draft, shown

A = (
    "The mayor of Larkhaven, Edda Quill, said on Monday that the swing bridge would reopen before the herring season.\n"
    "“The bearings have been replaced and the swing bridge will carry lorries again in October. "
    "We will not raise the mooring fee to pay for it,” Quill told reporters.\n"
    "She said she had great patience with the contractor.\n"
    "The repair cost 4.2 million euros, and 27 dock workers lost their jobs during the closure.\n"
    "The ferry company has hired 300 seasonal workers."
)
B = (
    "Larkhaven's swing bridge will open to lorries again in October, mayor Edda Quill announced.\n"
    "“We will not raise the mooring fee to pay for it,” she said.\n"
    "“I have great patience with the contractor, but it is not endless,” Quill added.\n"
    "At least 30 dock workers lost their jobs while the crossing was closed, and 12 were injured in the works.\n"
    "The ferry company has hired 300 seasonal workers."
)
C = (
    "“Bearings are replaced, and in October lorries will be driving over the swing bridge again,” Ms Quill said.\n"
    "Harbour master Tolly Brand said the mooring fee had been raised twice before.\n"
    "Repairs to the bridge came to €4.2m.\n"
    "The town's library roof will cost 1.9 million euros."
)


def _a() -> Witness:
    d = Draft("a", A)
    d.say(
        A.partition("\n")[0],
        "the swing bridge would reopen before the herring season",
        speaker="Edda Quill",
        form="indirect",
    )
    quote = A.split("\n")[1]
    d.say(quote, quote[1 : quote.index(",”")], speaker="Edda Quill", cue="told")
    d.say("She said she had great patience with the contractor", "she had great patience with the contractor",
          speaker="Edda Quill", form="indirect")  # fmt: skip
    d.fact(A.split("\n")[3]).fact(A.split("\n")[4])
    d.figure("4.2 million euros", 4_200_000, klass="money", unit="EUR", measures="The repair")
    d.figure("27", 27, unit="worker", measures="dock workers").figure(
        "300", 300, unit="worker", measures="seasonal workers"
    )
    return d.moment("Monday", "2031-05-05").moment("October", "2031-10").done()


def _b() -> Witness:
    lines = B.split("\n")
    d = Draft("b", B)
    d.say(lines[0], lines[0][: lines[0].index(", mayor")], speaker="Edda Quill", cue="announced", form="indirect")
    d.say(lines[1], "We will not raise the mooring fee to pay for it", speaker="Edda Quill")
    d.say(lines[2], lines[2][1 : lines[2].index(",”")], speaker="Edda Quill", cue="added")
    d.fact(lines[3]).fact(lines[4])
    d.figure("30", 30, unit="worker", measures="dock workers", bound="at least")
    d.figure("12", 12, unit="worker", after="and 12").figure("300", 300, unit="worker", measures="seasonal workers")
    return d.moment("October", "2031-10").done()


def _c() -> Witness:
    lines = C.split("\n")
    d = Draft("c", C, published=None)
    d.say(lines[0], lines[0][1 : lines[0].index(",”")], speaker="Quill")
    d.say(lines[1], "the mooring fee had been raised twice before", speaker="Tolly Brand", form="indirect")
    d.fact(lines[2]).fact(lines[3])
    d.figure("€4.2m", 4_200_000, klass="money", unit="EUR", measures="Repairs")
    d.figure("1.9 million euros", 1_900_000, klass="money", unit="EUR", measures="library roof")
    return d.moment("October", "2031-10").done()


WITNESSES = [_a(), _b(), _c()]


def _entry(found: tuple[Entry, ...], kind: str, part: str) -> Entry:
    """The one entry of that kind of which a reading holds ``part``."""
    holding = [
        e for e in found if e.kind == kind and any(part in shown(WITNESSES, r.article, r.content) for r in e.readings)
    ]
    assert len(holding) == 1, [[shown(WITNESSES, r.article, r.content) for r in e.readings] for e in holding]
    return holding[0]


def _who(entry: Entry) -> list[str]:
    return [r.article for r in entry.readings]


def test_a_part_of_a_quotation_aligns_with_the_quotation() -> None:
    entry = _entry(collate.entries(WITNESSES), "pledge", "We will not raise the mooring fee")
    assert _who(entry) == ["a", "b"]
    assert all(
        shown(WITNESSES, r.article, r.content) == "We will not raise the mooring fee to pay for it"
        for r in entry.readings
    )


def test_an_indirect_version_and_a_reworded_one_align_with_the_direct_words() -> None:
    entry = _entry(collate.entries(WITNESSES), "statement", "The bearings have been replaced")
    assert set(_who(entry)) == {"a", "b", "c"}
    assert entry.speaker is not None and entry.speaker.name == "Edda Quill"


def test_a_partial_quotation_aligns_with_the_sentence_that_holds_it() -> None:
    assert _who(_entry(collate.entries(WITNESSES), "statement", "great patience with the contractor")) == ["a", "b"]


def test_another_speaker_on_the_same_subject_stays_apart() -> None:
    assert _who(_entry(collate.entries(WITNESSES), "statement", "raised twice before")) == ["c"]


def test_one_measure_with_two_values_is_one_entry() -> None:
    entry = _entry(collate.entries(WITNESSES), "figure", "27")
    assert [(r.article, r.value, r.bound) for r in entry.readings] == [("a", 27, "exact"), ("b", 30, "at least")]


def test_different_measures_stay_apart() -> None:
    found = collate.entries(WITNESSES)
    assert _who(_entry(found, "figure", "12")) == ["b"]
    assert _who(_entry(found, "figure", "1.9 million")) == ["c"]
    assert _who(_entry(found, "figure", "4.2 million")) == ["a", "c"]
    assert _who(_entry(found, "figure", "300")) == ["a", "b"]


def test_a_plain_sentence_of_two_witnesses_is_a_fact() -> None:
    assert _who(_entry(collate.entries(WITNESSES), "fact", "The ferry company")) == ["a", "b"]


def test_a_date_of_the_same_thing_is_a_moment() -> None:
    assert set(_who(_entry(collate.entries(WITNESSES), "moment", "October"))) == {"a", "b", "c"}


def test_any_order_gives_the_same_entries() -> None:
    expected = collate.entries(WITNESSES)
    assert all(collate.entries(order) == expected for order in itertools.permutations(WITNESSES))


def test_a_later_article_leaves_identities() -> None:
    before, after = collate.entries(WITNESSES[:2]), {e.id for e in collate.entries(WITNESSES)}
    kept = [e for e in before if e.id in after]
    assert len(kept) >= len(before) - 1


def test_content_lies_in_its_reading_and_readings_in_order() -> None:
    for entry in collate.entries(WITNESSES):
        assert [(r.article, r.span.start) for r in entry.readings] == sorted(
            (r.article, r.span.start) for r in entry.readings
        )
        assert 0 <= entry.base < len(entry.readings) and entry.base_why and 0 <= entry.score <= 1
        for reading in entry.readings:
            flat = [x for s in reading.content for x in (s.start, s.end)]
            assert flat == sorted(flat) and reading.span.start <= flat[0] and flat[-1] <= reading.span.end


def test_a_question_aligns_through_what_leads_up_to_it() -> None:
    one = "“The islands are buying more patrol boats. So who is getting ready for a quarrel, we or they?” Quill asked."
    two = "“They call us quarrelsome. But if they purchase more patrol boats, what does that tell you?” Quill asked."
    drafts = [
        Draft(n, t).say(t, t[1 : t.index("?”") + 1], speaker="Quill", cue="asked") for n, t in (("a", one), ("b", two))
    ]
    found = [e for e in collate.entries([d.done() for d in drafts]) if len(e.readings) > 1]
    assert found and all(_who(e) == ["a", "b"] for e in found)


def test_one_witness_and_none() -> None:
    assert collate.entries([]) == ()
    alone = collate.entries(WITNESSES[:1])
    assert alone and all(len({r.article for r in e.readings}) == 1 for e in alone)


def test_a_quotation_ten_times_over_is_one_entry() -> None:
    line = "“The tide gauge was never broken,” Brand said.\n"
    draft = Draft("r", line * 10)
    for n in range(10):
        at = n * len(line)
        draft.say(line[:-1], "The tide gauge was never broken", speaker="Brand")
        last = draft.statements.pop()

        draft.statements.append(
            replace(
                last,
                id=f"s{n}",
                passage=Span(at, at + len(line) - 1),
                content=(Span(at + 1, at + 32),),
                source=(),
                cue=(),
            )
        )
    other = Draft("o", line).say(line[:-1], "The tide gauge was never broken", speaker="Tolly Brand").done()
    found = collate.entries([draft.done(), other])
    assert len(found) == 1 and len(found[0].readings) == 11


def test_many_copies_are_bounded() -> None:
    copies = []
    for n in range(120):
        draft = Draft(f"w{n:03}", A)
        original = _a().claims
        draft.statements, draft.facts, draft.figures = (
            list(original.statements),
            list(original.facts),
            list(original.figures),
        )
        copies.append(draft.done())
    random.Random(7).shuffle(copies)
    found = collate.entries(copies)
    for entry in found:
        a_witness = Counter(r.article for r in entry.readings)
        assert len(a_witness) == 120
        assert len(set(a_witness.values())) == 1
