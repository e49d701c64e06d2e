"""``--no-text``: quotations in place of the articles, in every form; nothing else of them anywhere."""

from __future__ import annotations

import csv
import html as entities
import io
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.keyed import EXAMPLE
from tests.test_cli import call
from variorum import pipeline
from variorum.errors import FormatError
from variorum.judge import late
from variorum.model import Volume
from variorum.present import abridged, compose, html, load, markdown, record, table, tei, terminal
from variorum.present.annotations import by_article
from variorum.settings import PresentSettings, Settings

from . import sample_volume

RUN = 15
WORD = re.compile(r"\w+")
GONE = re.compile(f"[{abridged.BLOT}…]+")


@cache
def made() -> Volume:
    return pipeline.volume(pipeline.articles([EXAMPLE]))


@pytest.fixture(scope="module")
def example() -> Volume:
    return made()


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory, example: Volume) -> Path:
    file = tmp_path_factory.mktemp("edition") / "edition.json"
    file.write_text(record.dumps(record.edition_file(example)), encoding="utf-8")
    return file


def runs(words: str) -> set[tuple[str, ...]]:
    """Words in a row, none of them beyond a cut: the label after it may happen to go on as the article does."""
    found = []
    for piece in words.split("…"):
        row = [m.group().casefold() for m in WORD.finditer(piece)]
        found += [tuple(row[i : i + RUN]) for i in range(len(row) - RUN + 1)]
    return set(found)


def strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, Iterable):
        for value in node:
            yield from strings(value)


def bare(page: str) -> str:
    return re.sub(r"(?s)<(style|script)\b.*?</\1>", "", page)


def cells(lines: str) -> str:
    return "…".join(strings(csv.reader(io.StringIO(lines, newline=""))))


def forms(whole: Volume, short: Volume, *, strict: bool = False) -> dict[str, str]:
    """The words of every form, its markup taken away."""
    chosen = Settings().strict() if strict else Settings().everything()
    shown = late.shown(short, settings=chosen.judge)
    present = chosen.present
    page = bare(abridged.tidied(html.render(shown, settings=present)))
    return {
        "json": "…".join(strings(abridged.edition_file(short, whole))),
        "html": entities.unescape(re.sub(r"<[^>]*>", "", page)),
        "html attributes": entities.unescape("\n".join(re.findall(r'="([^"]*)"', page))),
        "md": markdown.render(shown, settings=present),
        "csv": cells("".join(table.readings(shown))),
        "claims": cells("".join(table.claims(shown))),
        "tei": "".join(str(t) for t in etree.fromstring(tei.render(shown).encode()).itertext()),
        "terminal": terminal.render(shown, settings=present),
        "annotations": "…".join(strings(by_article(shown, settings=present))),
    }


def allowed(short: Volume) -> set[tuple[str, ...]]:
    """The runs of words that its quotations and titles hold, also right after the outlet's name."""
    kept = [(w.article.outlet, piece) for w in short.witnesses for piece in GONE.split(w.article.text)]
    kept += [(w.article.outlet, w.article.title or "") for w in short.witnesses]
    return {run for outlet, words in kept for run in (*runs(words), *runs(f"{outlet or ''} {words}"))}


def check_nothing_leaks(whole: Volume, short: Volume) -> None:
    forbidden = {r for w in whole.witnesses for r in runs(w.article.text)} - allowed(short)
    for form, words in forms(whole, short).items():
        assert not runs(words) & forbidden, form


def check_quotations_are_short(whole: Volume, short: Volume, limits: PresentSettings) -> None:
    for one, two in zip(whole.witnesses, short.witnesses, strict=True):
        text, left = one.article.text, two.article.text
        assert len(left) == len(text)
        assert all(b in (a, abridged.BLOT, "…") for a, b in zip(text, left, strict=True))
        kept = [piece for piece in GONE.split(left) if WORD.search(piece)]
        assert all(len(piece.strip()) <= limits.quotation + 2 for piece in kept)
        assert sum(len("".join(piece.split())) for piece in kept) <= limits.quoted * len(text) + 1


def test_no_article_leaks_into_any_form(example: Volume) -> None:
    for volume in (example, sample_volume.volume()):
        short = abridged.of(volume)
        assert {r for w in volume.witnesses for r in runs(w.article.text)} - allowed(short)
        check_nothing_leaks(volume, short)
        check_quotations_are_short(volume, short, PresentSettings())


@pytest.mark.skipif("VARIORUM_DATA" not in os.environ, reason="needs VARIORUM_DATA")
def test_no_seed_leaks_into_any_form() -> None:
    volume = pipeline.volume(pipeline.articles([Path(os.environ["VARIORUM_DATA"]) / "seeds"]))
    check_nothing_leaks(volume, abridged.of(volume))


@settings(max_examples=8, deadline=None, derandomize=True)
@given(quotation=st.integers(20, 400), quoted=st.floats(0, 1))
def test_the_limits_are_kept_whatever_they_are(quotation: int, quoted: float) -> None:
    example = made()
    limits = PresentSettings(quotation=quotation, quoted=quoted)
    short = abridged.of(example, settings=limits)
    check_quotations_are_short(example, short, limits)
    check_nothing_leaks(example, short)


def test_messages_and_reasons_are_held_to_it_too(example: Volume) -> None:
    article = max((w.article for w in example.witnesses), key=lambda a: len(a.text))
    body = " ".join(b.span.of(article.text) for b in article.blocks_of("body"))
    edition = example.editions[0]
    loud = replace(edition.findings[0], message=f"It stands there: {body}. Or so.", caveat=body)
    entry = replace(edition.entries[0], base_why=body)
    volume = replace(
        example,
        editions=(
            replace(edition, findings=(loud, *edition.findings[1:]), entries=(entry, *edition.entries[1:])),
            *example.editions[1:],
        ),
    )
    short = abridged.of(volume)
    check_nothing_leaks(volume, short)
    told = short.editions[0].findings[0].message
    assert told.startswith("It stands there: ")
    assert told.endswith("Or so.")


