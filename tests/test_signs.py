"""Witness signs: short, unique, the same for any order."""

from hypothesis import given
from hypothesis import strategies as st

from variorum import signs
from variorum.model import Article


def article(id: str) -> Article:
    return Article(id=id, text="x", sha256="0" * 64, blocks=())


def test_numbered_files_go_by_their_number() -> None:
    found = dict(signs.of([article("001_2596a63d7fb99250"), article("000_2bd87053d61dea51")]))
    assert found == {"000_2bd87053d61dea51": "000", "001_2596a63d7fb99250": "001"}


def test_short_names_go_by_themselves() -> None:
    assert dict(signs.of([article("courier"), article("echo")])) == {"courier": "courier", "echo": "echo"}


@given(st.sets(st.text(min_size=1, max_size=40), min_size=1, max_size=60), st.randoms())
def test_unique_short_and_independent_of_order(ids: set[str], random: "st.Random") -> None:  # type: ignore[name-defined]
    listed = [article(i) for i in ids]
    found = signs.of(listed)
    random.shuffle(listed)
    assert signs.of(listed) == found
    assert len({s for _, s in found}) == len(ids)
    assert all(0 < len(s) <= 12 for _, s in found)
