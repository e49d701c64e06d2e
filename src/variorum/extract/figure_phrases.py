"""The words around a figure: what it counts, what it measures, and whether it tells a change.

No tagger runs here.  A noun phrase is found by what it cannot hold (function words, verbs of change, punctuation) and
by what ends it (a plural after a number), which newswire keeps to well enough.  Tokens are named by their index.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Change, Span
from ..text import Token
from .figure_found import NEAR, Found
from .figure_grammar import HYPHENS, Grammar
from .figure_line import Line

LONGEST = 9
"""Words that a noun phrase may have."""
_MOST_ADJECTIVES = 3
"""Words that may lie between "one" and its noun."""
_BRIDGE = 7
"""Words that may lie between a figure and the noun phrase that it is the measure of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a number counts: the noun in the singular and the phrase from the number to it."""

    unit: str
    span: Span


def singular(noun: str, known: Grammar) -> str:
    """The singular of a plural noun, in small letters."""
    lowered = known.phrase.possessive.sub("", noun.casefold())
    base = lowered.rpartition("-")[2] or lowered
    phrase = known.phrase
    if base in phrase.singular:
        return phrase.singular[base]
    if base in phrase.plural or base in phrase.not_plural:
        return base
    for pattern, ending in phrase.singular_rules:
        if pattern.search(base):
            return pattern.sub(ending, base)
    return base


def is_plural(token: Token, known: Grammar) -> bool:
    """Whether a word looks like a plural noun."""
    word = token.text.casefold().rpartition("-")[2]
    phrase = known.phrase
    if word in phrase.plural:
        return True
    if word in phrase.not_plural or word.endswith(phrase.not_plural_endings):
        return False
    return len(word) > 3 and word.endswith(phrase.plural_mark) and word.isalpha()


def idle_compound(word: str, known: Grammar) -> bool:
    """Whether the word after a number and a hyphen is counted by nobody ("two-faced", "one-way")."""
    lowered = word.casefold()
    return lowered in known.names["hyphen_idle"] or lowered.endswith(known.phrase.verbal_endings)


def _stops(token: Token, known: Grammar) -> bool:
    return not token.is_word or token.norm in known.phrase.stops


def _possessive(token: Token, known: Grammar) -> bool:
    return token.text.endswith(known.phrase.possessives)


def counted(line: Line, at: int, found: Found) -> Counted | None:
    """The noun that the number before token ``at`` counts, and the words up to it."""
    tokens, known = line.tokens, line.known
    phrase, begin = known.phrase, at
    first, second = line.token(at), line.token(at + 1)
    joined = line.token(at - 1)
    if joined is not None and found.core.end < joined.end and line.text[found.core.end] in HYPHENS:
        return _joined(line, at, found)
    if first and second and first.text in HYPHENS and first.start == found.core.end and second.start == first.end:
        return _compound(line, at + 1)
    if line.norm(at) in phrase.of:
        at += 1
        while at < line.size and (
            tokens[at].norm in phrase.determiners or tokens[at].is_number or _possessive(tokens[at], known)
        ):
            at += 1
        begin = at
    head = last = None
    for i in range(at, min(at + LONGEST, line.size)):
        token = tokens[i]
        if (token.text in "\"“”'’" and head is None) or line.says_more(i):
            continue
        if (
            line.is_dated(i)
            or token.is_number
            or (_stops(token, known) and not (token.norm in phrase.more and i == at))
        ):
            break
        plural = is_plural(token, known)
        if head is not None and plural and _has_object(line, i):
            break
        if (head is not None and not plural) or (not plural and i > at and line.is_past(i)):
            break
        head = i if plural else head
        last = i
    single = found.value == 1 and found.range is None and last is not None and last - at <= _MOST_ADJECTIVES
    if head is None and single and last is not None and not tokens[last].norm.endswith(phrase.verbal_endings):
        head = last
    if head is None:
        return None
    return Counted(
        unit=singular(tokens[head].text, known), span=Span(tokens[begin].start, tokens[_state(line, head)].end)
    )


def _has_object(line: Line, i: int) -> bool:
    """Whether what looks like a plural is a verb: a number or a determiner follows ("12 buses carry the ...")."""
    following = line.token(i + 1)
    return following is not None and (following.is_number or following.norm in line.known.phrase.determiners)


def _compound(line: Line, at: int) -> Counted | None:
    """``12-member panel``: the word after the hyphen is counted."""
    word = line.tokens[at]
    noun = word.text.split("-")[0]
    if not word.is_word or idle_compound(noun, line.known) or noun.casefold() in line.known.names["hyphen_bound"]:
        return None
    return Counted(unit=singular(noun, line.known), span=run_right(line, at, linked=False) or word.span)


def _joined(line: Line, at: int, found: Found) -> Counted | None:
    """``nine-member board``, one token: what stands after the hyphen is counted."""
    noun = Span(found.core.end + 1, line.tokens[at - 1].end)
    word = noun.of(line.text).split("-")[0]
    if not word.isalpha() or idle_compound(word, line.known) or word.casefold() in line.known.names["hyphen_bound"]:
        return None
    more = run_right(line, at, linked=False)
    return Counted(unit=singular(word, line.known), span=noun.to(more) if more else noun)


def unit_of(line: Line, at: int) -> Token | None:
    """The noun before token ``at`` that is a unit and is followed by "of": "a magnitude of"."""
    named = line.norm(at - 1) in line.known.phrase.of and line.norm(at - 2) in line.known.names["units_before"]
    return line.token(at - 2) if named else None


_BRACKETED = 8
"""Words that brackets after a figure may hold."""


def past_brackets(line: Line, at: int) -> int:
    """The token after the brackets that open at token ``at``, where they hold a figure; ``at`` itself otherwise."""
    for i in range(at + 1, min(at + _BRACKETED, line.size)):
        if line.norm(i) == ")":
            return i + 1 if any(line.cores.at(line.tokens[k].start) for k in range(at, i)) else at
    return at


def _state(line: Line, head: int) -> int:
    """The last token of "people killed", "soldiers already handed over"; ``head`` itself when none follows."""
    phrase, i = line.known.phrase, head + 1
    while line.norm(i) in phrase.adverbs:
        i += 1
    return i if line.norm(i) in phrase.states else head


def remainder(line: Line, at: int) -> Span | None:
    """What stands in the place of a noun: "6,000 already handed over"."""
    phrase, i = line.known.phrase, at
    while line.norm(i) in phrase.adverbs:
        i += 1
    if line.norm(i) in phrase.states:
        i += 1
    elif i < line.size and line.is_past(i):
        i += 1
        if line.norm(i) in phrase.particles:
            i += 1
    return Span(line.tokens[at].start, line.tokens[i - 1].end) if i > at else None


def run_right(line: Line, at: int, *, linked: bool = True) -> Span | None:
    """The noun phrase from token ``at`` (determiners passed over), with one link ("reduction in its forecast")."""
    tokens, known = line.tokens, line.known
    phrase, change = known.phrase, known.change
    while line.norm(at) in phrase.determiners:
        at += 1
    end = at
    while end < line.size and end - at < LONGEST and (line.says_more(end) or not _ends(line, end)):
        verb = line.is_past(end) or (tokens[end].norm in change.words and tokens[end].norm not in change.nouns)
        if end > at and verb:
            break
        end += 1
    if end == at:
        return None
    span = Span(tokens[at].start, tokens[end - 1].end)
    if linked and line.norm(end) in phrase.links and tokens[end - 1].norm in change.nouns:
        more = run_right(line, end + 1, linked=False)
        return span.to(more) if more else span
    return span


def _ends(line: Line, i: int) -> bool:
    return _stops(line.tokens[i], line.known) or line.is_dated(i)


def governor(line: Line, at: int) -> tuple[Span | None, bool]:
    """The noun phrase left of the figure that begins at token ``at``, that it is the measure of ("the spending target
    to"), and whether another figure was met first.

    Prepositions, auxiliaries, adverbs and verbs of change between them are passed over.
    """
    known, i, bridged = line.known, at - 1, False
    change = known.change
    for _ in range(_BRIDGE):
        if i < 0:
            return None, False
        if line.cores.at(line.tokens[i].start):
            return None, True
        norm = line.tokens[i].norm
        if line.is_dated(i):
            i -= 2 if line.norm(i - 1) in known.phrase.links else 1
            continue
        if bridged and norm in known.phrase.nouns_too and _is_verb(line, i + 1):
            break  # "fuel costs have risen"
        if norm == ":" or norm in known.phrase.bridges or norm in change.words or norm in change.reach:
            if norm in change.nouns and _is_noun(line, i):
                break
            bridged = True
        elif norm in known.phrase.participles_too and line.norm(i - 1) in known.phrase.bridges:
            bridged = True
        elif not (norm == "," and bridged) and not line.is_adverb(i):
            break
        i -= 1
    if bridged and line.norm(i) in known.phrase.relatives:  # "the bill, which has risen by"
        i -= 2 if line.norm(i - 1) == "," else 1
    if not bridged or i < 0 or line.norm(i) == ",":
        return None, False
    return _run_left(line, i), False


def _is_noun(line: Line, i: int) -> bool:
    """Whether a word of change is a noun: "the cut of", "an immediate cut of"."""
    determiners = line.known.phrase.determiners
    before = line.token(i - 1)
    if line.norm(i + 1) in line.known.phrase.auxiliaries:
        return True
    if before is None or before.norm in determiners:
        return before is not None
    adjective = before.text.islower() and not _blocked(line, i - 1) and line.norm(i - 1) not in line.known.change.words
    return adjective and line.norm(i - 2) in determiners and line.norm(i + 1) in line.known.phrase.of


def _is_verb(line: Line, i: int) -> bool:
    norm, known = line.norm(i), line.known
    return norm in known.phrase.bridges or norm in known.change.words or (i < line.size and line.is_past(i))


def _run_left(line: Line, last: int) -> Span | None:
    """The noun phrase that ends at token ``last``, with what its links hang on ("spending on national defence")."""
    tokens, known = line.tokens, line.known
    phrase, first, i = known.phrase, last + 1, last
    while i >= 0 and last - i < LONGEST:
        token, inside = tokens[i], first <= last
        step = 2 if token.norm in phrase.determiners else 1
        joins = line.norm(i - step + 1)
        linked = inside and (joins in phrase.links or joins in phrase.left_links)
        if linked and i >= step and not _blocked(line, i - step):
            if line.is_dated(i - step):
                break
            i -= step
            continue
        moment = None if line.says_more(i) or _possessive(token, known) else line.dated.at(token.start)
        if _blocked(line, i) or line.cores.at(token.start) or (moment is not None and len(moment) > 4):
            break
        if inside and token.norm in known.change.words and line.norm(i + 1) not in phrase.links:
            owned = line.norm(i - 1) in phrase.determiners  # "its growth forecast", not "to increase spending"
            if not owned:
                break
        first = i
        i -= 1
    return Span(tokens[first].start, tokens[last].end) if first <= last else None


def _blocked(line: Line, i: int) -> bool:
    """Whether a word cannot be part of a noun phrase."""
    token, known = line.tokens[i], line.known
    if line.says_more(i):
        return False
    if _stops(token, known) or token.norm in known.phrase.determiners:
        return True
    if token.norm in known.change.words and token.norm not in known.change.nouns:
        return True
    return line.is_past(i)


def change_of(line: Line, at: int, after: int, found: Found) -> Change | None:
    """Whether the figure between the tokens ``at`` and ``after`` is what something changed by, to or from."""
    words, share = line.known.change, found.klass in ("percent", "money", "ratio")
    if share and line.norm(_past_compound(line, after)) in words.nouns:
        return "by"
    share = share or line.norm(after) in words.points
    before = [t.norm for t in line.tokens[max(0, at - NEAR) : at]]
    if not before:
        return None
    changed, near = any(w in words.words for w in before), before[-1]
    moved = changed or any(w in words.movers for w in before)
    if share and near in line.known.phrase.of and line.norm(at - 2) in words.nouns:
        return "by"
    if moved and near in words.to and line.norm(at - 2) not in words.no_to:
        return "to" if changed or _follows_from(line, at) else None
    if moved and near in words.from_:
        return "from" if changed or any(w in words.to for w in _after(line, after)) else None
    if changed and near in words.by:
        return "by"
    if near in words.reach:
        return "to"
    i = at - 1
    while i >= 0 and (line.is_adverb(i) or line.norm(i) in line.known.phrase.fillers):
        i -= 1
    if found.klass == "money" and line.norm(i) in words.no_money:
        return None
    return "by" if share and line.norm(i) in words.words else None


def _past_compound(line: Line, at: int) -> int:
    """The token after what hangs on a figure by hyphens ("a $5-a-barrel rise")."""
    token = line.token(at)
    while token is not None and token.text in HYPHENS and line.text[token.end : token.end + 1].isalnum():
        at += 2
        token = line.token(at)
    return at


def _after(line: Line, at: int) -> list[str]:
    return [t.norm for t in line.tokens[at : at + 2]]


def _follows_from(line: Line, at: int) -> bool:
    """Whether "to" here closes "from ... to"."""
    return any(t.norm in line.known.change.from_ for t in line.tokens[max(0, at - 6) : at])
