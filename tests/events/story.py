"""A base story: one invented news event as a list of items, each in several hand-written versions.

usage: python -m tests.events.story FILE...

prints every mistake in the stories (what README.md asks for and they do not have).
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, get_args

from tests.events import fields
from variorum.model import CertaintyLevel

STORIES = Path(__file__).parent / "stories"
LOOSER = Path(__file__).parent / "looser"
_LOOSER = ".looser"
"""Ends the name of a development story told in looser words."""
_MOST_TEXTS, _MOST_LATER = 5, 9
FOLDS = Path(__file__).parent / "folds.toml"
PRONOUNS = frozenset({"he", "she", "they", "it"})
STOPS = (".", "?", "!")
LEVELS: tuple[str, ...] = get_args(CertaintyLevel)
_QUOTED = re.compile(r"“([^”]*)”")
_PLACE = re.compile(r"\{([^}]*)\}")
_DOUBLE = re.compile(r"[“”\"„«»]")
_ELLIPSIS = re.compile(r"\s*(?:\.\.\.|…)\s*")


class StoryError(Exception):
    """A story with mistakes; the message has one a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """``first`` forms introduce, ``later`` forms come after; ``spoken`` is "en" or "other"."""

    id: str
    first: tuple[str, ...]
    later: tuple[str, ...]
    last: str
    spoken: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that reports may give, in all its versions; those that its kind does not have are empty."""

    id: str
    kind: str
    speaker: str = ""
    near: tuple[str, ...] = ()
    level: str = "asserted"
    words: str = ""
    trim: str = ""
    cut: str = ""
    partial: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    indirect: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ("said",)
    firmer: str = ""
    firmer_level: str = ""
    weaker: str = ""
    weaker_level: str = ""
    narrated: str = ""
    contrary: str = ""
    relayed: tuple[str, ...] = ()
    measure: str = ""
    texts: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    rounded: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """``name`` is that of the file, without its ending."""

    name: str
    domain: str
    day: date
    headlines: tuple[str, ...]
    leads: tuple[str, ...]
    outlets: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    items: tuple[Item, ...]
    spoken_note: str = ""
    by_id: Mapping[str, Speaker] = field(default_factory=dict)

    def speaker(self, item: Item) -> Speaker:
        return self.by_id[item.speaker]

    @property
    def noted(self) -> frozenset[str]:
        """The speakers whose language ``spoken_note`` tells: those it names, else those of another language, else
        all of them."""
        if not self.spoken_note:
            return frozenset()
        named = [s for s in self.speakers if s.last in self.spoken_note]
        foreign = [s for s in self.speakers if s.spoken == "other"]
        return frozenset(s.id for s in (named or foreign or self.speakers))


def names(fold: str) -> list[str]:
    """The stories of a fold (``development``, ``held`` or ``all``), sorted; of ``looser``, those of the
    development fold that have looser wordings, under names of their own."""
    if fold == "looser":
        return sorted(f"{p.stem}{_LOOSER}" for p in LOOSER.glob("*.toml"))
    folds: dict[str, list[str]] = tomllib.loads(FOLDS.read_text(encoding="utf-8"))
    patterns = [p for f in folds.values() for p in f] if fold == "all" else folds[fold]
    files = sorted(p.name for p in STORIES.glob("*.toml"))
    return [f.removesuffix(".toml") for f in files if any(fnmatch(f, p) for p in patterns)]


def load(name: str) -> Story:
    """The story of that name; raises :class:`StoryError` with all its mistakes."""
    plain = name.removesuffix(_LOOSER)
    path = STORIES / f"{plain}.toml"
    if plain == name:
        return read(path)
    return _checked(path.name, name, _loosened(_table(path), _table(LOOSER / f"{plain}.toml")))


def read(path: Path) -> Story:
    """The story of a file; raises :class:`StoryError` with all its mistakes."""
    return _checked(path.name, path.stem, _table(path))


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StoryError(f"{path.name}: not TOML: {error}") from error


def _checked(file: str, name: str, table: dict[str, Any]) -> Story:
    found = list(mistakes(table))
    if found:
        raise StoryError("\n".join(f"{file}: {m}" for m in found))
    return _built(name, table)


def _loosened(table: dict[str, Any], looser: dict[str, Any]) -> dict[str, Any]:
    """A story in which looser wordings stand before its own, and speakers go by more names."""
    items = {i["id"]: i for i in table["items"]}
    speakers = {s["id"]: s for s in table["speakers"]}
    for known, named in ((items, looser["items"]), (speakers, looser["later"])):
        if unknown := sorted(named.keys() - known.keys()):
            raise StoryError(f"looser wordings of what the story has not: {', '.join(unknown)}")
    for name, fields_ in looser["items"].items():
        for field_, texts in fields_.items():
            items[name][field_] = [*texts, *items[name][field_]][:_MOST_TEXTS]
    for name, forms in looser["later"].items():
        speakers[name]["later"] = [*speakers[name]["later"], *forms][:_MOST_LATER]
    return table


def _built(name: str, table: dict[str, Any]) -> Story:
    speakers = tuple(Speaker(**_tuples(s)) for s in table["speakers"])
    return Story(
        name=name,
        domain=table["domain"],
        day=date.fromisoformat(table["day"]),
        headlines=tuple(table["headlines"]),
        leads=tuple(table["leads"]),
        outlets=tuple(table["outlets"]),
        speakers=speakers,
        items=tuple(Item(**_tuples(i)) for i in table["items"]),
        spoken_note=table.get("spoken_note", ""),
        by_id={s.id: s for s in speakers},
    )


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}


def mistakes(table: dict[str, Any]) -> Iterator[str]:
    """All that is wrong with a story, a line each; nothing else is looked at where a field is missing."""
    missing = list(fields.mistakes(table))
    yield from missing
    if missing:
        return
    yield from _of_the_frame(table)
    known = {s["id"] for s in table["speakers"]}
    ids = [i["id"] for i in table["items"]]
    for item in table["items"]:
        about = f"item {item['id']}"
        if ids.count(item["id"]) > 1:
            yield f"{about}: the id is not unique"
        if item.get("speaker") and item["speaker"] not in known:
            yield f"{about}: no speaker has the id {item['speaker']!r}"
        for other in item.get("near", ()):
            if other not in ids or other == item["id"]:
                yield f"{about}: near names no other item: {other!r}"
        check = _CHECKS[item["kind"]]
        yield from (f"{about}: {m}" for m in check(item))
    yield from _figures_elsewhere(table)


def _of_the_frame(table: dict[str, Any]) -> Iterator[str]:
    try:
        date.fromisoformat(table["day"])
    except ValueError:
        yield f"day is no ISO date: {table['day']!r}"
    for name in ("headlines", "leads", "outlets"):
        if len(set(table[name])) != 7:
            yield f"{name}: 7 different ones are wanted, {len(set(table[name]))} are there"
        for text in table[name]:
            if _DOUBLE.search(text):
                yield f"{name}: quotation marks in {text!r}"
            if _PLACE.search(text):
                yield f"{name}: a placeholder in {text!r}"
    yield from (m for lead in table["leads"] for m in _sentence("leads", lead))
    if table.get("spoken_note"):
        yield from _sentence("spoken_note", table["spoken_note"])
    if not 12 <= len(table["items"]) <= 18:
        yield f"12 to 18 items are wanted, {len(table['items'])} are there"
    said = [i for i in table["items"] if i["kind"] == "statement"]
    if not 5 <= len(said) <= 10:
        yield f"6 to 9 statements are wanted, {len(said)} are there"
    if not any(i.get("near") for i in table["items"]):
        yield "no item has a near one"
    for s in table["speakers"]:
        about = f"speaker {s['id']}"
        if s.get("spoken", "en") not in ("en", "other"):
            yield f"{about}: spoken is neither en nor other"
        if all(form in PRONOUNS for form in s["later"]):
            yield f"{about}: later has pronouns alone"
        if not any(s["last"] in form for form in s["first"]):
            yield f"{about}: the last name {s['last']!r} is in no first form"


def _sentence(about: str, text: str) -> Iterator[str]:
    if not text.endswith((*STOPS, "”")):
        yield f"{about}: no stop at the end of {text!r}"
    if text != text.strip() or "  " in text or "\n" in text:
        yield f"{about}: white space in {text!r}"
    if text[:1].islower():
        yield f"{about}: a small letter begins {text!r}"


def _clause(about: str, text: str) -> Iterator[str]:
    if text.endswith(STOPS):
        yield f"{about}: a stop at the end of {text!r}"
    if text.startswith("that "):
        yield f"{about}: the clause begins with that: {text!r}"
    if _DOUBLE.search(text) or _PLACE.search(text):
        yield f"{about}: quotation marks or a placeholder in {text!r}"


def _statement(item: dict[str, Any]) -> Iterator[str]:
    words: str = item["words"]
    if item["level"] not in LEVELS:
        yield f"level is none of {', '.join(LEVELS)}"
    if not 8 <= len(words.split()) <= 30:
        yield f"words: 8 to 30 words are wanted, {len(words.split())} are there"
    yield from _sentence("words", words)
    if re.search(r"[.?!]\s", re.sub(r"\b(?:Mr|Mrs|Ms|Dr|St|No)\.", "", words)):
        yield "words: more than one sentence"
    if _DOUBLE.search(words) or _PLACE.search(words):
        yield "words: quotation marks or a placeholder"
    yield from _shortened(item, words)
    for text in item["partial"]:
        yield from _partial(text, words)
    for text in item["reworded"]:
        yield from _sentence("reworded", text)
        if _DOUBLE.search(text) or _PLACE.search(text):
            yield f"reworded: quotation marks or a placeholder in {text!r}"
        if _normal(text) == _normal(words):
            yield f"reworded: the same words: {text!r}"
    for text in item["indirect"]:
        yield from _clause("indirect", text)
    for name in ("firmer", "weaker"):
        if bool(item.get(name)) != bool(item.get(f"{name}_level")):
            yield f"{name} and {name}_level go together"
        elif item.get(name):
            yield from _clause(name, item[name])
            if item[f"{name}_level"] not in LEVELS or item[f"{name}_level"] == item["level"]:
                yield f"{name}_level is no other level: {item[f'{name}_level']!r}"
    if item.get("contrary"):
        yield from _clause("contrary", item["contrary"])
    if item.get("narrated"):
        yield from _sentence("narrated", item["narrated"])
        if _DOUBLE.search(item["narrated"]) or _PLACE.search(item["narrated"]):
            yield f"narrated: quotation marks or a placeholder in {item['narrated']!r}"
    for text in item.get("relayed", ()):
        yield from _relayed(text, item)


def _shortened(item: dict[str, Any], words: str) -> Iterator[str]:
    trim, cut = item.get("trim", ""), item.get("cut", "")
    if trim:
        if trim not in words:
            yield f"trim is no part of words: {trim!r}"
        if trim.endswith(STOPS):
            yield f"trim: a stop at the end of {trim!r}"
        if not 3 <= len(trim.split()) < len(words.split()):
            yield f"trim: 3 words or more, and fewer than words, are wanted: {trim!r}"
    if cut:
        parts = [p for p in _ELLIPSIS.split(cut) if p]
        if len(parts) < 2 and not _ELLIPSIS.match(cut):
            yield f"cut: no ellipsis in {cut!r}"
        at = 0
        for part in parts:
            found = words.find(part, at)
            if found < 0:
                yield f"cut: not in words, or not in this order: {part!r}"
                break
            at = found + len(part)


def _partial(text: str, words: str) -> Iterator[str]:
    yield from _sentence("partial", text)
    places = set(_PLACE.findall(text))
    if not places & {"S", "s"} or places - {"S", "s"}:
        yield f"partial: {{S}} or {{s}}, and no other placeholder, is wanted in {text!r}"
    if "{S}" in text and not text.startswith("{S}"):
        yield f"partial: {{S}} does not begin {text!r}"
    quoted = _QUOTED.findall(text)
    if not quoted:
        yield f"partial: nothing in “ ” in {text!r}"
    for piece in quoted:
        bare = piece.rstrip(".,;?!")
        if bare not in words:
            yield f"partial: the quoted words are not in words: {piece!r}"
        if not 2 <= len(bare.split()) <= 6:
            yield f"partial: 2 to 6 quoted words are wanted: {piece!r}"
    if _DOUBLE.search(_QUOTED.sub("", text)):
        yield f"partial: other quotation marks than “ ” in {text!r}"


def _relayed(text: str, item: dict[str, Any]) -> Iterator[str]:
    places = _PLACE.findall(text)
    if len(places) != 1 or places[0] not in ("words", "trim"):
        yield f"relayed: one {{words}} or {{trim}} is wanted in {text!r}"
    elif places[0] == "trim" and not item.get("trim"):
        yield "relayed: {trim}, and the item has none"
    elif f"“{{{places[0]}}}" not in text or "”" not in text:
        yield f"relayed: the placeholder stands not in “ ” in {text!r}"


def _values(item: dict[str, Any], small: str, large: str) -> Iterator[str]:
    for text in item["texts"]:
        yield from _sentence("texts", text)
        places = _PLACE.findall(text)
        rest = [p for p in places if p not in (small, large)]
        if len(places) - len(rest) != 1:
            yield f"texts: one {{{small}}} is wanted in {text!r}"
        if rest and not (item.get("speaker") and set(rest) <= {"S", "s"}):
            yield f"texts: an unknown placeholder in {text!r}"
        if f"{{{large}}}" in text and small != large and not text.startswith(f"{{{large}}}"):
            yield f"texts: {{{large}}} does not begin {text!r}"
    every = [*item["same"], *item.get("rounded", ()), *item["other"]]
    if len(every) != len(set(every)):
        yield "same, rounded and other have a value in common"
    for value in every:
        if _PLACE.search(value) or _DOUBLE.search(value) or value != value.strip():
            yield f"no value: {value!r}"


def _figure(item: dict[str, Any]) -> Iterator[str]:
    yield from _values(item, "n", "N")


def _moment(item: dict[str, Any]) -> Iterator[str]:
    yield from _values(item, "t", "T")


def _fact(item: dict[str, Any]) -> Iterator[str]:
    for text in item["texts"]:
        yield from _sentence("texts", text)
        if _PLACE.search(text) or _DOUBLE.search(text):
            yield f"texts: quotation marks or a placeholder in {text!r}"


_CHECKS = {"statement": _statement, "figure": _figure, "moment": _moment, "fact": _fact}


def _figures_elsewhere(table: dict[str, Any]) -> Iterator[str]:
    """A figure of an item may stand in no headline, lead or other item: its alignment there would be no error."""
    for item in table["items"]:
        if item["kind"] != "figure":
            continue
        for value in (*item["same"], *item["other"]):
            if not re.search(r"\d", value):
                continue
            pattern = re.compile(rf"(?<![\w.,]){re.escape(value)}(?![\w]|[.,]\d)")
            for place, text in _texts(table):
                if place != item["id"] and pattern.search(text):
                    yield f"item {item['id']}: its value {value!r} stands in {place}, too: {text!r}"


def _texts(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("headlines", "leads"):
        yield from ((name, text) for text in table[name])
    for item in table["items"]:
        for value in item.values():
            yield from ((item["id"], v) for v in (value if isinstance(value, list) else [value]))


def _normal(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def main() -> None:
    if not sys.argv[1:]:
        sys.exit(__doc__)
    wrong = 0
    for name in sys.argv[1:]:
        try:
            read(Path(name))
        except StoryError as error:
            wrong += 1
            print(error)
    print(f"{len(sys.argv) - 1 - wrong} of {len(sys.argv) - 1} stories are without mistakes")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
