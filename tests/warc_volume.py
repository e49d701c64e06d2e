"""A large web archive of invented pages, and what ``variorum clean`` takes to go through it.

    python -m tests.warc_volume [gigabytes] [pages]

Most of the archive's bytes are what most of a crawl's are: images, scripts and pages too large to be articles; between
them stand as many pages with an article as are asked for, in the shape of a news page (head, navigation, article,
boxes of links, comments, footer; about 60 kB).  Printed are seconds, and the memory of the whole process tree (the sum
of proportional set sizes, sampled five times a second).
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.invented import paragraphs, sentence

_GIGABYTE = 1 << 30
_IMAGE = 4 << 20


def page(rng: random.Random, number: int) -> bytes:
    """A page with an invented article among what surrounds one."""
    title, url = sentence(rng).rstrip("."), f"https://www.ellerygazette.example/news/2024/05/14/story-{number}"
    data = {"@type": "NewsArticle", "headline": title, "datePublished": "2024-05-14", "author": {"name": "Ada Brill"}}
    links = "".join(
        f'<li class="item"><a href="/news/{rng.randrange(10**6)}">{sentence(rng)}</a></li>' for _ in range(120)
    )
    text = "".join(f"<p>{p}</p>" for p in paragraphs(rng, 16))
    comments = "".join(f'<div class="comment"><p>{sentence(rng)}</p></div>' for _ in range(40))
    script = "<script>" + "var a=1;" * 2000 + "</script>"
    return (
        f'<!doctype html><html lang="en"><head><title>{title} | The Ellery Gazette</title>{script}'
        f'<link rel="canonical" href="{url}"><meta property="og:title" content="{title}">'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head><body><nav><ul>{links}</ul></nav>'
        f"<main><article><h1>{title}</h1><p class='byline'>By Ada Brill</p>{text}</article>"
        f"<aside class='related'><ul>{links}</ul></aside><section class='comments'>{comments}</section></main>"
        f"<footer>© The Ellery Gazette</footer></body></html>"
    ).encode()


def record(kind: str, content: bytes, number: int) -> bytes:
    """A response of an archive."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-05-20T06:00:00Z\r\n"
        f"WARC-Target-URI: https://www.ellerygazette.example/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def write(path: Path, size: int, pages: int) -> None:
    """An archive of about ``size`` bytes with ``pages`` pages, spread evenly; the same bytes each time."""
    rng = random.Random(5)
    image = rng.randbytes(_IMAGE)
    too_large = b"<html><body>" + b"<p>Too much of it.</p>" * 1_100_000 + b"</body></html>"
    with path.open("wb") as out:
        for number in range(pages):
            out.write(record("text/html; charset=utf-8", page(rng, number), number))
            while out.tell() < (number + 1) / pages * size - len(image):
                big = out.tell() % 97 == 0
                out.write(record("text/html", too_large, number) if big else record("image/jpeg", image, number))


def tree(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from tree(int(child))


def memory(pid: int) -> int:
    """Bytes that a process tree holds: shared pages are divided among those that share them."""
    total = 0
    for one in tree(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return total


def measure(path: Path, output: Path) -> tuple[float, int, int]:
    """Seconds, bytes at the peak and articles written."""
    command = [sys.executable, "-m", "variorum", "clean", str(path), "-o", str(output)]
    start = time.monotonic()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONHASHSEED": "0"})
    peak = 0
    ended = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not ended.wait(0.2):
            peak = max(peak, memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    ended.set()
    watcher.join()
    with output.open(encoding="utf-8") as lines:
        found = sum(1 for line in lines if '"rejected": null' in line)
    return time.monotonic() - start, peak, found


def main() -> None:
    gigabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    pages = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "crawl.warc")
        write(path, int(gigabytes * _GIGABYTE), pages)
        size = path.stat().st_size
        seconds, peak, found = measure(path, Path(folder, "out.jsonl"))
    print(
        f"{size / _GIGABYTE:.2f} GB, {pages} pages: {found} articles, {seconds:.0f} s, {peak / 1e6:.0f} MB at the peak"
    )


if __name__ == "__main__":
    main()
