"""The day of a page: declared in one time zone, printed in another; declared once, and dated anew."""

from __future__ import annotations

import pytest

from variorum.clean import article, dates
from variorum.clean.pagedates import printed
from variorum.model import Article, Capture

BODY = "".join(
    f"<p>The ferry of pier {n} was taken out of the water on Monday, and it will not be back before the summer.</p>"
    for n in ("one", "two", "three", "four")
)


def page(
    *, declared: str, line: str = "", modified: str = "", above: str = "", url: str = "", extra: str = ""
) -> Article:
    changed = f'<meta property="article:modified_time" content="{modified}">' if modified else ""
    given = f'<meta property="article:published_time" content="{declared}">' if declared else ""
    address = f'<link rel="canonical" href="{url}">' if url else ""
    html = (
        f"<html lang='en'><head>{given}{changed}{address}</head><body><div>{above}</div><article>"
        f"<h1>Ferries taken out of the water</h1><div>{line}</div>{BODY}</article></body></html>"
    )
    return article(Capture(path="a.html", content=html.encode(), media="html", sha256=""))


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Dec 23, 2023 5:06pm PT", "2023-12-23T17:06-08:00"),  # the same instant on the readers' clock
        ("Dec 23, 2023 8:06 PM EST", "2023-12-23T20:06-05:00"),
        ("December 23, 2023", "2023-12-23"),
        ("By Jane DoeDec. 23, 2023 8:06 pm EST", "2023-12-23T20:06-05:00"),  # no blank between two elements
        ("December 24, 2023", "2023-12-24T01:06+00:00"),
        ("Updated Dec. 28, 2023", "2023-12-24T01:06+00:00"),  # nothing declared was on that day
        ("The pier on December 23, 2023. Ann Lee", "2023-12-24T01:06+00:00"),  # a sentence tells of a day
        ("", "2023-12-24T01:06+00:00"),
    ],
)
def test_the_day_is_that_of_the_page_s_own_clock(line: str, published: str) -> None:
    found = page(declared="2023-12-24T01:06:00Z", line=line)
    assert (found.published, found.published_basis) == (published, "page")
    assert "2023-12-24T01:06+00:00" in [c.value for c in found.date_candidates]


def test_a_page_dated_anew_has_the_day_that_it_prints() -> None:
    found = page(declared="2021-03-01T10:00:00Z", modified="2023-11-27T11:20:00Z", line="November 27, 2023")
    assert found.published == "2023-11-27T11:20+00:00"
    assert found.modified == "2023-11-27T11:20+00:00"
    assert ("2021-03-01T10:00+00:00", "page") in [(c.value, c.basis) for c in found.date_candidates]


def test_a_page_that_prints_both_keeps_its_first() -> None:
    line = "Published: March 1, 2021 | Updated: November 27, 2023"
    found = page(declared="2021-03-01T10:00:00Z", modified="2023-11-27T11:20:00Z", line=line)
    assert (found.published, found.modified) == ("2021-03-01T10:00+00:00", "2023-11-27T11:20+00:00")


def test_a_change_that_the_page_does_not_print_dates_nothing() -> None:
    found = page(declared="2021-03-01T10:00:00Z", modified="2023-11-27T11:20:00Z")
    assert (found.published, found.modified) == ("2021-03-01T10:00+00:00", "2023-11-27T11:20+00:00")


def test_today_s_date_above_the_title_is_no_publication() -> None:
    found = page(declared="2023-12-24T01:06:00Z", above="Saturday, December 23, 2023")
    assert found.published == "2023-12-24T01:06+00:00"


def test_the_day_of_the_address_is_the_readers_where_the_clock_allows_it() -> None:
    address = "https://gazette.example/2023/12/23/ferries"
    assert page(declared="2023-12-24T01:06:00Z", url=address).published == "2023-12-23"
    assert page(declared="2023-12-27T01:06:00Z", url=address).published == "2023-12-27T01:06+00:00"


def test_where_nothing_is_declared_the_printed_date_comes_first() -> None:
    found = page(declared="", line="12/22/2023 05:00 AM EST", url="https://gazette.example/2023/12/21/ferries")
    assert (found.published, found.published_basis) == ("2023-12-22T05:00-05:00", "text")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/world/2024/may/05/ferry", "2024-05-05"),
        ("https://a.example/2024/05/05/ferry", "2024-05-05"),
        ("https://a.example/2024/ferry/05/x", None),
        ("https://a.example/2024/feb/31/x", None),
        (None, None),
    ],
)
def test_a_day_in_an_address(url: str | None, day: str | None) -> None:
    assert dates.in_address(url) == day


def test_a_page_without_its_title_prints_no_date_beside_it() -> None:
    assert printed((), "Ferries") == ()
    assert printed((), None) == ()
