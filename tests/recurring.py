"""Invented happenings that come round again, read from ``tests/keys/rounds.toml``: by name, the two occasions."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Occasion:
    """One happening: the day on which its reports appeared, and their texts."""

    day: str
    reports: tuple[str, ...]


def cases() -> dict[str, tuple[Occasion, Occasion]]:
    """The occasions of each case."""
    table = tomllib.loads((Path(__file__).parent / "keys" / "rounds.toml").read_text(encoding="utf-8"))
    return {case["name"]: (_occasion(case["occasions"][0]), _occasion(case["occasions"][1])) for case in table["cases"]}


def _occasion(told: Mapping[str, Any]) -> Occasion:
    return Occasion(told["day"], tuple(told["reports"]))


CASES = cases()
