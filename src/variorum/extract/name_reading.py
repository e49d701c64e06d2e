"""Cutting a run of capitalised words into the names it holds.

A run is read from its left: a listed name, an organisation by its head ("Ministry", "University of ..."), a title
(dropped; what follows is a person), and so on.  What no list knows is left to the article's other mentions
(:mod:`names`): it gets a kind by its looks and a low ``strength``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model import NameKind, Span
from . import cues
from .name_lexicon import Entry, Gazetteer, Gender
from .name_runs import Runs
from .name_words import Word

LISTED, HEADED, LIKELY, WEAK, UNKNOWN = 5, 4, 3, 1, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name found: ``strength`` (0 to 5) tells how sure its kind is; ``words`` are its keys; ``title`` the keys of the
    title before it; ``entry`` what the lists know of it."""

    span: Span
    kind: NameKind
    strength: int
    words: tuple[str, ...]
    initial: bool
    sentence: int
    title: tuple[str, ...] = ()
    gender: Gender | None = None
    entry: Entry | None = None


@dataclass(slots=True)
class Reader:
    """Reads the runs of one sentence."""

    runs: Runs
    sentence: int

    @property
    def words(self) -> Sequence[Word]:
        return self.runs.words

    @property
    def lists(self) -> Gazetteer:
        return self.runs.lists

    def mentions(self) -> list[Mention]:
        found: list[Mention] = []
        at = 0
        while at < len(self.words):
            if not self.words[at].capital:
                at += 1
                continue
            stop = self.runs.end(at)
            self._read_run(at, stop, found)
            at = stop
        return found

    def _read_run(self, at: int, stop: int, found: list[Mention]) -> None:
        while at < stop:
            at = self._read_one(at, stop, found)

    def _read_one(self, at: int, stop: int, found: list[Mention]) -> int:
        """Read what begins at ``at``; returns where to go on."""
        words, lists = self.words, self.lists
        if not words[at].capital:
            return at + 1
        listed = self.runs.listed(at, stop)
        reach = at + listed[1] if listed else 0
        if self._is_filler(at, stop) and (listed is None or (listed[1] == 1 and words[at].key in lists.common)):
            return at + 1
        title_end = self._title(at, stop)
        head = self._headed(at, stop)
        if head is not None and head[0] > max(title_end, reach):
            self._emit(at, head[0], head[1], HEADED, found)
            return head[0]
        if words[at].key in lists.sets["directions"] and at + 1 < stop and (listed is None or listed[1] == 1):
            beyond = self.runs.listed(at + 1, stop)
            if beyond is not None and beyond[0].kind in ("group", "place"):
                self._emit(at, at + 1 + beyond[1], beyond[0].kind, HEADED, found)
                return at + 1 + beyond[1]
        if listed is not None and self._is_currency(at + listed[1]):
            return at + listed[1]
        if listed is not None and not self._is_person_start(at, stop, listed):
            self._emit(at, at + listed[1], listed[0].kind, LISTED, found, entry=listed[0])
            return at + listed[1]
        if title_end > at:
            return self._after_title(at, title_end, stop, found)
        return self._plain(at, stop, found)

    def _is_currency(self, after: int) -> bool:
        """ "US $5": no country."""
        return after < len(self.words) and self.words[after].text in ("$", "£", "€")

    def _is_filler(self, at: int, stop: int) -> bool:
        """A capital that is due to the word's place, or to no name at all ("Monday", "The")."""
        word = self.words[at]
        if word.key in self.lists.common:
            if not word.initial and self._headed(at, stop) is not None:
                return False
            named = word.key in self.lists.given and at + 1 < stop and self.runs.listed(at + 1, stop) is None
            return not named
        if not word.initial or at + 1 >= stop or word.key in self.lists.given or self.lists.titles(word.key):
            return False
        return word.text.casefold() in self.runs.lower and not self._headed(at, stop)

    def _is_person_start(self, at: int, stop: int, listed: tuple[Entry, int]) -> bool:
        """A listed one-word name that is a given name here: "Jordan Peele", "Paris Hilton"."""
        words, lists = self.words, self.lists
        if listed[1] != 1 or words[at].key not in lists.given or at + 1 >= stop or words[at].possessive:
            return False
        following = words[at + 1]
        return self.runs.listed(at + 1, stop) is None and not lists.titles(following.key) and not following.upper

    def _title(self, at: int, stop: int) -> int:
        """Where the title that begins at ``at`` ends (``at`` itself: there is none)."""
        words, lists = self.words, self.lists
        for title in lists.long_titles:
            if words[at].key == title[0] and tuple(w.key for w in words[at : at + len(title)]) == title:
                return at + len(title)
        end = at
        k = at
        while k < stop and (lists.titles(words[k].key) or words[k].key in lists.modifiers):
            k += 1
            if lists.titles(words[k - 1].key):
                end = k
        if end < stop and words[end - 1].possessive:
            return at
        return end

    def _after_title(self, at: int, end: int, stop: int, found: list[Mention]) -> int:
        """What follows a title is a person, unless the lists know it for something else."""
        words, lists = self.words, self.lists
        if end >= stop:
            return end
        listed = self.runs.listed(end, stop)
        if listed is not None and listed[0].kind != "person" and not self._is_person_start(end, stop, listed):
            return end
        person_end = self._person_end(end, stop)
        title = tuple(w.key for w in words[at:end])
        gender = next((lists.honorifics[t] for t in reversed(title) if lists.honorifics.get(t)), None)
        self._emit(end, person_end, "person", HEADED, found, title=title, gender=gender)
        return person_end

    def _person_end(self, at: int, stop: int) -> int:
        """A person's name ends at a possessive, a new title, or a listed name of something else."""
        words, sets = self.words, self.lists.sets
        small = sets["small complement"] | sets["small listing"]
        k = at + 1
        while k < stop and k - at < 6 and not words[k - 1].possessive:
            if words[k].text in small or words[k].key in self.lists.common:
                break
            title = self._title(k, stop)
            if k < title < stop:
                break
            listed = self.runs.listed(k, stop)
            if listed is not None and k + listed[1] < stop and self._title(k + listed[1], stop) > k + listed[1]:
                break
            k += 1
        while k > at + 1 and words[k - 1].text in self.lists.particles and words[k - 1].text.islower():
            k -= 1
        return k

    def _headed(self, at: int, stop: int) -> tuple[int, NameKind] | None:
        """The end and kind of a name that its first or last words tell: "Ministry of ...", "... University"."""
        words, sets = self.words, self.lists.sets
        best: tuple[int, NameKind] | None = None
        for k in range(at, stop):
            word = words[k].key
            if k > at and self._person_with_title(k, stop):
                break
            kind = self._head_kind(at, k, stop)
            if kind is not None:
                best = (k + 1, kind)
            if k == at and word in sets["place openers"] and k + 2 < stop and words[k + 1].text in sets["small of"]:
                return self._complement_end(k + 1, stop), "place"
            if word in sets["organisation openers"] and k + 1 < stop and words[k + 1].text in sets["small complement"]:
                end = self._complement_end(k + 1, stop)
                best = (end, "organisation")
                if end >= stop:
                    break
        return best

    def _head_kind(self, at: int, k: int, stop: int) -> NameKind | None:
        words, sets = self.words, self.lists.sets
        word = words[k].key
        if k == at:
            return None
        if word in sets["organisation heads"] and not (k + 1 < stop and words[k + 1].text in sets["small about"]):
            return "organisation"
        if word in sets["facility heads"]:
            return "facility"
        if word in sets["place heads"]:
            return "place"
        if word in sets["event heads"]:
            return "event"
        if word in sets["other heads"]:
            return "other"
        return None

    def _person_with_title(self, k: int, stop: int) -> bool:
        """From ``k`` on there is a title with a person's name after it."""
        word = self.words[k].key
        if word not in self.lists.offices and word not in self.lists.honorifics:
            return False
        return k + 1 >= stop or self.words[k + 1].capital

    def _complement_end(self, at: int, stop: int) -> int:
        """Where the part after "of" ends: before a title that begins a new name."""
        k = at + 1
        while k < stop:
            if self.words[k - 1].possessive or (k > at + 1 and self._person_with_title(k, stop)):
                break
            k += 1
        return k

    def _plain(self, at: int, stop: int, found: list[Mention]) -> int:
        """No list and no head knows the run: a person by a given name, else a guess by its looks."""
        words, lists = self.words, self.lists
        firm = self._firm_end(at, stop)
        if firm:
            self._emit(at, firm, "organisation", HEADED, found)
            return firm
        end = self._person_end(at, stop)
        length = end - at
        first = words[at]
        if length >= 2 and first.key in lists.given:
            self._emit(at, end, "person", LIKELY, found)
        elif length >= 2:
            self._emit(at, end, self._by_looks(at, end), WEAK, found)
        elif first.upper and 2 <= len(first.text) <= 7:
            if not {first.key, first.key.removesuffix("s")} & lists.sets["no organisation"]:
                self._emit(at, end, "organisation", LIKELY, found)
        elif first.key in lists.given or first.key in lists.surnames:
            self._emit(at, end, "person", WEAK + 1, found)
        elif len(first.text) > 1 and first.text.removesuffix("s") not in lists.sets["no organisation"]:
            self._emit(at, end, *self._by_context(at), found)
        return end

    def _firm_end(self, at: int, stop: int) -> int:
        """Where a firm of partners ends, "Vask & Quill" (0: there is none)."""
        words, listing = self.words, self.lists.sets["small listing"]
        sign = next((k for k in range(at + 1, min(at + 3, stop)) if words[k].text in listing), 0)
        if not sign or words[sign].text.isalpha() or sign + 1 >= stop or self._title(sign + 1, stop) > sign + 1:
            return 0
        if any(words[k].possessive for k in range(at, sign)) or len(words[at].text) + len(words[sign + 1].text) < 3:
            return 0
        end = sign + 2
        while end < stop and not words[end - 1].possessive and words[end].capital and not self._title(end, stop) > end:
            end += 1
        return end

    def _by_looks(self, at: int, end: int) -> NameKind:
        """Several unknown words: a place by its first, no person when one is an abstract or common noun."""
        words, lists = self.words, self.lists
        if words[at].key in lists.sets["place openers"]:
            return "place"
        for w in words[at:end]:
            if w.key.endswith(lists.endings) and len(w.key) > 6:
                return "organisation" if at and words[at - 1].text in lists.sets["small article"] else "other"
        if all(w.text.casefold() in self.runs.lower for w in words[at:end]):
            return "other"
        return "person"

    def _by_context(self, at: int) -> tuple[NameKind, int]:
        """A single unknown word: what stands before and after it."""
        words, sets = self.words, self.lists.sets
        before = words[at - 1].text if at else ""
        following = words[at + 1].text if at + 1 < len(words) else ""
        if before in self.lists.title_nouns:
            return "person", LIKELY
        if before in sets["small of"] and at > 1 and words[at - 2].key in sets["place nouns"]:
            return "place", HEADED
        if words[at].key in sets["place heads"] or words[at].key in sets["place openers"]:
            return "other", UNKNOWN
        if following in sets["place nouns"]:
            return "place", LIKELY
        if before in sets["small inside"]:
            return "place", LIKELY
        if before in sets["place cues"]:
            return "place", WEAK
        if following[:1].isupper() and self._title(at + 1, len(words)) > at + 1:  # "Ruritanian President"
            return ("group", LIKELY) if words[at].key.endswith(self.lists.origins) else ("organisation", WEAK)
        if following in cues.load().quotative:
            return "person", WEAK
        if before.casefold() in sets["small article"]:
            return "organisation", UNKNOWN if following[:1].islower() else WEAK
        plain = words[at].key.endswith(self.lists.endings) or words[at].text.casefold() in self.runs.lower
        return ("other" if plain else "person"), UNKNOWN

    def _emit(
        self,
        at: int,
        end: int,
        kind: NameKind,
        strength: int,
        found: list[Mention],
        *,
        title: tuple[str, ...] = (),
        gender: Gender | None = None,
        entry: Entry | None = None,
    ) -> None:
        words = self.words
        found.append(
            Mention(
                span=Span(words[at].start, words[end - 1].end),
                kind=kind,
                strength=strength,
                words=tuple(w.key for w in words[at:end]),
                initial=words[at].initial,
                sentence=self.sentence,
                title=title,
                gender=gender,
                entry=entry,
            )
        )
