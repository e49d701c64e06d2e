"""Runs of capitalised words: where one ends, small words inside it counted, and what the lists know of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .name_lexicon import Entry, Gazetteer
from .name_words import Word

_LONGEST = 16  # words of a run: what is longer is no name, and is cut

_APOSTROPHES = frozenset("'’")


def _as_is(word: Word) -> str:
    return word.key


def _lowered(word: Word) -> str:
    """ "MOSCOW", as datelines write it, as "Moscow"."""
    return word.key.title() if word.upper else word.key


@dataclass(slots=True)
class Runs:
    """The runs of one sentence; ``lower`` holds the article's words that also stand in small letters."""

    words: Sequence[Word]
    lists: Gazetteer
    lower: frozenset[str]

    def listed(self, at: int, stop: int) -> tuple[Entry, int] | None:
        """The longest listed name at ``at`` and how many words it has."""
        for spelling in (_as_is, _lowered) if self.words[at].upper and len(self.words[at].key) > 3 else (_as_is,):
            limit = min(self.lists.longest.get(spelling(self.words[at]), 0), stop - at)
            for length in range(limit, 0, -1):
                entry = self.lists.phrases.get(" ".join(spelling(w) for w in self.words[at : at + length]))
                if entry is not None and all(w.joined for w in self.words[at + 1 : at + length]):
                    return entry, length
        return None

    def end(self, at: int) -> int:
        """One past the last word of the run that begins at ``at``: capitalised words, with small words between them
        where a title, an organisation or a surname has them."""
        words = self.words
        end = at + 1
        while end < len(words) and end - at < _LONGEST:
            word = words[end]
            if words[end - 1].possessive and not self._inside_listed(at, end):
                break
            if not word.joined and word.text != ",":
                break
            if word.text in _APOSTROPHES:
                owned = self._owned_body(end)
                if owned == end:
                    break
                end = owned
                continue
            if word.capital or (word.text[0].isdigit() and self._number_belongs(end)):
                end += 1
                continue
            bridge = self._bridge(at, end)
            if not bridge:
                break
            end += bridge
        return end

    def _owned_body(self, at: int) -> int:
        """Where a body ends that several own by its name, "Dockers' and Porters' Union"; ``at`` (the apostrophe) when
        there is none."""
        words, sets = self.words, self.lists.sets
        owner = words[at - 1].key
        if not owner.endswith("s") or owner in self.lists.given or owner in self.lists.surnames:
            return at
        for k in range(at + 1, min(at + 6, len(words))):
            inside = words[k].capital or words[k].text in sets["small listing"] or words[k].text in _APOSTROPHES
            if not words[k].joined or not inside:
                break
            if words[k].key in sets["organisation heads"]:
                return k + 1
        return at

    def _inside_listed(self, at: int, end: int) -> bool:
        phrase = self.listed(max(at, end - 1), len(self.words))
        return phrase is not None and phrase[1] > 1

    def _number_belongs(self, end: int) -> bool:
        phrase = " ".join((self.words[end - 1].key, self.words[end].key))
        return phrase in self.lists.phrases

    def _bridge(self, at: int, end: int) -> int:
        """How many small words and the capitalised one after them continue the run (0: none)."""
        words, sets = self.words, self.lists.sets
        small = words[end].text
        if end + 1 >= len(words):
            return 0
        if small in self.lists.particles:
            return self._over_particles(end)
        if small == ",":
            return self._listing(at, end)
        after = end + 1
        if small in sets["small complement"] and words[after].text in sets["small article"]:
            after += 1
        if after >= len(words) or not words[after].capital or not words[after].joined:
            return 0
        if small in sets["small listing"]:
            joins = not small.isalpha() or (self._in_complement(at, end) and not self._starts_name(after))
            return after - end + 1 if joins else 0
        if small not in sets["small complement"]:
            return 0
        opener = words[end - 1].key
        known = self.listed(at, len(words))
        opens = (
            opener in sets["organisation openers"]
            or (small in sets["small of"] and opener in sets["place openers"])
            or (small in sets["small about"] - sets["small of"] and self._in_complement(at, end))
        )
        if opens or (known is not None and at + known[1] > end) or self._long_title(at, end):
            return after - end + 1
        return 0

    def _over_particles(self, end: int) -> int:
        """The same for the particles of a surname: "van der Berg"."""
        words, particles = self.words, self.lists.particles
        after = end + 1
        while after < len(words) and words[after].text in particles and after - end < 3:
            after += 1
        joins = after < len(words) and words[after].capital and words[end - 1].key not in self.lists.common
        return after - end + 1 if joins else 0

    def _in_complement(self, at: int, end: int) -> bool:
        """Whether the run so far is an organisation with what it is for: "Ministry of Trade"."""
        words, openers = self.words, self.lists.sets["organisation openers"]
        about = self.lists.sets["small about"]
        return any(words[k].text in about and words[k - 1].key in openers for k in range(at + 1, end))

    def _listing(self, at: int, end: int) -> int:
        """The rest of a list inside a name: "Ministry of Health, Labour and Welfare" (0: there is none)."""
        if not self._in_complement(at, end) or self._starts_name(end + 1):
            return 0
        words = self.words
        for k in range(end + 1, min(end + 8, len(words) - 1)):
            if words[k].text in self.lists.sets["small listing"]:
                following = words[k + 1].capital and not self._starts_name(k + 1)
                return k + 2 - end if following and words[k - 1].capital else 0
            if not (words[k].capital or words[k].text == ","):
                return 0
        return 0

    def _starts_name(self, at: int) -> bool:
        """Whether a word begins a name of its own ("the Ministry of Justice and Gazprom")."""
        word = self.words[at].key
        if word in self.lists.sets["fields"]:
            return False
        return self.listed(at, len(self.words)) is not None or word in self.lists.given

    def _long_title(self, at: int, end: int) -> bool:
        before = tuple(w.key for w in self.words[max(at, end - 3) : end])
        after = tuple(w.key for w in self.words[end : end + 5])
        whole = before + after
        return any(
            title == whole[k : k + len(title)]
            for k in range(len(before))
            for title in self.lists.long_titles
            if k + len(title) > len(before)
        )
