"""Piles that nobody would want: no crash, bounded time, and a result that is the same for any order."""

from __future__ import annotations

import json
import time
from pathlib import Path

from click.testing import CliRunner

from tests.test_reuse_ancestry import report
from variorum import pipeline
from variorum.cli import main
from variorum.model import Article, Origin, Reuse
from variorum.reuse import independent, origins, passages, shares

LEAD = "The ferry Halvard ran aground off the Orm skerries shortly before dawn with ninety people on board."


def run(pile: list[Article], *, within: float) -> tuple[tuple[Reuse, ...], tuple[Origin, ...]]:
    """The passages and origins of a pile, made in so many seconds of processor time."""
    witnesses = pipeline.credited(pile)
    begin = time.process_time()
    found = passages(witnesses)
    listed = origins(witnesses, found)
    shares(witnesses, found)
    assert time.process_time() - begin < within
    return found, listed


def test_ten_copies_of_one_article_are_one_report() -> None:
    pile = [report(f"c{n}", *[f"{LEAD} Bulletin number {k} said so." for k in range(6)]) for n in range(10)]
    found, listed = run(pile, within=10)
    assert len({(p.a.article, p.b.article) for p in found}) == 45
    assert independent([a.id for a in pile], listed) == (1, 1)
    assert (found, listed) == run(pile[::-1], within=10)


def test_articles_of_one_word_share_nothing() -> None:
    pile = [report(f"w{n}", ("ferry", "fire", "flood")[n % 3]) for n in range(2_000)]
    begin = time.process_time()
    assert passages(pipeline.credited(pile)) == ()
    assert time.process_time() - begin < 15


def test_an_article_of_a_megabyte_takes_bounded_time() -> None:
    line = (
        "Clerk {0} told Reuters on page {0} that the ministry said in a statement, according to the Lund Gazette, {1}. "
    )
    text = "".join(line.format(n, hash_word(n)) for n in range(9_000))
    assert len(text) > 1_000_000
    found, listed = run(
        [report("big", text, outlet="Kuriren"), report("small", LEAD, outlet="Lund Gazette")], within=60
    )
    assert found == ()
    assert {o.kind for o in listed} >= {"agency", "outlet"}


def hash_word(n: int) -> str:
    return "".join("bdfgklmnprst"[(n >> k) % 12] + "aeiou"[(n >> k) % 5] for k in (0, 3, 6, 9))


def test_one_line_of_a_megabyte_without_sentences_takes_bounded_time() -> None:
    for unit in ("told ", "“ ", "The ", "Reuters ", "in a statement from the ", "A Gazette "):
        text = unit * (100_000 // len(unit))
        run([report("big", text, outlet="Kuriren"), report("small", text[:1_000], outlet="Orm Herald")], within=30)


def test_articles_in_other_languages_are_compared_as_they_stand() -> None:
    german = (
        "Die Fähre lief kurz vor Morgengrauen mit neunzig Menschen vor den Schären auf Grund, teilte die Wache mit."
    )
    russian = "Паром сел на мель у скал незадолго до рассвета, на борту были девяносто человек, сообщила охрана."
    japanese = "フェリーは夜明け前に座礁し、九十人が乗っていた。" * 8
    pile = [report(f"{k}{n}", t, t[::-1]) for n, t in enumerate((german, russian, japanese)) for k in "ab"]
    found, listed = run(pile, within=10)
    assert {("a0", "b0"), ("a1", "b1")} <= {(p.a.article, p.b.article) for p in found}
    assert {o.kind for o in listed} == {"unknown"}
    assert all(p.a.article[1:] == p.b.article[1:] for p in found)


def test_future_and_broken_dates_settle_nothing() -> None:
    for published in ("2999-01-01", "not a day", "2031-02-30"):
        pile = [report("a", LEAD, published=published), report("b", LEAD, published="2031-02-01")]
        found, _ = run(pile, within=10)
        assert {p.direction for p in found} == {"unknown"}


def test_duplicate_ids_in_both_piles(tmp_path: Path) -> None:
    rows = [{"id": "x", "text": LEAD}, {"id": "x", "text": f"{LEAD} Nobody was hurt."}, {"id": "x", "text": LEAD}]
    for side in ("sources", "targets"):
        (tmp_path / f"{side}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    out, summary = tmp_path / "p.jsonl", tmp_path / "s.jsonl"
    arguments = ["reuse", "--sources", str(tmp_path / "sources.jsonl"), "--targets", str(tmp_path / "targets.jsonl")]
    done = CliRunner().invoke(main, [*arguments, "--summary", str(summary), "-o", str(out)])
    assert done.exit_code == 0, done.output
    listed = [json.loads(line) for line in summary.read_text(encoding="utf-8").splitlines()]
    assert len({r["id"] for r in listed}) == 2
    assert all(r["share"] == 1.0 or r["share"] > 0.8 for r in listed)
