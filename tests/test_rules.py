"""Every rule's examples: good stays silent, bad fails, review asks for a person."""

import inspect
import re

import pytest

from auditor.judge.example_run import faults
from auditor.rule import load
from spiders.family import families

RULES = load("rules")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_examples_hold(rule):
    wrong = faults(rule)
    assert not wrong, "\n".join(wrong)


def test_what_a_vendor_does_is_a_fact_of_the_page_and_no_name_in_a_rule():
    names = re.compile(rf"[\"'](?:{'|'.join(families())})[\"']|\.cms\b")
    assert not [r.code for r in RULES if names.search(inspect.getsource(inspect.getmodule(r.judge)))]


def test_codes_keep_the_module_name():
    for rule in RULES:
        assert rule.judge.__module__.rsplit(".", 1)[-1].startswith(rule.code.lower() + "_")
