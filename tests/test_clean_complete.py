"""Whether an article is all there: a key of invented pages and texts, the beginnings of articles and whole ones."""

from __future__ import annotations

import json

import pytest

from variorum.clean import article
from variorum.model import Capture, Provenance

LEAD = "The ferry to Saltmarsh will not run in June, the harbour board decided on Tuesday."
TEXT = [
    LEAD,
    "Its hull has to be scraped and its engine, which is thirty years old, has to be taken out in one piece.",
    "“We would rather do it in June than in the week of the regatta,” said the board's chair, Ines Calder.",
    "Islanders will be carried by the smaller mail boat, which leaves at seven and comes back at four.",
    "The board has set aside 48,000 crowns for the work, and expects to have the ferry back on the first of July.",
    "Two years ago the same engine failed off the mole with ninety people on board; nobody was hurt.",
    "The museum at Saltmarsh said that it would stay open, and that its tickets would be half the price.",
    "A spokesman for the county added that no other crossing was under review at the moment.",
    "The regatta is held on the second weekend of July, and draws about four thousand people to the island.",
]
WHOLE = "\n\n".join(TEXT)
BEGUN = "\n\n".join(TEXT[:3])
NOT_FREE: dict[str, object] = {"isAccessibleForFree": False}


def of_text(text: str, **known: object) -> bool:
    provenance = Provenance(**known) if known else None  # type: ignore[arg-type]
    found = Capture(path="a.txt", content=text.encode(), media="text", sha256="", provenance=provenance)
    return article(found).complete


def of_page(paragraphs: list[str], after: str = "", before: str = "", **declared: object) -> bool:
    data = {"@type": "NewsArticle", "headline": "Ferry rests", "datePublished": "2024-05-14", **declared}
    linked = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    inner = f"<article><h1>Ferry rests in June</h1>{body}{after}</article>"
    page = f"<html><head>{linked}</head><body>{before}{inner}</body></html>"
    return article(Capture(path="a.html", content=page.encode(), media="html", sha256="")).complete


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        BEGUN,
        WHOLE + "\n\nRead more\n\nSubscribe\n",
        "Subscribers only\n\n" + WHOLE,
        WHOLE + "\n\nAlready a subscriber? Log in\n",
        WHOLE + "\n\n“And then,” she said, “we shall see...”\n",
        WHOLE + "\n\nNobody knows how long the old engine would have gone on for…\n" + WHOLE,
        WHOLE + "\n\nThe paper's own page asks visitors to “subscribe to continue reading”, its editor said.\n",
        WHOLE + "\n\nFor timetables see saltmarsh-ferry.example\n",
        WHOLE + "\n\nReporting by Ada Brill; editing by Jon Ruske\n",
        WHOLE + "\n\nMail boat, outward: 7 a.m.\n\nMail boat, homeward: 4 p.m.\n",
        WHOLE + "\n\nRelated: The ferry that never came, and why nobody who was waiting for it has been told of\n",
        WHOLE.rstrip(".") + "\n",
    ],
)  # fmt: skip
def test_whole_texts(text: str) -> None:
    assert of_text(text)


@pytest.mark.parametrize(
    "text",
    [
        BEGUN + "\n\nIslanders will be carried by the smaller mail boat, which leaves at seven and...",
        BEGUN + "\n\nIslanders will be carried by the smaller mail boat […]",
        BEGUN + "\n\nIslanders will be carried by the smaller mail boat, which leaves … [+1834 chars]",
        BEGUN + "\n\nIslanders will be carried by the smaller mail boat, which leaves at seven, comes back at",
        BEGUN + "\n\nIslanders will be carried by the smaller mail boat, which leaves at seven,",
        WHOLE + "\n\nThe harbour master, who has held the post for twenty years and has seen four ferries come and "
        "go, told the Gazette in a long talk on the quay that the board had been warned more than once about the",
        WHOLE + "\n\nThe harbour master, who has held the post for twenty years and has seen four ferries come and "
        "go, told the Gazette in a long talk on the quay that the board had been warned of rust",
        BEGUN + "\n\nSubscribe to continue reading",
        BEGUN + "\n\nAlready a subscriber? Log in",
        BEGUN + "\n\nThis article is for subscribers only.",
        WHOLE + "\n\nTo continue reading this article, create a free account.",
        WHOLE + "\n\nYou have reached your limit of free articles.",
        WHOLE + "\n\nIts owner had hoped ...\n\nRead more\n",
    ],
)  # fmt: skip
def test_texts_that_break_off(text: str) -> None:
    assert not of_text(text)


