"""Agencies credited for text and photos, and outlets through which a passage came."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import variorum
from tests.test_extract_names import document
from variorum.extract import credits as text_credits
from variorum.extract.document import lay_out
from variorum.model import Role, Span

DATA = os.environ.get("VARIORUM_DATA")
LONG = "The quay at Larnholt will be rebuilt before the first frost, and the ferries will sail from the old pier. " * 2


def credited(*blocks: str | tuple[str, Role]) -> list[tuple[str, str, str]]:
    laid = document(*blocks)
    return [(c.agency, c.of, c.span.of(laid.text)) for c in text_credits.find(laid)]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("The quay is closed, Reuters reported.", "Reuters"),
        ("“It is closed,” Reuters quoted the mayor as saying.", "Reuters"),
        ("It is closed, according to remarks carried by Ruritanian state news agency TASS.", "TASS"),
        ("“It is closed,” the mayor told AFP on Friday.", "AFP"),
        ("The mayor told The Associated Press that it was closed.", "AP"),
        ("In an interview with Bloomberg News, the mayor said no.", "Bloomberg"),
        ("The letter, seen by Reuters, is short.", "Reuters"),
        ("LARNHOLT (Reuters) - The quay is closed.", "Reuters"),
        ("LARNHOLT, March 12 (AP) — The quay is closed.", "AP"),
        ("Larnholt (dpa) – The quay is closed.", "dpa"),
        ("(With inputs from PTI)", "PTI"),
        (LONG + "— AFP", "AFP"),
        (LONG + "(ANI)", "ANI"),
        ("Source: TASS", "TASS"),
        ("A report by Xinhua, the official Chinese news agency, said it was closed.", "Xinhua"),
        ("Xinhua, the official Chinese news agency, reported that it was closed.", "Xinhua"),
        ("AFP reporters at the scene saw two ferries.", "AFP"),
        ("According to an AP tally, nine quays are closed.", "AP"),
        ("The mayor told the PA news agency that it was closed.", "PA"),
        ("It is closed, the Northern Press Agency reported.", "NPA"),
        ("LARNHOLT, May 3 (NWP) - The quay is closed.", "NWP"),
    ],
)
def test_text_credits(text: str, agency: str) -> None:
    assert [(a, of) for a, of, _ in credited(text)] == [(agency, "text")]


@pytest.mark.parametrize(
    ("block", "agency"),
    [
        (("The quay in March. Photo: AFP / Tove Brandt", "caption"), "AFP"),
        ("The quay in March. Photo: AFP / Tove Brandt", "AFP"),
        ("Ada Quill. Tove Brandt / TASS", "TASS"),
        ("REUTERS/Tove Brandt", "Reuters"),
        ("The quay in March (Tove Brandt/Getty Images)", "Getty Images"),
        ("File Photo/AP", "AP"),
    ],
)
def test_photo_credits(block: str | tuple[str, Role], agency: str) -> None:
    assert [(a, of) for a, of, _ in credited(block)] == [(agency, "photo")]


def test_a_byline_credits_the_text() -> None:
    assert credited(("By The Associated Press", "byline")) == [("AP", "text", "The Associated Press")]


@pytest.mark.parametrize(
    "text",
    [
        "Bloomberg was fined on Friday.",
        "Two Reuters journalists were detained in the capital.",
        "Pupils in AP classes did better.",
        "Reuters said it would appeal the ruling.",
        "Michael Bloomberg told voters he would not run. Bloomberg said so twice.",
        "The EPA proposed a rule in May.",
        "Shares of Thomson Reuters rose.",
        "Intelligence agencies disagreed.",
        "The Environmental Protection Agency reported a spill.",
    ],
)
def test_a_mere_mention_is_no_credit(text: str) -> None:
    assert credited(text) == []


def test_the_outlets_own_tag_is_no_agency() -> None:
    assert credited("Larnholt (LDI): The quay is closed.", "Tove Brandt writes for Larnholt Daily Insight.") == []


def test_joined_agencies_share_the_credit() -> None:
    assert [a for a, _, _ in credited("The quay is closed, according to AFP and Reuters.")] == ["AFP", "Reuters"]


def test_links_and_chrome_credit_nothing() -> None:
    assert credited(("Reuters reported", "related"), ("Reuters reported", "navigation")) == []


def ways(text: str, piece: str) -> tuple[str, ...]:
    laid = document(text)
    at = laid.text.index(piece)
    return text_credits.via(laid, Span(at, at + len(piece)), text_credits.find(laid))


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("“It is closed,” the mayor said, Reuters reported. Nobody else spoke.", ("Reuters",)),
        ("“It is closed,” the mayor told the Wall Street Journal.", ("Wall Street Journal",)),
        ("“It is closed,” the mayor told state television.", ("state television",)),
        ("“It is closed,” the mayor said in an interview with the Larnholt Herald.", ("Larnholt Herald",)),
        ("“It is closed,” the mayor said. Reuters reported something else.", ()),
        ("LARNHOLT (Reuters) - “It is closed,” the mayor said.", ()),
        ("“It is closed,” the mayor said at the New York Times building.", ()),
    ],
)
def test_via(text: str, outlets: tuple[str, ...]) -> None:
    assert ways(text, "It is closed") == outlets


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            ["Reuters", "AFP", "(", ")", "told", "Photo:", "/", "—", "\n", ".", ",", "AP", "reported", "the", "by",
             "Tove", "according", "to", "Press", "Agency", "News", "said", "-", "’s"]
        ),
        min_size=1, max_size=40,
    ).map(" ".join)
)  # fmt: skip
def test_spans_cut_out_a_form_of_the_agency(text: str) -> None:
    text = text.strip()
    if not text:
        return
    laid = document(text)
    listed = text_credits.find(laid)
    assert list(listed) == sorted(listed, key=lambda c: c.span)
    for credit in listed:
        assert credit.span.of(text)[0].isalpha()
        assert credit.agency
    assert isinstance(text_credits.via(laid, Span(0, len(text)), listed), tuple)


@pytest.mark.parametrize("unit", ["Reuters ", "told ", "A Press Agency ", "(AP ", "AFP/", "Aa "])
def test_time_stays_bounded_on_hostile_text(unit: str) -> None:
    laid = document((unit * 20_000)[:60_000].strip())
    begin = time.process_time()
    text_credits.find(laid)
    assert time.process_time() - begin < 10


@pytest.mark.skipif(not DATA, reason="VARIORUM_DATA names no folder with the seeds")
@pytest.mark.parametrize(
    ("seed", "wanted"),
    [
        ("000", set()),
        ("001", set()),
        ("002", {("TASS", "text"), ("AFP", "photo")}),
        ("003", {("TASS", "photo")}),
        ("004", {("Reuters", "text"), ("AP", "text")}),
    ],
)
def test_real_articles(seed: str, wanted: set[tuple[str, str]]) -> None:
    (path,) = (Path(DATA or "") / "seeds").glob(f"{seed}_*")
    (article,) = variorum.read(path)
    assert {(c.agency, c.of) for c in text_credits.find(lay_out(article))} == wanted
