"""The key of quotations is sound: what it names is there, nothing overlaps, and no mark is left without a reason."""

from __future__ import annotations

import re
import tomllib
from itertools import combinations

import pytest

from tests.quotation_key import FOLDER, MARKS, ArticleKey, Quotation, QuotationKeyError, load, names, paragraphs, parse

ARTICLES = names()
WORDS = re.compile(r"\w+(?:[’'-]\w+)*")

TEXT = "Title\n\n“Yes,” said Ada Bly. “No.”\n\nShe said it was “odd” and, later, “odd”.\n"
TABLE = """
style = "test"
others = []
apostrophes = []
speakers = [{ name = "Ada Bly", kind = "person" }]
[[quotations]]
trap = "interrupted"
form = "direct"
content = ["Yes,", "No."]
by = "said Ada Bly"
source = "Ada Bly"
speaker = "Ada Bly"
[[not_statements]]
text = "odd"
nth = 2
reason = "again"
"""


@pytest.fixture(params=ARTICLES)
def article(request: pytest.FixtureRequest) -> ArticleKey:
    return load(request.param)


def pieces_of(article: ArticleKey) -> list[tuple[Quotation, int, int]]:
    return [(q, p.start, p.end) for q in article.quotations for p in q.content]


def test_spans_are_found_by_their_words() -> None:
    made = parse("small", TEXT, tomllib.loads(TABLE))
    assert [p.of(TEXT) for p in made.quotations[0].content] == ["Yes,", "No."]
    assert made.quotations[0].source is not None
    assert made.quotations[0].source.of(TEXT) == "Ada Bly"
    assert made.not_statements[0].span.start == TEXT.rindex("odd")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"Yes,", "No."', '"Yea,", "No."', "'Yea,' stands 0 times between marks"),
        ('"Yes,", "No."', '"No.", "Yes,"', "stands before the piece before it"),
        ('"Yes,", "No."', '"odd"', "stands 2 times between marks"),
        ("nth = 2", "nth = 3", "stands 2 times between marks, not 3"),
        ('source = "Ada Bly"', 'source = "Bly Ada"', "is not in 'said Ada Bly'"),
        ('by = "said Ada Bly"', 'by = "said"', "is not in 'said'"),
        ('by = "said Ada Bly"', 'by = "cried"', "stands 0 times in its paragraphs"),
        ('speaker = "Ada Bly"', 'speaker = "Ida Bly"', "is no speaker"),
        ('form = "direct"', 'form = "mixed"', "needs a clause"),
    ],
)
def test_a_wrong_key_is_refused(old: str, new: str, problem: str) -> None:
    with pytest.raises(QuotationKeyError, match=re.escape(problem)):
        parse("small", TEXT, tomllib.loads(TABLE.replace(old, new)))


def test_size() -> None:
    keys = [load(name) for name in ARTICLES]
    assert len(keys) == 10
    assert len({k.style for k in keys}) == 10
    assert {p.stem for p in FOLDER.glob("*.txt")} == set(ARTICLES)
    assert sum(q.marked for k in keys for q in k.quotations) >= 150


def test_length_and_layout(article: ArticleKey) -> None:
    assert 350 <= len(WORDS.findall(article.text)) <= 600
    title = article.text.splitlines()[0]
    assert paragraphs(article.text)[0].of(article.text) == title
    assert "\n\n\n" not in article.text
    assert not re.search(r"[^\n]\n[^\n]", article.text)


def test_quotations_overlap_only_when_nested(article: ArticleKey) -> None:
    for (a, start, end), (b, begin, stop) in combinations(pieces_of(article), 2):
        if end <= begin or stop <= start:
            continue
        inner = a if end - start < stop - begin else b
        assert inner.nested, (article.text[start:end], article.text[begin:stop])
        assert min(end - start, stop - begin) == min(end, stop) - max(start, begin)


def test_nested_quotations_lie_in_another(article: ArticleKey) -> None:
    for inner in (q for q in article.quotations if q.nested):
        around = [
            q
            for q in article.quotations
            if q is not inner and any(p.contains(piece) for p in q.content for piece in inner.content)
        ]
        assert len(around) == 1, inner
        assert inner.relayed_by == around[0].speaker
        assert not around[0].nested


def test_indirect_speech_is_outside_quotations(article: ArticleKey) -> None:
    for indirect in article.indirect:
        assert not any(
            piece.overlaps(p) for piece in indirect.content for q in article.quotations for p in q.content
        ), indirect  # fmt: skip


def test_only_the_last_paragraph_of_a_quotation_closes(article: ArticleKey) -> None:
    for quotation in (q for q in article.quotations if q.marked):
        closed = [article.text[p.end : p.end + 1] in MARKS for p in quotation.content]
        assert closed[-1] is not quotation.unclosed
        for piece, shut, following in zip(quotation.content, closed, quotation.content[1:], strict=False):
            between = article.text[piece.end : following.start]
            assert shut or re.fullmatch(rf"\n\n[{''.join(MARKS)}]", between), between


def test_every_mark_has_its_reason(article: ArticleKey) -> None:
    """Each mark opens or closes a keyed quotation or a pair that is none, or is an apostrophe; none does two jobs."""
    text = article.text
    used: list[int] = []
    for span in [p for q in article.quotations if q.marked for p in q.content] + [
        n.span for n in article.not_statements
    ]:
        used += [at for at in (span.start - 1, span.end) if text[at : at + 1] in MARKS]
    for apostrophe in article.apostrophes:
        span = apostrophe.span
        used += [at for at in range(span.start, span.end) if text[at] in MARKS and not _inside_word(text, at)]
    marks = [at for at, sign in enumerate(text) if sign in MARKS and not _inside_word(text, at)]
    left = [text[max(0, at - 20) : at + 20] for at in marks if at not in used]
    assert not left
    assert sorted(used) == marks


def _inside_word(text: str, at: int) -> bool:
    return text[at] in "'’" and text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()


def test_speakers_stand_in_the_article(article: ArticleKey) -> None:
    told = {s for q in article.quotations for s in q.speakers} | {i.speaker for i in article.indirect} - {""}
    for speaker in article.speakers:
        assert speaker.name in told
        assert speaker.name.casefold() in article.text.casefold(), speaker
    assert all(other in article.text for other in article.others)


def test_reasons_are_given(article: ArticleKey) -> None:
    assert all(q.trap for q in article.quotations)
    assert all(n.reason for n in (*article.not_statements, *article.apostrophes))
