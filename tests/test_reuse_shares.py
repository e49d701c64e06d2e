"""How much of an article comes from elsewhere: an example to check by eye, two piles, the command."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from click.testing import CliRunner, Result

from variorum.cli import main
from variorum.reuse import passages, shares

from .reuse_shares_score import cases, errors
from .test_reuse_passages import COPY, witness

RELEASE = f"{COPY}. The owner sent two tugs and a crane from the yard at Lund before noon."
OWN = "Our reporter met the cook, who was peeling onions when the keel struck and never saw the rock."
QUOTE = "“I heard the hull groan like an old door and then nothing at all,” said a passenger."


def test_the_share_is_that_of_the_narration() -> None:
    pile = [witness("release", RELEASE, QUOTE), witness("target", RELEASE, OWN, QUOTE), witness("other", OWN[::-1])]
    (share,) = shares(pile, passages(pile, sources={"release", "other"}), targets={"target"})
    said = len(" said a passenger.")
    assert share.narration == len(RELEASE) + len(OWN) + said
    assert len(RELEASE) - 1 <= share.reused <= len(RELEASE) + said
    assert 0.55 < share.share < 0.7
    assert (share.quoted, share.quoted_share > 0.9) == (len(QUOTE) - said, True)
    assert share.sources == ("release",)
    assert share.near_duplicates == ()
    assert share.longest is not None
    assert share.longest.of(pile[1].article.text) == RELEASE.removesuffix(".")
    assert share.longest_words == len(RELEASE.split())
    assert share.longest_from is not None
    assert share.longest_from.article == "release"


def test_a_shared_quotation_is_no_narration() -> None:
    pile = [witness("a", OWN, QUOTE), witness("b", RELEASE, QUOTE)]
    share = shares(pile, passages(pile))[0]
    assert (share.reused, share.sources, share.longest) == (0, (), None)
    assert share.quoted_share > 0.9


def test_near_duplicates_hold_most_of_both() -> None:
    pile = [witness("a", RELEASE), witness("b", RELEASE), witness("c", RELEASE, OWN, OWN[::-1], OWN)]
    a, _, c = shares(pile, passages(pile))
    assert (a.near_duplicates, a.sources) == (("b",), ("b", "c"))
    assert c.near_duplicates == ()


def test_a_paragraph_under_every_article_of_an_outlet_is_boilerplate() -> None:
    closing = "The Orm Herald has been printed in the customs house since 1902 and belongs to its readers, who vote."
    texts = (RELEASE, OWN, "Hens are laying again on the outer islands, where nobody had hoped for an egg before May.")
    pile = [witness(f"a{n}", t, t[::-1], closing, outlet="The Orm Herald") for n, t in enumerate(texts)]
    pile.append(witness("z", QUOTE, closing, outlet="Kuriren"))
    found = passages(pile)
    kinds = {(p.a.article, p.b.article): p.passage for p in found}
    assert {kinds["a0", "a1"], kinds["a0", "a2"], kinds["a1", "a2"]} == {"boilerplate"}
    assert kinds["a0", "z"] == "narration"  # another outlet has it from somewhere
    assert [s.reused for s in shares(pile[:3], passages(pile[:3]))] == [0, 0, 0]
    assert {p.passage for p in passages(pile[:2])} == {"narration"}  # two articles are too few to tell


def test_shares_of_invented_articles_are_near_the_truth() -> None:
    first = next(cases("development"))
    total = errors(iter([first]), all_pairs=True)
    assert total.off <= 0.02 * total.articles
    assert total.leaked == 0
    assert errors(iter([first]), all_pairs=False).longest == total.holding


def test_only_pairs_between_the_piles_are_compared() -> None:
    pile = [witness(f"{side}{n}", RELEASE) for side in "st" for n in range(3)]
    pairs = {(p.a.article, p.b.article) for p in passages(pile, sources=["s0", "s1", "s2"])}
    assert pairs == {(f"s{i}", f"t{j}") for i in range(3) for j in range(3)}
    assert passages(pile, sources=[]) == ()
    flipped = {(p.a.article, p.b.article) for p in passages(pile, sources=["t0"])}
    assert flipped == {(f"s{i}", "t0") for i in range(3)} | {("t0", f"t{j}") for j in (1, 2)}


def test_a_source_of_very_many_copies_is_found_for_each() -> None:
    pile = [*(witness(f"a{n:03}", RELEASE) for n in range(120)), witness("z", RELEASE)]
    assert len(passages(pile, sources=["z"])) == 120


def test_an_article_without_words_has_no_share() -> None:
    (share,) = shares([witness("a", "")], ())
    assert (share.share, share.quoted_share) == (0, 0)


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["reuse", *(str(a) for a in arguments)])


def piles(folder: Path) -> tuple[Path, Path]:
    """A press release, and two articles of which one has printed it; both piles have a file ``one.txt``."""
    sources, targets = folder / "releases", folder / "articles"
    for side in (sources, targets):
        side.mkdir()
    (sources / "one.txt").write_text(f"Ferry aground\n\n{RELEASE}\n\n{QUOTE}\n", encoding="utf-8")
    (targets / "one.txt").write_text(f"Ninety wait on ferry\n\n{RELEASE}\n\n{OWN}\n\n{QUOTE}\n", encoding="utf-8")
    (targets / "=two.txt").write_text(f"Nothing new\n\n{OWN}\n", encoding="utf-8")
    return sources, targets


def test_the_command_compares_two_piles(tmp_path: Path) -> None:
    sources, targets = piles(tmp_path)
    done = call("--sources", sources, "--targets", targets, "--summary", tmp_path / "s.jsonl", "-o", tmp_path / "p")
    assert done.exit_code == 0, done.output
    rows = {r["id"]: r for r in map(json.loads, (tmp_path / "s.jsonl").read_text(encoding="utf-8").splitlines())}
    assert set(rows) == {"one", "=two"}
    one = rows["one"]
    assert 0.55 < one["share"] < 0.7
    assert one["quoted_share"] > 0.9
    assert (one["longest_from"], one["sources"], one["source_count"]) == ("source:one", ["source:one"], 1)
    assert (rows["=two"]["share"], rows["=two"]["longest_from"]) == (0, None)
    found = [json.loads(line) for line in (tmp_path / "p").read_text(encoding="utf-8").splitlines()]
    assert {(r["a"]["id"], r["b"]["id"]) for r in found} == {("one", "source:one")}


def test_the_table_is_safe_for_a_spreadsheet(tmp_path: Path) -> None:
    sources, targets = piles(tmp_path)
    table = tmp_path / "s.csv"
    assert call("--sources", sources, "--targets", targets, "--summary", table, "-o", tmp_path / "p").exit_code == 0
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {r["id"] for r in rows} == {"one", "'=two"}
    assert {r["sources"] for r in rows} == {"source:one", ""}


def test_one_pile_has_a_summary_too(tmp_path: Path) -> None:
    _, targets = piles(tmp_path)
    done = call(targets, "--summary", tmp_path / "s.jsonl")
    assert done.exit_code == 0
    rows = [json.loads(line) for line in (tmp_path / "s.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {r["id"]: r["sources"] for r in rows} == {"one": ["=two"], "=two": ["one"]}


def test_unclear_arguments_are_refused(tmp_path: Path) -> None:
    sources, targets = piles(tmp_path)
    for given in (
        (),
        ("--sources", sources),
        ("--targets", targets),
        (sources, "--sources", sources, "--targets", targets),
    ):
        assert call(*given).exit_code == 2
    assert call(sources, "--summary", "-").exit_code == 2
