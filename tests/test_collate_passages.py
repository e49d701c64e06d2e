"""What a statement's passages are made of: voices, parts, words of attribution, durations."""

from __future__ import annotations

from dataclasses import replace

from variorum import collate
from variorum.collate import speakers
from variorum.collate.lexis import lexis
from variorum.collate.speakers import Voice
from variorum.collate.units import units
from variorum.judge.relations import relate
from variorum.model import Certainty, CertaintyLevel, Claims, Entry, Speaker, SpeakerKind, Witness

from .collate_builders import Draft, shown


def _voice(name: str, kind: SpeakerKind, bodies: str = "") -> Voice:
    return Voice(Speaker(name=name, kind=kind), None, frozenset(bodies.split()))


def _together(found: tuple[Entry, ...], witnesses: list[Witness], a: str, b: str) -> list[Entry]:
    return [
        e
        for e in found
        if any(a in shown(witnesses, r.article, r.content) for r in e.readings)
        and any(b in shown(witnesses, r.article, r.content) for r in e.readings)
    ]


def test_a_person_speaks_for_a_body_only_where_an_article_says_so() -> None:
    quill = _voice("Edda Quill", "person", "larkhaven")
    assert speakers.match(quill, _voice("police", "collective")).score == speakers.POST
    assert speakers.match(quill, _voice("Larkhaven council", "organisation")).score == speakers.POST
    assert speakers.match(quill, _voice("Brinmouth council", "organisation")).score == speakers.STRANGE
    there, here = _voice("Brinmouth officials", "collective"), _voice("Larkhaven officials", "collective")
    assert speakers.match(there, here).score == speakers.STRANGE


def test_bodies_stand_before_a_name_or_in_an_apposition() -> None:
    text = "Larkhaven mayor Edda Quill spoke.\nTolly Brand, who is chairman of the Brinmouth pilots, sat by Quill."
    draft = Draft("a", text).say("Larkhaven mayor Edda Quill spoke.", speaker="Edda Quill")
    draft.say(text.split("\n")[1], speaker="Tolly Brand")
    quill, brand = (speakers.voice(text, s) for s in draft.statements)
    assert "larkhaven" in quill.bodies and "brinmouth" not in quill.bodies
    assert "brinmouth" in brand.bodies


def test_a_denial_and_what_is_only_possible_of_another_thing_stay_apart() -> None:
    text = (
        "Quill said the council's plan to widen the quay does not pose a danger to the eel fishery.\n"
        "Quill said a wider quay could pose some problems for the fishery."
    )
    one, two = text.split("\n")
    draft = Draft("a", text)
    draft.say(one, one.removeprefix("Quill said ")[:-1], speaker="Quill", form="indirect")
    draft.say(two, two.removeprefix("Quill said ")[:-1], speaker="Quill", form="indirect")
    witnesses = [draft.done()]
    assert not _together(collate.entries(witnesses), witnesses, "does not pose", "could pose")


def _relay(id: str, sentence: str, inner: str) -> Witness:
    draft = Draft(id, f"“{sentence},” Brand said.")
    draft.say(draft.text, sentence, speaker="Tolly Brand")
    return draft.say(sentence, inner, speaker="Edda Quill", relayed_by="Tolly Brand", nested_in=0).done()


def test_the_words_around_a_relayed_statement_stay_with_who_relays_it() -> None:
    one, two = "I’d love to help them with the dredging", "she wanted to help with the dredging"
    witnesses = [
        _relay("a", f"Mayor Quill rang me up at dawn and she said {one}", one),
        _relay("b", f"Quill rang at dawn and said {two}", two),
    ]
    found = collate.entries(witnesses)
    outer = _together(found, witnesses, "rang me up", "rang at dawn")
    assert len(outer) == 1 and {r.relayed_by for r in outer[0].readings} == {None}
    inner = [e for e in _together(found, witnesses, "I’d love", "she wanted") if e not in outer]
    assert len(inner) == 1 and all(r.speaker and r.speaker.name == "Edda Quill" for r in inner[0].readings)


