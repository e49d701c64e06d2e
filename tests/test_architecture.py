"""The rooms keep their walls: who may import whom, and how large files and functions may grow."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "variorum"
FILES = sorted(SOURCE.rglob("*.py"))

LEAVES = {
    "model",
    "errors",
    "settings",
    "text",
    "lexicon",
    "network",
    "encode",
    "forest",
    "stretch",
    "wording",
    "wording_moves",
    "wording_numbers",
}
WORKING = {"read", "clean", "extract", "group", "reuse", "collate", "judge", "present"}
FRONT = {"pipeline", "api", "cli", "runner", "signs", "__init__", "__main__"}

# Which libraries from outside a room may use; a library not named here may be used nowhere.
LIBRARIES: dict[str, set[str]] = {
    "brotli": {"read"},
    "charset_normalizer": {"clean"},
    "click": {"cli"},
    "fastwarc": {"read"},
    "feedparser": {"read"},
    "htmldate": {"clean"},
    "httpx2": {"read"},
    "jinja2": {"present"},
    "lxml": {"clean"},
    "markupsafe": {"present"},
    "numpy": {"network", "encode", "clean", "forest", "extract", "group", "reuse", "collate", "wording"},
    "onnxruntime": {"network"},
    "py3langid": {"clean"},
    "rapidfuzz": {"reuse", "collate", "judge", "wording"},
    "rich": {"present", "cli"},
    "tokenizers": {"encode"},
    "trafilatura": {"clean"},
}

# What each leaf may import of its own kind.
LEAF_IMPORTS = {
    "model": set[str](),
    "errors": {"model"},
    "settings": {"errors"},
    "lexicon": {"errors"},
    "text": {"lexicon", "model"},
    "network": set[str](),
    "encode": {"network"},
    "forest": {"network", "errors"},
    "stretch": {"lexicon"},
    "wording": {"model", "text", "lexicon", "wording_moves", "wording_numbers"},
    "wording_moves": set[str](),
    "wording_numbers": {"model", "lexicon"},
}


def room_of(file: Path) -> str:
    return file.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(file: Path) -> Iterator[tuple[str, int]]:
    """Absolute names of all imports of a file, those inside functions and type checks included."""
    package = ["variorum", *file.relative_to(SOURCE).parts[:-1]]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                yield (f"{module}.{alias.name}" if module == "variorum" else module), node.lineno


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(SOURCE)))
def test_imports(file: Path) -> None:
    room = room_of(file)
    for name, line in imports(file):
        top, _, rest = name.partition(".")
        other = rest.split(".")[0]
        if top == "variorum":
            assert _may_import(room, other), f"{room} may not import {other} (line {line})"
        elif top not in sys.stdlib_module_names:
            assert room in LIBRARIES.get(top, set()), f"{room} may not use {top} (line {line})"


def _may_import(room: str, other: str) -> bool:
    if other in (room, "", "__version__"):
        return True
    if room in LEAVES:
        return other in LEAF_IMPORTS[room]
    if room in WORKING:
        return other in LEAVES
    return room in FRONT


def test_the_nouns_need_the_standard_library_only() -> None:
    assert all(name.split(".")[0] in sys.stdlib_module_names for name, _ in imports(SOURCE / "model.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(SOURCE)))
def test_sizes(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    longest = 680 if file.name == "model.py" else 420  # the nouns are one list, read as one
    assert source.count("\n") <= longest
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 62, f"{node.name} is too long"


def test_no_file_names_its_surroundings() -> None:
    kept = [p for folder in ("src", "tests", "docs", "training", "examples") for p in (ROOT / folder).rglob("*")]
    kept += [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", ROOT / "Makefile"]
    outside = ["../" + "shared", "/work/" + "shared", ".." + "/.library"]
    for path in kept:
        if path.is_file() and path.suffix in (".py", ".md", ".toml", ".txt", ".html", ".js", ".css", ".j2", ""):
            found = path.read_text(encoding="utf-8")
            assert not any(o in found for o in outside), path


def test_print_is_for_the_command_line() -> None:
    for file in FILES:
        called = {
            n.func.id
            for n in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        }
        assert "print" not in called, file
