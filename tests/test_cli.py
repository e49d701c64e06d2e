"""The command line as a user meets it: outputs, exit codes, bad input, hostile text."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.keyed import EXAMPLE
from variorum.cli import main


def call(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


def test_compare_prints_the_edition_and_writes_all_forms(tmp_path: Path) -> None:
    files = {form: tmp_path / f"e.{form}" for form in ("json", "html", "md")}
    done = call("compare", EXAMPLE, *(x for form, file in files.items() for x in (f"--{form}", file)))
    assert done.exit_code == 0, done.output
    assert "\x1b" not in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 80
    assert json.loads(files["json"].read_text(encoding="utf-8"))["format"] == "variorum-edition"
    assert files["html"].read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "[^1]" in files["md"].read_text(encoding="utf-8")


def test_articles_that_are_said_to_report_one_event_are_one_edition() -> None:
    apart, together = (
        json.loads(call("compare", EXAMPLE, *more, "--json", "-").stdout) for more in ((), ("--together",))
    )
    assert len(apart["editions"]) == 2
    (edition,) = together["editions"]
    assert len(edition["event"]["articles"]) == 5
    assert "--together" in call("compare", EXAMPLE).stdout


def test_a_dash_sends_one_form_to_standard_output() -> None:
    done = call("compare", EXAMPLE, "--json", "-")
    assert json.loads(done.stdout)["version"] == 1
    assert call("compare", EXAMPLE, "--json", "-", "--md", "-").exit_code == 2


@pytest.mark.parametrize("command", ["clean", "extract", "group"])
def test_single_rooms_write_a_line_an_article_in_input_order(command: str) -> None:
    names = ["saltmarsh.txt", "courier.html", "echo.txt"]
    done = call(command, *(EXAMPLE / n for n in names))
    assert done.exit_code == 0
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [n.split(".")[0] for n in names]


def test_reuse_writes_a_line_a_passage() -> None:
    rows = [json.loads(line) for line in call("reuse", EXAMPLE).stdout.splitlines()]
    assert any({r["a"]["id"], r["b"]["id"]} == {"coastline", "saltmarsh"} and r["passage"] == "narration" for r in rows)


def test_standard_input_is_jsonl() -> None:
    row = json.dumps({"id": "one", "text": "Mayor Ada Lindqvist said on Friday that the bridge was safe."}) + "\n"
    done = call("extract", "-", stdin=row.encode())
    found = json.loads(done.stdout)
    assert found["id"] == "one"
    assert found["statements"][0]["speaker"]["name"] == "Ada Lindqvist"


def test_output_file(tmp_path: Path) -> None:
    assert call("clean", EXAMPLE, "-o", tmp_path / "c.jsonl").exit_code == 0
    assert len((tmp_path / "c.jsonl").read_text(encoding="utf-8").splitlines()) == 5
    assert call("clean", EXAMPLE, "-o", tmp_path / "no" / "such" / "c.jsonl").exit_code == 2


def test_bad_input_is_named_and_the_rest_is_done(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The mayor said the bridge was safe. It will open on Friday.", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "cut.html.gz").write_bytes(gzip.compress(b"<p>hello</p>" * 4000)[:60])
    (tmp_path / "rows.jsonl").write_text('{"id": "a"}\n{"broken\n{"id": "b", "text": "A bridge is safe."}\n')
    done = call("compare", tmp_path, "--json", "-")
    assert done.exit_code == 1
    data = json.loads(done.stdout)
    assert {a["id"] for a in data["articles"]} == {"good", "b"}
    refused = {(Path(r["path"]).name, r["line"]) for r in data["rejected"]}
    assert refused == {
        ("empty.txt", None),
        ("binary.txt", None),
        ("cut.html.gz", None),
        ("rows.jsonl", 1),
        ("rows.jsonl", 2),
    }
    assert all(r["reason"] for r in data["rejected"])
    assert done.stderr.count("rejected:") == 5


@pytest.mark.skipif(sys.platform == "win32", reason="sparse files")
def test_a_huge_file_is_turned_away_quickly(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    done = call("compare", tmp_path)
    assert done.exit_code == 1
    assert "huge.txt" in done.stderr


def test_an_empty_folder_ends_in_a_message(tmp_path: Path) -> None:
    done = call("compare", tmp_path)
    assert done.exit_code == 1
    assert str(tmp_path) in done.stderr


def test_a_missing_path_is_rejected(tmp_path: Path) -> None:
    done = call("compare", tmp_path / "nowhere")
    assert done.exit_code == 1
    assert "nowhere" in done.stderr


def test_no_path_is_unusable() -> None:
    assert call("compare").exit_code == 2


HOSTILE = (
    "Mayor Ada Lindqvist said “<script>alert(1)</script> is no [link](http://x) for us,” on Friday.\n\n"
    "The bridge \x1b[31mred\x1b[0m is `safe` [^1]: she said \u202eevil\u202c. =SUM(A1) | pipe ]]> </script> &amp;\n"
)


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(HOSTILE.replace("no [link]", "not a [link]"), encoding="utf-8")
    html, md = tmp_path / "e.html", tmp_path / "e.md"
    done = call("compare", tmp_path / "a.txt", tmp_path / "b.txt", "--html", html, "--md", md)
    assert done.exit_code == 0
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    page = html.read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert page.count("</script>") == page.count("<script")
    assert "<script>" not in md.read_text(encoding="utf-8")
    assert "](http://x)" not in md.read_text(encoding="utf-8")


def test_addresses_of_this_machine_are_fetched_only_when_asked_for() -> None:
    url = "http://127.0.0.1:9/page"  # the port of discard: nobody answers
    refused, tried = call("clean", url), call("clean", "--private", url)
    assert (refused.exit_code, tried.exit_code) == (1, 1)
    assert "private network" in refused.stderr
    assert "cannot be reached" in tried.stderr
