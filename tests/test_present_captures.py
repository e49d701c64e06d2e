"""Captures of one article in the record: every article of the file has its one place, and it reads back the same."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from variorum import pipeline
from variorum.model import Volume
from variorum.present import html, load, record

STORY = (
    "Harbour master Edda Quill spoke about the old ferry pier at Larnholt on Tuesday morning.\n\n"
    "“We shall rebuild the pier before winter,” Quill told the town council, which had met for two hours.\n\n"
    "She said the work would cost 1.2 million crowns and that the state would have to pay a half of it.\n\n"
)
PLACE = {"outlet": "Larn Post", "url": "https://larn.example/news/2031/pier-to-be-rebuilt-before-winter"}


@cache
def volume() -> Volume:
    """Two captures of one article, and another outlet's report."""
    rows = [
        {"id": "early", **PLACE, "published": "2031-05-02T09:00", "text": STORY},
        {
            "id": "late",
            **PLACE,
            "published": "2031-05-02T12:00",
            "text": f"{STORY}Nobody asked what the boats will do.",
        },
        {"id": "other", "outlet": "Bay Herald", "published": "2031-05-02T10:00", "text": STORY.replace("town", "full")},
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pile.jsonl"
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        return pipeline.volume(pipeline.articles([path]))


def test_another_capture_stands_in_the_event_of_its_witness_and_is_unread_there() -> None:
    assert [(v.article.id, v.of) for v in volume().versions] == [("early", "late")]
    written = json.loads(record.dumps(record.edition_file(volume())))
    members = sorted(a for e in written["editions"] for a in e["event"]["articles"])
    assert members == [row["id"] for row in written["articles"]] == ["early", "late", "other"]
    entries = [n for e in written["editions"] if "early" in e["event"]["articles"] for n in e["entries"]]
    assert entries
    assert all("early" in n["unread"] and "early" not in n["silent"] for n in entries)


def test_a_record_with_captures_reads_back_the_same() -> None:
    stored = record.dumps(record.edition_file(volume()))
    again = load.volume(stored)
    assert again.versions == volume().versions
    assert [e.event.articles for e in again.editions] == [e.event.articles for e in volume().editions]
    assert record.dumps(record.edition_file(again)) == stored


def test_the_page_says_which_article_is_another_capture() -> None:
    assert "another capture of" in html.render(volume())
