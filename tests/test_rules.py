"""The table of rules tells what the code does: no rule is missing, none is made up, and every example speaks."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from variorum import lexicon, pipeline
from variorum.judge import findings, rules
from variorum.judge.case import Case
from variorum.judge.relations import relate
from variorum.judge.rules import Rule
from variorum.model import (
    Article,
    Block,
    Claims,
    Entry,
    EntryKind,
    Event,
    Finding,
    Form,
    Moment,
    Reading,
    Relation,
    Span,
    Speaker,
    Utterance,
    Witness,
)
from variorum.model import Certainty as Level
from variorum.settings import Settings
from variorum.text import CLOSING_MARKS, OPENING_MARKS

JUDGE = Path(lexicon.__file__).parent / "judge"
TABLE = rules.table()
MARKS = OPENING_MARKS + CLOSING_MARKS + '"'
KINDS: dict[str, EntryKind] = {"statements": "statement", "figures": "figure", "moments": "moment"}
CARRIERS = {"Ruling": ("rule", 2), "Contrary": ("rule", 1), "finding": ("rule", None)}
"""What carries the name of a rule into the output: the keyword, and the place among the positional arguments."""


def named(carriers: set[str]) -> set[str]:
    """Every rule name that the code of `judge` gives to one of these, read off the source."""
    return {name for file in sorted(JUDGE.rglob("*.py")) for name in _named(file, carriers)}


def _named(file: Path, carriers: set[str]) -> Iterator[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    constants = _constants(tree)
    for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)):
        known = {**constants, **_constants(function)}
        for call in (n for n in ast.walk(function) if isinstance(n, ast.Call)):
            carrier = _called(call)
            if carrier in carriers:
                given = _argument(call, *CARRIERS[carrier])
                names = set(_strings(given, known)) | _handed_in(tree, function, given)
                passed_on = isinstance(given, ast.Attribute) and given.attr == "rule"
                assert names or passed_on, f"{file.name}:{call.lineno}: the rule's name is not to be read off the code"
                yield from names


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _handed_in(tree: ast.AST, function: ast.FunctionDef, given: ast.expr | None) -> set[str]:
    """The names that callers in the same file hand in, where a function takes the name of its rule."""
    parameters = [a.arg for a in (*function.args.args, *function.args.kwonlyargs)]
    if not isinstance(given, ast.Name) or given.id not in parameters:
        return set()
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and _called(n) == function.name]
    handed = [_argument(c, given.id, parameters.index(given.id)) for c in calls]
    return {name for argument in handed for name in _strings(argument, {})}


def _constants(scope: ast.AST) -> dict[str, ast.expr]:
    """What names are set to, once, in a scope."""
    found: dict[str, ast.expr] = {}
    for node in ast.walk(scope):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = node.value
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
    return found


def _argument(call: ast.Call, keyword: str, place: int | None) -> ast.expr | None:
    by_name = next((k.value for k in call.keywords if k.arg == keyword), None)
    return by_name or (call.args[place] if place is not None and len(call.args) > place else None)


def _strings(node: ast.expr | None, known: dict[str, ast.expr]) -> Iterator[str]:
    """The strings that an expression can come to: constants, one of two, names of either."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body, known)
        yield from _strings(node.orelse, known)
    elif isinstance(node, ast.Name) and node.id in known:
        yield from _strings(known[node.id], {k: v for k, v in known.items() if k != node.id})


def listed(part: str) -> set[str]:
    return {row["rule"] for row in lexicon.load("rules")[part]}


def differ(code: set[str], table: set[str], where: str) -> str:
    told = [f"data/en/rules.toml lacks the {where} rule {name!r}: add it with an example" for name in code - table]
    told += [f"data/en/rules.toml lists {name!r}, which no code of judge/ makes" for name in table - code]
    return "\n".join(sorted(told))


def test_the_table_has_the_relation_rules_of_the_code_and_no_other() -> None:
    code = named({"Ruling", "Contrary"})
    assert len(code) > 25
    assert code == listed("relation"), differ(code, listed("relation"), "relation")


def test_the_table_has_the_finding_rules_of_the_code_and_no_other() -> None:
    code = named({"finding"})
    assert code == listed("finding"), differ(code, listed("finding"), "finding")


def test_the_table_has_the_templates_of_the_messages_and_no_other() -> None:
    templates = {rule for rule, row in lexicon.load("messages").items() if row.get("message")}
    assert templates == listed("finding"), differ(templates, listed("finding"), "finding")


def test_each_rule_stands_once_and_says_something() -> None:
    assert len({r.name for r in TABLE}) == len(TABLE)
    for rule in TABLE:
        assert rule.makes and rule.says.endswith(".") and all(rule.example_lines()), rule.name
        assert rule.limits[0].name.split(".")[0] in ("judge", "present"), rule.name
        assert all(limit.value >= 0 and limit.of for limit in rule.limits), rule.name


def test_limits_are_those_of_the_settings_and_of_the_code() -> None:
    trimmed = next(r for r in TABLE if r.name == "trimmed-quote")
    assert trimmed.limits[0].value == Settings().present.min_score
    assert {limit.of: limit.value for limit in trimmed.limits}["words that the shorter quotation has at least"] >= 2


def _form(line: str, start: int, end: int) -> Form:
    """What the marks around and inside the braces make of an example."""
    before, after = line[:start].strip(), line[end:].strip(" .")
    if before[-1:] in MARKS and before and (line[end : end + 1].strip(".,") or line[end + 1 : end + 2]) in MARKS:
        return "direct"
    if any(m in line[start:end] for m in '“”"'):
        return "mixed"
    return "indirect" if before or after else "narration"


