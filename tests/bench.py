"""Scores on public development data, as ``make bench`` prints them.

usage: VARIORUM_DATA=DIR python tests/bench.py [NAME ...]

DIR holds ``data/`` (the sets named in docs/scorecard.md, converted to JSONL) and ``bench/`` (their scorers).  Each
line runs one command of ``variorum`` on one set and the set's scorer on what it wrote; NAMEs choose among the lines.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

from held_out import is_held_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the scorecard: ``gold`` is scored, ``source`` (else ``gold``) is what the command reads; of a set with
    a tenth ``held_out`` from training, only that tenth."""

    name: str
    command: str
    gold: str
    scorer: str
    source: str | None = None
    as_text: bool = False
    held_out: bool = False


LINES = (
    Line(name="attribution", command="extract", gold="attribution/polnear_dev.jsonl", scorer="score_attribution.py"),
    Line(
        name="names",
        command="extract",
        gold="names/worldwide_dev.jsonl",
        scorer="score_names.py",
        as_text=True,
        held_out=True,
    ),
    Line(name="wikiwars", command="extract", gold="dates/wikiwars.jsonl", scorer="score_dates.py"),
    Line(name="meantime-dates", command="extract", gold="figures/meantime_dev.jsonl", scorer="score_dates.py"),
    Line(name="meantime-figures", command="extract", gold="figures/meantime_dev.jsonl", scorer="score_figures.py"),
    Line(name="mixed", command="group", gold="events/mixed_dev.jsonl", scorer="score_events.py"),
    Line(name="ecbplus", command="group", gold="events/ecbplus_dev.jsonl", scorer="score_events.py"),
    Line(name="allsides", command="group", gold="events/allsides_val.jsonl", scorer="score_events.py"),
    Line(name="news_cluster", command="group", gold="events/news_cluster_dev.jsonl", scorer="score_events.py"),
    Line(name="pages", command="clean", gold="pages/gold.jsonl", scorer="score_pages.py", source="pages/html"),
)


def run(line: Line, root: Path, folder: Path) -> None:
    gold, scorer = root / "data" / line.gold, root / "bench" / line.scorer
    if line.held_out:
        gold = _tenth(gold, folder / f"{line.name}-gold.jsonl")
    source = root / "data" / line.source if line.source else gold
    if line.as_text:
        source = folder / "input.jsonl"
        source.write_bytes(_output(sys.executable, str(scorer), "--text", str(gold)))
    found = folder / f"{line.name}.jsonl"
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "variorum", line.command, str(source), "-o", str(found)],
        check=False,
        capture_output=True,
    )
    took = time.perf_counter() - started
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    print(f"== {line.name} ({took:.1f} s)\n{_output(sys.executable, str(scorer), str(gold), str(found)).decode()}")


def _tenth(gold: Path, kept: Path) -> Path:
    """The rows of a set that no training has seen."""
    rows = gold.read_text(encoding="utf-8").splitlines(keepends=True)
    kept.write_text("".join(r for r in rows if is_held_out(json.loads(r)["id"])), encoding="utf-8")
    return kept


def _output(*command: str) -> bytes:
    return subprocess.run(command, check=True, capture_output=True).stdout


OWN: dict[str, tuple[tuple[str, ...], ...]] = {
    "expressions": (("tests.expressions",),),
    "speed": (("tests.expressions", "speed"),),
    "generated": (("tests.events.score", "--fold", "development"), ("tests.events.score", "--fold", "held")),
    "dumps": (("tests.page_dumps",),),
    "pages-speed": (("tests.page_speed", "3"),),
    "reuse": (("tests.reuse_score",),),
    "folds": (("tests.group_score", "--folds"),),
    "growth": (("tests.group_speed", "2000", "5000", "10000"),),
    "newsrooms": (("tests.newsrooms",), ("tests.desks",), ("tests.desks", "--fold", "held")),
}
"""Beside the sets of others: our own keys of dates and figures by class, how fast both are read, invented events and
invented corpora of shared text with known answers, all in need of no data; and the development pages as a browser
copies them, as plain text, and how fast pages are cleaned, beside trafilatura."""


def run_own(name: str) -> None:
    for module in OWN[name]:
        print(_output(sys.executable, "-m", *module).decode())


def main() -> None:
    wanted = set(sys.argv[1:])
    if "VARIORUM_DATA" not in os.environ and not (wanted and wanted <= OWN.keys()):
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        for line in LINES:
            if not wanted or line.name in wanted:
                run(line, Path(os.environ["VARIORUM_DATA"]), Path(folder))
    for name in OWN:
        if not wanted or name in wanted:
            run_own(name)


if __name__ == "__main__":
    main()
