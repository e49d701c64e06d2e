"""The scorers that come with the public data sets, which live outside the project."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

DATA = os.environ.get("VARIORUM_DATA")


def scorer(name: str) -> ModuleType:
    """The module ``bench/<name>.py`` beside the data."""
    spec = importlib.util.spec_from_file_location(name, Path(DATA or "") / "bench" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
