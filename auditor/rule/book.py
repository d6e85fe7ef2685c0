"""The rules of this installation, and profiles checked against them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

from auditor.config.toml_table import suggest
from auditor.rule.declare import Rule, RuleError, load, refuse_twins
from auditor.rule.manual import ManualCheck, load_manual, without_automatic

C = TypeVar("C", bound=Rule | ManualCheck)


@cache
def rulebook() -> tuple[Rule, ...]:
    """Every rule, by code, superseded versions before the present one. AUDITOR_RULES names further packages, separated by commas: a city's own rules."""
    found = [rule for package in _packages() for rule in _loaded(package)]
    refuse_twins(found)
    return tuple(sorted(found, key=lambda rule: (rule.code, rule.version)))


@cache
def manual_checks() -> tuple[ManualCheck, ...]:
    """Every check that a person makes, by code; a rule of the same code takes its place."""
    rules = rulebook()
    found = [check for package in _packages() for check in load_manual(package)]
    return without_automatic(sorted(found, key=lambda check: check.code), [rule.code for rule in rules])


def chosen(rules: Iterable[C], select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[C, ...]:
    """The rules whose code begins with one of `select` (none: all) and with none of `ignore`.

    Raises RuleError for a code or prefix that no rule has: a typo must not check nothing.
    """
    known = tuple(rules)
    for prefix in (*select, *ignore):
        if not any(rule.code.startswith(prefix) for rule in known):
            hint = suggest(prefix, [rule.code for rule in known])
            raise RuleError(
                f"没有规则“{prefix}”{hint}。全部规则见：auditor rules；本地的规则包要写在环境变量 AUDITOR_RULES 里"
            )
    taken = tuple(select) or ("",)
    return tuple(
        r for r in known if r.code.startswith(taken) and not (ignore and r.code.startswith(tuple(ignore)))
    )


def _packages() -> tuple[str, ...]:
    named = os.environ.get("AUDITOR_RULES", "").split(",")
    return tuple(dict.fromkeys(("rules", *filter(None, (name.strip() for name in named)))))


def _loaded(package: str) -> tuple[Rule, ...]:
    try:
        return load(package)
    except ModuleNotFoundError as error:
        if error.name and package.split(".")[0] == error.name.split(".")[0]:
            raise RuleError(
                f"找不到规则包“{package}”，请检查环境变量 AUDITOR_RULES；PYTHONPATH 要包含它所在的文件夹"
            ) from None
        raise
