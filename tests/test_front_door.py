"""The front door: what ``import variorum`` offers, and no more."""

from __future__ import annotations

import subprocess
import sys

import variorum

OFFERED = [
    "Article", "Claims", "CleanError", "Edition", "Entry", "Finding", "FormatError", "InputError", "Pile", "ReadError",
    "Reading", "Settings", "SettingsError", "Span", "Statement", "VariorumError", "Volume",
    "clean", "compare", "extract", "group", "grow", "read", "reuse",
]  # fmt: skip


def test_all_is_locked() -> None:
    assert sorted(variorum.__all__) == sorted(OFFERED)
    assert all(hasattr(variorum, name) for name in OFFERED)


def test_functions_named_after_rooms_stay_functions() -> None:
    """Importing a room's package later must not take its name back from the front door."""
    code = (
        "import variorum, variorum.extract, variorum.read; assert all(map(callable, (variorum.read, variorum.extract)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_heavy_libraries_are_not_loaded_at_the_door() -> None:
    heavy = {"trafilatura", "rich", "jinja2", "tokenizers", "lxml"}
    code = f"import variorum, sys; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
