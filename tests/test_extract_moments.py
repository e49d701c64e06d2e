"""Time expressions: what a reader can check by hand, and properties that hold for any text."""

from __future__ import annotations

import hashlib
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.extract import moment_calendar, moment_first, moments
from variorum.extract.document import lay_out
from variorum.model import Article, Block, Moment, Role, Span


def article(text: str, *, published: str | None = None, roles: tuple[Role, ...] = ()) -> Article:
    """One block a line, all of them body unless ``roles`` says otherwise."""
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            role = roles[len(blocks)] if len(blocks) < len(roles) else "body"
            blocks.append(Block(span=Span(at, at + len(line)), role=role))
        at += len(line) + 1
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(id="a", text=text, sha256=digest, blocks=tuple(blocks), published=published)


def find(text: str, published: str | None = "2025-06-27", roles: tuple[Role, ...] = ()) -> tuple[Moment, ...]:
    return moments.find(lay_out(article(text, published=published, roles=roles)))


def values(text: str, published: str | None = "2025-06-27") -> list[tuple[str, str | None]]:
    return [(m.span.of(text), m.value) for m in find(text, published)]


# 2025-06-27 is a Friday.
CASES = [
    ("The envoy spoke on Friday.", "Friday", "2025-06-27"),
    ("The envoy spoke on Thursday.", "Thursday", "2025-06-26"),
    ("The envoys will meet on Monday.", "Monday", "2025-06-30"),
    ("The envoys met last Friday.", "last Friday", "2025-06-20"),
    ("The talks on Monday will cover grain.", "Monday", "2025-06-30"),
    ("Tuesday's session was cancelled.", "Tuesday", "2025-06-24"),
    ("The hearing was adjourned until Thursday.", "Thursday", "2025-07-03"),
    ("A vote is due by Sunday.", "Sunday", "2025-06-29"),
    ("The mayor arrived late on Tuesday.", "late on Tuesday", "2025-06-24"),
    ("The late-night Wednesday sitting ran over.", "late-night Wednesday", "2025-06-25TNI"),
    ("The ferry left on Monday night.", "Monday night", "2025-06-23TNI"),
    ("It was signed on June 3.", "June 3", "2025-06-03"),
    ("It was signed on 11 December.", "11 December", "2024-12-11"),
    ("It will open on January 5.", "January 5", "2026-01-05"),
    ("The line will cut a third of its trips from January, its head said.", "January", "2026-01"),
    ("The line to cut a third of its trips from January.", "January", "2025-01"),
    ("Eight are still missing, down from 17 on Monday night.", "Monday night", "2025-06-23TNI"),
    ("It expects growth of 2%, down from an August estimate of 3%.", "August", "2024-08"),
    ("On the third of October, members will vote.", "the third of October", "2025-10-03"),
    ("Members have to say yes or no on July 3.", "July 3", "2025-07-03"),
    ("They were told to cut trips in January.", "January", "2025-01"),
    ("The next round was fixed for July 8, he said.", "July 8", "2025-07-08"),
    ("It was signed on 30 June, he said, and will hold.", "30 June", "2025-06-30"),
    ("They were kept in the dark until June 20.", "June 20", "2025-06-20"),
    ("He had invited the unions for Tuesday, they learned.", "Tuesday", "2025-07-01"),
    ("She left at a quarter past nine last night.", "a quarter past nine", "2025-06-26T21:15"),
    ("She left at 9.15 on Monday evening.", "9.15", "2025-06-23T21:15"),
    ("At 4.40 this morning the guns opened fire.", "4.40", "2025-06-27T04:40"),
    ("It was out at about seven in the morning.", "seven in the morning", "2025-06-27T07:00"),
    ("A second fair is to be held on October 12.", "October 12", "2025-10-12"),
    ("It opened on February 24, 2021.", "February 24, 2021", "2021-02-24"),
    ("It opened on the 3rd of March 2020.", "the 3rd of March 2020", "2020-03-03"),
    ("Prices rose in April.", "April", "2025-04"),
    ("Prices rose in November.", "November", "2024-11"),
    ("It began in early October 2019.", "early October 2019", "2019-10"),
    ("She will resign next week.", "next week", "2025-W27"),
    ("She resigned earlier this month.", "earlier this month", "2025-06"),
    ("She resigned last year.", "last year", "2024"),
    ("It burned down two years ago.", "two years ago", "2023"),
    ("It burned down two weeks ago.", "Two weeks ago".lower(), "2025-W24"),
    ("It will be cut over the next three years.", "the next three years", "P3Y"),
    ("It will be cut over the next decade.", "the next decade", "P10Y"),
    ("It may strike within 5 years.", "5 years", "P5Y"),
    ("Her five-year term is over.", "five-year", "P5Y"),
    ("The work took two and a half years.", "two and a half years", "P2.5Y"),
    ("They waited for half an hour.", "half an hour", "PT30M"),
    ("They waited for several months.", "several months", "PXM"),
    ("The 72-year-old minister smiled.", "72-year-old", "P72Y"),
    ("Her father, 81, was a baker.", "81", "P81Y"),
    ("The paper comes out every Friday.", "every Friday", "XXXX-WXX-5"),
    ("They meet twice a week.", "twice a week", "P1W"),
    ("The report is published annually.", "annually", "P1Y"),
    ("It was the fashion of the 1980s.", "the 1980s", "198"),
    ("A painter of the 17th century.", "the 17th century", "16"),
    ("The budget is due in the autumn.", "the autumn", "2025-FA"),
    ("The summer of 2003 was hot.", "The summer of 2003", "2003-SU"),
    ("Sales fell in the third quarter of 2024.", "the third quarter of 2024", "2024-Q3"),
    ("Sales fell in the first half of 2024.", "the first half of 2024", "2024-H1"),
    ("It will be paid by the end of next year.", "the end of next year", "2026"),
    ("They are now at home.", "now", "PRESENT_REF"),
    ("They recently moved.", "recently", "PAST_REF"),
    ("He left on Christmas Eve.", "Christmas Eve", "2024-12-24"),
    ("It lasted from 9 am.", "9 am", "2025-06-27T09:00"),
    ("The siren went off at 10:45 GMT on Monday.", "10:45 GMT", "2025-06-23T10:45Z"),
]


