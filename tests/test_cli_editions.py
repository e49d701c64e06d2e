"""`compare`, `show` and `rules` as users meet them: thresholds, the own draft, exports, exit status."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.keyed import EXAMPLE
from tests.test_cli import call
from variorum.cli import main
from variorum.judge import late, rules
from variorum.present import load
from variorum.settings import JudgeSettings, Settings


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("edition") / "edition.json"
    assert call("compare", EXAMPLE, "--json", file).exit_code == 0
    return file


def data_of(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("flag", [None, "--strict", "--all"])
def test_show_tells_what_compare_told_in_every_view(stored: Path, tmp_path: Path, flag: str | None) -> None:
    flags = [flag] if flag else []
    forms = ("json", "html", "md", "csv", "claims", "tei", "annotations")

    def files(name: str) -> list[str | Path]:
        return [x for form in forms for x in (f"--{form}", tmp_path / f"{name}.{form}")]

    made = call("compare", EXAMPLE, *flags, *files("made"))
    shown = call("show", stored, *flags, *files("shown"))
    assert (made.exit_code, shown.exit_code) == (0, 0)
    assert shown.stdout == made.stdout
    for form in forms:
        assert (tmp_path / f"shown.{form}").read_bytes() == (tmp_path / f"made.{form}").read_bytes(), form
    assert (tmp_path / "shown.json").read_bytes() == stored.read_bytes()


def test_strict_shows_less_and_says_so_and_all_shows_more(stored: Path) -> None:
    plain, strict, everything = (call("show", stored, *flag).stdout for flag in ([], ["--strict"], ["--all"]))
    assert "not shown: " in strict
    assert "not shown: " not in plain + everything
    assert len(strict) < len(plain) <= len(everything)
    assert call("show", stored, "--strict", "--all").exit_code == 2


def test_thresholds_are_applied_to_stored_scores(stored: Path) -> None:
    volume = load.file(stored)
    settings = JudgeSettings(min_entry=0.6, min_relation=0.75)
    strict = late.shown(volume, settings=settings)
    kept = [e for edition in strict for e in edition.entries]
    assert all(e.score >= 0.6 or len({r.article for r in e.readings}) == 1 for e in kept)
    assert all(r.score >= 0.75 for e in kept for r in e.relations)
    for edition, whole in zip(strict, volume, strict=True):
        ids = {e.id for e in edition.entries}
        assert all(set(f.entries) <= ids for f in edition.findings)
        assert all(set(r.entries) <= ids for r in edition.timeline)
        assert all(f.entries for f in edition.findings if next(x for x in whole.findings if x.id == f.id).entries)
    assert late.shown(volume) is volume
    assert late.shown(strict, settings=settings).editions == strict.editions


def test_a_verdict_follows_the_relations_that_stay(stored: Path) -> None:
    volume = load.file(stored)
    none = late.shown(volume, settings=JudgeSettings(min_relation=1.1))
    assert {e.verdict for edition in none for e in edition.entries} <= {"single", "unclear"}


def test_presets_leave_the_record_of_a_run_alone() -> None:
    assert Settings().strict().extract == Settings().extract
    assert Settings().strict().everything().judge == JudgeSettings()
    assert Settings().everything().present.min_score == 0.0


def test_one_event_stands_alone(stored: Path, tmp_path: Path) -> None:
    events = [e["event"]["id"] for e in data_of(stored)["editions"]]
    assert len(events) == 2
    for wanted in (events[1], events[1][:6]):
        assert call("show", stored, "--event", wanted, "--json", tmp_path / "one.json").exit_code == 0
        one = data_of(tmp_path / "one.json")
        assert [e["event"]["id"] for e in one["editions"]] == [events[1]]
        assert [a["id"] for a in one["articles"]] == one["editions"][0]["event"]["articles"]
        assert load.file(tmp_path / "one.json").storylines[0].events == (events[1],)
    assert call("show", stored, "--event", "1").stdout.count("WITNESSES") == 1
    refused = call("show", stored, "--event", "nothing-like-it")
    assert refused.exit_code == 2
    assert all(e in refused.stderr for e in events)


@pytest.mark.parametrize("content", ["", "{}", '{"format": "variorum-edition", "version": 9}', "\x1b[31m"])
def test_what_is_no_edition_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "odd\x1b[31m.json"
    file.write_text(content, encoding="utf-8")
    done = call("show", file)
    assert done.exit_code == 2
    assert "odd" in done.stderr
    assert "\x1b" not in done.stderr
    assert call("show", tmp_path / "nowhere.json").exit_code == 2


def _first(file: Path) -> tuple[Any, Any]:
    """The edition with the draft, and the draft."""
    data = data_of(file)
    (mine,) = [a for a in data["articles"] if a["mine"]]
    return next(e for e in data["editions"] if mine["id"] in e["event"]["articles"]), mine


@pytest.mark.parametrize("beside", [False, True])
def test_the_own_draft_comes_first(tmp_path: Path, beside: bool) -> None:
    folder = tmp_path / "pile"
    shutil.copytree(EXAMPLE, folder)
    draft = folder / "gazette.html"
    if beside:
        draft = draft.rename(tmp_path / "gazette.html")
    made = tmp_path / "e.json"
    done = call("compare", folder, "--mine", draft, "--json", made)
    assert done.exit_code == 0
    edition, mine = _first(made)
    assert (mine["id"], len(mine["paths"])) == ("gazette", 1)
    own = [mine["id"] in f["articles"] for f in edition["findings"]]
    assert True in own and False in own
    assert own == sorted(own, reverse=True)
    assert "(your draft)" in done.stdout
    assert load.file(made).witness("gazette").article.mine
    lines = [line for line in done.stdout.splitlines() if "(your draft)" in line]
    assert lines and all(mine["label"] in line for line in lines)


def test_without_a_draft_nothing_is_mine(stored: Path) -> None:
    assert not any(a["mine"] for a in data_of(stored)["articles"])


def test_a_draft_changes_nothing_but_the_order(stored: Path, tmp_path: Path) -> None:
    assert call("compare", EXAMPLE, "--mine", EXAMPLE / "gazette.html", "--json", tmp_path / "e.json").exit_code == 0
    with_draft, without = data_of(tmp_path / "e.json"), data_of(stored)
    for one, two in zip(with_draft["editions"], without["editions"], strict=True):
        assert one["entries"] == two["entries"]
        assert sorted(f["id"] for f in one["findings"]) == sorted(f["id"] for f in two["findings"])


def test_an_unusable_draft_is_named(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_bytes(b"")
    done = call("compare", EXAMPLE, "--mine", tmp_path / "draft.txt")
    assert done.exit_code == 1
    assert "draft.txt could not be used" in done.stderr
    assert call("compare", EXAMPLE, "--mine", tmp_path / "nowhere.txt").exit_code == 2


def test_fail_on_sets_the_exit_status(stored: Path, tmp_path: Path) -> None:
    severities = {f["severity"] for e in data_of(stored)["editions"] for f in e["findings"] if f["score"] >= 0.5}
    assert "high" in severities
    assert [call("show", stored, "--fail-on", s).exit_code for s in ("high", "medium", "low")] == [3, 3, 3]
    assert call("compare", EXAMPLE, "--fail-on", "high").exit_code == 3
    data = data_of(stored)
    for edition in data["editions"]:
        edition["findings"] = [f for f in edition["findings"] if f["severity"] != "high"]
        for finding in edition["findings"]:
            finding["score"] = 0.4 if finding["severity"] == "medium" else finding["score"]
    (tmp_path / "calm.json").write_text(json.dumps(data), encoding="utf-8")
    calm = [call("show", tmp_path / "calm.json", "--fail-on", s).exit_code for s in ("high", "medium", "low")]
    assert calm == [0, 0, 3 if "low" in severities else 0]


def test_exports_are_written_and_can_go_to_standard_output(stored: Path) -> None:
    tei = call("show", stored, "--tei", "-")
    assert etree.fromstring(tei.stdout.encode()).tag.endswith("TEI")
    table = list(csv.DictReader(call("show", stored, "--csv", "-").stdout.splitlines()))
    readings = [r for e in data_of(stored)["editions"] for n in e["entries"] for r in n["readings"]]
    assert len(table) == len(readings)
    assert call("show", stored, "--claims", "-").stdout.startswith("claim,words,who")
    assert call("show", stored, "--tei", "-", "--csv", "-").exit_code == 2


HEADINGS = {
    "--findings": {"FINDINGS"},
    "--entries": {"STATEMENTS", "IN ONE WITNESS ONLY"},
    "--figures": {"FIGURES"},
    "--timeline": {"TIMELINE"},
    "--origins": {"ORIGINS", "SHARED NARRATION"},
}
OTHERS = {"WITNESSES", "WHO HAS WHAT", "NOT MENTIONED", "NOT USED"}


def headings(shown: str) -> set[str]:
    known = OTHERS.union(*HEADINGS.values())
    return {h for h in known for line in shown.splitlines() if line == h or line.startswith(f"{h}  ")}


@pytest.mark.parametrize("flags", [*((f,) for f in HEADINGS), ("--findings", "--figures"), tuple(HEADINGS)])
def test_parts_of_the_terminal_view(stored: Path, flags: tuple[str, ...]) -> None:
    whole = call("show", stored).stdout
    assert set().union(*HEADINGS.values()) | {"WITNESSES", "WHO HAS WHAT"} <= headings(whole)
    shown = call("show", stored, *flags)
    assert shown.exit_code == 0
    assert headings(shown.stdout) == set().union(*(HEADINGS[f] for f in flags))
    assert call("compare", EXAMPLE, *flags).stdout == shown.stdout


def test_parts_come_after_the_list_of_events_without_colour(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = call("show", stored, "--findings").stdout
    assert "\x1b" not in shown
    titles = [e["event"]["title"] for e in data_of(stored)["editions"]]
    first = shown.index("====")
    assert all(0 < shown.index(" ".join(t.split()[:2])) < first for t in titles)
    assert "2 events" in shown.splitlines()[0]


def test_rules_are_listed_with_their_examples() -> None:
    done = call("rules")
    assert done.exit_code == 0
    assert max(map(len, done.stdout.splitlines())) <= 80
    blocks = done.stdout.strip().split("\n\n")
    assert [b.split(":")[0] for b in blocks] == [r.name for r in rules.table()]
    assert all("Example:" in b and "to be shown" in b for b in blocks)
    assert call("rules", "rounding", "one-voice").stdout.count("Example:") == 2
    assert call("rules", "no-such-rule").exit_code == 2


def test_every_command_has_help() -> None:
    for name, command in main.commands.items():
        done = call(name, "--help")
        assert done.exit_code == 0
        assert command.help and command.help.splitlines()[0] in " ".join(done.stdout.split())
