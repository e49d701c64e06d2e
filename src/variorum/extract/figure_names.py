"""Numbers that are no figures: names, labels, addresses, telephone numbers, scores."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..model import Figure, Span
from . import figure_phrases, numbers
from .document import Document, Sentence
from .figure_found import Found, Page
from .figure_grammar import HYPHENS, Grammar
from .figure_line import Line, Spans

_NET = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")
"""Addresses on the net."""
_NET_SIGNS = ("://", "www.", "@")
_OPAQUE = re.compile(
    r"\+?\(?\d{1,4}\)?(?:[ .-]\(?\d{2,5}\)?){2,5}(?!\d)"  # telephone numbers
    r"|(?<!\w)\d{3,4}-0\d{2,4}(?!\w)"  # the same, of one place
    r"|\b\d{1,3}(?:\.\d{1,4}){2,8}(?!\d)"  # versions, IP addresses
    r"|(?<!\w)\d{1,2}/\d(?!\d)"  # 24/7
)
_DIGIT = re.compile(r"\d")
_LONG_NUMBER = re.compile(r"(?<!\d)\d{3,4}(?!\d)")
_MODEL = re.compile(r"(?<![\w.,])(\d{3,4})[-–]\d{1,4}[A-Z]")
_ATTACHED = re.compile(r"\w[-‐‑/&^:]$")
_RUNS_ON = re.compile(r"[/^:]\w")
_LONGEST_COUNT = 9
"""Digits without separators that a count may have; more are a key."""


def opaque(page: Page, sentence: Sentence, known: Grammar) -> list[Span]:
    """Stretches whose digits count nothing: addresses, telephone numbers, versions, results of a game or a vote."""
    span, text = sentence.span, page.raw
    if not _DIGIT.search(text, span.start, span.end):
        return [r.span for r in results(page, sentence, known)]
    found = [Span(*m.span()) for m in _OPAQUE.finditer(text, span.start, span.end) if _counts_nothing(m.group())]
    piece = span.of(text)
    if any(sign in piece for sign in _NET_SIGNS):
        nets = Spans(Span(*m.span()) for m in _NET.finditer(text, span.start, span.end))
        found = [*nets, *(s for s in found if not nets.meets(s))]
    plain = Spans(found)
    return [*found, *(r.span for r in results(page, sentence, known) if not plain.meets(r.span))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a vote or a game ended; ``numbers`` are the spans of its two sides."""

    span: Span
    numbers: tuple[Span, Span]
    voted: bool


def results(page: Page, sentence: Sentence, known: Grammar) -> list[Result]:
    """``3-1``, ``52 to 48``, ``312 votes to 241``: falling numbers with a hyphen, others beside a word of winning."""
    places = sentence.span.start, sentence.span.end
    matches = list(known.result.finditer(page.raw, *places))
    if any(t.norm in known.names["voted"] for t in sentence.tokens):
        matches += known.result_in_words.finditer(page.low, *places)
    if not matches:
        return []
    words = {t.norm for t in sentence.tokens}
    decided = bool(words & (known.names["result_verbs"] | known.names["voted"]))
    voted = bool(words & known.names["votes"])
    found = []
    for match in matches:
        first, second = (numbers.value_of(match[side], known.language) or 0 for side in "ab")
        falling = first >= second and match["join"] in "-–"
        if falling or match["vote"] or (decided and second and first < _MOST_VOTES):
            sides = (Span(*match.span("a")), Span(*match.span("b")))
            found.append(Result(span=Span(*match.span()), numbers=sides, voted=voted))
    return found


_MOST_VOTES = 500
"""More than any small parliament has, so that "from 600 to 700" is no vote."""
_STOPPED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_ADDRESS = re.compile(r"(?:(?:1?\d{1,2}|2[0-4]\d|25[0-5])\.){3}(?:1?\d{1,2}|2[0-4]\d|25[0-5])")


def _counts_nothing(raw: str) -> bool:
    """Whether a stretch is what its shape says; numbers grouped by blanks or stops and plain fractions look alike."""
    if _STOPPED.fullmatch(raw) and not _ADDRESS.fullmatch(raw):
        return False
    phone = sum(c.isdigit() for c in raw) >= 7 and not re.fullmatch(r"\d{1,3}(?: \d{3})+", raw)
    top, slash, bottom = raw.partition("/")
    fraction = top.isdigit() and bottom.isdigit() and int(top) < int(bottom)
    return phone or (bool(slash) and not fraction) or raw.count(".") >= 2


