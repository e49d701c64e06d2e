"""The invented articles of the sample volume, and where their words stand."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from variorum.model import (
    Article,
    Block,
    Certainty,
    Claims,
    Credit,
    Figure,
    Locus,
    Moment,
    Role,
    Span,
    Speaker,
    Statement,
    Witness,
)

VASK = Speaker(name="Jorun Vask", kind="person")
QUILL = Speaker(name="Ada Quill", kind="person")
UNION = Speaker(name="harbour workers' union", kind="organisation")

HERALD = (
    "Vask promises new quay for Larnholt\n\n"
    "By Tove Brandt\n\n"
    "LARNHOLT, 12 March (Nordwire) - The ferry quay at Larnholt will be rebuilt before winter, transport minister "
    "Jorun Vask said on Tuesday, after ice broke the eastern pier in January and left three islands without a car "
    "ferry.\n\n"
    "“The quay is old, the ice was hard, and we should have acted sooner,” Vask told reporters at the harbour. “We "
    "will rebuild it before the first frost.”\n\n"
    "Mayor Ada Quill called it “a good day for the islands”. She said that 240 people had signed a letter to the "
    "ministry.\n\n"
    "The work will cost 18 million crowns, according to the ministry. Vask said that the islands had been “more "
    "patient than anyone could ask”.\n\n"
    "“The minister told me the money is there,” Quill said. “I have no reason to doubt it.”\n\n"
    "Vask is expected to return on 3 April."
)

COURIER = (
    "Minister: quay will stand by autumn\n\n"
    "The ferry quay at Larnholt will be rebuilt before winter, transport minister Jorun Vask said on Tuesday, after"
    " ice broke the eastern pier in January and left three islands without a car ferry.\n\n"
    "“The pier is old, the ice was severe, and we ought to have moved earlier,” Vask said, Nordwire reported. She "
    "added: “We may rebuild it before the first frost, if the council agrees.”\n\n"
    "The work will cost 21 million crowns, the ministry said.\n\n"
    "Vask said that the islands had been “more patient”.\n\n"
    "Photo: Pernille Aas / Fotolab"
)

BULLETIN = (
    "Quay to be repaired\n\n"
    "Transport minister Jorun Vask admitted on Monday that the ministry had been too slow to act on the Larnholt "
    "quay. According to the minister, the islands waited longer than she could have asked.\n\n"
    "“This is a good day for the islands and for everyone who sails to them,” mayor Ada Quill said.\n\n"
    "About 18m crowns has been set aside. Some 90 houses lost power in the same storm, the harbour workers' union "
    "said.\n\n"
    "The union warned that the pier would not last another winter."
)

GAZETTE = "Larnholt quay: what we know\n\nSubscribe to read the whole story. Minister Vask visited Larnholt on Tuesday."

TELEGRAPH = (
    "Islands ask for a car ferry\n\n"
    "Island councils wrote to the ministry on 27 February. “We cannot wait another year,” said Ada Quill in "
    "Brekkes."
)

TEXTS = {"herald": HERALD, "courier": COURIER, "bulletin": BULLETIN, "gazette": GAZETTE, "telegraph": TELEGRAPH}


def span(article: str, words: str, nth: int = 0) -> Span:
    """Where the ``nth`` occurrence of ``words`` stands in an article."""
    at = -1
    for _ in range(nth + 1):
        at = TEXTS[article].index(words, at + 1)
    return Span(at, at + len(words))


def locus(article: str, words: str, nth: int = 0) -> Locus:
    return Locus(article=article, span=span(article, words, nth))


def _role(index: int, words: str) -> Role:
    if index == 0:
        return "title"
    return "byline" if words.startswith("By ") else "caption" if words.startswith("Photo:") else "body"


def _article(id: str, **given: object) -> Article:
    body = TEXTS[id]
    blocks = tuple(Block(span=span(id, line), role=_role(i, line)) for i, line in enumerate(body.split("\n\n")) if line)
    digest = sha256(body.encode()).hexdigest()
    plain = Article(id=id, text=body, sha256=digest, blocks=blocks, paths=(f"in/{id}.txt",), language="en")
    return replace(plain, title=body.split("\n", 1)[0], **given)  # type: ignore[arg-type]


def witnesses() -> tuple[Witness, ...]:
    cost, spoken = span("herald", "18 million crowns"), span("herald", "“We will rebuild it before the first frost.”")
    herald = Claims(
        article="herald",
        credits=(Credit(agency="Nordwire", span=span("herald", "(Nordwire)"), of="text"),),
        figures=(Figure(span=cost, klass="money", value=18e6, unit="SEK", role="body", score=0.9),),
        moments=(
            Moment(
                span=span("herald", "on Tuesday"),
                value="2024-03-12",
                type="DATE",
                basis="weekday",
                role="body",
                score=0.9,
            ),
        ),
        statements=(
            Statement(
                id="s1",
                form="direct",
                passage=spoken,
                content=(Span(spoken.start + 1, spoken.end - 1),),
                source=(),
                cue=(),
                speaker=VASK,
                speaker_basis="the statement before",
                stance="neutral",
                certainty=Certainty(level="planned", score=0.9),
                role="body",
                score=0.9,
            ),
        ),
    )
    courier = Claims(
        article="courier",
        credits=(
            Credit(agency="Nordwire", span=span("courier", "Nordwire reported"), of="text"),
            Credit(agency="Fotolab", span=span("courier", "Fotolab"), of="photo"),
        ),
    )
    dated = {"published": "2024-03-12", "published_basis": "page"}
    return (
        Witness(
            article=_article("bulletin", outlet="Larnholt Bulletin", published="2024-03-14", published_basis="text"),
            claims=Claims(article="bulletin"),
        ),
        Witness(article=_article("courier"), claims=courier),
        Witness(
            article=_article("gazette", outlet="Coast Gazette", complete=False, **dated),
            claims=Claims(article="gazette"),
        ),
        Witness(
            article=_article(
                "herald", outlet="Harbour Herald", byline="Tove Brandt", url="https://herald.example/quay", **dated
            ),
            claims=herald,
        ),
        Witness(
            article=_article("telegraph", outlet="Isle Telegraph", published="2024-02-28", published_basis="url"),
            claims=Claims(article="telegraph"),
        ),
    )
