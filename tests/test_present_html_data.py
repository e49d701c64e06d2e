"""The data of the page and its templates hold together: nothing is made that no template shows, all is documented."""

from __future__ import annotations

import dataclasses
import inspect
import re
from pathlib import Path

import pytest

from variorum.present import html, html_data, html_graph, html_marks

PRESENT = Path(html.__file__).parent
TEMPLATES = "".join(p.read_text(encoding="utf-8") for p in sorted((PRESENT / "templates").glob("*.j2")))
CODE = "".join(p.read_text(encoding="utf-8") for p in sorted(PRESENT.glob("html*.py")) if p.name != "html_data.py")
CLASSES = [
    cls
    for module in (html_data, html_graph, html_marks)
    for _, cls in inspect.getmembers(module, dataclasses.is_dataclass)
    if cls.__module__ == module.__name__
]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda c: c.__name__)
def test_every_field_is_shown(cls: type) -> None:
    fields = [f.name for f in dataclasses.fields(cls)]
    unused = [f for f in fields if not re.search(rf"[.\"]{f}\b", TEMPLATES) and not re.search(rf"\.{f}\b", CODE)]
    assert unused == []


@pytest.mark.parametrize("cls", CLASSES, ids=lambda c: c.__name__)
def test_every_class_says_what_it_is(cls: type) -> None:
    assert cls.__doc__
    assert not cls.__doc__.startswith(f"{cls.__name__}(")


def test_every_template_is_used() -> None:
    names = {p.name for p in (PRESENT / "templates").glob("*.j2")}
    used = set(re.findall(r"(?:from|include|import) \"([\w.]+)\"", TEMPLATES)) | {"page.html.j2"}
    assert names == used


def test_assets_are_all_in_the_page() -> None:
    assert {p.name for p in (PRESENT / "assets").iterdir()} == {*html.STYLES, *html.SCRIPTS}