def designators(document: Document, known: Grammar) -> frozenset[str]:
    """Digits that name a thing somewhere in the article ("Boeing 737", "737s", "A330-200"), and so do elsewhere."""
    found = {m.group(1) for m in _MODEL.finditer(document.text)}
    for sentence in document.sentences:
        if not _LONG_NUMBER.search(document.text, sentence.span.start, sentence.span.end):
            continue
        line = Line(text=document.text, sentence=sentence, known=known, dated=Spans(), cores=Spans())
        for i, token in enumerate(sentence.tokens):
            if not 3 <= len(token.text) <= 4 or not token.text.isdigit():
                continue
            following = line.token(i + 1)
            plural = (
                following is not None and following.start == token.end and following.text == known.phrase.plural_mark
            )
            if plural or (i > 0 and _named(line, i) and not line.titled and not _located(line, i, i + 1)):
                found.add(token.text)
    return frozenset(found)


def _named(line: Line, i: int) -> bool:
    """Whether the word before token ``i`` is a name or a label."""
    before, known = line.tokens[i - 1], line.known
    if before.norm in known.names["plain_labels"] or (before.is_capitalised and before.norm in known.names["labels"]):
        return True
    if before.text.islower() or not before.is_word or before.is_number:
        return False
    if before.norm in known.phrase.stops or before.norm in known.phrase.determiners:
        return False
    return i > 1 or before.norm not in known.names["openers"]


def is_name(line: Line, found: Found, names: frozenset[str], last: Figure | None) -> bool:
    """Whether a number that was found is no figure; ``names`` are the designators of the article, ``last`` is the
    figure before it in the sentence."""
    i = line.index(found.number.start)
    if found.klass == "rank":
        return not found.measured and _idle_rank(line, i, found, last)
    if found.shape == "fraction":
        return _idle_fraction(line, i, found)
    if found.klass in ("percent", "money") or (found.range is not None and found.measured):
        return False
    lead = line.before(found.core.start, 24)
    if (
        _ATTACHED.search(lead)
        or _RUNS_ON.match(line.text, found.core.end)
        or (lead[-1:] in ".,:/#" and lead[-2:-1].isalnum())
    ):
        return True
    if found.measured:
        return _is_letter(line, i, found)
    if found.shape == "words":
        return _idle_word(line, i, found)
    if found.shape != "digits" or found.scaled:
        return False
    return found.number.of(line.text) in names or _idle_digits(line, i, found)


def _is_letter(line: Line, i: int, found: Found) -> bool:
    """Whether a unit of one letter is part of a name ("Long March 4C")."""
    unit = line.text[found.number.end : found.core.end]
    return len(unit) == 1 and unit.isalpha() and i > 0 and _named(line, i) and not line.titled


def _idle_digits(line: Line, i: int, found: Found) -> bool:
    """A bare number in digits that labels or names something."""
    raw, known = found.number.of(line.text), line.known
    if line.text[found.core.end : found.core.end + 1].isalpha():
        return True
    if (len(raw) > _LONGEST_COUNT and raw.isdigit()) or _idle_tail(line, found):
        return True
    if "," in raw:
        return False
    if _is_age(line, i, found):
        return True
    label = i - 2 if line.norm(i - 1) == "." else i - 1
    if line.norm(label) in known.names["rank_labels"] or line.norm(label) in known.names["plain_labels"]:
        return True
    if i > 0 and _named(line, i) and not line.titled:
        return not _located(line, i, line.index(found.core.end))
    return _street(line, i) or _model(line, i, found)


_YOUNGEST, _OLDEST = 5, 115


def _is_age(line: Line, i: int, found: Found) -> bool:
    """``he was 95.``, ``who turned 41 when``: a person and a bare number."""
    names, after = line.known.names, line.token(line.index(found.core.end))
    turned = line.norm(i - 1) in names["turning"]
    told = turned or (line.norm(i - 1) in names["age_verbs"] and line.norm(i - 2) in names["age_pronouns"])
    ends = after is None or not after.is_word or after.norm in names["age_before"]
    return told and ends and _YOUNGEST <= (found.value or 0) <= _OLDEST


def _located(line: Line, i: int, at: int) -> bool:
    """``In Sund 37 people died``: the name before number ``i`` is a place that what follows, token ``at``, is counted
    in."""
    k, after = i - 1, line.token(at)
    while k > 0 and line.tokens[k - 1].is_capitalised and line.norm(k - 1) not in line.known.names["locative"]:
        k -= 1
    if line.norm(k - 1) not in line.known.names["locative"] or after is None or not after.text.islower():
        return False
    return after.norm in line.known.names["persons"]


def _street(line: Line, i: int) -> bool:
    """``10 Elm Street``."""
    following = line.tokens[i + 1 : i + 4]
    if not following or not following[0].is_capitalised:
        return False
    return any(t.norm in line.known.names["street"] and t.is_capitalised for t in following)


