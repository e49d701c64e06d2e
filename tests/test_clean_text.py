"""Plain text copied off a page: the article's own lines told from what the page put around them."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.clean import article, body
from variorum.errors import CleanError
from variorum.model import Article, Capture
from variorum.settings import CleanSettings

PAGE = """\
Skip to content
Home > World > Europe
Friday, 3 May 2024 | 14:05 GMT
21° Partly cloudy, Port Ellery
Port Ellery

Harbour Minister Vows to Rebuild Ellery Bridge by Autumn
By Jane Doe and John Roe
Updated May 2, 2024 10:15 GMT
Share
3 min read
A crane stands over the fallen bridge in Port Ellery on 1 May. (Photo by Ann Lee/Getty Images)
PORT ELLERY, May 2 (Reuters) - The harbour minister said on Thursday that the bridge would open in autumn.
“We will not wait,” she told reporters. “The town needs its bridge.”
ADVERTISEMENT
Related: Why the old bridge was never inspected
What Happens Next
The council meets on Monday to decide on the cost, which engineers put at 40 million marks.
"No," said one engineer when asked if autumn was possible.
Reporting by Jane Doe; Editing by Sam Poe
Mira Holt is a senior correspondent at The Ellery Gazette.
Sign up for our newsletter
Every gift, small or large, keeps our newsroom open. Please donate to us today.
Monthly
Remind me later
Trending Now
Ferry line opens after two-year delay
Fishermen protest new harbour fees
© 2024 The Ellery Gazette. All rights reserved.
"""


def clean(text: str, name: str = "a.txt", options: CleanSettings | None = None) -> Article:
    content = text.encode()
    capture = Capture(path=name, content=content, media="text", sha256=hashlib.sha256(content).hexdigest())
    return article(capture, settings=options or CleanSettings())


def roles(text: str) -> list[tuple[str, str]]:
    found = clean(text)
    return [(b.role, b.span.of(found.text)) for b in found.blocks]


def role_of(line: str) -> str:
    """The role of a line at the end of a short report."""
    return next(role for role, text in reversed(roles(f"{REPORT}{line}\n")) if text == line)


REPORT = """\
Council Keeps Ellery Bridge Shut

The council of Ellery said on Monday that the bridge would stay shut until the end of the year.

Engineers had found cracks in two of its pillars, according to a report that was published last week.

