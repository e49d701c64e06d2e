"""Tune the encoder of passages so that two figures or times of one measure get near vectors, whatever their values
(``variorum.encode.measures``).

usage: PYTHONPATH=. python training/measures.py MODEL_DIR PASSAGES.pt [--epochs N] [--without HALF] [--write]
       [--save OUT]

Begins at what ``passages.py`` saved (made without the same half, if any; MODEL_DIR as there) and learns from the
figures of the events of :mod:`values`, the times of those of :mod:`moment_cases` and the figures and times of
:mod:`briefs`, by the same loss: each has to find those of its measure among all others of the other report.  Half of
the digits are other ones each time, so that what stands around a value must tell what is measured.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import moment_cases
import passages
import torch
import values
from passage_tasks import Task, of_briefs, of_figures, of_moments
from reader_export import export
from stories import half

OUT = Path(__file__).parent.parent / "src/variorum/weights/measures.onnx"


def every() -> Iterator[Task]:
    """All there is to learn from."""
    for figures in (values.desks(), values.real(), values.generated()):
        yield from (made for case in figures if (made := of_figures(case)) is not None)
    for times in (moment_cases.desks(), moment_cases.real()):
        yield from (made for event in times if (made := of_moments(event)) is not None)
    yield from of_briefs()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("saved", type=Path)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--without", type=int, choices=(0, 1))
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    torch.manual_seed(0)
    random.seed(0)
    model = passages.Passages(options.model)
    model.load_state_dict(torch.load(options.saved), strict=False)
    tasks = [x for x in every() if options.without is None or half(x.story) != options.without]
    passages.train(model, tasks, options.epochs)
    if options.save:
        passages.save(model, options.save)
    if options.write:
        export(passages.Exported(model), ("vectors",), OUT)
        print(f"{OUT}: {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