def _reading(rule: Rule, index: int) -> tuple[Reading, Witness]:
    row, line = rule.example, rule.example["readings"][index]
    start, end = line.index("{"), line.index("}") - 1
    shown = line.replace("{", "").replace("}", "")
    form = "narration" if "values" in row else _form(shown, start, end)
    relayer = row.get("relayed_by", ["", ""])[index]
    speaker = Speaker(name=row.get("speakers", ["Edda Quill"] * 2)[index], kind="person")
    reading = Reading(
        article=f"w{index}",
        span=Span(0, len(shown)),
        form=form,
        content=(Span(start, end),),
        certainty=Level(level="asserted", score=1.0),
        speaker=None if form == "narration" else speaker,
        relayed_by=Speaker(name=relayer, kind="person") if relayer else None,
        statement=None if form == "narration" else "s0",
        value=row.get("values", [None, None])[index] or None,
        unit=row.get("units", [None, None])[index],
        bound=row.get("bounds", ["exact", "exact"])[index] if "values" in row and rule.subject != "moments" else None,
    )
    article = Article(
        id=f"w{index}",
        text=shown,
        sha256=hashlib.sha256(shown.encode()).hexdigest(),
        blocks=(Block(span=Span(0, len(shown)), role="body"),),
        published=row.get("published", ["2031-05-06"] * 2)[index],
        language="en",
    )
    dated = _dated(shown, row, index)
    reading = replace(reading, when=dated.span if dated else None)
    return reading, Witness(article=article, claims=Claims(article=article.id, moments=(dated,) if dated else ()))


def _dated(shown: str, row: Mapping[str, Any], index: int) -> Moment | None:
    """The moment that dates a figure."""
    if "whens" not in row:
        return None
    start = shown.index(row["whens"][index])
    span = Span(start, start + len(row["whens"][index]))
    return Moment(span=span, value=row["when_values"][index], type="DATE", basis="explicit", role="body", score=1.0)


def _related(rule: Rule, order: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> Relation:
    spoken = Utterance(language=rule.example.get("spoken", "unclear"), basis="the example says so")
    monkeypatch.setattr("variorum.judge.relations.utterance", lambda entry, witnesses: spoken)
    pairs = [_reading(rule, i) for i in order]
    entry = Entry(id="e", kind=KINDS[rule.subject], readings=tuple(r for r, _ in pairs), base=0, base_why="", score=1.0)
    (relation,) = relate(entry, {w.article.id: w for _, w in pairs}).relations
    return relation


@pytest.mark.parametrize("rule", [r for r in TABLE if r.subject != "event"], ids=lambda r: r.name)
def test_a_relation_rule_speaks_on_its_example(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    for order in ((0, 1), (1, 0)):
        found = _related(rule, order, monkeypatch)
        assert (found.rule, found.relation in rule.makes) == (rule.name, True), (found, order)


def _found(rule: Rule, tmp_path: Path) -> list[Finding]:
    rows = [
        {"id": f"w{n}", "published": "2031-05-06", "language": "en", **row}
        for n, row in enumerate(rule.example["articles"])
    ]
    file = tmp_path / "event.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return [f for edition in pipeline.volume(pipeline.articles([file])) for f in edition.findings]


def _judged(rule: Rule) -> list[Finding]:
    """The findings about an entry of the two readings of the example."""
    pairs = [_reading(rule, i) for i in (0, 1)]
    witnesses = {w.article.id: w for _, w in pairs}
    if rule.example.get("one_article"):
        pairs, witnesses = _in_one(pairs)
    kind: EntryKind = "statement"
    if "values" in rule.example:
        kind = "moment" if isinstance(rule.example["values"][0], str) else "figure"
    readings = tuple(replace(r, measures=None) for r, _ in pairs)
    entry = relate(Entry(id="e", kind=kind, readings=readings, base=0, base_why="", score=1.0), witnesses)
    event = Event(id="v", storyline="s", title="", articles=tuple(witnesses))
    case = Case(
        event=event, witnesses=witnesses, entries=(entry,), passages=(), origins=(), signs={a: a for a in witnesses}
    )
    return list(findings.of(case))


def _in_one(pairs: list[tuple[Reading, Witness]]) -> tuple[list[tuple[Reading, Witness]], dict[str, Witness]]:
    """Both readings in one article, a line each."""
    (a, first), (b, second) = pairs
    text, by = f"{first.article.text}\n{second.article.text}", len(first.article.text) + 1
    blocks = tuple(Block(span=Span(s, e), role="body") for s, e in ((0, by - 1), (by, len(text))))
    whole = Witness(article=replace(first.article, text=text, blocks=blocks), claims=first.claims)
    moved = replace(
        b,
        article=a.article,
        span=Span(b.span.start + by, b.span.end + by),
        content=tuple(Span(c.start + by, c.end + by) for c in b.content),
    )
    return [(a, whole), (moved, whole)], {a.article: whole}


@pytest.mark.parametrize("rule", [r for r in TABLE if r.subject == "event"], ids=lambda r: r.name)
def test_a_finding_rule_speaks_on_its_example(rule: Rule, tmp_path: Path) -> None:
    made = _judged(rule) if "readings" in rule.example else _found(rule, tmp_path)
    found = [f for f in made if f.rule == rule.name]
    assert found, f"the example of {rule.name!r} in data/en/rules.toml makes no such finding"
    assert {f.kind for f in found} <= set(rule.makes)
    assert {f.severity for f in found} <= set(rule.severities)
