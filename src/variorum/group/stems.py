"""Rough stems: enough to bring ``agrees``, ``agreed`` and ``agreeing`` together."""

from __future__ import annotations

from functools import lru_cache

from .. import lexicon


@lru_cache(maxsize=1 << 17)
def stem(word: str, language: str = "en") -> str:
    """A rough stem: enough to bring ``agrees``, ``agreed`` and ``agreeing`` together."""
    table = lexicon.load("stopwords", language)["stems"]
    if len(word) > 4 and not word.endswith(tuple(table["kept"])):
        for ending, base in table["endings"]:
            if word.endswith(ending) and len(word) - len(ending) + len(base) >= 4 - (ending == "s"):
                word = word[: len(word) - len(ending)] + base
                if len(ending) < 4 and ending != "s" and not base and word[-1] == word[-2] and word[-1] not in "lsz":
                    word = word[:-1]
                break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word
