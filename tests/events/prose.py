"""The sentences of a report, as pieces that know which item they give."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from tests.events.draw import QUOTED, Version, versions
from tests.events.story import PRONOUNS, STOPS, Item, Speaker, Story

_QUOTED_WORDS = re.compile(r"“([^”]*)”")
_ASIDE = re.compile(r"^(whether|if|who|what|why|how|when|where)\b")
_CLOSES_SOFTLY = ",;"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a report.  ``part`` tells what they are: the ``words`` of an item in quotation marks,
    those ``told`` without, the ``rest`` of its sentence, ``lead``, ``note``, ``chrome`` or ``link`` (between items)."""

    text: str
    item: str = ""
    part: str = "link"


@dataclass(frozen=True, slots=True)
class Style:
    """The quotation marks of an outlet; ``inside``: commas and stops go before the closing mark."""

    opening: str
    closing: str
    inside: bool = True
    ellipsis: str = "..."


CURLY, STRAIGHT, BRITISH = Style("“", "”", ellipsis="…"), Style('"', '"'), Style("‘", "’", inside=False)

Paragraph = list[Piece]


@dataclass(slots=True)
class Writer:
    """Writes the sentences of one report; it knows whom the reader has met and who spoke last."""

    story: Story
    rng: Random
    style: Style
    met: set[str] = field(default_factory=set)
    spoke: str = ""

    def sees(self, text: str) -> None:
        """Takes note of the people that a text introduces."""
        self.met |= {s.id for s in self.story.speakers if any(form.rstrip(",") in text for form in s.first)}

    def sentence(self, item: Item, version: Version) -> Paragraph:
        """An item as a sentence of its own."""
        if item.kind != "statement":
            return self._of_a_value(item, version) if item.kind != "fact" else self._told_plainly(item, version)
        match version.op:
            case "narrated":
                return self._told_plainly(item, version)
            case "partial":
                return self._partial(item, version)
            case "relayed":
                return self._relayed(item, version)
            case op if op in QUOTED:
                return self._quotation(item, version)
            case _:
                return self._indirect(item, version)

    def _told_plainly(self, item: Item, version: Version) -> Paragraph:
        self.spoke = ""
        return [Piece(versions(item, version.op)[version.n], item.id, "told")]

    def _of_a_value(self, item: Item, version: Version) -> Paragraph:
        text = item.texts[version.text]
        if item.speaker:
            text = self._named(text, self.story.speaker(item))
        else:
            self.spoke = ""
        before, placed, after = re.split(r"\{([nNtT])\}", text)
        value = versions(item, version.op)[version.n]
        shown = capital(value) if placed.isupper() or not before else value
        pieces = [Piece(before, item.id, "rest"), Piece(shown, item.id, "told"), Piece(after, item.id, "rest")]
        return [p for p in pieces if p.text]

    def _named(self, text: str, speaker: Speaker) -> str:
        if "{S}" in text:
            text = text.replace("{S}", capital(self.name(speaker)))
        if "{s}" in text:
            text = text.replace("{s}", self.name(speaker, bare=True))
        self.spoke = speaker.id
        return text

    def name(self, speaker: Speaker, *, bare: bool = False) -> str:
        """The speaker as this point of the report calls him; ``bare``: without anything between commas."""
        if speaker.id not in self.met:
            self.met.add(speaker.id)
            form = self.rng.choice(speaker.first)
            return form.split(",")[0] if bare else form
        pronouns = [f for f in speaker.later if f in PRONOUNS]
        if self.spoke == speaker.id and pronouns and self.rng.random() < 0.5:
            return self.rng.choice(pronouns)
        return self.rng.choice([f for f in speaker.later if f not in PRONOUNS])

    def _partial(self, item: Item, version: Version) -> Paragraph:
        text = self._named(item.partial[version.n], self.story.speaker(item))
        pieces, at = [], 0
        for found in _QUOTED_WORDS.finditer(text):
            pieces.append(Piece(text[at : found.start()] + self.style.opening, item.id, "rest"))
            words = found.group(1).rstrip(",.;")
            pieces.append(Piece(words, item.id, "words"))
            pieces.append(Piece(found.group(1)[len(words) :] + self.style.closing, item.id, "rest"))
            at = found.end()
        pieces.append(Piece(text[at:], item.id, "rest"))
        return [p for p in pieces if p.text]

    def _relayed(self, item: Item, version: Version) -> Paragraph:
        text = item.relayed[version.n]
        before, placed, after = re.split(r"\{(words|trim)\}", text)
        words = item.words if placed == "words" else item.trim
        before = before.replace("“", self.style.opening)
        if after in ("”", "”."):
            body, after = _bare(words), self._close(words)
        else:
            body, after = words.rstrip("."), after.replace("”", self.style.closing)
        self.spoke = ""
        return [Piece(before, item.id, "rest"), Piece(body, item.id, "words"), Piece(after, item.id, "rest")]

    def _indirect(self, item: Item, version: Version) -> Paragraph:
        clause, speaker = versions(item, version.op)[version.n], self.story.speaker(item)
        asked = _ASIDE.match(clause)
        verb = self._verb(item, asked=bool(asked))
        way = self.rng.random()
        plain = verb == item.verbs[0] and not asked
        if plain and way < 0.15:
            name = self.name(speaker)
            self.spoke = speaker.id
            comma = "" if name.endswith(",") else ","
            return [
                Piece(f"According to {_object(name)}{comma} ", item.id, "rest"),
                Piece(clause, item.id, "told"),
                Piece(".", item.id, "rest"),
            ]
        if plain and way < 0.3:
            name = self.name(speaker)
            self.spoke = speaker.id
            return [Piece(capital(clause), item.id, "told"), Piece(f", {name} {verb}.", item.id, "rest")]
        that = "" if asked or self.rng.random() < 0.35 else "that "
        name = capital(self.name(speaker))
        self.spoke = speaker.id
        return [
            Piece(f"{name} {verb} {that}", item.id, "rest"),
            Piece(clause, item.id, "told"),
            Piece(".", item.id, "rest"),
        ]

    def _verb(self, item: Item, *, asked: bool = False) -> str:
        if asked:
            return next((v for v in item.verbs if "ask" in v or "wonder" in v), item.verbs[0])
        return item.verbs[0] if self.rng.random() < 0.75 else self.rng.choice(item.verbs)

    def _quotation(self, item: Item, version: Version) -> Paragraph:
        words, speaker = self._words(item, version), self.story.speaker(item)
        verb, way = self._verb(item), self.rng.random()
        middle = self._middle(words) if way < 0.25 else None
        if middle:
            one, joint, two = middle
            name = self.name(speaker)
            self.spoke = speaker.id
            return [
                *self._opened(one, item),
                Piece(f"{self._soft()} {name} {verb}{joint} {self.style.opening}", item.id, "rest"),
                Piece(_bare(two), item.id, "words"),
                Piece(self._close(two), item.id, "rest"),
            ]
        if way < 0.45:
            name = capital(self.name(speaker))
            self.spoke = speaker.id
            mark = self.rng.choice((",", ":"))
            return [
                Piece(f"{name} {verb}{mark} {self.style.opening}", item.id, "rest"),
                Piece(_bare(words), item.id, "words"),
                Piece(self._close(words), item.id, "rest"),
            ]
        return [
            *self._opened(words, item),
            Piece(f"{self._soft(words)} {self._after(speaker, verb)}.", item.id, "rest"),
        ]

    def _words(self, item: Item, version: Version) -> str:
        return capital(versions(item, version.op)[version.n]).replace("...", self.style.ellipsis)

    def _middle(self, words: str) -> tuple[str, str, str] | None:
        """Where an attribution may interrupt: at a comma, after three words and before three."""
        places = [m.start() for m in re.finditer(r", ", words)]
        able = [p for p in places if len(words[:p].split()) >= 3 and len(words[p + 2 :].split()) >= 3]
        if not able:
            return None
        at = self.rng.choice(able)
        return words[:at], ",", words[at + 2 :]

    def _opened(self, words: str, item: Item) -> Paragraph:
        return [Piece(self.style.opening, item.id, "rest"), Piece(_bare(words), item.id, "words")]

    def _soft(self, words: str = "") -> str:
        """The end of a quotation inside a sentence: a comma for a stop, a question mark as it stands."""
        mark = words[-1] if words.endswith(("?", "!")) else ","
        if mark != ",":
            return mark + self.style.closing
        return f",{self.style.closing}" if self.style.inside else f"{self.style.closing},"

    def _close(self, words: str) -> str:
        """The end of a quotation that ends its sentence."""
        mark = words[-1] if words.endswith(STOPS) else "."
        whole = words[:1].isupper() or mark != "."
        return mark + self.style.closing if self.style.inside or whole else self.style.closing + mark

    def _after(self, speaker: Speaker, verb: str) -> str:
        name = self.name(speaker)
        self.spoke = speaker.id
        inverted = name not in PRONOUNS and verb == "said" and self.rng.random() < 0.35
        return f"{verb} {name.rstrip(',')}" if inverted else f"{name} {verb}"

    def joined(self, given: list[tuple[Item, Version]]) -> list[Paragraph]:
        """Two or three remarks of one speaker as one quotation of several sentences, or one over two paragraphs."""
        speaker = self.story.speaker(given[0][0])
        quoted = [(item, self._words(item, v)) for item, v in given]
        verb, way = self._verb(given[0][0]), self.rng.random()
        if way < 0.4:  # "...," she said. "... ..."
            (item, words), *rest = quoted
            first = [
                *self._opened(words, item),
                Piece(f"{self._soft(words)} {self._after(speaker, verb)}. ", item.id, "rest"),
            ]
            return [first + self._run(rest)]
        if way < 0.6:  # She said: "... ..."
            name = capital(self.name(speaker))
            self.spoke = speaker.id
            return [[Piece(f"{name} {verb}: "), *self._run(quoted)]]
        if way < 0.8:  # "... ...," she said.
            pieces = self._run(quoted)[:-1]
            return [[*pieces, Piece(f"{self._soft(quoted[-1][1])} {self._after(speaker, verb)}.")]]
        (item, words), *rest = quoted  # one that runs on over a paragraph
        name = capital(self.name(speaker))
        self.spoke = speaker.id
        return [
            [Piece(f"{name} {verb}: "), *self._opened(words, item), Piece(_stop(words), item.id, "rest")],
            self._run(rest),
        ]

    def _run(self, quoted: list[tuple[Item, str]]) -> Paragraph:
        """Sentences inside one pair of marks; the last piece closes it."""
        pieces = [Piece(self.style.opening)]
        for n, (item, words) in enumerate(quoted):
            pieces.append(Piece(_bare(words), item.id, "words"))
            last = n == len(quoted) - 1
            pieces.append(Piece(self._close(words) if last else f"{_stop(words)} ", item.id, "rest"))
        return pieces


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _bare(words: str) -> str:
    return words.rstrip(".?!")


def _stop(words: str) -> str:
    return words[-1] if words.endswith(STOPS) else "."


def _object(name: str) -> str:
    """A speaker after a preposition."""
    return {"he": "him", "she": "her", "they": "them"}.get(name, name)
