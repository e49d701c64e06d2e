"""What findings say: complete templates, and never a word of motive or blame."""

from __future__ import annotations

import re
import string
from pathlib import Path

from variorum import lexicon
from variorum.judge.findings import RULES

ACCUSING = re.compile(
    r"misquot|copied|copying|plagiar|fabricat|\bconfirms\b|admits by omission|\blie[sd]?\b|lying|mislead|distort"
    r"|twist|invent|\bhides?\b|conceal|bias|wrongly|falsely|failed to|refus|deliberate|manipulat|spin",
    re.IGNORECASE,
)
FINDINGS = Path(lexicon.__file__).parent / "judge" / "findings"


def test_templates_do_not_accuse() -> None:
    for rule, table in lexicon.load("messages").items():
        for words in table.values():
            assert not ACCUSING.search(words), (rule, words)


def test_every_rule_of_the_code_has_its_template_and_its_caveat() -> None:
    sources = "".join(p.read_text(encoding="utf-8") for p in FINDINGS.glob("*.py"))
    used = set(re.findall(r'rule="([a-z-]+)"', sources)) | set(re.findall(r'else "([a-z]+-[a-z-]+)"', sources))
    messages = lexicon.load("messages")
    assert used <= set(messages)
    for rule in used:
        assert messages[rule]["message"]
        assert messages[rule]["caveat"]


def test_templates_use_plain_fields_only() -> None:
    for table in lexicon.load("messages").values():
        for words in table.values():
            for _, field, spec, _ in string.Formatter().parse(words):
                assert field is None or (field.isidentifier() and not spec)


def test_the_table_of_rules_names_each_once() -> None:
    assert len({(r.__module__, r.__name__) for r in RULES}) == len(RULES)
    assert all(r.__doc__ for r in RULES)