@pytest.mark.parametrize(("text", "words", "value"), CASES)
def test_reads(text: str, words: str, value: str) -> None:
    found = {span.casefold(): v for span, v in values(text)}
    assert found.get(words.casefold(), "not found") == value


def test_a_time_of_day_without_a_day_says_so() -> None:
    alone, dated, beside = find("The gate was opened at 18:40. It was shut at 19:05 on Monday.")
    assert (alone.value, alone.partial) == ("2025-06-27T18:40", "T18:40")
    assert (dated.value, dated.partial, beside.value) == ("2025-06-23T19:05", None, "2025-06-23")


def test_a_number_before_next_week_is_no_length_of_time() -> None:
    assert values("She would have been 32 next week.") == [("next week", "2025-W27")]


def test_may_and_march_are_verbs_too() -> None:
    assert values("She may march with them. They may leave.") == []
    assert values("It closed in May.") == [("May", "2025-05")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It expires on 31 February 2026.", [("31 February 2026", None)]),
        ("It expires on 31 February.", [("31 February", None)]),
        ("It was the 5 March.", [("the 5 March", "2025-03-05")]),
        ("It expires on 12 March 20225.", [("12 March 20225", None)]),
        ("It is dated 03/04/2023.", [("03/04/2023", None)]),
        ("It is dated 23/04/2023 and 04/23/2023.", [("23/04/2023", "2023-04-23"), ("04/23/2023", "2023-04-23")]),
        ("It is dated 06/26/25.", [("06/26/25", "2025-06-26")]),
        ("It is dated ٢٠٢٤-٠٣-٠٥.", [("٢٠٢٤-٠٣-٠٥", "2024-03-05")]),
        ("The clock stood at 25:70.", []),
        ("They fast in Ramadan.", [("Ramadan", None)]),
    ],
)
def test_bad_input_has_no_value_or_a_plain_one(text: str, found: list[tuple[str, str | None]]) -> None:
    assert values(text) == found


