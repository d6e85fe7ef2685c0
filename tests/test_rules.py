"""Every rule's examples: good stays silent, bad fails, review asks for a person."""

import re

import pytest

from auditor.examples import page_of, site_of
from auditor.judge import judge_page, judge_site
from auditor.models import Verdict
from auditor.rule import load

RULES = load("rules")
KINDS = ("good", "bad", "review")
CASES = [
    pytest.param(rule, kind, example, id=f"{rule.code}-{kind}-{n}")
    for rule in RULES
    for kind in KINDS
    for n, example in enumerate(rule.examples.get(kind, []))
]


@pytest.mark.parametrize(("rule", "kind", "example"), CASES)
def test_example(rule, kind, example):
    site = site_of(example.get("site", {}))
    if rule.scope == "page":
        page = page_of(example["page"])
        findings = judge_page(page, site, [rule])
    else:
        findings = judge_site(site, [rule])
    verdicts = {f.verdict for f in findings}
    assert not any("规则未能执行" in f.message for f in findings), findings
    expected = {"good": set(), "bad": {Verdict.FAIL}, "review": {Verdict.REVIEW}}[kind]
    assert verdicts == expected, (example["why"], [f.message for f in findings])
    for name in ("quote", "message", "subject", "expected"):
        if name in example:
            assert any(example[name] in getattr(f, name) for f in findings), [
                getattr(f, name) for f in findings
            ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_documented(rule):
    examples = rule.examples
    assert set(examples) <= set(KINDS)
    assert examples.get("good"), f"{rule.code} has no good example"
    assert all(e.get("why") for kind in KINDS for e in examples.get(kind, []))
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
