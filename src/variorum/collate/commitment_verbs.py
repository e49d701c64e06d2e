"""The verb of a clause that points ahead: an act, or what befalls somebody or something."""

from __future__ import annotations

from collections.abc import Sequence

from .commitment_words import Word, listed, needs, stems

_STATE_WITHIN = 5
"""Words after "will be" within which the state stands."""

_END, _FIGURE = ".", "0"
"""What stands in the list of words that must follow a verb for the end of the sentence, and for any figure."""


def verb(sentence: Sequence[Word], at: int) -> int | None:
    """Where the verb stands that begins at ``at`` or after adverbs there; of "go on to build" and the like, "build"."""
    while at < len(sentence) and sentence[at].norm in listed("markers", "between"):
        at += 1
    goes_on = at + 2 < len(sentence) and sentence[at].norm in listed("markers", "going_on")
    if goes_on and sentence[at + 1].norm in listed("markers", "infinitive"):
        return at + 2
    return at if at < len(sentence) else None


def acts(sentence: Sequence[Word], at: int) -> bool:
    """Whether the verb at ``at`` is an act to which its subject may commit himself."""
    if sentence[at].norm not in listed("markers", "be"):
        return sentence[at].stem not in stems("verbs", "no_act")
    doing = sentence[at + 1] if at + 1 < len(sentence) else None
    return doing is not None and doing.norm.endswith("ing") and doing.stem not in stems("verbs", "no_act")


def befalls(sentence: Sequence[Word], at: int) -> bool:
    """Whether the verb tells what befalls its subject, even where that is the speaker ("we will lose")."""
    stem = sentence[at].stem
    return stem in stems("verbs", "befalls") or (stem in stems("verbs", "goes") and happens(sentence, at))


def happens(sentence: Sequence[Word], at: int, *, plain: bool = True) -> bool:
    """Whether the verb tells what comes of a thing ("fall"); with ``plain``, also one that does so only with the words
    that follow ("run out")."""
    stem = sentence[at].stem
    if stem not in stems("verbs", "happens"):
        return False
    wanted = needs().get(stem)
    if wanted is None or not plain:
        return wanted is None
    after = sentence[at + 1].norm if at + 1 < len(sentence) else _END
    return after in wanted or (after[:1].isdigit() and _FIGURE in wanted)


def becomes(sentence: Sequence[Word], at: int, *, measure: bool) -> bool:
    """Whether a "be" at ``at`` leads to a state, or to a figure of what is measured."""
    near = sentence[at + 1 : at + 1 + _STATE_WITHIN]
    if near and near[0].norm.endswith("ing"):
        return near[0].stem in stems("verbs", "happens")
    for n, word in enumerate(near):
        if n and (word.apart or word.norm in listed("subjects", "prepositions")):
            break
        if word.norm in listed("things", "states") or (measure and word.norm[:1].isdigit()):
            return True
    return False
