"""Every rule's examples: good stays silent, bad fails, review asks for a person."""

import re

import pytest

from auditor.example_run import VERDICTS, faults
from auditor.models import Verdict
from auditor.rule import load

RULES = load("rules")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_examples_hold(rule):
    wrong = faults(rule)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_documented(rule):
    examples = rule.examples
    assert set(examples) <= set(VERDICTS)
    assert examples.get("good"), f"{rule.code} has no good example"
    assert all(e.get("why") for kind in VERDICTS for e in examples.get(kind, []))
    for verdict, kind in ((Verdict.FAIL, "bad"), (Verdict.REVIEW, "review")):
        assert bool(examples.get(kind)) == (verdict in rule.verdicts), (
            f"{rule.code}: {kind} examples and verdicts differ"
        )
    first = rule.manual.splitlines()[0]
    assert first.endswith("。"), f"{rule.code}: the manual's first line is one sentence"
    for heading in ("怎么算：", "改法：", "不管什么："):
        assert heading in rule.manual, f"{rule.code}: {heading}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_words_carry_force_only_with_a_binding_basis(rule):
    binding = any(
        "条例" in b.source or "法" in b.source or "号）" in b.source or "GB/T" in b.source for b in rule.basis
    )
    first = rule.manual.splitlines()[0]
    assert binding or not re.search("应当|不得|必须", first)
    assert rule.basis


def test_codes_keep_the_module_name():
    for rule in RULES:
        assert rule.judge.__module__.rsplit(".", 1)[-1].startswith(rule.code.lower() + "_")