def test_what_is_not_told_is_explained() -> None:
    bases = {
        m.span.of(t): m.basis for t in ("It is of 03/04/2023.", "It fell on 31 May and 31 June.") for m in find(t, None)
    }
    assert bases["03/04/2023"] == "ambiguous: 2023-03-04 or 2023-04-03"
    assert (bases["31 May"], bases["31 June"]) == ("no year", "no such day")


def test_summer_time_of_a_zone_by_its_name() -> None:
    assert values("It opens at 9 a.m. Eastern time on Monday.")[0][1] == "2025-06-30T09:00-04"
    assert values("It opened at 9 a.m. Eastern time on January 6.")[0][1] == "2025-01-06T09:00-05"


def test_a_short_tale_in_the_news_keeps_its_year() -> None:
    text = "War broke out in August 1914. In September the city fell. On 2 November it burned."
    assert [v for _, v in values(text)] == ["1914-08", "1914-09", "1914-11-02"]
    text = "The law passed in June 2019. On Friday the court met. In January it had refused."
    assert dict(values(text))["January"] == "2025-01"


def test_looking_back_does_not_move_the_story() -> None:
    text = "He sailed on 7 May 1897. Two days earlier he had slept. The next day he sank."
    assert dict(values(text))["The next day"] == "1897-05-08"


def test_without_an_anchor_nothing_is_guessed() -> None:
    text = "He spoke on Friday. She replied on June 27. They meet next week."
    assert values(text, None) == [("Friday", None), ("June 27", None), ("next week", None)]


def test_a_year_nearby_serves_where_nothing_else_is_known() -> None:
    assert ("April", "2021-04") in values("In 2021 prices rose. In April they fell.", None)


def test_a_dateline_is_an_anchor() -> None:
    found = find("OSLO, May 3, 2024\nThe queen spoke on Friday.", None, ("dateline", "body"))
    assert [(m.value, m.basis) for m in found] == [("2024-05-03", "explicit"), ("2024-05-03", "dateline")]


def test_a_date_in_a_caption_is_no_anchor() -> None:
    found = find("The queen on February 24, 2025.\nThe queen spoke on Friday.", None, ("caption", "body"))
    assert [m.value for m in found] == ["2025-02-24", None]
    assert [m.role for m in found] == ["caption", "body"]


def test_later_counts_from_the_day_last_spoken_of() -> None:
    text = "He was shot on Monday. He died three days later."
    assert values(text) == [("Monday", "2025-06-23"), ("three days later", "2025-06-26")]


def test_the_year_after_next() -> None:
    text = "They will save next year and the year after."
    assert values(text) == [("next year", "2026"), ("the year after", "2027")]


def test_a_chronicle_counts_from_its_own_dates() -> None:
    text = (
        "The siege began on 4 March 1644. In April the walls fell. On 2 May 1644 the town burned.\n"
        "By June 1644 it was empty. In 1645 the lord came back. On 3 February 1645 he rebuilt it.\n"
        "On 5 March he died. The next day his son was crowned. In December 1645 peace was made. In January it broke.\n"
        "In July 1646 the bridge fell. On 9 August a flood came. A week later another did. In May 1647 it was dry."
    )
    found = dict(values(text, "2020-01-01"))
    assert found["April"] == "1644-04"
    assert found["5 March"] == "1645-03-05"
    assert found["The next day"] == "1645-03-06"
    assert found["January"] == "1646-01"
    assert found["9 August"] == "1646-08-09"


