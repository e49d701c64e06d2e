"""Articles with known ancestry, all of it invented prose: who copied whom, and where the reports of an event come from.

The prose is that of ``tests.events``; the ways of crediting stand in ``keys/reuse_credits.toml``.  A *source* is a
report as an agency, an outlet or a press office puts it out.  A *copy* of it is trimmed, lightly edited, expanded with
somebody else's paragraphs, perhaps mistyped; it credits its source or does not, and either has a time or not.  Two
copies of a source that is not at hand look much like a source and its copy: these pairs are in the key as well.
The same arguments give the same key; the two folds share neither stories nor phrases.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Literal

from tests import reuse_corpus as corpus
from tests.events import story
from variorum.clean import article as clean_article
from variorum.model import Article, Capture, Direction

KEY = Path(__file__).parent / "keys" / "reuse_credits.toml"
SLIPS = 0.08
"""Share of copies whose page gives an earlier time than their source's (which was updated since)."""

Kind = Literal["agency", "outlet", "handout"]
_SMALL_EDITS = (
    (r"\breporters\b", "journalists"), (r"\bnearly\b", "almost"), (r"\babout (?=\d)", "around "),
    (r"\bseveral\b", "a number of"), (r"\buntil\b", "till"), (r"\b(?:also|already|now) ", ""),
    (r"\bhowever, ", ""), (r"\btook place\b", "was held"), (r"\bwant to\b", "wish to"), (r"\bsaid that\b", "said"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article before it is written down; ``time`` is when it truly appeared."""

    paragraphs: tuple[str, ...]
    outlet: str | None
    time: datetime
    kind: str = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """``name`` is under which it is credited; ``whole`` of what ``long`` name; ``signed``: it shows what it is."""

    kind: Kind
    name: str
    long: str
    text: Text
    signed: bool
    own: int | None = None  # which phrase of own reporting it holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two articles that share narration; ``direction`` is ``unknown`` for two copies of a third."""

    a: Article
    b: Article
    direction: Direction
    credit: str
    dates: str
    source: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The articles of one true origin; ``shown`` if any of them tells what it is."""

    kind: str
    name: str
    articles: tuple[str, ...]
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The articles of one event and their true origins."""

    pile: tuple[Article, ...]
    groups: tuple[Group, ...]

    @property
    def least(self) -> int:
        return max(1, sum(g.shown for g in self.groups))

    @property
    def most(self) -> int:
        return len(self.groups)


@cache
def phrases(fold: str) -> dict[str, Any]:
    table: dict[str, dict[str, Any]] = tomllib.loads(KEY.read_text(encoding="utf-8"))
    return table[fold]


def pairs(fold: str, seeds: Sequence[int]) -> Iterator[Pair]:
    """Three pairs of a source and its copy and two of two copies, for each story and seed."""
    for name in story.names(fold):
        for seed in seeds:
            rng = Random(f"direction/{name}/{seed}")
            bodies = apart(name, seed)
            for n in range(5):
                yield _pair(fold, name, rng, bodies, third=n > 2)


def _pair(fold: str, name: str, rng: Random, bodies: Sequence[tuple[str, ...]], *, third: bool) -> Pair:
    source = _source(fold, name, rng, bodies[0])
    more = [p for b in bodies[1:] for p in b]
    credit = rng.choice(("whole", "part", "none", "none", "photo"))
    copy = _copied(fold, name, rng, source, more, credit, [source.name])
    first = source.text
    if third:
        first = _copied(fold, name, rng, source, more, rng.choice((credit, "none")), [source.name])
    dates = rng.choice(("hours", "hours", "days", "one", "none"))
    times = _times(rng, first.time, copy.time, dates)
    ids = rng.sample(("m1", "m2"), 2)
    made = [article(i, t, when) for i, t, when in zip(ids, (first, copy), times, strict=True)]
    towards: Direction = "unknown" if third else "a->b" if ids[0] < ids[1] else "b->a"
    a, b = sorted(made, key=lambda x: x.id)
    return Pair(a=a, b=b, direction=towards, credit=credit, dates=dates, source=source.kind)


def _times(rng: Random, first: datetime, second: datetime, dates: str) -> tuple[str | None, str | None]:
    if rng.random() < SLIPS:
        first = second + timedelta(hours=rng.randint(1, 9))
    if dates == "days":
        return first.date().isoformat(), second.date().isoformat()
    told = [first.isoformat() + "+00:00", second.isoformat() + "+00:00"]
    left = {"hours": (0, 1), "one": (rng.randrange(2),), "none": ()}[dates]
    return (told[0] if 0 in left else None), (told[1] if 1 in left else None)


def cases(fold: str, seeds: Sequence[int]) -> Iterator[Case]:
    """An event of two or three true origins, and two to nine articles, for each story and seed."""
    for name in story.names(fold):
        for seed in seeds:
            rng = Random(f"origins/{name}/{seed}")
            bodies = list(apart(name, seed))
            if len(bodies) > 1:
                yield _case(fold, name, rng, bodies)


def _case(fold: str, name: str, rng: Random, bodies: list[tuple[str, ...]]) -> Case:
    pile: list[Article] = []
    groups: list[Group] = []
    ids = [f"w{n}" for n in rng.sample(range(10, 99), 12)]
    taken: set[str] = set()
    sources = []
    for body in bodies[: rng.randint(2, 3)]:
        sources.append(_source(fold, name, rng, body, without=taken))
        taken.add(sources[-1].name)
    for source in sources:
        texts = [source.text] if rng.random() < 0.6 else []
        shown = bool(texts) and source.signed
        for _ in range(rng.choice((0, 1, 1, 2)) if texts else rng.choice((1, 1, 2))):
            credit = rng.choice(("whole", "part", "chain", "none", "none", "photo"))
            told = _copied(fold, name, rng, source, [], credit, sorted(taken))
            if told.outlet:
                taken.add(told.outlet)
            shown = shown or (credit in ("whole", "part", "chain"))
            texts.append(told)
        names = tuple(ids.pop() for _ in texts)
        pile += [article(i, t, t.time.isoformat() + "+00:00") for i, t in zip(names, texts, strict=True)]
        kind = "own reporting" if source.kind == "outlet" else source.kind
        groups.append(Group(kind=kind, name=source.name, articles=tuple(sorted(names)), shown=shown))
    return Case(pile=tuple(sorted(pile, key=lambda x: x.id)), groups=tuple(groups))


def _source(fold: str, name: str, rng: Random, body: tuple[str, ...], without: set[str] | None = None) -> Source:
    listed, base = phrases(fold), story.load(name)
    when = datetime(base.day.year, base.day.month, base.day.day, rng.randint(5, 12), rng.randrange(60))
    kind: Kind = rng.choice(("agency", "agency", "outlet", "outlet", "handout"))
    gone = without or set()
    if kind == "agency":
        free = [a for a in listed["agencies"] if a[0] not in gone]
        short, long = tuple(rng.choice(free))
        head = rng.choice(listed["wire_head"]).format(
            town=_town(name), day=f"{base.day:%B} {base.day.day}", agency=short
        )
        tail = rng.choice(listed["wire_tail"]).format(agency=short)
        text = Text(
            paragraphs=tuple(p for p in (head + body[0], *body[1:], tail) if p),
            outlet=rng.choice((short, long, None)), time=when, kind=rng.choice(("agency", "report", "report")),
        )  # fmt: skip
        return Source(kind=kind, name=short, long=long, text=text, signed=True)
    if kind == "handout":
        who = rng.choice([b for b in listed["bodies"] if b not in gone])
        given = rng.choice(("handout", "report"))
        shape = given == "report" or rng.random() < 0.5
        lines = (rng.choice(listed["release_head"]), *body, rng.choice(listed["release_tail"])) if shape else body
        text = Text(paragraphs=lines, outlet=who.removeprefix("the ").title(), time=when, kind=given)
        return Source(kind=kind, name=who, long=who, text=text, signed=True)
    outlet = rng.choice([o for o in _papers(base) if o not in gone])
    own = rng.randrange(len(listed["own"])) if rng.random() < 0.6 else None
    lines = body if own is None else _put(rng, body, listed["own"][own].format(outlet=_the(outlet)))
    text = Text(paragraphs=lines, outlet=outlet, time=when)
    return Source(kind=kind, name=outlet, long=outlet, text=text, signed=own is not None, own=own)


def _papers(base: story.Story) -> list[str]:
    """The outlets of a story that are no agencies."""
    return [o for o in base.outlets if not re.search(r"(?i)agency|wire|press$", o)]


def _copied(
    fold: str, name: str, rng: Random, source: Source, more: Sequence[str], credit: str, taken: Sequence[str] = ()
) -> Text:
    """What another outlet, not among those ``taken``, makes of a source."""
    base = story.load(name)
    body = list(_bare(fold, source))
    if rng.random() < 0.6:
        del body[max(3, round(len(body) * rng.uniform(0.4, 1))) :]
    if rng.random() < 0.3 and len(body) > 4:
        del body[rng.randrange(1, len(body))]
    if rng.random() < 0.7:
        body = [_edited(p, rng) for p in body]
    if rng.random() < 0.2:
        at = rng.randrange(len(body))
        body[at] = _mistyped(body[at], rng)
    if more and rng.random() < 0.35:
        for p in rng.sample(list(more), min(len(more), rng.choice((1, 2, 2)))):
            body.insert(rng.randint(1, len(body)), p)
    outlets = [o for o in _papers(base) if o not in taken]
    body = _credited(fold, name, rng, source, body, credit)
    when = source.text.time + timedelta(minutes=rng.choice((10, 45, 120, 400, 1500)) + rng.randrange(30))
    return Text(paragraphs=tuple(body), outlet=rng.choice(outlets) if outlets else None, time=when)


def _bare(fold: str, source: Source) -> tuple[str, ...]:
    """The source without what shows its kind; its own reporting in words that do not."""
    listed = phrases(fold)
    lines = list(source.text.paragraphs)
    if source.kind == "agency":
        lines[0] = re.sub(r"^[^a-z]*[A-Z][^()]{0,40}\([^()]*\)\s*(?:--|[-—])\s|^\w+ \d+ \([^()]*\) — ", "", lines[0])
        lines = [p for p in lines if not re.match(r"\(?Reporting by|Additional reporting|tb/|©", p)]
    if source.kind == "handout":
        shown = (*listed["release_head"], *listed["release_tail"])
        lines = [p for p in lines if p not in shown]
    if source.own is not None:
        theirs = listed["own"][source.own].format(outlet=_the(source.name))
        lines = [listed["own_retold"][source.own] if p == theirs else p for p in lines]
    return tuple(lines)


def _credited(fold: str, name: str, rng: Random, source: Source, body: list[str], credit: str) -> list[str]:
    listed, base = phrases(fold), story.load(name)
    words = {
        "agency": source.name, "long": source.long, "outlet": _the(source.name), "body": source.name,
        "town": _town(name), "day": f"{base.day:%B} {base.day.day}",
    }  # fmt: skip
    if credit == "none":
        return body
    if credit == "photo":
        short = source.name if source.kind == "agency" else rng.choice(listed["agencies"])[0]
        return [*body, rng.choice(listed["photo"]).format(agency=short)]
    if source.kind == "agency" and credit == "whole":
        way = rng.choice(("head", "tail", "byline"))
        phrase = rng.choice(listed[way]).format(**words)
        if way == "head":
            return [phrase + body[0], *body[1:]]
        return [*body, phrase] if way == "tail" else [phrase, *body]
    if source.kind == "outlet" and rng.random() < 0.3:
        return list(_put(rng, tuple(body), rng.choice(listed["outlet_told"]).format(**words)))
    key = {
        "agency": "chain_said" if credit == "chain" else "agency_said",
        "outlet": "outlet_said",
        "handout": "body_said",
    }
    at = next((i for i, p in enumerate(body) if re.search(r"[a-z]\.$", p)), None)
    phrase = rng.choice(listed[key[source.kind]]).format(**words)
    if at is None:
        return [*body, f"It was confirmed on the day{phrase}"]
    return [*body[:at], body[at][:-1] + phrase, *body[at + 1 :]]


def _put(rng: Random, body: tuple[str, ...], line: str) -> tuple[str, ...]:
    at = rng.randint(1, min(4, len(body)))
    return (*body[:at], line, *body[at:])


def _edited(paragraph: str, rng: Random) -> str:
    for pattern, word in _SMALL_EDITS:
        if rng.random() < 0.6:
            paragraph = re.sub(pattern, word, paragraph)
    return paragraph


def _mistyped(paragraph: str, rng: Random) -> str:
    """One long word with two letters the wrong way round."""
    words = list(re.finditer(r"\b[a-z]{7,}\b", paragraph))
    if not words:
        return paragraph
    m = rng.choice(words)
    at = m.start() + rng.randrange(2, len(m.group()) - 2)
    return paragraph[:at] + paragraph[at + 1] + paragraph[at] + paragraph[at + 2 :]


def apart(name: str, seed: int) -> tuple[tuple[str, ...], ...]:
    """The bodies of an event's own reports, without paragraphs whose narration an earlier one has word for word."""
    found: list[tuple[str, ...]] = []
    seen: set[tuple[str, ...]] = set()
    for report in corpus.event(name, seed).reports:
        if report.copied_from:
            continue
        kept, own = [], set()
        for p in corpus.body(report):
            runs = set(_runs(p))
            if not runs & seen:
                kept.append(p)
                own |= runs
        if len(kept) >= 5:
            found.append(tuple(kept))
            seen |= own
    return tuple(found)


def _runs(paragraph: str) -> Iterator[tuple[str, ...]]:
    told = re.sub(r"[“\"‘][^”\"’]*[”\"’]", " ", paragraph)
    words = re.findall(r"\w+", told.casefold())
    return (tuple(words[i : i + 6]) for i in range(len(words) - 5))


def _the(outlet: str) -> str:
    return outlet if outlet.startswith("The ") is False else "the " + outlet[4:]


def _town(name: str) -> str:
    return {"b": "LARNHOLT", "c": "VIK", "d": "ORMSUND", "h": "TARNE", "p": "ELLERY", "s": "KALLBY"}[
        name.partition("_")[2][0]
    ]


def article(id: str, text: Text, published: str | None) -> Article:
    """The article as it is read from a record."""
    record = {"id": id, "text": "\n\n".join(text.paragraphs), "kind": text.kind}
    record |= {"outlet": text.outlet} if text.outlet else {}
    record |= {"published": published} if published else {}
    content = json.dumps(record).encode()
    digest = hashlib.sha256(content).hexdigest()
    return clean_article(Capture(path="key.jsonl", content=content, media="record", sha256=digest, line=1))
