"""The order of the rooms, and nothing else."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import BinaryIO, TypeVar

from . import signs
from .clean import article as clean_article
from .clean import marked, versions
from .collate import entries
from .errors import CleanError
from .extract import claims, redated
from .extract import credited as claims_of_credits
from .group import Growth, added, events, opened, saved
from .judge import edition, infer, threads
from .model import Article, Capture, Edition, Event, Pile, Rejected, Skipped, Version, Volume, Witness
from .read import captures
from .reuse import independent, origins, passages
from .runner import Local, Runner
from .settings import Settings

Step = Callable[[str, int], None]
Thing = TypeVar("Thing")


def _silent(room: str, done: int) -> None:
    """The progress of a run that nobody watches."""


def articles(
    paths: Sequence[str | Path],
    *,
    settings: Settings | None = None,
    runner: Runner | None = None,
    stdin: BinaryIO | None = None,
    progress: Step = _silent,
) -> Pile:
    """Read and clean every path.  ``progress(room, n)`` is called after each input with the number done so far."""
    rejected: list[Rejected] = []
    found: list[Article] = []
    skipped = 0
    for result in cleaned(paths, settings=settings, runner=runner, stdin=stdin, progress=progress):
        if isinstance(result, Article):
            found.append(result)
        elif isinstance(result, Rejected):
            rejected.append(result)
        else:
            skipped += 1
    unique, warnings = distinct(found)
    return Pile(articles=marked(unique), rejected=tuple(rejected), skipped=skipped, warnings=warnings)


def cleaned(
    paths: Sequence[str | Path],
    *,
    settings: Settings | None = None,
    runner: Runner | None = None,
    stdin: BinaryIO | None = None,
    progress: Step = _silent,
) -> Iterator[Article | Rejected | Skipped]:
    """Read and clean one after the other, in constant memory; articles come in input order, two may have one id."""
    settings, runner = settings or Settings(), runner or Local(processes=1)
    aside: list[Rejected | Skipped] = []
    sifted = _sifted(captures(paths, settings=settings.read, stdin=stdin), aside)
    for done, result in enumerate(runner.map(partial(_cleaned, settings=settings), sifted), 1):
        yield from aside
        aside.clear()
        yield result
        progress("clean", done)
    yield from aside


def _sifted(found: Iterable[Capture | Rejected | Skipped], aside: list[Rejected | Skipped]) -> Iterator[Capture]:
    for item in found:
        if isinstance(item, Capture):
            yield item
        else:
            aside.append(item)


def _cleaned(capture: Capture, *, settings: Settings) -> Article | Rejected:
    try:
        return clean_article(capture, settings=settings.clean)
    except CleanError as error:
        return error.rejected()


def distinct(found: Sequence[Article]) -> tuple[tuple[Article, ...], tuple[str, ...]]:
    """Articles with unique ids, in order, and a warning for each id that had to change (see :func:`names`).

    The same id and text is one article with several paths.
    """
    merged: dict[tuple[str, str], Article] = {}
    for article in found:
        key = (article.id, article.sha256)
        if key in merged:
            both = dict.fromkeys((*merged[key].paths, *article.paths))
            merged[key] = replace(merged[key], paths=tuple(sorted(both)))
        else:
            merged[key] = article
    called, warnings = names(list(merged))
    return tuple(replace(a, id=called[key]) for key, a in merged.items()), warnings


def names(keys: Iterable[tuple[str, str]]) -> tuple[dict[tuple[str, str], str], tuple[str, ...]]:
    """What the articles with these ids and digests (sha256 of their texts) are called, and a warning for each id that
    had to change: the same id over different texts gets ``-`` and the first six hex digits of the digest."""
    distinct_keys = dict.fromkeys(keys)
    texts = Counter(name for name, _ in distinct_keys)
    warnings = tuple(
        f"{count} different articles have the id {name!r}: each got a digest of its text"
        for name, count in sorted(texts.items())
        if count > 1
    )
    return {(n, d): f"{n}-{d[:6]}" if texts[n] > 1 else n for n, d in distinct_keys}, warnings


def witnesses(
    found: Sequence[Article],
    *,
    settings: Settings | None = None,
    runner: Runner | None = None,
    progress: Step = _silent,
) -> tuple[Witness, ...]:
    """Each article with its claims, in the order given."""
    settings, runner = settings or Settings(), runner or Local(processes=1)
    made = []
    for done, witness in enumerate(runner.map(partial(_witness, settings=settings), found), 1):
        made.append(witness)
        progress("extract", done)
    return tuple(made)


def credited(
    found: Sequence[Article], *, runner: Runner | None = None, progress: Step = _silent
) -> tuple[Witness, ...]:
    """Each article with its credits alone, in the order given: enough for ``reuse``, and many times faster."""
    runner = runner or Local(processes=1)
    made = []
    for done, witness in enumerate(runner.map(_credited, found), 1):
        made.append(witness)
        progress("credits", done)
    return tuple(made)


def _credited(article: Article) -> Witness:
    return Witness(article=article, claims=claims_of_credits(article))


def grown(
    state: str | Path,
    pile: Pile,
    *,
    afresh: bool = False,
    settings: Settings | None = None,
    runner: Runner | None = None,
    progress: Step = _silent,
) -> tuple[Growth, Pile]:
    """The grouping stored in the file ``state`` with the articles of a pile, stored again, and the pile under the names
    that its articles have there.

    Only articles that are not there yet are read for claims.  ``afresh``: all pairs are scored again.  Raises
    ``FormatError`` where the file is no such grouping.
    """
    settings = settings or Settings()
    before = opened(state, afresh=afresh)
    known = before.articles()
    pile = _called(pile, known)
    new = [a for a in pile.articles if a.id not in known]
    found = witnesses(new, settings=settings, runner=runner, progress=progress)
    growth = added(before, found, settings=settings.group, afresh=afresh)
    saved(state, before, growth)
    return growth, pile


def _called(pile: Pile, known: Mapping[str, str]) -> Pile:
    """A pile whose articles are called what they are called among ``known`` ones (sha256 of the text by id).

    The same id and text is the same article; the same id over another text gets ``-`` and the first six hex digits of
    its digest, as within a pile.
    """
    called, warnings = [], []
    for article in pile.articles:
        plain = article.id.removesuffix(f"-{article.sha256[:6]}")
        name = plain if known.get(plain) == article.sha256 else article.id
        if known.get(name, article.sha256) != article.sha256:
            name = f"{article.id}-{article.sha256[:6]}"
            warnings.append(f"another article has the id {article.id!r} already: this one is called {name!r}")
        called.append(article if name == article.id else replace(article, id=name))
    return replace(pile, articles=tuple(called), warnings=(*pile.warnings, *warnings))


def _witness(article: Article, *, settings: Settings) -> Witness:
    return Witness(article=article, claims=claims(article, settings=settings.extract))


def volume(
    pile: Pile, *, settings: Settings | None = None, runner: Runner | None = None, progress: Step = _silent
) -> Volume:
    """The editions of all events in a pile of articles; the same for any order of them.  Of several captures of one
    article one is a witness, and the others stand beside it."""
    settings, runner = settings or Settings(), runner or Local(processes=1)
    apart = versions(pile.articles)
    reports = _without(pile.articles, {v.article.id for v in apart})
    known = tuple(
        sorted(witnesses(reports, settings=settings, runner=runner, progress=progress), key=lambda w: w.article.id)
    )
    grouping = events(known, settings=settings.group)
    by_id = {w.article.id: w for w in known}
    labels = signs.of([w.article for w in known])
    work = [(event, tuple(by_id[a] for a in event.articles)) for event in grouping.events]
    editions = []
    edit = partial(_edition, settings=settings, labels=dict(labels))
    dated: dict[str, Witness] = {}
    for done, (made, members) in enumerate(runner.map(edit, work), 1):
        editions.append(made)
        dated.update((w.article.id, w) for w in members)
        progress("edit", done)
    return Volume(
        recipe=recipe(settings),
        witnesses=tuple(dated[w.article.id] for w in known),
        labels=labels,
        editions=tuple(editions),
        storylines=tuple(replace(s, threads=threads(s, editions, dated)) for s in grouping.storylines),
        versions=apart,
        rejected=tuple(sorted(pile.rejected, key=lambda r: (r.path, r.line or 0, r.reason))),
        skipped=pile.skipped,
        warnings=(*pile.warnings, *map(_told, apart)),
    )


def _without(articles: Iterable[Article], ids: Set[str]) -> tuple[Article, ...]:
    return tuple(a for a in articles if a.id not in ids)


def _told(version: Version) -> str:
    """What a reader of the edition is told of an article that is another capture of one of its witnesses."""
    figures = f", {len(version.figures)} figures changed" if version.figures else ""
    changed = f"{version.removed} of its words are gone there, {version.added} are new{figures}"
    words = changed if version.removed or version.added else "the words are the same"
    return f"{version.article.id} is another capture of {version.of}, which stands for both ({version.why}): {words}"


def _edition(
    work: tuple[Event, tuple[Witness, ...]], *, settings: Settings, labels: Mapping[str, str]
) -> tuple[Edition, tuple[Witness, ...]]:
    """The edition of one event, and its witnesses as the edition dates them."""
    event, members = work
    shared = passages(members, settings=settings.reuse)
    sources = origins(members, shared)
    event, members = _anchored(event, members)
    made = edition(
        event,
        witnesses=members,
        entries=entries(members, settings=settings.collate),
        passages=shared,
        origins=sources,
        signs=labels,
        count=independent,
    )
    return made, members


def _anchored(event: Event, members: tuple[Witness, ...]) -> tuple[Event, tuple[Witness, ...]]:
    """Undated witnesses read again with the day that the event's other signs tell, marked as inferred."""
    day = infer(members)
    if day is None:
        return event, members
    event = replace(event, first=event.first or day.value, last=event.last or day.value)
    return event, tuple(w if w.article.published else _redated(w, day.value) for w in members)


def _redated(witness: Witness, day: str) -> Witness:
    article = replace(witness.article, published=day, published_basis="inferred")
    return Witness(article=article, claims=redated(article, witness.claims))


def recipe(settings: Settings) -> str:
    """A digest of the settings that shape the record, the models and word lists, and the version of the code."""
    shown = replace(settings, present=Settings().present, judge=Settings().judge)  # these shape the views alone
    digest = hashlib.sha256(f"{version('variorum')}\n{shown}".encode())
    digest.update(_resources())
    return digest.hexdigest()[:16]


@cache
def _resources() -> bytes:
    digest = hashlib.sha256()
    for folder in ("data", "weights"):
        for file in _files(files("variorum") / folder):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.digest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _files(entry)
        else:
            yield entry
