"""Train the forest that says how likely a piece of a page is the article's (``variorum.clean.blocks``).

usage: PYTHONPATH=. VARIORUM_DATA=DIR python training/blocks.py [--folds N] [--write]     (needs scikit-learn)

Learns from newspaper4k's article-extraction pages (Apache 2.0; ``data/pages``: 421 pages of 211 sites): a piece is the
article's when the text that people marked has half of its word trigrams.  ``--folds N`` cleans the pages of each Nth of
the sites with a forest that has seen none of them, and prints the body's precision, recall and F1 as ``bench/
score_pages.py`` counts them, and on how many pages the forest was in doubt; with ``--write`` the forest of all pages is
put into the package.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from forests import dump, store
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from variorum.clean import article as clean_article
from variorum.clean import blocks, body, choice, declared, decode, dom, pagemeta
from variorum.errors import CleanError
from variorum.forest import COLUMNS, Forest
from variorum.model import Capture

WORD = re.compile(r"\w+")
SHORT = 4
"""Words under which a piece must be a whole line of the marked text."""
LEAST = 60
"""Words of an article from which a page's errors count by their share of it."""
TRIVIAL, KEPT = 6, 0.2
"""Of the pieces with fewer words that are not the article's, the share that is learnt from (each counts for five)."""
SEED = 1

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page with the marked text of its article; ``right`` and ``weight`` are those of its pieces."""

    capture: Capture
    gold: str
    site: str
    rows: Matrix
    right: NDArray[np.bool_]
    weight: Matrix


def marked(texts: Sequence[str], gold: str) -> NDArray[np.bool_]:
    """For each text whether the marked article has it; a trigram counts as often as the article has it."""
    words = WORD.findall(gold.casefold())
    supply = Counter(zip(words, words[1:], words[2:], strict=False))
    lines = Counter(" ".join(WORD.findall(line.casefold())) for line in gold.split("\n"))
    found = []
    for text in texts:
        own = WORD.findall(text.casefold())
        if len(own) < SHORT:
            key = " ".join(own)
            found.append(bool(own) and lines[key] > 0)
            lines[key] -= found[-1]
            continue
        grams = list(zip(own, own[1:], own[2:], strict=False))
        have = [g for g in grams if supply[g] > 0]
        found.append(len(have) >= 0.5 * len(grams))
        if len(have) >= 0.3 * len(grams):
            supply.subtract(have)
    return np.array(found)


def load(root: Path) -> list[Page]:
    """All pages, in the order of the marked texts."""
    pages = []
    for line in (root / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        path = root / "html" / f"{record['id']}.html.gz"
        capture = Capture(
            path=f"{record['id']}.html", content=gzip.decompress(path.read_bytes()), media="html", sha256=""
        )
        pages.append(page(capture, record["text"]))
    return pages


def page(capture: Capture, gold: str) -> Page:
    """What the forest sees of a page."""
    tree = dom.parse(dom.tame(decode.text_of(capture)))
    if tree is None:
        raise CleanError("no page", path=capture.path)
    found, pieces = declared.read(tree), dom.pieces(tree)
    title = pagemeta.title(found, [p.text for p in pieces if p.place.tag == "h1"], pagemeta.outlet(found))
    right = marked([p.text for p in pieces], gold)
    words = np.array([len(WORD.findall(p.text)) for p in pieces], dtype=np.float64)
    whole = max(float(LEAST), float(words[right].sum()))
    weight = np.minimum(words, whole) / whole + 0.002
    trivial = ~right & (words < TRIVIAL)
    chosen = random.Random(capture.path)
    weight[trivial] *= [(chosen.random() < KEPT) / KEPT for _ in range(int(trivial.sum()))]
    return Page(
        capture=capture,
        gold=gold,
        site=site(pagemeta.address(found) or capture.path),
        rows=blocks.table(pieces, title=title, said=choice.declared_text(found)),
        right=right,
        weight=weight,
    )


def site(address: str) -> str:
    """The last parts of an address's host: one publisher's pages are never in two folds."""
    parts = (urlsplit(address).hostname or address).split(".")
    return ".".join(parts[-3:] if len(parts[-1]) == 2 and len(parts[-2]) <= 3 else parts[-2:])


def fitted(pages: Sequence[Page]) -> HistGradientBoostingClassifier:
    rows, right, weight = (np.concatenate([getattr(p, k) for p in pages]) for k in ("rows", "right", "weight"))
    used = weight > 0
    model = HistGradientBoostingClassifier(
        max_iter=70, learning_rate=0.12, max_leaf_nodes=12, min_samples_leaf=25, l2_regularization=3.0, max_bins=63,
        random_state=0,
    )  # fmt: skip
    return model.fit(rows[used].astype(np.float32), right[used], sample_weight=weight[used] / weight[used].mean())


def scores(gold: str, text: str) -> tuple[float, float]:
    """Precision and recall over the shingles of four words."""
    want, got = (Counter(zip(*(w[n:] for n in range(4)), strict=False)) for w in map(WORD.findall, (gold, text)))
    both = (want & got).total()
    return both / got.total() if got else 0.0, both / want.total() if want else 0.0


def held_out(pages: Sequence[Page], folds: int) -> str:
    """The pages cleaned as the package cleans them, each by a forest that has not seen its site."""
    sites = sorted({p.site for p in pages})
    random.Random(SEED).shuffle(sites)
    found, asked = [], 0
    for n in range(folds):
        own = set(sites[n::folds])
        columns = dump(fitted([p for p in pages if p.site not in own]), "piece")
        learnt = Forest(base=float(columns["piece_base"]), **{c: columns[f"piece_{c}"] for c in COLUMNS})
        blocks.weights = lambda learnt=learnt: learnt
        for p in pages:
            if p.site not in own:
                continue
            words, chance = p.rows[:, blocks.FEATURES.index("words")], learnt.chance(p.rows)
            asked += float(words @ np.minimum(chance, 1 - chance)) >= choice.DOUBT * float(words @ chance)
            try:
                found.append(scores(p.gold, body(clean_article(p.capture))))
            except CleanError:
                found.append((0.0, 0.0))
    precision, recall = np.mean(found, axis=0)
    both = 2 * precision * recall / (precision + recall)
    return f"precision {precision:.4f} recall {recall:.4f} F1 {both:.4f}; in doubt on {asked} of {len(found)} pages"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    pages = load(Path(os.environ["VARIORUM_DATA"]) / "data/pages")
    if options.folds:
        sys.stdout.write(f"sites never seen, {options.folds} folds: {held_out(pages, options.folds)}\n")
    if options.write:
        store("blocks", dump(fitted(pages), "piece"), blocks.FEATURES)


if __name__ == "__main__":
    main()
