"""Every rule's examples: good stays silent, bad fails, review asks for a person."""

import inspect
import re

import pytest

from auditor.judge.example_run import VERDICTS, examples_of, faults, judged
from auditor.models import Verdict
from auditor.rule import load
from spiders.family import families

RULES = load("rules")
FORCE = re.compile("应当|不得|必须")


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
    assert rule.basis
    if not any(basis.binding for basis in rule.basis):
        assert not FORCE.search(rule.manual.splitlines()[0])
        found = [finding for example in examples_of(rule) for finding in judged(rule, example)]
        assert not [f for f in found if FORCE.search(f.message) or FORCE.search(f.expected)]


def test_what_a_vendor_does_is_a_fact_of_the_page_and_no_name_in_a_rule():
    names = re.compile(rf"[\"'](?:{'|'.join(families())})[\"']|\.cms\b")
    assert not [r.code for r in RULES if names.search(inspect.getsource(inspect.getmodule(r.judge)))]


def test_codes_keep_the_module_name():
    for rule in RULES:
        assert rule.judge.__module__.rsplit(".", 1)[-1].startswith(rule.code.lower() + "_")
