"""A rule's examples judged by the rule itself: what of them does not hold.

    [[bad]]
    why = "第21个工作日"        # what it shows; every example has one
    quote = "2023年7月20日"     # a finding's quote holds these words; so do message, subject, expected
    count = 1                   # how many findings there are
    [bad.page]                  # a page rule's page; [bad.site] is the site around it, or a site rule's subject

A key that nobody reads is refused: an example that says more than is checked holds nothing.
"""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.judge.judge import judge_page
from auditor.judge.whole import judge_site
from auditor.models import Finding, Page, Site, Verdict
from auditor.rule import Rule
from auditor.rule.examples import ExampleError, only, page_of, site_of, told
from auditor.rule.scaffold import UNWRITTEN

VERDICTS: Mapping[str, frozenset[Verdict]] = {
    "good": frozenset(),
    "bad": frozenset({Verdict.FAIL}),
    "review": frozenset({Verdict.REVIEW}),
}
TOLD = ("quote", "message", "subject", "expected")  # words that one of the findings must hold
KEYS = ("why", *TOLD, "count", "each", "page", "site")


@dataclass(frozen=True, slots=True)
class Example:
    """One example with the page and site it describes, built once; `told` is the table itself."""

    name: str  # where it stands, for people: lag/lag001_late_disclosure.toml 第2个bad“第21个工作日”
    kind: str
    told: Mapping[str, Any]
    page: Page | None
    site: Site


def examples_of(rule: Rule) -> tuple[Example, ...]:
    """The rule's examples, the good ones first. Raises ExampleError naming file, example and key."""
    kinds = _tables(rule)
    only(kinds, VERDICTS, _file(rule))
    for kind, tables in kinds.items():
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise ExampleError(f"{_file(rule)}：示例应当写成 [[{kind}]] 开头的表")
    return tuple(
        _example(rule, kind, number, one)
        for kind in VERDICTS
        for number, table in enumerate(kinds.get(kind, ()), 1)
        for one in told(table)
    )


def judged(rule: Rule, example: Example) -> list[Finding]:
    """What the rule finds on the example's page, or on its site."""
    if example.page:
        return list(judge_page(example.page, example.site, [rule]))
    return list(judge_site(example.site, [rule]))


def difference(rule: Rule, example: Example) -> str:
    """How the findings differ from what the example tells, in Chinese; empty where they agree."""
    findings = judged(rule, example)
    if any("规则未能执行" in f.message for f in findings):
        return "规则执行时出错，详见日志"
    if {f.verdict for f in findings} != VERDICTS[example.kind]:
        said = "；".join(f"{f.verdict}：{f.message}" for f in findings)
        return f"应当{_OUTCOMES[example.kind]}，结果是{said or '没有发现问题'}"
    for name in TOLD:
        words = example.told.get(name)
        found = [getattr(f, name) for f in findings]
        if words is not None and not any(words in text for text in found):
            return f"{name} 应当含有“{words}”，结果是{'、'.join(found) or '没有发现问题'}"
    count = example.told.get("count", len(findings))
    return "" if count == len(findings) else f"应当有{count}条，结果是{len(findings)}条"


def faults(rule: Rule) -> list[str]:
    """What keeps the rule's examples from being accepted, in Chinese; empty where all is well."""
    try:
        examples = examples_of(rule)
    except ExampleError as error:
        return [str(error)]
    wrong = ((example, difference(rule, example)) for example in examples)
    return [*_unwritten(rule), *_missing(rule), *(f"{example.name}：{how}" for example, how in wrong if how)]


_OUTCOMES = {"good": "没有发现", "bad": "判不合格", "review": "转人工核对"}


def _unwritten(rule: Rule) -> Iterator[str]:
    place = _file(rule).removesuffix(".toml") + ".py"
    told = {"规则名称": rule.name, "依据": "".join(f"{b.source}{b.article}" for b in rule.basis)}
    for what, words in {**told, "规则说明": rule.manual}.items():
        if count := words.count(UNWRITTEN):
            yield f"{place}：{what}有{count}处{UNWRITTEN}"
    if count := str(rule.examples).count(UNWRITTEN):
        yield f"{_file(rule)}：示例有{count}处{UNWRITTEN}"


def _missing(rule: Rule) -> Iterator[str]:
    kinds = rule.examples
    for kind, verdicts in VERDICTS.items():
        is_due = verdicts <= set(rule.verdicts)
        if bool(kinds.get(kind)) != is_due:
            yield f"{_file(rule)}：" + (
                f"没有 {kind} 示例" if is_due else f"规则从不这样判，不应有 {kind} 示例"
            )
        if any(not example.get("why") for example in kinds.get(kind, ())):
            yield f"{_file(rule)}：有 {kind} 示例没有写 why"


def _file(rule: Rule) -> str:
    return f"{rule.family}/{Path(inspect.getfile(rule.judge)).with_suffix('.toml').name}"


def _tables(rule: Rule) -> dict[str, list[dict[str, Any]]]:
    try:
        return rule.examples
    except FileNotFoundError:
        raise ExampleError(f"规则 {rule.code} 没有示例文件 {_file(rule)}") from None
    except tomllib.TOMLDecodeError as error:
        raise ExampleError(f"{_file(rule)} 不是正确的 TOML：{error}") from None


def _example(rule: Rule, kind: str, number: int, table: Mapping[str, Any]) -> Example:
    name = f"{_file(rule)} 第{number}个{kind}“{table.get('why', '')}”"
    only(table, KEYS if rule.scope == "page" else [key for key in KEYS if key != "page"], name)
    if rule.scope not in table:
        raise ExampleError(f"{name}：缺少 {rule.scope} 这个表")
    try:
        page = page_of(table["page"]) if rule.scope == "page" else None
        site = site_of(table.get("site", {}))
        _only_its_options(rule, site)
    except (ExampleError, ValueError, TypeError) as error:
        raise ExampleError(f"{name}：{error}") from error
    return Example(name, kind, table, page, site)


def _only_its_options(rule: Rule, site: Site) -> None:
    given = site.portal.rule_options
    only(given, [rule.code], "rule_options")
    only(given.get(rule.code, {}), rule.options, f"rule_options.{rule.code}")