"""


def test_each_part_of_a_page_gets_its_role() -> None:
    found = clean(PAGE)
    by_role: dict[str, list[str]] = {}
    for block in found.blocks:
        by_role.setdefault(block.role, []).append(block.span.of(found.text).split("\n")[0][:32])
    assert by_role["title"] == ["Harbour Minister Vows to Rebuild"]
    assert by_role["dateline"] == ["PORT ELLERY, May 2 (Reuters) -"]
    assert by_role["heading"] == ["What Happens Next"]
    assert [b[:12] for b in by_role["body"]] == ["The harbour ", "“We will not", "The council ", '"No," said o']
    assert [b[:12] for b in by_role["byline"]] == ["By Jane Doe ", "Reporting by"]
    assert [b[:12] for b in by_role["caption"]] == ["A crane stan"]
    assert [b[:12] for b in by_role["bio"]] == ["Mira Holt is"]
    assert [b[:10] for b in by_role["related"]] == ["Related: W", "Ferry line", "Fishermen "]
    assert by_role["promo"][0] == "Sign up for our newsletter"
    assert "Port Ellery" in by_role["navigation"] and "Trending Now" in by_role["navigation"]


def test_what_the_page_tells_of_the_article() -> None:
    found = clean(PAGE)
    assert found.title == "Harbour Minister Vows to Rebuild Ellery Bridge by Autumn"
    assert (found.outlet, found.byline, found.language) == ("The Ellery Gazette", "Jane Doe, John Roe", "en")
    assert (found.published, found.published_basis) == ("2024-05-02T10:15+00:00", "text")
    clock = next(c for c in found.date_candidates if c.basis == "page-clock")
    assert clock.value == "2024-05-03T14:05+00:00" and clock.span is not None
    assert clock.span.of(found.text) == "Friday, 3 May 2024 | 14:05 GMT"


def test_the_body_for_output_keeps_datelines_and_headings() -> None:
    assert body(clean(PAGE)).split("\n") == [
        "PORT ELLERY, May 2 (Reuters) - The harbour minister said on Thursday that the bridge would open in autumn.",
        "“We will not wait,” she told reporters. “The town needs its bridge.”",
        "What Happens Next",
        "The council meets on Monday to decide on the cost, which engineers put at 40 million marks.",
        '"No," said one engineer when asked if autumn was possible.',
    ]


def test_a_page_clock_is_never_the_publication_date() -> None:
    found = clean("29.1 C\nEllery\nSunday, May 5, 2024\n\n" + REPORT)
    assert (found.published, found.published_basis) == (None, None)
    assert [c.basis for c in found.date_candidates] == ["page-clock"]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Published: 9 May 2024", "2024-05-09"),
        ("Last updated on June 3, 2024 at 10:15 am", "2024-06-03T10:15"),
        ("Posted 2024-06-03", "2024-06-03"),
        ("By Jane Doe | 3 June 2024", "2024-06-03"),
    ],
)
def test_a_line_that_says_so_is_the_publication_date(line: str, value: str) -> None:
    first, _, rest = REPORT.partition("\n")
    found = clean(f"{first}\n{line}\n{rest}")
    assert (found.published, found.published_basis) == (value, "text")


def test_dates_of_captions_and_sentences_are_no_candidates() -> None:
    found = clean(
        REPORT + "The mayor speaks on March 11, 2023. Photo: Ann Lee / AFP\n\nIt opened on May 4, 1999, he said.\n"
    )
    assert found.date_candidates == ()


def test_a_file_name_gives_a_candidate_and_no_date() -> None:
    found = clean(REPORT, "news-2024-05-02.txt")
    assert found.published is None
    assert [(c.value, c.basis) for c in found.date_candidates] == [("2024-05-02", "file-name")]


def test_defaults_serve_only_where_the_article_says_nothing() -> None:
    options = CleanSettings(outlet="The Day", published="2024-05-09")
    assert clean(PAGE, options=options).outlet == "The Ellery Gazette"
    found = clean(REPORT, options=options)
    assert (found.outlet, found.published, found.published_basis) == ("The Day", "2024-05-09", "given")


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Read More: Ferry line opens after two-year delay", "related"),
        ("Also Read | Ferry line opens after two-year delay", "related"),
        ("READ ALSO: Ferry line opens after two-year delay", "related"),
        ("See also: Ferry line opens after two-year delay", "related"),
        ("Read more", "navigation"),
        ("Share on Facebook", "navigation"),
        ("12 Comments", "navigation"),
        ("Leave a comment", "navigation"),
        ("We use cookies to improve your visit.", "navigation"),
        ("Copyright 2024 Ellery Media Group. All rights reserved.", "navigation"),
        ("Jane Doe is a staff reporter covering transport for The Ellery Gazette.", "bio"),
        ("Follow her on Twitter @janedoe", "bio"),
        ("Subscribe to our daily newsletter for the latest news in your inbox.", "promo"),
        ("Support The Ellery Gazette!", "promo"),
        ("(With inputs from agencies)", "byline"),
        ("(Reporting by Jane Doe; Editing by Sam Poe)", "byline"),
        ("The mayor of Ellery at the bridge. Ann Lee / TASS", "caption"),
        ("Photo: Ann Lee", "caption"),
        ("The mayor looks on. [File photo]", "caption"),
        ("Fishermen in the harbour (AFP)", "caption"),
    ],
)
def test_lines_of_the_page(line: str, role: str) -> None:
    assert role_of(line) == role


@pytest.mark.parametrize(
    "line",
    [
        "Videos posted online showed people running from the bridge.",
        "Credit unions in the town said that they would lend to shops.",
        "By Monday night the water had reached the second step of the hall.",
        "“We need your support,” the mayor told the crowd.",
        "The union said that donations to its fund had doubled since the spring.",
        "Senator Ada Finch (R-Ellery) said the state would pay.",
        "Read the letter first, the judge told the clerk.",
        "Nobody was hurt.",
    ],
)
def test_lines_of_the_story(line: str) -> None:
    assert role_of(line) == "body"


def test_a_person_in_the_story_is_no_author() -> None:
    text = REPORT.replace(
        "Engineers had", "Mira Holt is a reporter at The Day who lives by the bridge.\n\nEngineers had"
    )
    text += "She said the noise had stopped at nine.\n\nThe council will meet again on Friday, it said.\n"
    assert not [t for role, t in roles(text) if role == "bio"]


def test_a_line_that_stands_twice_is_a_caption() -> None:
    caption = "The mayor of Ellery attends a meeting at the town hall on 11 March 2023."
    head, _, rest = REPORT.partition("\n")
    assert [role for role, t in roles(f"{head}\n\n{caption}\n{caption}\n\n{rest}") if t == caption] == ["caption"] * 2


def test_an_appeal_runs_on_over_its_short_lines() -> None:
    appeal = [
        "A Message from The Ellery Gazette:",
        "Dear readers,",
        "We are facing hard times. The town has taken its advertisements away from us.",
        "This follows two court cases that we won.",
        "Please support us each month, from as little as $3.",
        "Once",
        "Monthly",
        "Card or bank",
        "Remind me later.",
    ]
    found = {t: role for role, t in roles(REPORT + "\n\n".join(appeal) + "\n")}
    assert {found[line] for line in appeal} <= {"promo", "navigation"}


def test_an_appeal_in_the_middle_ends_where_the_story_goes_on() -> None:
    text = REPORT.replace("Engineers", "Sign up for our newsletter\nEnter your email\n\nEngineers")
    assert [role for role, _ in roles(text)] == ["title", "body", "promo", "promo", "body"]


def test_the_given_title_is_the_title() -> None:
    line = json.dumps({"id": "x", "title": "Bridge shut", "text": REPORT}).encode()
    found = article(Capture(path="r.jsonl", content=line, media="record", sha256="", line=1))
    assert found.title == "Bridge shut" and found.text == REPORT


def test_a_paywall_where_the_text_breaks_off_makes_it_incomplete() -> None:
    assert clean(PAGE).complete
    assert not clean(REPORT + "Subscribe now to continue reading\n").complete


def test_lines_broken_to_a_width_are_one_paragraph() -> None:
    text = (
        "The council of Ellery said on Monday that the bridge would stay shut until the\n"
        "end of the year. Engineers had found cracks in two of its pillars, according to\n"
        "a report that was published last week.\n\n"
        "The mayor, who had promised to open it in May, said that safety came first. He\n"
        "added that a ferry would run every ten minutes, and that the fare would be paid\n"
        "by the town for all who live there.\n"
    )
    assert [role for role, _ in roles(text)] == ["body", "body"]


def test_another_language_is_kept_and_not_supported() -> None:
    found = clean(
        "Der Stadtrat von Ellery hat am Montag beschlossen, dass die Brücke bis zum Ende des Jahres gesperrt bleibt, "
        "weil Ingenieure in zwei Pfeilern Risse gefunden haben. Die Fähre soll alle zehn Minuten fahren.\n"
    )
    assert (found.language, found.supported) == ("de", False)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Caf\u00e9 “Ellery”".encode(), "Café “Ellery”"),
        ("Café “Ellery”".encode("utf-8-sig"), "Café “Ellery”"),
        ("Café “Ellery”".encode("utf-16"), "Café “Ellery”"),
        ("The café “Ellery” was shut on Monday, said the council’s head.".encode("cp1252"), None),
        (b"One line.\r\nAnother one.\r\n", "One line.\r\nAnother one.\r\n"),
    ],
)
def test_encodings(content: bytes, text: str | None) -> None:
    found = article(Capture(path="a.txt", content=content, media="text", sha256=""))
    assert found.text == (text or content.decode("cp1252"))


def test_text_that_is_none_is_refused() -> None:
    for content in (b"\xef\xbb\xbf", b"a\0b", b"\xff\xfea\xd8"):
        with pytest.raises(CleanError):
            article(Capture(path="a.txt", content=content, media="text", sha256=""))


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("Ab .\n\r\t“”\"'(|:©–0123 é\u2028"), max_size=300))
def test_the_text_is_kept_and_blocks_cover_it(text: str) -> None:
    content = text.encode()
    capture = Capture(path="a.txt", content=content, media="text", sha256="")
    if not text.strip():
        with pytest.raises(CleanError):
            article(capture)
        return
    found = article(capture)
    assert found.text == text
    assert found == article(capture)
    last = 0
    covered = [False] * len(text)
    for block in found.blocks:
        assert block.span.start >= last
        last = block.span.end
        piece = block.span.of(text)
        assert piece == piece.strip()
        for i in range(block.span.start, block.span.end):
            covered[i] = True
    assert all(covered[i] or text[i].isspace() for i in range(len(text)))
    assert found.sha256 == hashlib.sha256(content).hexdigest()
