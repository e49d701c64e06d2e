"""How long grouping takes, and how that grows: pools recombined from public event sets (``tests.group_pool``).

usage: VARIORUM_DATA=DIR python -m tests.group_speed [SIZE ...] [--batch N]

Prints, for each size (5,000 and 10,000 articles of 500 words unless given), seconds of processor time, the peak of
memory, and B-cubed F1 against the events that the articles were made for; then the exponent from the smallest to the
largest.  Claims and static vectors are taken to be stored: the time for the vectors is given apart.  ``--batch``: also
what adding N more articles to each stored grouping takes.  Each size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests import group_pool
from tests.test_group_events import cubed
from variorum.group import State, added, measure, opened, saved
from variorum.model import Grouping, Witness


class Clock:
    """Processor time of a call, less what its calls of ``measure.vectors`` took."""

    def __init__(self) -> None:
        self.vectors = 0.0
        self._make = measure.vectors

    def __enter__(self) -> Clock:
        setattr(measure, "vectors", self._timed)  # noqa: B010 - a clock in place of the function
        return self

    def __exit__(self, *_: object) -> None:
        setattr(measure, "vectors", self._make)  # noqa: B010

    def _timed(self, *args: Any) -> Any:
        start = time.process_time()
        made = self._make(*args)
        self.vectors += time.process_time() - start
        return made

    def of(self, call: Callable[[], Any]) -> tuple[Any, float]:
        """What a call returns, and its seconds."""
        start, apart = time.process_time(), self.vectors
        made = call()
        return made, time.process_time() - start - (self.vectors - apart)


def measured(size: int, batch: int, said: Connection) -> None:
    """One size, in this process."""
    made = list(islice(group_pool.pool(size + batch), size + batch))
    # The last of them belong to events of their own; every tenth of a batch shall report what is known already.
    apart = made[:: max(1, (size + batch) // batch)][:batch] if batch else []
    late = {m.witness.article.id for m in apart}
    first = [m.witness for m in made if m.witness.article.id not in late][:size]
    gold = {m.witness.article.id: m.event for m in made}
    before = _peak()
    with Clock() as clock:
        grown, took = clock.of(lambda: added(State(), first))
        row = {"size": size, "seconds": took, "vectors": clock.vectors, "f1": _score(grown.state.grouping, gold)}
        row |= {"peak": _peak(), "before": before}
        if batch:
            row |= _batch(clock, grown, [m.witness for m in apart], gold)
    said.send_bytes(json.dumps(row).encode())


def _batch(clock: Clock, grown: Any, late: Sequence[Witness], gold: dict[str, str]) -> dict[str, float]:
    """Storing a grouping, and a batch more."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "state"
        _, stored = clock.of(lambda: saved(file, State(), grown))
        megabytes = file.stat().st_size / 1e6
        state, read = clock.of(lambda: opened(file))
        more, took = clock.of(lambda: added(state, late))
        _, written = clock.of(lambda: saved(file, state, more))
    moved = sum(len(c.members) for c in more.changes if c.level == "event" and c.source is not None)
    return {
        "stored": stored,
        "megabytes": megabytes,
        "read": read,
        "added": took,
        "written": written,
        "moved": moved,
        "f1 after": _score(more.state.grouping, gold),
    }


def _score(grouping: Grouping, gold: dict[str, str]) -> float:
    place = {a: e.id for e in grouping.events for a in e.articles}
    return cubed([gold[a] for a in place], list(place.values()))


def _peak() -> float:
    """The most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[5_000, 10_000], metavar="SIZE")
    parser.add_argument("--batch", type=int, default=0, metavar="N")
    given = parser.parse_args()
    rows = []
    for size in sorted(given.sizes):
        here, there = multiprocessing.Pipe(duplex=False)
        worker = multiprocessing.get_context("spawn").Process(target=measured, args=(size, given.batch, there))
        worker.start()
        rows.append(json.loads(here.recv_bytes()))
        worker.join()
        print(_line(rows[-1]), flush=True)
    if len(rows) > 1:
        first, last = rows[0], rows[-1]
        exponent = math.log(last["seconds"] / first["seconds"]) / math.log(last["size"] / first["size"])
        print(f"exponent from {first['size']} to {last['size']}: {exponent:.2f}")


def _line(row: dict[str, float]) -> str:
    text = (
        f"{row['size']:>7.0f} articles  {row['seconds']:7.1f} CPU s (vectors {row['vectors']:.1f} s apart)  "
        f"peak {row['peak']:.0f} MiB (the articles alone {row['before']:.0f})  B-cubed F1 {row['f1']:.3f}"
    )
    if "added" in row:
        text += (
            f"\n        stored in {row['stored']:.1f} s ({row['megabytes']:.0f} MB), read in {row['read']:.1f} s; the "
            f"batch added in {row['added']:.1f} s, written in {row['written']:.1f} s, {row['moved']:.0f} settled "
            f"articles changed their event; F1 {row['f1 after']:.3f}"
        )
    return text


if __name__ == "__main__":
    main()
