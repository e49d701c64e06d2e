"""Pages as the text that a browser puts on the clipboard when all of one is selected and copied.

usage: VARIORUM_DATA=DIR python -m tests.page_dumps [FOLDER]

Renders the pages of ``data/pages`` after the ``innerText`` steps of the HTML standard (paragraphs between blank lines,
blocks on lines, cells between tabs; what a page hides without a style sheet is left out), cleans each dump as plain
text and scores the body; with FOLDER the dumps are kept there.  No code of ``variorum.clean`` renders them.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from lxml import html

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "menu", "nav", "ol", "pre", "section", "summary", "table", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "svg", "head", "iframe", "object", "embed", "canvas", "textarea",
    "select", "datalist", "video", "audio", "meta", "link", "title", "input",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")


def dump(page: str) -> str:
    """The visible text of a page; breaks are counted as in the standard: two around a paragraph, one around a block."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    root = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    items: list[str | int] = []
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        if not leaving:
            if isinstance(element.tag, str) and not _is_unseen(element):
                _enter(items, element.tag)
                items.append(_BLANKS.sub(" ", element.text or ""))
                stack.append((element, True))
                stack.extend((child, False) for child in reversed(element))
                continue
        else:
            _leave(items, element.tag)
        items.append(_BLANKS.sub(" ", element.tail or ""))
    return _joined(items)


def _is_unseen(element: Any) -> bool:
    style = element.get("style") or ""
    return element.tag in _UNSEEN or element.get("hidden") is not None or _HIDDEN.search(style) is not None


def _enter(items: list[str | int], tag: str) -> None:
    if tag == "br":
        items.append("\n")
    elif tag == "p":
        items.append(2)
    elif tag in _BLOCKS:
        items.append(1)


def _leave(items: list[str | int], tag: str) -> None:
    if tag in {"td", "th"}:
        items.append("\t")
    elif tag != "br":
        _enter(items, tag)


def _joined(items: list[str | int]) -> str:
    """Runs of required breaks become the longest of them; blanks at the edges of lines go."""
    parts: list[str] = []
    breaks = 0
    for item in items:
        if isinstance(item, int):
            breaks = max(breaks, item)
        elif item:
            if breaks and item.strip(" ") == "":
                continue
            parts.append("\n" * breaks if parts else "")
            breaks = 0
            parts.append(item)
    text = re.sub(r" {2,}", " ", "".join(parts))
    return re.sub(r" ?\n ?", "\n", text).strip()


def write(source: Path, folder: Path) -> None:
    """One text file a page."""
    folder.mkdir(exist_ok=True, parents=True)
    for path in sorted(source.glob("*.html.gz")):
        text = dump(gzip.decompress(path.read_bytes()).decode("utf-8", "replace"))
        (folder / path.name.replace(".html.gz", ".txt")).write_text(text, encoding="utf-8")


def main() -> None:
    if "VARIORUM_DATA" not in os.environ:
        sys.exit(__doc__)
    data = Path(os.environ["VARIORUM_DATA"])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch) / "dumps"
        write(data / "data/pages/html", folder)
        found = Path(scratch) / "found.jsonl"
        command = [sys.executable, "-m", "variorum", "clean", str(folder), "-o", str(found)]
        subprocess.run(command, check=False, capture_output=True)
        gold = data / "data/pages/gold.jsonl"
        scored = subprocess.run(
            [sys.executable, str(data / "bench/score_pages.py"), str(gold), str(found)], check=True, capture_output=True
        )
        result = json.loads(scored.stdout)
        sys.stdout.write(f"== dumps of whole pages, cleaned as plain text\n{json.dumps(result)}\n")


if __name__ == "__main__":
    main()
