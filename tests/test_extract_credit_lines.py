"""The ways in which outlets print credits, each on an invented line: for the text, for a picture, for nothing."""

from __future__ import annotations

import time

import pytest

from tests.test_extract_credits import LONG, credited
from tests.test_extract_names import document
from variorum.extract import credits as text_credits
from variorum.model import Role

Line = str | tuple[str, Role]


def told(line: Line) -> tuple[list[str], set[str]]:
    found = credited(line)
    return sorted({agency for agency, _, _ in found}), {of for _, of, _ in found}


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("LARNHOLT, March 12 (Reuters) - The quay is closed.", ["Reuters"]),
        ("LARNHOLT, March 12, 2031 (AP) — The quay is closed.", ["AP"]),
        ("LARNHOLT, March 12 /TASS/. The quay is closed.", ["TASS"]),
        ("LARNHOLT, 12 Mar (PTI): The quay is closed.", ["PTI"]),
        ("Larnholt [Ruritania], March 12 (ANI): The quay is closed.", ["ANI"]),
        ("LARNHOLT: The quay is closed. (APP)", ["APP"]),
        ("(Bloomberg) -- The quay is closed.", ["Bloomberg"]),
        ("[AFP] The quay is closed for good.", ["AFP"]),
        ("LARNHOLT (AFP/Reuters) - The quay is closed.", ["AFP", "Reuters"]),
        ("LARNHOLT, March 12 (Xinhua) -- The quay is closed.", ["Xinhua"]),
        ("LARNHOLT, 12th March, 2031 (WAM) -- The quay is closed.", ["WAM"]),
        ("LARNHOLT (Reuters Breakingviews) - The quay is closed.", ["Reuters"]),
        (LONG + "(Reuters)", ["Reuters"]),
        (LONG + "- AFP", ["AFP"]),
        (LONG + "—AP", ["AP"]),
        (LONG + "[PTI]", ["PTI"]),
        (LONG + "(AP/dpa)", ["AP", "dpa"]),
        (LONG + "(Source: TASS)", ["TASS"]),
        (LONG + "(with inputs from agencies)", ["Agencies"]),
        (LONG + "© 2031 AFP", ["AFP"]),
        ("© Agence France-Presse", ["AFP"]),
        ("Copyright 2031 The Associated Press. All rights reserved.", ["AP"]),
        ("© 2031 The Canadian Press. All rights reserved.", ["CP"]),
        ("The Associated Press contributed to this report.", ["AP"]),
        ("Reuters contributed to this story.", ["Reuters"]),
        ("The Associated Press and Reuters contributed to this report.", ["AP", "Reuters"]),
        ("Material from the Associated Press was used in this report.", ["AP"]),
        ("This report includes information from The Associated Press.", ["AP"]),
        ("This article contains material from AFP.", ["AFP"]),
        ("With files from The Canadian Press", ["CP"]),
        ("With files from Reuters and The Canadian Press", ["CP", "Reuters"]),
        ("—With files from Tove Brandt, The Canadian Press", ["CP"]),
        ("With reporting by Reuters", ["Reuters"]),
        ("With additional reporting from AAP", ["AAP"]),
        ("Additional reporting by PA", ["PA"]),
        ("Additional reporting by Reuters.", ["Reuters"]),
        ("Reporting by Tove Brandt in Larnholt; Editing by Ivo Lund for Reuters", ["Reuters"]),
        ("With agencies", ["Agencies"]),
        ("Agencies", ["Agencies"]),
        ("Reuters, AP and AFP", ["AFP", "AP", "Reuters"]),
        ("Source: AP", ["AP"]),
        ("Source(s): Reuters", ["Reuters"]),
        ("Sources: AFP, Reuters", ["AFP", "Reuters"]),
        ("By Tove Brandt, Associated Press", ["AP"]),
        (("By Tove Brandt | AP", "byline"), ["AP"]),
        (("Tove Brandt, Reuters", "byline"), ["Reuters"]),
        (("AFP", "byline"), ["AFP"]),
        (("Our Staff with Reuters", "byline"), ["Reuters"]),
        ("(This story has not been edited by our staff and is auto-generated from a PTI feed.)", ["PTI"]),
        ("This story was first published by Reuters.", ["Reuters"]),
        ("The story was translated from the ANSA original.", ["ANSA"]),
        ("With material from dpa", ["dpa"]),
    ],
)
def test_lines_that_credit_the_text(line: Line, agencies: list[str]) -> None:
    assert told(line) == (agencies, {"text"})


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("The quay in March. (AP Photo/Tove Brandt)", ["AP"]),
        ("The quay in March. (AP Photo/Tove Brandt, File)", ["AP"]),
        ("The quay in March. AP Photo", ["AP"]),
        ("The quay in March. AFP Photo / Tove Brandt", ["AFP"]),
        ("The quay in March. AFP PHOTO", ["AFP"]),
        ("The quay in March. [Tove Brandt/Reuters]", ["Reuters"]),
        ("The quay in March. (Tove Brandt/AFP via Getty Images)", ["AFP", "Getty Images"]),
        ("The quay in March. Photograph: Tove Brandt/Reuters", ["Reuters"]),
        ("The quay in March. Credit: AP", ["AP"]),
        ("The quay in March. Image credits: Reuters", ["Reuters"]),
        ("The quay in March. REUTERS/Tove Brandt/File Photo", ["Reuters"]),
        ("The quay in March. Reuters/Tove Brandt", ["Reuters"]),
        ("The quay in March. Picture: dpa", ["dpa"]),
        ("The quay in March. | Photo Credit: PTI", ["PTI"]),
        ("The quay in March (photo: Xinhua)", ["Xinhua"]),
        ("File photo by AFP", ["AFP"]),
        ("© Tove Brandt, AFP", ["AFP"]),
        ("© Reuters. The quay in March", ["Reuters"]),
        ("© AP Photo / Tove Brandt", ["AP"]),
        ("© Sputnik / Tove Brandt", ["Sputnik"]),
        ("Tove Brandt | AP", ["AP"]),
        ("Tove Brandt/The Canadian Press", ["CP"]),
        ("The quay in March. THE CANADIAN PRESS/Tove Brandt", ["CP"]),
        ("Anadolu via Getty Images", ["Anadolu", "Getty Images"]),
        ("Handout via REUTERS", ["Reuters"]),
        ("Image source, Reuters", ["Reuters"]),
        (("The quay in March. Reuters", "caption"), ["Reuters"]),
    ],
)
def test_lines_that_credit_a_picture(line: Line, agencies: list[str]) -> None:
    assert told(line) == (agencies, {"photo"})


@pytest.mark.parametrize(
    "line",
    [
        "(CNN) - The quay is closed.",
        "Image caption, The quay in March",
        "The AP Photo contest was won by a painter from Larnholt.",
        "He worked for Reuters from 1998 to 2004 and then for a bank.",
        "The agency is a client of Reuters and of two banks.",
        "TASS was founded in a small house by the river.",
        "Shares of News Corp fell; Bloomberg rose.",
        "The PA for the director took notes.",
        "She drove the AA van to the pier.",
        "An AP photographer was hurt in the crush.",
        "A Reuters spokesperson declined to comment.",
    ],
)
def test_lines_that_credit_nothing(line: Line) -> None:
    assert told(line) == ([], set())


@pytest.mark.parametrize("unit", ["Reuters, ", "AP and ", "Tove Brandt, AP ", "© AP ", "(AFP/", "with files from AP; "])
def test_time_stays_bounded_on_lists_without_end(unit: str) -> None:
    for size in (180, 30_000):
        laid = document((unit * size)[:size].strip())
        begin = time.process_time()
        text_credits.find(laid)
        assert time.process_time() - begin < 5
