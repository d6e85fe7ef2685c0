"""Every threshold of a rule is held by its examples: one step up or down and one of them no longer holds."""

import inspect
import re
import sys

import pytest

from auditor.rule import load
from tests.rule_examples import difference, examples_of

# How far a rule looks around a place and how much of it is shown: no verdict hangs on one step of these.
_REACH = frozenset(
    {"_AROUND", "_BEFORE", "_COMPARED", "_CONTEXT", "_HEAD", "_HEAD_LINES", "_LISTED", "_QUOTED", "_TAIL"}
)
# Their number of places is held by tests/test_text_planting.py, where the search itself is measured.
_WEIGHED = frozenset({"TXT001", "TXT008"})


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def _thresholds(rule):
    """(table that holds it, its name, its value): numeric options and numeric constants of the module."""
    options = rule.judge.__kwdefaults__ or {}
    module = sys.modules[rule.judge.__module__]
    source = inspect.getsource(module)
    constants = {
        name: value
        for name, value in vars(module).items()
        if name.isupper() and name not in _REACH and re.search(rf"^{name}\b[^=\n]*=", source, re.M)
    }
    for table, named in ((options, options), (vars(module), constants)):
        yield from ((table, name, value) for name, value in named.items() if _is_number(value))


CASES = [
    pytest.param(rule, table, name, value, step, id=f"{rule.code}-{name}{step:+d}")
    for rule in load("rules")
    if rule.code not in _WEIGHED
    for table, name, value in _thresholds(rule)
    for step in (1, -1)
]


@pytest.mark.parametrize(("rule", "table", "name", "value", "step"), CASES)
def test_an_example_notices_another_threshold(rule, table, name, value, step, monkeypatch):
    monkeypatch.setitem(table, name, value + step if isinstance(value, int) else value * (1 + step / 10))
    assert any(difference(rule, kind, example) for kind, example in examples_of(rule)), (
        f"{rule.code}: with {name} = {table[name]} instead of {value} every example still holds"
    )
