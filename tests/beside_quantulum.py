"""quantulum3 beside our figures, on the same texts with the same scorer.

usage: VARIORUM_DATA=DIR python tests/beside_quantulum.py     (in an environment of its own that has quantulum3)

Prints the scorer's line for the MEANTIME development figures twice: as the package gives them, and without what the
gold marks as a time expression, since the package does not claim to know dates.  Its sums of money, percentages and
other quantities are given to the scorer as such; lengths of time, which are no figures in the gold, are left out.
Without quantulum3 it says so and ends.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

CODES = {"dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "renminbi": "CNY", "yen": "JPY"}
"""What the scorer knows money by; another currency is still money, under the code of the dollar."""


def read(parser: Any, text: str) -> list[dict[str, Any]]:
    """The quantities of a text as figures of our contract."""
    found = []
    for quantity in parser.parse(text):
        kind = quantity.unit.entity.name
        if kind == "time":
            continue
        unit = quantity.unit.name
        if kind == "currency":
            unit = CODES.get(unit, "USD")
        elif unit == "percentage":
            unit = "percent"
        start, end = quantity.span
        found.append({"start": start, "end": end, "value": quantity.value, "unit": unit, "class": "amount"})
    return found


def _meets(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def main() -> None:
    if importlib.util.find_spec("quantulum3") is None:
        sys.exit("quantulum3 is not installed: nothing to compare with")
    parser = importlib.import_module("quantulum3.parser")
    root = Path(os.environ["VARIORUM_DATA"])
    gold, scorer = root / "data" / "figures" / "meantime_dev.jsonl", root / "bench" / "score_figures.py"
    records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    read(parser, "5 km")
    begun = time.process_time()
    rows = [{"id": r["id"], "figures": read(parser, r["text"])} for r in records]
    took = time.process_time() - begun
    undated = [
        {**row, "figures": [f for f in row["figures"] if not any(_meets(f, t) for t in record["times"])]}
        for row, record in zip(rows, records, strict=True)
    ]
    for given in (rows, undated):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
            out.write("".join(json.dumps(row) + "\n" for row in given))
            out.flush()
            subprocess.run([sys.executable, str(scorer), str(gold), out.name], check=True)
    words = sum(len(r["text"].split()) for r in records)
    print(f"{words / 500 / took:.0f} articles of 500 words a second")


if __name__ == "__main__":
    main()