def test_all_but_the_words_stays(example: Volume) -> None:
    whole, short = record.edition_file(example), abridged.edition_file(abridged.of(example), example)
    assert [a["text"] for a in short["articles"]] == [None] * len(whole["articles"])
    assert [a["sha256"] for a in short["articles"]] == [a["sha256"] for a in whole["articles"]]
    for one, two in zip(_readings(whole), _readings(short), strict=True):
        assert len(two["text"]) <= PresentSettings().quotation * 1.5
        assert two["text"].strip()
        spans = [{**r, "text": "", "cue": {**r["cue"], "text": ""} if r["cue"] else None} for r in (one, two)]
        assert spans[0] == spans[1]
    assert [e["relations"] for e in _entries(whole)] == [e["relations"] for e in _entries(short)]
    assert len(short["warnings"]) == len(whole["warnings"]) + 1


def _entries(file: Any) -> list[Any]:
    return [n for e in file["editions"] for n in e["entries"]]


def _readings(file: Any) -> list[Any]:
    return [r for n in _entries(file) for r in n["readings"]]


def test_counts_are_those_of_the_whole_article(example: Volume) -> None:
    one, two = compose.volume(example), compose.volume(abridged.of(example))
    assert [(w.words, w.reused) for w in one.witnesses] == [(w.words, w.reused) for w in two.witnesses]
    assert [f.message for e in one.editions for f in e.findings] == [
        f.message for e in two.editions for f in e.findings
    ]


def test_a_cut_is_never_shown_as_an_omission(example: Volume) -> None:
    short = abridged.of(example)
    texts = {w.article.id: w.article.text for w in short.witnesses}
    seen = 0
    for entry in (n for e in short.editions for n in e.entries):
        for relation in (r for r in entry.relations if r.diff):
            seen += 1
            for index in (relation.a, relation.b):
                reading = entry.readings[index]
                assert not any(GONE.search(p.of(texts[reading.article])) for p in reading.content)
    assert seen, "what is quoted whole stays collated"


def test_the_page_has_no_broken_link(example: Volume) -> None:
    page = bare(abridged.tidied(html.render(abridged.of(example))))
    ids = re.findall(r'\sid="?([^">\s]+)', page)
    assert len(ids) == len(set(ids))
    links = set(re.findall(r'href="?#([^">\s]+)', page))
    assert links and links <= set(ids)
    assert abridged.BLOT not in page


def test_what_is_stored_so_is_shown_again_in_every_form(tmp_path: Path, example: Volume) -> None:
    """The file alone gives the same bytes as the volume that it was made of."""
    names = ("json", "html", "md", "csv", "claims", "tei", "annotations")

    def files(folder: str) -> list[Path | str]:
        (tmp_path / folder).mkdir()
        return [x for n in names for x in (f"--{n}", tmp_path / folder / n)]

    (tmp_path / "whole").write_text(record.dumps(record.edition_file(example)), encoding="utf-8")
    first = call("show", tmp_path / "whole", "--no-text", *files("first"))
    second = call("show", tmp_path / "first" / "json", *files("second"))
    assert (first.exit_code, second.exit_code, second.stdout) == (0, 0, first.stdout)
    for name in names:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes(), name
    assert "Ada Lindqvist" in second.stdout
    again = load.file(tmp_path / "first" / "json")
    assert [w.article for w in again.witnesses] == [w.article for w in abridged.of(example).witnesses]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("length", 3), ("length", 10**9), ("words", -1), ("quotations", [{"start": 5, "end": 6, "text": "two"}]),
        ("quotations", [{"start": 9, "end": 10, "text": "b"}, {"start": 5, "end": 6, "text": "a"}]),
        ("quotations", [{"start": 10**8, "end": 10**8 + 1, "text": "b"}]), ("quotations", None),
    ],
)  # fmt: skip
def test_quotations_that_cannot_be_are_refused(example: Volume, field: str, value: object) -> None:
    file = abridged.edition_file(abridged.of(example), example)
    file["articles"][0][field] = value
    with pytest.raises(FormatError, match=r"articles\[0\]"):
        load.volume(record.dumps(file))


def test_a_volume_of_nothing(example: Volume) -> None:
    empty = replace(example, witnesses=(), labels=(), editions=(), storylines=())
    short = abridged.of(empty)
    assert forms(empty, short)["terminal"].startswith("No article")


def test_the_command_writes_every_form_so(stored: Path, tmp_path: Path, example: Volume) -> None:
    names = ("json", "html", "md", "csv", "claims", "tei", "annotations")
    files = [x for n in names for x in (f"--{n}", tmp_path / n)]
    done = call("show", stored, "--no-text", *files)
    assert done.exit_code == 0
    forbidden = {r for w in example.witnesses for r in runs(w.article.text)} - allowed(abridged.of(example))
    for words in (done.stdout, *((tmp_path / n).read_text(encoding="utf-8") for n in names)):
        assert not runs(words) & forbidden
        assert abridged.BLOT not in words
    assert all(len(r) > 20 for r in csv.reader(io.StringIO((tmp_path / "csv").read_text(encoding="utf-8"))))
    assert "Articles are left out" in done.stdout
    made = call("compare", EXAMPLE, "--no-text", "--json", tmp_path / "made")
    assert made.stdout == done.stdout
    assert json.loads((tmp_path / "made").read_text(encoding="utf-8")) == json.loads(
        (tmp_path / "json").read_text(encoding="utf-8")
    )
    assert load.file(stored) == example
