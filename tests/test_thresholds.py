"""Every threshold of a rule, and of what rules share, is held by their examples.

One step up or down and one example of a rule that uses it no longer holds.
"""

import ast
import re
import sys
from functools import cache
from importlib.util import resolve_name
from pathlib import Path

import pytest

from auditor.judge.example_run import difference, examples_of
from auditor.rule import load

RULES = load("rules")
MODULES = {
    name: module for name, module in sys.modules.items() if name.startswith("rules.") and module.__file__
}

_IMPORT = re.compile(r"^ *(from [\w.]+ import (?:\([^)]*\)|.+))", re.M)

# How far a rule looks around a place and how much of it is shown: no verdict hangs on one step of these.
_REACH = frozenset(
    {
        "_AROUND",
        "_BEFORE",
        "_COMPARED",
        "_CONTEXT",
        "_HEAD",
        "_HEAD_LINES",
        "_LISTED",
        "_QUOTED",
        "_REACH",
        "_TAIL",
    }
)
# So are these of what rules share: rows of a table, lines around it, characters of a heading, a notice or a bracket.
_SHARED_REACH = frozenset(
    {
        "rules.annual_report.report._HEADING_LENGTH",
        "rules.annual_report.tables._HEADER_ROWS",
        "rules.budget.captions._BELOW",
        "rules.budget.captions._ROW_WORDS",
        "rules.budget.sums._HEAD_ROWS",
        "rules.decisions.kinds._HEAD_CHARS",
        "rules.decisions.period._NEAR",
        "rules.text.half_width._LONGEST",
        # weights of the search that proposes another word
        "rules.text.txt007_traditional_characters._LIKELY",
        "rules.text.txt007_traditional_characters._BETTER",
    }
)
# Their number of places is held by tests/test_text_planting.py, where the search itself is measured,
_WEIGHED = frozenset({"TXT001", "TXT008"})
# and so is what it weighs by: the modules of rules/text/engine.


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


@cache
def _import_statements(module):
    """Without the rest of the module, which is long to parse."""
    source = Path(MODULES[module].__file__).read_text("utf-8")
    return [ast.parse(found[1]).body[0] for found in _IMPORT.finditer(source)]


def _defined(module):
    """Numeric constants that the module itself defines, reach or not."""
    imported = {alias.asname or alias.name for node in _import_statements(module) for alias in node.names}
    for name, value in vars(MODULES[module]).items():
        if name.isupper() and name not in imported and _is_number(value):
            yield name, value


def _constants(module):
    for name, value in _defined(module):
        if name not in _REACH and f"{module}.{name}" not in _SHARED_REACH:
            yield name, value


@cache
def _imports(module):
    """(module it imports from, name there, name here), of the modules under rules/ alone."""
    found = set()
    for node in _import_statements(module):
        source = resolve_name("." * node.level + (node.module or ""), module.rpartition(".")[0])
        for alias in node.names:
            inner = f"{source}.{alias.name}"
            found.add((inner if inner in MODULES else source, alias.name, alias.asname or alias.name))
    return frozenset(entry for entry in found if entry[0] in MODULES)


@cache
def _reached(module):
    """The module and all that it imports, and what these import."""
    reached, waiting = set(), [module]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [source for source, _, _ in _imports(name)]
    return frozenset(reached)


@cache
def _examples(module):
    """(rule, example) of every rule that reaches the module."""
    return [
        (rule, example)
        for rule in RULES
        if module in _reached(rule.judge.__module__)
        for example in _built(rule.judge)
    ]


@cache
def _built(judge):
    return next(examples_of(rule) for rule in RULES if rule.judge is judge)


def _places(module, name):
    """Every namespace that holds the constant: its module's and those that import it by name."""
    yield vars(MODULES[module]), name
    for importer in MODULES:
        for source, original, here in _imports(importer):
            if (source, original) == (module, name):
                yield vars(MODULES[importer]), here


def _cases():
    for rule in RULES:
        if rule.code not in _WEIGHED:
            options = rule.judge.__kwdefaults__ or {}
            for name, value in options.items():
                if _is_number(value):
                    yield rule.code, rule.judge.__module__, [(options, name)], name, value
    weighed = {rule.judge.__module__ for rule in RULES if rule.code in _WEIGHED}
    used = frozenset().union(*(_reached(rule.judge.__module__) for rule in RULES))
    for module in sorted(module for module in used - weighed if not _searches(module)):
        for name, value in _constants(module):
            yield module.removeprefix("rules."), module, list(_places(module, name)), name, value


def _searches(module):
    return module.startswith("rules.text.engine.")


def _forget(module):
    """What was computed with the threshold as it was, for the examples' sites too."""
    for _, example in _examples(module):
        example.site._worked_out.clear()
    for name in MODULES:
        if module in _reached(name):
            for value in vars(MODULES[name]).values():
                if hasattr(value, "cache_clear") and value.__module__ == name:
                    value.cache_clear()


CASES = [
    pytest.param(module, places, name, value, step, id=f"{owner}-{name}{step:+d}")
    for owner, module, places, name, value in _cases()
    for step in (1, -1)
]


@pytest.mark.parametrize(("module", "places", "name", "value", "step"), CASES)
def test_an_example_notices_another_threshold(module, places, name, value, step, monkeypatch):
    moved = value + step if isinstance(value, int) else value * (1 + step / 10)
    for namespace, here in places:
        monkeypatch.setitem(namespace, here, moved)
    _forget(module)
    noticed = any(difference(rule, example) for rule, example in _examples(module))
    _forget(module)
    assert noticed, (
        f"{module}: with {name} = {moved} instead of {value} every example still holds; "
        "a default of an option is bound when the rule is loaded: write the figure itself there"
    )


def test_every_exception_still_exists():
    defined = {f"{module}.{name}" for module in MODULES for name, _ in _defined(module)}
    assert defined >= _SHARED_REACH
    assert {name.rpartition(".")[2] for name in defined} >= _REACH
    assert any(map(_searches, MODULES))
