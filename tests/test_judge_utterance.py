"""The language in which words were probably spoken: a table of invented cases, written before the rules ran on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.collate_builders import Draft
from variorum.extract import claims
from variorum.judge.utterance import utterance
from variorum.model import Certainty, Entry, Reading, Span, Speaker, Witness
from variorum.settings import ExtractSettings

WORDS = "We have nothing to add to that"

# The lines of one article, what is quoted in the last of them, the speaker, and the language told from it all.
CASES: list[tuple[str, str, str]] = [
    # The attribution says so.
    (f"“{WORDS},” Orla Venn said in English.", "Orla Venn", "en"),
    (f"“{WORDS},” Orla Venn said, speaking German.", "Orla Venn", "de"),
    (f"“{WORDS},” Venn said through an interpreter.", "Orla Venn", "other"),
    (f"“{WORDS},” Venn said via a translator.", "Orla Venn", "other"),
    (f"“{WORDS},” Venn said, in remarks translated from Dutch.", "Orla Venn", "nl"),
    (f"“{WORDS},” Venn said in Japanese at the gate.", "Orla Venn", "ja"),
    (f"The French minister Orla Venn came. “{WORDS},” Venn said in English.", "Orla Venn", "en"),
    (f"The British minister Orla Venn came. “{WORDS},” Venn said in Welsh waters.", "Orla Venn", "en"),
    (f"Speaking in Spanish, Venn was short: “{WORDS}.”", "Orla Venn", "es"),
    (f"“{WORDS},” Venn told the court through an interpreter.", "Orla Venn", "other"),
    # A sentence of the article says it, of the speaker or of all.
    (f"“{WORDS},” Venn said.\nHer remarks were given in Danish.", "Orla Venn", "da"),
    (
        f"“{WORDS},” Venn said.\nThe hearing was held in Dutch, and all quotations here are translated.",
        "Orla Venn",
        "nl",
    ),
    (f"“{WORDS},” Venn said.\nThe answers of the minister were interpreted for the press.", "Orla Venn", "other"),
    (f"Orla Venn spoke in Sarnish, with an interpreter beside her. “{WORDS},” Venn said.", "Orla Venn", "other"),
    (f"“{WORDS},” Venn said.\nThe talks were held in Sarnian.", "Orla Venn", "other"),
    (f"“{WORDS},” Venn said.\nThe talks were held in Boston.", "Orla Venn", "unclear"),
    (f"“{WORDS},” Venn said.\nThe briefing was given in English.", "Orla Venn", "en"),
    (f"“{WORDS},” Venn said.\nTom Hale spoke in Danish.", "Orla Venn", "unclear"),
    (f"“{WORDS},” Venn said.\nThe novel was translated twice.", "Orla Venn", "unclear"),
    # The speaker's nationality or office.
    (f"Norwegian foreign minister Orla Venn came. “{WORDS},” Venn said.", "Orla Venn", "no"),
    (f"Orla Venn, the Hungarian prime minister, came. “{WORDS},” Venn said.", "Orla Venn", "hu"),
    (f"Russia’s president Orla Venn came. “{WORDS},” Venn said.", "Orla Venn", "ru"),
    (f"The president of Brazil, Orla Venn, came. “{WORDS},” Venn said.", "Orla Venn", "pt"),
    (f"President of Poland Orla Venn came. “{WORDS},” Venn said.", "Orla Venn", "pl"),
    (f"U.S. Senator Orla Venn came. “{WORDS},” Venn said.", "Orla Venn", "en"),
    (f"Australian coach Orla Venn came. “{WORDS},” Venn said.", "Orla Venn", "en"),
    (f"Italian actor Orla Venn came. “{WORDS},” Venn said.", "Orla Venn", "it"),
    (f"Swedish captain Orla Venn came. “{WORDS},” Venn said.", "Orla Venn", "sv"),
    (f"German national team coach Orla Venn came. “{WORDS},” Venn said.", "Orla Venn", "de"),
    (f"Japan’s finance minister, Orla Venn, came. “{WORDS},” Venn said.", "Orla Venn", "ja"),
    (f"Ukrainian officials were short. “{WORDS},” Ukrainian officials said.", "Ukrainian officials", "uk"),
    (f"“{WORDS},” the Kremlin said.", "Kremlin", "ru"),
    (f"“{WORDS},” the White House said.", "White House", "en"),
    (f"“{WORDS},” the Élysée said.", "Élysée", "fr"),
    (f"The Danish prime minister came. Greek general Orla Venn came, too. “{WORDS},” Venn said.", "Orla Venn", "el"),
    (f"Orla Venn, mayor of Warsaw, came. “{WORDS},” Venn said.", "Orla Venn", "pl"),
    (f"Berlin police chief Orla Venn came. “{WORDS},” Venn said.", "Orla Venn", "de"),
    (f"Turkish-born novelist Orla Venn came. “{WORDS},” Venn said.", "Orla Venn", "unclear"),
    # Several usual languages, or one that is English among them.
    (f"Canadian minister Orla Venn came. “{WORDS},” Venn said.", "Orla Venn", "unclear"),
    (f"Belgian minister Orla Venn came. “{WORDS},” Venn said.", "Orla Venn", "other"),
    (f"Indian foreign minister Orla Venn came. “{WORDS},” Venn said.", "Orla Venn", "unclear"),
    (f"Swiss minister Orla Venn came. “{WORDS},” Venn said.", "Orla Venn", "other"),
    # The place.
    (f"“{WORDS},” Venn told reporters at the White House.", "Orla Venn", "en"),
    (f"“{WORDS},” Venn told a press conference in Tokyo.", "Orla Venn", "ja"),
    (f"“{WORDS},” Venn told a news conference in London.", "Orla Venn", "en"),
    (f"French president Orla Venn came. “{WORDS},” Venn told reporters at the White House.", "Orla Venn", "unclear"),
    (f"Ukrainian president Orla Venn came. “{WORDS},” Venn told a press conference in Warsaw.", "Orla Venn", "uk"),
    # No basis.
    (f"“{WORDS},” Venn said.", "Orla Venn", "unclear"),
    (f"Harbour master Orla Venn came. “{WORDS},” Venn said.", "Orla Venn", "unclear"),
    (f"Venn, who lives near the river, came. “{WORDS},” Venn said.", "Orla Venn", "unclear"),
    (f"Venn criticised the Russian army. “{WORDS},” Venn said.", "Orla Venn", "unclear"),
    (f"The Polish minister spoke before Venn did. “{WORDS},” Venn said.", "Orla Venn", "unclear"),
    (f"The Chinese restaurant that Venn owns burnt down. “{WORDS},” Venn said.", "Orla Venn", "unclear"),
    (f"Venn, a fan of French cinema, came. “{WORDS},” Venn said.", "Orla Venn", "unclear"),
    (f"Mayor Orla Venn met the Spanish king. “{WORDS},” Venn said.", "Orla Venn", "unclear"),
    (f"Venn teaches in German schools. “{WORDS},” Venn said.", "Orla Venn", "unclear"),
    (f"Nobody had asked the president of Brazil, Venn said. “{WORDS},” Venn said.", "Orla Venn", "unclear"),
    (f"“{WORDS},” a spokesman said.", "a spokesman", "unclear"),
]


def _reading(article: str, text: str, speaker: str) -> tuple[Witness, Reading]:
    at = text.index(WORDS)
    start = max(text.rfind(". ", 0, at) + 2, 0) if ". " in text[:at] else 0
    reading = Reading(
        article=article,
        span=Span(start, text.find("\n") if "\n" in text else len(text)),
        form="direct",
        content=(Span(at, at + len(WORDS)),),
        certainty=Certainty(level="asserted", score=1),
        speaker=Speaker(name=speaker, kind="person"),
        statement="s0",
    )
    witness = Draft(article, text).done()
    found = claims(witness.article, settings=ExtractSettings(learned=False))
    return replace(witness, claims=replace(witness.claims, names=found.names)), reading


def _told(*cases: tuple[str, str]) -> str:
    pairs = [_reading(f"w{n}", text, speaker) for n, (text, speaker) in enumerate(cases)]
    entry = Entry(
        id="e",
        kind="statement",
        readings=tuple(r for _, r in pairs),
        base=0,
        base_why="",
        score=1,
        speaker=pairs[0][1].speaker,
    )
    found = utterance(entry, {w.article.id: w for w, _ in pairs})
    assert found.basis
    return found.language


@pytest.mark.parametrize(("text", "speaker", "language"), CASES, ids=[f"{n}-{c[2]}" for n, c in enumerate(CASES)])
def test_the_language_of_an_utterance(text: str, speaker: str, language: str) -> None:
    assert _told((text, speaker)) == language


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 40 and sum(c[2] == "unclear" for c in CASES) >= 10


def test_two_speakers_of_one_event_may_differ() -> None:
    text = "Norwegian minister Orla Venn met British minister Tom Hale. "
    assert _told((f"{text}“{WORDS},” Venn said.", "Orla Venn")) == "no"
    assert _told((f"{text}“{WORDS},” Hale said.", "Tom Hale")) == "en"


def test_one_witness_lends_its_sign_to_the_other() -> None:
    plain = f"“{WORDS},” Venn said."
    signed = f"Norwegian minister Orla Venn came. “{WORDS},” Venn said."
    assert _told((plain, "Orla Venn"), (signed, "Orla Venn")) == "no"


def test_witnesses_that_disagree_leave_it_unclear() -> None:
    one = f"Norwegian minister Orla Venn came. “{WORDS},” Venn said."
    two = f"British minister Orla Venn came. “{WORDS},” Venn said."
    assert _told((one, "Orla Venn"), (two, "Orla Venn")) == "unclear"


def test_an_article_without_a_language_is_read_as_english() -> None:
    witness, reading = _reading("w0", f"“{WORDS},” Venn told reporters at the White House.", "Orla Venn")
    witness = replace(witness, article=replace(witness.article, language=None))
    entry = Entry(id="e", kind="statement", readings=(reading,), base=0, base_why="", score=1)
    assert utterance(entry, {"w0": witness}).language == "en"