def test_a_noun_of_attribution_is_part_of_what_is_said() -> None:
    def told(id: str, sentence: str, content: str, cue: str) -> Witness:
        return Draft(id, sentence).say(sentence, content, speaker="Edda Quill", form="indirect", cue=cue).done()

    meet = told("a", "Quill expressed willingness to meet the pilots.", "to meet the pilots", "expressed willingness")
    same = told(
        "b", "Quill declared her willingness to meet the pilots.", "her willingness to meet the pilots", "declared"
    )
    not_ = told("c", "Quill repeated her refusal to meet the pilots.", "to meet the pilots", "repeated her refusal")
    found = [{r.article for r in e.readings} for e in collate.entries([meet, same, not_])]
    assert {"a", "b"} in found and {"c"} in found


def test_a_level_counts_only_where_its_words_stand() -> None:
    sentence = "“The crane has arrived from Oslo. We may sell the old dredger next spring,” Quill said."
    draft = Draft("a", sentence).say(sentence, sentence[1 : sentence.index(",”")], speaker="Quill", level="possible")
    other = "“The crane has arrived from Oslo,” Quill said."
    two = Draft("b", other).say(other, other[1 : other.index(",”")], speaker="Quill").done()
    witnesses = [draft.done(), two]
    (entry,) = [e for e in collate.entries(witnesses) if len(e.readings) == 2]
    scores = {r.article: r.certainty.score for r in entry.readings}
    assert scores["a"] < 0.5 < scores["b"]
    (rest,) = [e for e in collate.entries(witnesses) if "dredger" in shown(witnesses, "a", e.readings[0].content)]
    assert rest.readings[0].certainty.score > 0.5


def _lasting(id: str, sentence: str, length: str, value: str) -> Witness:
    draft = Draft(id, sentence).say(sentence, sentence[1 : sentence.index(",”")], speaker="Quill")
    return draft.moment(length, value, "DURATION").done()


def test_durations_of_one_passage_are_one_moment_and_may_conflict() -> None:
    one = _lasting("a", "“Painting the swing bridge will take two years of patience,” Quill said.", "two years", "P2Y")
    two = _lasting("b", "“To paint the swing bridge will take 24 months of patience,” Quill said.", "24 months", "P24M")
    three = _lasting("c", "“The painting of the swing bridge will take five years,” Quill said.", "five years", "P5Y")
    witnesses = [one, two, three]
    (entry,) = [e for e in collate.entries(witnesses) if e.kind == "moment"]
    related = relate(entry, {w.article.id: w for w in witnesses})
    found = {(r.a, r.b): (r.relation, r.score) for r in related.relations}
    assert found[0, 1][0] == "compatible"
    assert found[0, 2] == ("conflicts", 0.6)


def test_an_age_is_no_duration() -> None:
    lines = "The bell-founder Quill, 60, has rung the great bell of the abbey."
    drafts = [Draft(n, lines).fact(lines).moment("60", "P60Y", "DURATION").done() for n in "ab"]
    assert all(e.kind != "moment" for e in collate.entries(drafts))


def test_a_question_is_asked_where_the_level_of_its_statement_is_weak() -> None:
    text = "“The channel is deep enough. Why do the pilots complain?” Quill said."
    draft = Draft("a", text).say(text, "The channel is deep enough. Why do the pilots complain?", speaker="Edda Quill")
    levels: tuple[tuple[float, CertaintyLevel], ...] = ((0.45, "asked"), (0.9, "asserted"))
    for score, level in levels:
        weak = replace(draft.statements[0], certainty=Certainty(level="asserted", score=score))
        witness = Witness(article=draft.done().article, claims=Claims(article="a", statements=(weak,)))
        question = units(lexis(witness, 0))[1]
        assert (question.asks, question.certainty) == (True, Certainty(level=level, score=score))
