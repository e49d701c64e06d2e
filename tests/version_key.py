"""An answer key for captures of one article, made by a generator: invented reports, changed as newsrooms change them.

    python -m tests.version_key [how many]

Of each invented report come captures that are versions of it, and articles that look like versions and are none: a
copy at another outlet, a report of a series, a follow-up, another article under the same address.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.invented import NAMES, PLACES, THINGS, VERBS, paragraphs, sentence
from variorum.clean import article, versions
from variorum.model import Article, Capture


@dataclass
class Draft:
    """A report before it is written down: what a newsroom changes of it."""

    title: str
    body: list[str]
    outlet: str | None = "The Ellery Gazette"
    url: str | None = None
    published: str = "2024-05-14T10:00+02:00"
    modified: str | None = None

    def written(self, name: str) -> Article:
        head = [f'<meta property="og:title" content="{self.title}">']
        head += [f'<meta property="og:site_name" content="{self.outlet}">'] if self.outlet else []
        head += [f'<link rel="canonical" href="{self.url}">'] if self.url else []
        head += [f'<meta property="article:published_time" content="{self.published}">']
        head += [f'<meta property="article:modified_time" content="{self.modified}">'] if self.modified else []
        text = "".join(f"<p>{p}</p>" for p in self.body)
        page = f"<html><head>{''.join(head)}</head><body><article><h1>{self.title}</h1>{text}</article></body></html>"
        content = page.encode()
        return article(Capture(path=f"{name}.html", content=content, media="html", sha256=""))

    def with_(self, **changes: Any) -> Draft:
        return replace(self, **changes)


def draft(rng: random.Random, number: int) -> Draft:
    title = f"{rng.choice(PLACES)} to {rng.choice(VERBS)} {rng.choice(THINGS)}, {rng.choice(NAMES)} says"
    slug = "-".join(title.lower().replace(",", "").split())
    url = f"https://www.ellerygazette.example/news/2024/05/14/{slug}-{number}"
    return Draft(title=title, body=paragraphs(rng, rng.randrange(5, 11)), url=url)


# -- what newsrooms do ------------------------------------------------------------------------------------------------


def extended(d: Draft, rng: random.Random) -> Draft:
    return d.with_(body=d.body + paragraphs(rng, 3), modified="2024-05-14T15:00+02:00")


def corrected(d: Draft, rng: random.Random) -> Draft:
    body = [p.replace(" crowns", " shillings") for p in d.body]
    return d.with_(body=body, title="Correction: " + d.title, modified="2024-05-15T08:00+02:00")


def for_phones(d: Draft, rng: random.Random) -> Draft:
    url = (d.url or "").replace("www.", "m.") + "/amp?utm_source=feed&fbclid=x1"
    return d.with_(url=url, body=[*d.body[:2], *paragraphs(rng, 1), *d.body[2:]])


def without_address(d: Draft, rng: random.Random) -> Draft:
    return d.with_(url=None, body=[*d.body[:3], *paragraphs(rng, 1), *d.body[3:]])


def new_address(d: Draft, rng: random.Random) -> Draft:
    return d.with_(url=(d.url or "").replace("/news/", "/local/") + "-2", body=[*d.body, sentence(rng)])


def cut_short(d: Draft, rng: random.Random) -> Draft:
    return d.with_(body=[*d.body[:2], "Subscribe now to continue reading."])


def live(d: Draft, rng: random.Random) -> Draft:
    return d.with_(body=paragraphs(rng, 14) + d.body, modified="2024-05-14T22:00+02:00", title=f"Live: {d.title}")


def rewritten(d: Draft, rng: random.Random) -> Draft:
    return d.with_(body=paragraphs(rng, 4) + d.body[:2] + paragraphs(rng, 2), modified="2024-05-14T20:00+02:00")


def unchanged(d: Draft, rng: random.Random) -> Draft:
    return d.with_(body=[*d.body])


# -- what only looks like it ------------------------------------------------------------------------------------------


def syndicated(d: Draft, rng: random.Random) -> Draft:
    return d.with_(outlet="Coastline Daily", url="https://coastline.example/wire/a-" + str(rng.randrange(10**6)))


def syndicated_by_address(d: Draft, rng: random.Random) -> Draft:
    return d.with_(outlet="Coastline Daily")


def syndicated_by_name(d: Draft, rng: random.Random) -> Draft:
    return d.with_(url="https://coastline.example/wire/a-" + str(rng.randrange(10**6)))


def follow_up(d: Draft, rng: random.Random) -> Draft:
    title = f"{rng.choice(NAMES)} answers critics over {rng.choice(THINGS)}"
    url = f"https://www.ellerygazette.example/news/2024/05/15/follow-up-{rng.randrange(10**6)}"
    half = d.body[len(d.body) // 2 :]
    return Draft(title=title, body=paragraphs(rng, 4) + half, url=url, published="2024-05-15T10:00+02:00")


def follow_up_without_address(d: Draft, rng: random.Random) -> Draft:
    return follow_up(d, rng).with_(url=None)


def series(d: Draft, rng: random.Random, by: int = 3) -> Draft:
    """The same report of another day: its words, other names and numbers."""
    body = []
    for paragraph in d.body:
        p = paragraph
        for names in (NAMES, PLACES):
            for old in names:
                p = p.replace(old, names[(names.index(old) + by) % len(names)][::-1].title())
        body.append("".join(str((int(c) + by) % 10) if c.isdigit() else c for c in p))
    url = (d.url or "").replace("/14/", "/15/") + "-b"
    return d.with_(body=body, url=url, published="2024-05-15T10:00+02:00")


def same_day_series(d: Draft, rng: random.Random) -> Draft:
    return series(d, rng, by=5).with_(url=None, published=d.published)


def other_story(d: Draft, rng: random.Random) -> Draft:
    return draft(rng, rng.randrange(10**6))


def front_page(d: Draft, rng: random.Random) -> Draft:
    return d.with_(url="https://www.ellerygazette.example/")


VERSIONS: list[Callable[[Draft, random.Random], Draft]] = [
    extended, corrected, for_phones, without_address, new_address, cut_short, live, rewritten, unchanged,
]  # fmt: skip
OTHERS: list[Callable[[Draft, random.Random], Draft]] = [
    syndicated, syndicated_by_address, syndicated_by_name, follow_up, follow_up_without_address, series,
    same_day_series, other_story,
]  # fmt: skip


def articles(count: int, seed: int = 7) -> list[Article]:
    """``count`` reports with everything done to each of them; ids are ``number`` and ``number.what``, the reports'
    own front pages ``number.front_page``."""
    rng = random.Random(seed)
    made: list[Article] = []
    for number in range(count):
        d = draft(rng, number)
        made.append(d.written(f"{number}"))
        made += (change(d, rng).written(f"{number}-{change.__name__}") for change in (*VERSIONS, *OTHERS))
        made.append(front_page(d, rng).written(f"{number}-front_page"))
    return made


def family(name: str) -> str | None:
    """The report that an article of the key is a capture of, if it is one."""
    number, _, what = name.partition("-")
    own = {v.__name__ for v in VERSIONS} | {"", "front_page"}
    return number if what in own else None


def score(count: int) -> tuple[Counter[str], Counter[str]]:
    """By kind: captures that were joined to their report, and articles that were joined and must not be."""
    found = versions(articles(count))
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    top = {v.article.id: v.of for v in found}
    for number in range(count):
        stays = top.get(f"{number}", f"{number}")
        for change in VERSIONS:
            name = f"{number}-{change.__name__}"
            right[change.__name__] += top.get(name, name) == stays
    for version in found:
        if family(version.article.id) is None or family(version.article.id) != family(version.of):
            wrong[f"{version.article.id} {version.of} ({version.why})"] += 1
    return right, wrong


if __name__ == "__main__":
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    good, bad = score(how_many)
    for name, hits in good.items():
        print(f"{name:24} {hits} of {how_many}")
    print(f"joined wrongly: {sum(bad.values())}")
    for row in list(bad)[:20]:
        print("  ", row)
