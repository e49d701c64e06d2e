"""Origins and how they are counted."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from variorum.model import Article, ArticleKind, Block, Claims, Credit, Locus, Origin, Role, Span, Witness
from variorum.reuse import independent, origins, passages

COPY = "The ferry Halvard ran aground off the Orm skerries shortly before dawn with ninety people on board"
OTHER = "Fishermen in three small boats carried the passengers to the pier at Vik, where the school was opened to them"


def witness(
    id: str, *lines: tuple[Role, str], kind: ArticleKind = "report", outlet: str | None = None, credit: str = ""
) -> Witness:
    """A witness whose text credits the agency ``credit`` wherever that word stands."""
    blocks, at = [], 0
    for role, words in lines:
        blocks.append(Block(span=Span(at, at + len(words)), role=role))
        at += len(words) + 1
    text = "\n".join(words for _, words in lines)
    article = Article(
        id=id,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        blocks=tuple(blocks),
        kind=kind,
        outlet=outlet,
    )
    places = [i for i in range(len(text)) if credit and text.startswith(credit, i)]
    named = tuple(Credit(agency=credit, span=Span(i, i + len(credit)), of="text") for i in places)
    return Witness(article=article, claims=Claims(article=id, credits=named))


def found(*pile: Witness) -> tuple[Origin, ...]:
    return origins(pile, passages(pile))


def kinds(listed: tuple[Origin, ...]) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(o.label, o.kind, o.articles) for o in listed}


def test_without_a_sign_the_origin_is_unknown() -> None:
    assert kinds(found(witness("a", ("body", COPY)))) == {("unknown origin", "unknown", ("a",))}


def test_an_agency_in_the_dateline_owns_the_article() -> None:
    listed = found(witness("a", ("dateline", "VIK (Kustnytt)"), ("body", COPY), credit="Kustnytt"))
    assert kinds(listed) == {("Kustnytt", "agency", ("a",))}
    assert "the whole of it" in listed[0].why


def test_a_credit_line_at_the_end_owns_the_article() -> None:
    lines: tuple[tuple[Role, str], ...] = (("body", COPY), ("body", OTHER), ("body", "With reports from Kustnytt"))
    assert kinds(found(witness("a", *lines, credit="Kustnytt"))) == {("Kustnytt", "agency", ("a",))}


def test_an_agency_credited_for_one_sentence_owns_that_sentence() -> None:
    w = witness("a", ("body", f"{COPY}, Kustnytt reported. {OTHER}."), ("body", OTHER), credit="Kustnytt")
    agency, unknown = found(w)
    assert (agency.label, unknown.kind) == ("Kustnytt", "unknown")
    assert "credits Kustnytt for 19 of its" in agency.why
    assert agency.evidence[0].span.of(w.article.text) == f"{COPY}, Kustnytt reported."


def test_another_outlet_that_was_told_is_an_origin() -> None:
    w = witness("a", ("body", f"{COPY}. “We were lucky,” the captain told the Wall Street Journal."), outlet="Kuriren")
    assert ("Wall Street Journal", "outlet", ("a",)) in kinds(found(w))


def test_own_reporting_needs_a_sign() -> None:
    signed = witness("a", ("body", f"{COPY}. “We were lucky,” the captain told this newspaper."))
    named = witness("b", ("body", "“We were lucky,” the captain told Kuriren on the pier."), outlet="Kuriren")
    assert {o.kind for o in found(signed)} == {"own reporting", "unknown"}
    assert ("own reporting of Kuriren", "own reporting", ("b",)) in kinds(found(named))


def test_shared_narration_folds_articles_of_unknown_origin() -> None:
    a, b = witness("a", ("body", COPY)), witness("b", ("body", COPY), ("body", OTHER))
    (origin,) = found(a, b)
    assert (origin.kind, origin.articles) == ("unknown", ("a", "b"))
    assert {e.article for e in origin.evidence} == {"a", "b"}
    assert "share 17 words of narration" in origin.why


def test_shared_narration_brings_the_agency_along() -> None:
    wire = witness("a", ("dateline", "VIK (Kustnytt)"), ("body", COPY), credit="Kustnytt")
    (origin,) = found(wire, witness("b", ("body", COPY)))
    assert (origin.label, origin.articles) == ("Kustnytt", ("a", "b"))


def test_a_shared_quotation_folds_nobody() -> None:
    said = f"“{COPY} and I was one of them and shall not forget it,” said the cook."
    assert len(found(witness("a", ("body", said)), witness("b", ("body", said.replace("the cook", "Ann Berg"))))) == 2


def test_kinds_of_records_are_origins() -> None:
    listed = found(witness("a", ("body", COPY), kind="handout", outlet="Coast Guard"), witness("b", ("body", OTHER)))
    assert ("Coast Guard", "handout", ("a",)) in kinds(listed)


def test_what_a_handout_of_the_pile_says_is_quoted_from_there() -> None:
    said = "“We shall raise the ferry before the winter storms,” the harbour master said"
    handout = witness("a", ("body", f"{said}."), kind="handout", outlet="Port of Vik")
    report, other = (witness(i, ("body", f"{said}{by}. {OTHER}")) for i, by in (("b", " in a statement"), ("c", "")))
    listed = found(handout, report, other)
    assert {o for o in kinds(listed) if o[1] == "handout"} == {("Port of Vik", "handout", ("a", "b", "c"))}
    short = witness("d", ("body", f"“We shall raise it,” he said. {OTHER}"))
    assert ("Port of Vik", "handout", ("a",)) in kinds(found(handout, short))


def origin(kind: str, *articles: str, label: str = "", evidence: tuple[Locus, ...] = ()) -> Origin:
    return Origin(label=label or kind, kind=kind, articles=articles, why="", evidence=evidence)  # type: ignore[arg-type]


def test_unknown_origins_count_nothing_in_the_least_and_one_in_the_most() -> None:
    listed = (origin("agency", "a", "b"), origin("unknown", "c"), origin("unknown", "d", "e"))
    assert independent(["a", "b"], listed) == (1, 1)
    assert independent(["a", "c"], listed) == (1, 2)
    assert independent(["c", "d", "e"], listed) == (1, 2)
    assert independent(["a", "b", "c", "d", "e"], listed) == (1, 3)
    assert independent([], listed) == (0, 0)


def test_two_known_origins_are_two() -> None:
    listed = (origin("agency", "a", "b", label="X"), origin("agency", "c", label="Y"), origin("own reporting", "d"))
    assert independent(["a", "b", "c", "d"], listed) == (3, 3)


def test_an_agency_behind_a_part_folds_in_the_least_only() -> None:
    listed = (origin("agency", "a", "b"), origin("unknown", "a"), origin("unknown", "b"))
    assert independent(["a", "b"], listed) == (1, 2)


def test_only_the_passages_in_question_count() -> None:
    here, there = Locus(article="a", span=Span(0, 9)), Locus(article="a", span=Span(20, 30))
    listed = (
        origin("agency", "a", label="X", evidence=(here,)),
        origin("agency", "b", label="Y"),
        origin("unknown", "a"),
    )
    b = Locus(article="b", span=Span(0, 9))
    assert independent(["a", "b"], listed, readings=(here, b)) == (2, 2)
    assert independent(["a", "b"], listed, readings=(there, b)) == (1, 2)


names = st.sampled_from("abcdef")


@given(
    st.sets(names),
    st.lists(
        st.tuples(
            st.sampled_from(["agency", "unknown", "own reporting"]),
            st.sets(names, min_size=1),
            st.sampled_from(["unknown origin", "a shared passage", "outlets of X", "X", "Y"]),
        ),
        max_size=6,
    ),
)
def test_least_is_never_above_most_nor_most_above_the_articles(
    articles: set[str], groups: list[tuple[str, set[str], str]]
) -> None:
    listed = tuple(origin(kind, *sorted(members), label=label) for kind, members, label in groups)
    least, most = independent(articles, listed)
    assert min(1, len(articles)) <= least <= most <= len(articles)