@pytest.mark.parametrize(
    ("paragraphs", "more"),
    [
        (TEXT, {}),
        (TEXT[:3], {}),
        (TEXT, NOT_FREE | {"wordCount": 160}),
        (TEXT * 2, NOT_FREE),
        (TEXT[:4], NOT_FREE | {"wordCount": "70"}),
        (TEXT, {"wordCount": 165, "articleBody": WHOLE}),
        (TEXT, {"articleBody": LEAD}),
        (TEXT, {"before": '<div class="paywall-banner">Subscribe to continue reading. Start your free trial</div>'}),
        (TEXT, {"after": '<div class="newsletter">Already a subscriber? Sign in</div>'}),
        ([*TEXT, *TEXT, "And so it goes on…"], {}),
    ],
)  # fmt: skip
def test_whole_pages(paragraphs: list[str], more: dict[str, str]) -> None:
    assert of_page(paragraphs, **more)


@pytest.mark.parametrize(
    ("paragraphs", "more"),
    [
        (TEXT[:3], NOT_FREE),
        (TEXT[:3], {"isAccessibleForFree": "False"}),
        ([*TEXT, *TEXT[:4], "The harbour master had already..."], NOT_FREE),
        (TEXT[:3], {"wordCount": 600}),
        (TEXT[:3], {"wordCount": "600"}),
        (TEXT[:3], {"articleBody": WHOLE}),
        (TEXT[:3], {"after": "<div class='wall'><h3>Subscribe to continue reading</h3><a href='/s'>Offers</a></div>"}),
        (TEXT[:3], {"after": "<p>This story is available to subscribers.</p>"}),
        ([*TEXT[:3], "Islanders will be carried by the smaller mail boat, which leaves at…"], {}),
        (TEXT, {"after": "<p>To read the full story, log in or register.</p>"}),
    ],
)  # fmt: skip
def test_pages_that_break_off(paragraphs: list[str], more: dict[str, str]) -> None:
    assert not of_page(paragraphs, **more)


def test_what_a_feed_only_sums_up_is_incomplete() -> None:
    assert not of_text(LEAD, entry=True, excerpt=True)
    assert of_text(WHOLE, entry=True)
    assert not of_text(f"{LEAD} Its hull has to be scraped and its […]", entry=True)


def test_a_record_that_breaks_off() -> None:
    line = json.dumps({"title": "Ferry rests in June", "text": BEGUN + "\n\nIslanders will be carried … [+912 chars]"})
    assert not article(Capture(path="a.jsonl", content=line.encode(), media="record", sha256="", line=1)).complete


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"text": BEGUN, "free_access": False}, False),
        ({"text": BEGUN, "free_access": True}, True),
        ({"text": BEGUN, "isAccessibleForFree": "False"}, False),
        ({"text": WHOLE + "\n\n" + WHOLE, "free_access": False}, True),
        ({"text": WHOLE, "complete": False}, False),
        ({"text": WHOLE, "complete": True}, True),
    ],
)
def test_records_that_say_so(fields: dict[str, object], expected: bool) -> None:
    line = json.dumps(fields)
    assert article(Capture(path="a", content=line.encode(), media="record", sha256="", line=1)).complete is expected
