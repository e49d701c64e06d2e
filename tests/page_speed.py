"""How fast pages are cleaned, beside trafilatura alone: the same bytes, one process each, page by page in turn.

usage: VARIORUM_DATA=DIR python -m tests.page_speed [EVERY]

Takes every EVERYth development page (1: all).  Both sides give the body and the metadata (trafilatura:
``bare_extraction(with_metadata=True)``).  Prints pages a second of processor time of each; the first pages of each
process, in which it loads what it needs, are not counted.
"""

from __future__ import annotations

import gzip
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from trafilatura import bare_extraction

from variorum.clean import article
from variorum.errors import CleanError
from variorum.model import Capture

_WARM = 8
"""Pages before the clock counts."""


def _ours() -> Callable[[bytes], object]:
    def clean(content: bytes) -> object:
        try:
            return article(Capture(path="page.html", content=content, media="html", sha256=""))
        except CleanError:
            return None

    return clean


def _theirs() -> Callable[[bytes], object]:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    return lambda content: bare_extraction(content, with_metadata=True)


_SIDES = {"variorum": _ours, "trafilatura": _theirs}


def _work(side: str) -> None:
    """Answer each path on standard input with the processor time that its page took, in seconds."""
    clean = _SIDES[side]()
    for line in sys.stdin:
        content = gzip.decompress(Path(line.rstrip("\n")).read_bytes())
        started = time.process_time()
        clean(content)
        sys.stdout.write(f"{time.process_time() - started}\n")
        sys.stdout.flush()


def _ask(worker: subprocess.Popen[str], path: Path) -> float:
    if worker.stdin is None or worker.stdout is None:
        raise ValueError("no pipes to the worker")
    worker.stdin.write(f"{path}\n")
    worker.stdin.flush()
    return float(worker.stdout.readline())


def main() -> None:
    if "VARIORUM_DATA" not in os.environ:
        sys.exit(__doc__)
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    pages = sorted((Path(os.environ["VARIORUM_DATA"]) / "data/pages/html").glob("*.html.gz"))
    workers = {
        side: subprocess.Popen(
            [sys.executable, "-m", "tests.page_speed", "--side", side],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for side in _SIDES
    }
    for path in pages[:_WARM]:
        for worker in workers.values():
            _ask(worker, path)
    took = dict.fromkeys(_SIDES, 0.0)
    chosen = pages[_WARM::every]
    for path in chosen:
        for side, worker in workers.items():
            took[side] += _ask(worker, path)
    for worker in workers.values():
        worker.communicate()
    shown = ", ".join(f"{side} {len(chosen) / seconds:.1f}" for side, seconds in took.items())
    times = took["trafilatura"] / took["variorum"]
    sys.stdout.write(f"== pages a second of processor time, {len(chosen)} pages: {shown} ({times:.2f} times)\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        _work(sys.argv[2])
    else:
        main()
