"""Who said what: sentences that a reader can check, about people and towns that do not exist."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ruled import by_rules
from variorum.extract import statements
from variorum.extract.document import lay_out
from variorum.model import Article, Block, Role, Span, Statement

LEAD = "Mayor Anna Orlov opened the talks in Lenz on Monday with Governor Peter Hale."


def article(text: str, *, role: Role = "body") -> Article:
    """One block a paragraph; ``role`` is that of the last ones, the first is body."""
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(span=Span(at, at + len(line)), role=role if blocks else "body"))
        at += len(line) + 1
    return Article(id="a", text=text, sha256="", blocks=tuple(blocks))


class Told:
    """A statement with its spans cut out of the text."""

    def __init__(self, statement: Statement, text: str) -> None:
        self.whole = statement
        self.form = statement.form
        self.content = [s.of(text) for s in statement.content]
        self.source = " | ".join(s.of(text) for s in statement.source)
        self.cue = " | ".join(s.of(text) for s in statement.cue)
        self.speaker = statement.speaker.name if statement.speaker else None
        self.relayed_by = statement.relayed_by.name if statement.relayed_by else None
        self.passage = statement.passage.of(text)
        self.stance = statement.stance

    def __repr__(self) -> str:
        return f"{self.form} {self.speaker} [{self.source}] ({self.cue}) {self.content}"


def told(sentence: str, *, role: Role = "body", lead: str = LEAD) -> list[Told]:
    """The statements of a sentence that follows a lead naming two people."""
    text = f"{lead}\n{sentence}"
    return [Told(s, text) for s in by_rules(article(text, role=role)).statements if s.passage.start > len(lead)]


def one(sentence: str, **options: str) -> Told:
    found = [t for t in told(sentence, **options) if t.whole.nested_in is None]  # type: ignore[arg-type]
    assert len(found) == 1, found
    return found[0]


# -- direct -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "“The bridge will stand,” Orlov said.",
        '"The bridge will stand," Orlov said.',
        "``The bridge will stand,'' Orlov said.",
        "«The bridge will stand», Orlov said.",
        '“The bridge will stand," Orlov said.',
        "“The bridge will stand,” said Orlov.",
        "“The bridge will stand,” Orlov told reporters in Lenz.",
        "“The bridge will stand,” the mayor said on Tuesday.",
        "“The bridge will stand,” she said.",
        "Orlov said: “The bridge will stand.”",
        "Orlov said, “The bridge will stand.”",
        "Orlov told a press conference in Lenz: “The bridge will stand.”",
        "In a letter to the council, Orlov wrote: “The bridge will stand.”",
        "Speaking in Lenz, Orlov said, “The bridge will stand.”",
        "Then Orlov made a solemn promise: “The bridge will stand.”",
    ],
)
def test_direct_speech_has_its_words_and_its_speaker(sentence: str) -> None:
    statement = one(sentence)
    assert statement.form == "direct"
    assert [c.rstrip(".") for c in statement.content] == ["The bridge will stand"]
    assert statement.speaker == "Anna Orlov"
    assert statement.passage == sentence


def test_speech_that_the_attribution_interrupts_is_one_statement_in_pieces() -> None:
    statement = one("“The bridge will stand,” Orlov said, “and so will the town.”")
    assert statement.content == ["The bridge will stand", "and so will the town."]


def test_speech_that_goes_on_after_the_attribution() -> None:
    statement = one("“The bridge will stand,” Orlov said. “We have checked it twice. It is sound.”")
    assert statement.content == ["The bridge will stand", "We have checked it twice. It is sound."]


def test_a_quotation_over_several_paragraphs() -> None:
    statement = one("“We will rebuild the bridge,” Orlov said. “It will take years.\n“But it will stand.”")
    assert statement.content == ["We will rebuild the bridge", "It will take years.", "But it will stand."]
    assert statement.speaker == "Anna Orlov"


def test_a_bare_quotation_paragraph_is_the_same_speaker_s_next_statement() -> None:
    first, second = told("“We will rebuild the bridge,” Hale said.\n“It will take years.”")
    assert (first.content, second.content) == (["We will rebuild the bridge"], ["It will take years."])
    assert first.speaker == second.speaker == "Peter Hale"


def test_a_quotation_that_a_paragraph_leaves_open_goes_on_in_the_next() -> None:
    statement = one("“We will rebuild the bridge,” Hale said. “It is old.\n“It will take years.”")
    assert statement.content == ["We will rebuild the bridge", "It is old.", "It will take years."]


def test_a_paragraph_that_introduces_the_next() -> None:
    statement = one("Hale continued:\n“It will take years.”")
    assert (statement.content, statement.speaker) == (["It will take years."], "Peter Hale")


def test_a_question_asked() -> None:
    statement = one("“Who will pay for it?” Hale asked.")
    assert statement.content == ["Who will pay for it?"]
    assert statement.stance == "asks"
    assert statement.whole.certainty.level == "asked"


def test_a_question_posed() -> None:
    statement = one("Hale then posed a question: “Who will pay for it?”")
    assert (statement.content, statement.speaker) == (["Who will pay for it?"], "Peter Hale")


def test_an_agency_that_quotes_somebody_is_the_way_and_not_the_speaker() -> None:
    statement = one("“The bridge will stand,” Reuters quoted Orlov as saying.")
    assert (statement.speaker, statement.source) == ("Anna Orlov", "Orlov")
    assert statement.whole.via == ("Reuters",)
    assert statement.relayed_by is None


def test_an_agency_that_reports_it_is_the_way_and_not_the_speaker() -> None:
    statement = one("Orlov said, “The bridge will stand,” Reuters reported.")
    assert (statement.speaker, statement.content) == ("Anna Orlov", ["The bridge will stand"])
    assert statement.whole.via == ("Reuters",)


# -- mixed --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Orlov said the bridge was “safe and sound.”", "the bridge was “safe and sound.”"),
        ("Orlov called the plan “a gift to the town.”", "the plan “a gift to the town.”"),
        ("Orlov described Hale as “tireless.”", "Hale as “tireless.”"),
        ('Orlov said that Hale is the "right man" for it.', 'that Hale is the "right man" for it'),
    ],
)
def test_a_fragment_in_an_attributed_clause_is_mixed(sentence: str, content: str) -> None:
    statement = one(sentence)
    assert (statement.form, statement.content, statement.speaker) == ("mixed", [content], "Anna Orlov")


def test_participles_hand_on_too() -> None:
    found = told("Orlov also welcomed the remarks, calling them “very kind.”")
    assert [(t.cue, t.content) for t in found] == [
        ("also welcomed", ["the remarks"]),
        ("calling", ["them “very kind.”"]),
    ]
    assert {t.speaker for t in found} == {"Anna Orlov"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The town lives from the so-called “blue gold” of its lake.",
        "The “Lenz model” was copied by nobody.",
        "The film “Night over Lenz” was shot there.",
        "They don't know whose turn it isn't.",
    ],
)
def test_scare_quotes_titles_and_apostrophes_are_nothing(sentence: str) -> None:
    assert told(sentence) == []


# -- indirect -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Orlov said that the bridge would stand.", ["that the bridge would stand"]),
        ("Orlov said the bridge would stand.", ["the bridge would stand"]),
        ("Orlov said on Monday that the bridge would stand.", ["that the bridge would stand"]),
        ("Orlov said Thursday the bridge would stand.", ["the bridge would stand"]),
        ("Orlov told reporters in Lenz that the bridge would stand.", ["that the bridge would stand"]),
        ("Orlov, the mayor of Lenz, said the bridge would stand.", ["the bridge would stand"]),
        ("The bridge would stand, Orlov said.", ["The bridge would stand"]),
        ("The bridge, Orlov said, would stand.", ["The bridge", "would stand"]),
        ("According to Orlov, the bridge would stand.", ["the bridge would stand"]),
        ("The bridge would stand, according to Orlov.", ["The bridge would stand"]),
        ("Orlov warned neighbours that the bridge would not last.", ["that the bridge would not last"]),
        ("Orlov promised to rebuild the bridge.", ["to rebuild the bridge"]),
        ("Orlov praised Hale for his work.", ["Hale for his work"]),
        ("Orlov asked whether the bridge would stand.", ["whether the bridge would stand"]),
        ("Orlov expressed her belief that the bridge would stand.", ["that the bridge would stand"]),
        ("Orlov was confident that the bridge would stand.", ["that the bridge would stand"]),
        ("Orlov said the bridge would stand, a day before the council was to vote.", ["the bridge would stand"]),
        ("Orlov said the bridge would stand, although nobody had checked it.", ["the bridge would stand"]),
        (
            "Orlov said the bridge would not fall, but would need care.",
            ["the bridge would not fall, but would need care"],
        ),
    ],
)
def test_indirect_speech(sentence: str, content: list[str]) -> None:
    statement = one(sentence)
    assert (statement.form, statement.content, statement.speaker) == ("indirect", content, "Anna Orlov")


def test_an_adjective_that_looks_like_a_participle_has_no_subject() -> None:
    statement = one("Orlov left the key rate unchanged at 4 percent but signalled that the bridge would stand.")
    assert (statement.source, statement.content) == ("Orlov", ["that the bridge would stand"])


def test_a_clause_that_whose_opens_belongs_to_the_subject() -> None:
    statement = one("Orlov, whose office paid 21.4 million pounds for it last year, said that the bridge would stand.")
    assert statement.source == "Orlov, whose office paid 21.4 million pounds for it last year"
    assert statement.speaker == "Anna Orlov"


def test_two_cues_of_one_subject() -> None:
    found = told("Orlov praised Hale and said that the bridge would stand, adding that it was old.")
    assert [(t.cue, t.content) for t in found] == [
        ("praised", ["Hale"]),
        ("said", ["that the bridge would stand"]),
        ("adding", ["that it was old"]),
    ]
    assert {t.speaker for t in found} == {"Anna Orlov"}


def test_a_participle_before_the_main_clause() -> None:
    found = told("Stressing that the bridge was old, Orlov said it would stand.")
    assert [t.content for t in found] == [["that the bridge was old"], ["it would stand"]]
    assert {t.speaker for t in found} == {"Anna Orlov"}


def test_a_pronoun_whose_name_comes_later() -> None:
    found = told("Although he admitted the bridge was old, Hale said it would stand.")
    assert {t.speaker for t in found} == {"Peter Hale"}


@pytest.mark.parametrize(
    ("sentence", "stance", "level"),
    [
        ("Orlov denied that the bridge was unsafe.", "denies", "denied"),
        ("Orlov claimed that the bridge was safe.", "claims", "asserted"),
        ("Orlov admitted that the bridge was old.", "admits", "asserted"),
        ("Orlov said the town is planning to close the bridge.", "neutral", "planned"),
        ("Orlov said the town is considering a new bridge.", "neutral", "possible"),
        ("Orlov said the bridge might close soon.", "neutral", "possible"),
        ("Orlov condemned the vandals.", "criticises", "asserted"),
    ],
)
def test_stance_and_certainty(sentence: str, stance: str, level: str) -> None:
    statement = one(sentence)
    assert (statement.stance, statement.whole.certainty.level) == (stance, level)


# -- relayed and nested -------------------------------------------------------------------------------------------


def test_a_quotation_inside_a_quotation_belongs_to_its_own_speaker() -> None:
    outer, inner = told("“The governor told me, ‘Let me handle the bridge.’ So I left,” Orlov said.")
    assert (outer.speaker, outer.whole.nested_in) == ("Anna Orlov", None)
    assert inner.content == ["Let me handle the bridge."]
    assert inner.whole.nested_in == outer.whole.id
    assert (inner.speaker, inner.relayed_by) == ("Peter Hale", "Anna Orlov")


def test_words_of_one_relayed_by_another() -> None:
    outer, inner = told("“Governor Hale recently said the bridge is harder to mend than it looks,” Orlov commented.")
    assert outer.speaker == "Anna Orlov"
    assert (inner.speaker, inner.relayed_by, inner.whole.nested_in) == ("Peter Hale", "Anna Orlov", outer.whole.id)


def test_a_noun_that_hands_on_the_words_of_another() -> None:
    outer, inner = told(
        "Orlov acknowledged the effort, noting Hale’s recent statement that the bridge “is older than it seems.”"
    )[1:]
    assert outer.speaker == "Anna Orlov"
    assert (inner.speaker, inner.relayed_by, inner.source) == ("Peter Hale", "Anna Orlov", "Hale")


# -- headlines, labels, other blocks ------------------------------------------------------------------------------


def test_headlines_speak_too() -> None:
    first, second = told("Orlov Says Bridge Ready for Traffic, Praises Hale", role="title")
    assert (first.content, second.content) == (["Bridge Ready for Traffic"], ["Hale"])
    assert first.whole.role == "title"


def test_a_name_and_a_colon() -> None:
    statement = one("Orlov: We will rebuild the bridge", role="title")
    assert (statement.speaker, statement.content) == ("Anna Orlov", ["We will rebuild the bridge"])


# -- properties ---------------------------------------------------------------------------------------------------


def test_ids_count_up_and_nested_ones_follow_their_outer() -> None:
    text = LEAD + " “He told me, ‘Go home.’ I went,” Orlov said. Hale said it was true."
    made = by_rules(article(text)).statements
    assert [s.id for s in made] == [f"s{n + 1}" for n in range(len(made))]
    order = {s.id: n for n, s in enumerate(made)}
    assert all(s.nested_in is None or order[s.nested_in] < order[s.id] for s in made)


WORDS = st.sampled_from(
    ["Orlov", "said", "that", "“", "”", '"', ",", ".", "the", "plan", "he", "told", "Hale", "to", "and", "but", "asked",
     "according", "claim", "was", "who", "adding", ":", "\n", "(", ")", "—", "‘", "’", "I", "would", "fail", "?"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=60))
@settings(max_examples=150, deadline=None)
def test_all_spans_lie_in_the_passage_and_are_trimmed(words: list[str]) -> None:
    text = " ".join(words)
    for s in by_rules(article(text)).statements:
        assert s.content
        assert list(s.content) == sorted(s.content)
        for span in (*s.content, *s.cue):
            assert s.passage.contains(span)
            assert span.of(text) == span.of(text).strip()
        assert 0 <= s.score <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Orlov said that " * 7_000,
        "“Orlov said, ‘" * 4_000,
        '"' * 20_000,
        "ORLOV SAID THE PLAN WOULD FAIL AND HALE AGREED " * 2_500,
        "said " * 20_000,
        "Orlov, who said that Hale, who " * 3_000,
        "the plan of the town and the " * 4_000 + "said that it failed",
        ", a mayor" * 7_000 + ", said that it failed",
        "— Orlov said — " * 5_000,
        "( Orlov said " * 7_000,
        ": “a” " * 7_000,
    ],
    ids=lambda t: t[:24],
)
def test_hostile_text_takes_bounded_time(text: str) -> None:
    start = time.process_time()
    document = lay_out(article(text))
    statements.read(document, statements.by_rules(document))
    assert time.process_time() - start < 10
    start = time.process_time()
    by_rules(article(text[: len(text) // 5]))
    assert time.process_time() - start < 20


def test_an_article_in_another_language_gives_nothing() -> None:
    foreign = Article(
        id="a",
        text="Er sagte: „Nein.“",
        sha256="",
        blocks=(Block(span=Span(0, 17), role="body"),),
        language="de",
        supported=False,
    )
    assert by_rules(foreign).statements == ()


def test_a_headline_may_name_the_speaker_after_the_words() -> None:
    statement = one("“I saw the bridge fall”: Hale’s long night on the river", role="title")
    assert (statement.content, statement.speaker) == (["I saw the bridge fall"], "Peter Hale")


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Hale had to say, “The bridge is safe.”", "Hale"),
        ("People say the bridge is safe.", "People"),
        ("Police say to me, “The bridge is safe.”", "Police"),
    ],
)
def test_who_says_it(sentence: str, source: str) -> None:
    assert one(sentence).source == source