def test_news_with_a_history_in_it_counts_from_publication() -> None:
    text = (
        "The mayor said on Friday that the bridge, built in March 1931 and widened in May 1960, will close on Monday.\n"
        "It was hit in June 1943, in July 1943 and on 3 August 1944, and rebuilt in 1946. Traffic stopped on Thursday."
    )
    found = dict(values(text))
    assert found["Friday"] == "2025-06-27"
    assert found["Monday"] == "2025-06-30"


def test_pairs_of_days_and_years() -> None:
    assert values("The fair of June 5-7 was wet.") == [("June 5", "2025-06-05"), ("7", "2025-06-07")]
    assert values("The fair of 5-7 June 2019 was wet.") == [("5", "2019-06-05"), ("7 June 2019", "2019-06-07")]
    assert values("In 1914-18 it was closed.") == [("1914", "1914"), ("18", "1918")]


def test_counts_are_no_years() -> None:
    assert values("Some 2000 people came, and nearly 1900 soldiers.") == []


@given(st.text(alphabet="ab1209 .,-:/'’\n", max_size=120) | st.text(max_size=80))
def test_spans_cut_out_what_they_say(text: str) -> None:
    found = find(text) if text.strip() else ()
    assert all(m.span.end <= len(text) and m.span.of(text).strip() == m.span.of(text) for m in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


_WORDS = """the last next this that 5 2024 June May Friday years year ago later early of in on a few three days week
morning half past every 10:45 GMT BC 1990s and to - , . ’s aged old quarter Christmas yesterday end mid-"""
WORDS = st.sampled_from(_WORDS.split())


@given(
    st.lists(WORDS, max_size=30),
    st.sampled_from([None, "2025-06-27", "2024-02-29", "0001-01-01", "9999-12-31", "2025", "x"]),
)
def test_any_order_of_time_words_is_read(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    found = find(text, published) if text.strip() else ()
    assert found == (find(text, published) if text.strip() else ())
    assert all(0 < m.score <= 1 for m in found)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "June ",
        "June 5-7, ",
        "1999-",
        "the ",
        "early ",
        "one ",
        "last next ",
        "123 456 ",
        "in 2020 ",
        "'",
        "1,",
        "one and one and ",
        "1/1/",
        "on Friday and ",
        "two years and ",
        "Q1 ",
        "٣",
        "12 March ",
        "half past ",
        "the the ",
        "a year, ",
    ],
)
def test_hostile_length_takes_bounded_time(piece: str) -> None:
    """Four times the text takes at most some eight times as long: linear, with room for a busy machine."""

    def seconds(size: int) -> float:
        document = lay_out(article(piece * (size // len(piece)), published="2025-06-27"))
        begun = time.process_time()
        moments.find(document)
        return time.process_time() - begun

    find("warm up on Friday")
    assert seconds(100_000) < 8 * seconds(25_000) + 0.5


def test_easter_and_moving_feasts() -> None:
    assert moment_calendar.easter(2025).isoformat() == "2025-04-20"
    assert moment_calendar.easter(2024).isoformat() == "2024-03-31"
    thanksgiving = moment_calendar.holiday("11/4/4", 2024)
    memorial = moment_calendar.holiday("5/-1/1", 2025)
    assert thanksgiving is not None and thanksgiving.isoformat() == "2024-11-28"
    assert memorial is not None and memorial.isoformat() == "2025-05-26"


def test_first_keys_of_a_pattern() -> None:
    lists = {"month": ["june", "july"], "day": ["0"]}
    assert moment_first.keys("(?:the )?{day}(?: of)? {month}", lists) == {"the", "0"}
    assert moment_first.keys("{month} x|mid-{month}", lists) == {"june", "july", "mid"}
    assert moment_first.keys(r"['’](?P<yy>\d0)s", lists) == {"'"}
    assert moment_first.keys(r"1\d{3}", lists) == {"0"}
