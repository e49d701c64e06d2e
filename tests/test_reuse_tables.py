"""The tables of agencies, outlets and publishers: each name stands in one place."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from variorum import lexicon
from variorum.extract import claims, credited
from variorum.reuse import sayings
from variorum.settings import ExtractSettings

from .test_reuse_ancestry import BOATS, LEAD, report


def test_no_name_stands_twice() -> None:
    agencies = lexicon.load("agencies")["agencies"]
    forms = Counter(f for short, others in agencies.items() for f in {short, *others})
    assert {f for f, n in forms.items() if n > 1} <= {"Interfax-Ukraine"}  # an agency, and once a part of another
    table = lexicon.load("publishers")
    names = Counter([*table["outlets"], *(o for owned in table["families"].values() for o in owned)])
    assert [n for n, count in names.items() if count > 1] == []


def test_strict_forms_are_forms() -> None:
    agencies = lexicon.load("agencies")
    forms = {f for short, others in agencies["agencies"].items() for f in (short, *others)}
    assert set(agencies["use"]["strict"]) <= forms


def test_every_note_has_its_place_and_is_a_pattern() -> None:
    for note in lexicon.load("agencies")["lines"]["notes"]:
        assert "{agency}" in note
        re.compile(note.replace("{agency}", "x"))


@pytest.mark.parametrize(
    ("outlet", "family", "agency"),
    [
        ("The Daily Mirror", "Reach", None),
        ("daily express", "Reach", None),
        ("The Orm Herald", None, None),
        ("Agence France-Presse", None, "AFP"),
        ("Reuters", None, "Reuters"),
        ("Northern Press Agency", None, "NPA"),
        (None, None, None),
    ],
)
def test_what_an_outlet_is(outlet: str | None, family: str | None, agency: str | None) -> None:
    assert (sayings.family(outlet), sayings.agency(outlet)) == (family, agency)


def test_the_credits_alone_are_those_of_the_whole() -> None:
    article = report("a", "VIK (Reuters) - " + LEAD, BOATS, "Photo: AFP / Tove Brandt", "With files from dpa")
    assert credited(article).credits == claims(article, settings=ExtractSettings(learned=False)).credits
    assert [c.agency for c in credited(article).credits] == ["Reuters", "AFP", "dpa"]