def _model(line: Line, i: int, found: Found) -> bool:
    """``their 737 airliner``: three digits or four, and one thing after them and not several; so "a 5 airliner"."""
    begin, phrase = line.index(found.core.end), line.known.phrase
    first = line.token(begin)
    if first is None or not first.is_word or found.bound != "exact":
        return False
    if line.norm(i - 1) in phrase.articles:
        return first.text.islower() and not figure_phrases.is_plural(first, line.known)
    if len(line.tokens[i].text) < 3 or not line.tokens[i].text.isdigit():
        return False
    if first.norm in phrase.stops or first.norm in phrase.adverbs or first.norm in phrase.more or line.is_past(begin):
        return False
    return figure_phrases.counted(line, begin, found) is None


def as_rank(line: Line, found: Found) -> Found:
    """``the world No. 1``, ``his number two``: a rank; ``reactor No. 4`` is none."""
    if found.klass != "amount" or found.measured or found.range is not None or found.bound != "exact":
        return found
    i, names = line.index(found.number.start), line.known.names
    label = i - 2 if line.norm(i - 1) == "." else i - 1
    lead, _, word = line.norm(label).rpartition("-")  # "the then-No. 1"
    if word not in names["rank_labels"] or not (lead or line.norm(label - 1) in names["ranked"]):
        return found
    street = line.token(line.index(found.core.end))
    if (street is not None and street.is_capitalised) or not 0 < (found.value or 0) <= _LOWEST_RANK:
        return found
    return replace(found, klass="rank", shape="ordinal", measured=True)


_LOWEST_RANK = 200


def _ranks_alone(line: Line, i: int, last: Figure | None) -> bool:
    """Whether an ordinal without a noun ranks: "finished ninth", "came 21st, her sister ninth"."""
    if line.norm(i - 1) in line.known.names["rank_verbs"]:
        return True
    return last is not None and last.klass == "rank" and last.span.start >= line.sentence.span.start


def _idle_rank(line: Line, i: int, found: Found, last: Figure | None) -> bool:
    """Ordinals that rank nothing: "first steps", "the second of them", "Third Avenue"."""
    names, token, j = line.known.names, line.tokens[i], line.index(found.core.end)
    following, after = line.norm(j), line.token(j)
    if token.norm in names["idle_ordinals"]:
        return following not in names["ranked_firsts"]
    bare = after is None or not after.is_word or following in line.known.phrase.stops
    if bare and _ranks_alone(line, i, last):
        return False
    if after is None or following in names["idle_after_ordinal"]:
        return True
    if not after.is_word or (following in line.known.phrase.stops and not token.is_number):
        return not token.is_number
    if not after.is_capitalised or line.titled:
        return False
    return line.norm(j + 1) in names["street"] if token.is_number else token.is_capitalised


def _idle_fraction(line: Line, i: int, found: Found) -> bool:
    """``the second half``, ``third quarter``, ``half-brother``: no share."""
    names, token, j = line.known.names, line.tokens[i], line.index(found.core.end)
    following = line.norm(j)
    single = i + 1 == j
    if token.text.istitle() and i > 0 and not line.titled:
        return True
    if line.text[found.core.end : found.core.end + 1] in tuple(HYPHENS):
        return True
    if single and (line.norm(i - 1) in names["before_half"] or following in names["after_half"]):
        return True
    return not single and following in names["after_quarter"]


def _idle_tail(line: Line, found: Found) -> bool:
    """``two-faced``, ``20-fold``."""
    tail = re.match(rf"[{HYPHENS}]([^\W\d_]+)", line.text[found.core.end : found.core.end + 20])
    return tail is not None and figure_phrases.idle_compound(tail.group(1), line.known)


def _idle_word(line: Line, i: int, found: Found) -> bool:
    """Number words that count nothing: "one another", "Group of Seven", "two-faced"."""
    names, token = line.known.names, line.token(i)
    if token is None:
        return False
    if _idle_tail(line, found):
        return True
    before = line.token(i - 1)
    named = token.is_capitalised and not (token.text.isupper() and len(token.text) > 1)  # "at least FOUR dead"
    if named and before is not None and before.is_word and not line.titled:
        return True
    if line.norm(i - 1) in names["word_labels"] or (found.value == 2 and line.norm(i - 1) in names["both"]):
        return True
    if found.value != 1 or found.core.end != token.end:
        return False
    after = line.token(i + 1)
    if after is None or not after.is_word or line.norm(i - 1) in names["one_after"]:
        return True
    return after.norm in names["one_idle"] or after.norm in line.known.phrase.stops
