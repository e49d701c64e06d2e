"""The data of the page and its templates hold together: nothing is made that no template shows, all is documented."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import typing
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from variorum.present import collation, html, html_data, html_data_entry, html_graph, html_marks, view, view_apparatus

PRESENT = Path(html.__file__).parent
TEMPLATES = "".join(p.read_text(encoding="utf-8") for p in sorted((PRESENT / "templates").glob("*.j2")))
CODE = "".join(
    p.read_text(encoding="utf-8") for p in sorted(PRESENT.glob("html*.py")) if not p.name.startswith("html_data")
)
TREE = (html_data, html_data_entry, html_graph, html_marks, collation, view, view_apparatus)
"""All that a template can reach from ``html_data.Page``."""
CLASSES = [
    cls
    for module in (html_data, html_data_entry, html_graph, html_marks)
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


@pytest.mark.parametrize("module", TREE, ids=lambda m: m.__name__.rpartition(".")[2])
def test_every_field_has_help(module: ModuleType) -> None:
    bare = []
    for cls in (n for n in ast.parse(inspect.getsource(module)).body if isinstance(n, ast.ClassDef)):
        for node, after in zip(cls.body, [*cls.body[1:], None], strict=True):
            told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and after.value.value
            if isinstance(node, ast.AnnAssign) and not told:
                bare.append(f"{cls.name}.{ast.unparse(node.target)}")
    assert bare == []


def test_the_tree_is_whole() -> None:
    """Every dataclass that a field of the page names, however deep, has help; or it is a noun of the model."""
    known = {m.__name__ for m in TREE} | {"variorum.model"}
    seen: set[type] = set()

    def walk(cls: type) -> None:
        if cls in seen:
            return
        seen.add(cls)
        for hint in typing.get_type_hints(cls).values():
            for inner in _dataclasses(hint):
                assert inner.__module__ in known, inner
                if inner.__module__ != "variorum.model":
                    walk(inner)

    walk(html_data.Page)
    assert {html_data.EditionPage, html_data_entry.ReadingPage, view.WitnessView, html_marks.Piece} <= seen


def _dataclasses(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
    for inner in typing.get_args(hint):
        yield from _dataclasses(inner)


def test_every_template_is_used() -> None:
    names = {p.name for p in (PRESENT / "templates").glob("*.j2")}
    used = set(re.findall(r"(?:from|include|import) \"([\w.]+)\"", TEMPLATES)) | {"page.html.j2"}
    assert names == used


def test_assets_are_all_in_the_page() -> None:
    assert {p.name for p in (PRESENT / "assets").iterdir()} == {*html.STYLES, *html.FIRST, *html.SCRIPTS}
