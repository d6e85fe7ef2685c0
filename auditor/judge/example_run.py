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
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.config.toml_source import TomlError, read_source
from auditor.judge.judge import judge_page
from auditor.judge.whole import judge_site
from auditor.models import Finding, Page, Site, Verdict
from auditor.rule import Rule
from auditor.rule.declare import place_of
from auditor.rule.examples import ExampleError, only, page_of, site_of, told
from auditor.rule.scaffold import UNWRITTEN

VERDICTS: Mapping[str, frozenset[Verdict]] = {
    "good": frozenset(),
    "bad": frozenset({Verdict.FAIL}),
    "review": frozenset({Verdict.REVIEW}),
}
TOLD = ("quote", "message", "subject", "expected")  # words that one of the findings must hold
KEYS = ("why", *TOLD, "count", "each", "page", "site")
_HEADINGS = ("怎么算：", "改法：", "不管什么：")  # of a rule's manual, below its first sentence
_FORCE = re.compile("应当|不得|必须")


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
        return f"规则执行时出错：{_raised(rule, example)}"
    if not _binds(rule) and (forced := [f for f in findings if _FORCE.search(f.message + f.expected)]):
        return f"依据没有约束力，结果不能说应当、不得、必须：{forced[0].message}{forced[0].expected}"
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
    untrue = (f"{example.name}：{how}" for example, how in wrong if how)
    return [*_unwritten(rule), *_undocumented(rule), *_missing(rule), *untrue]


_OUTCOMES = {"good": "没有发现", "bad": "判不合格", "review": "转人工核对"}


def _raised(rule: Rule, example: Example) -> str:
    """What the rule raises on an example, and where; at night it only speaks as 规则未能执行."""
    options = example.site.portal.rule_options.get(rule.code, {})
    subjects = (example.page, example.site) if example.page else (example.site,)
    try:
        list(rule.judge(*subjects, **options))
    except Exception as error:
        return place_of(error)
    return "详见日志"


def _binds(rule: Rule) -> bool:
    return any(basis.binding for basis in rule.basis)


def _undocumented(rule: Rule) -> Iterator[str]:
    """What the rule book, and whoever is charged by it, would miss."""
    place = _module(rule)
    if not rule.basis:
        yield f"{place}：没有写依据（basis）"
    first = rule.manual.partition("\n")[0]
    if not first.endswith("。"):
        yield f"{place}：规则说明的第一行应当是一句话，以句号结尾"
    if _FORCE.search(first) and not _binds(rule):
        yield f"{place}：规则说明的第一句说应当、不得、必须，依据里却没有一件有约束力（binding=True）"
    for heading in _HEADINGS:
        if heading not in rule.manual:
            yield f"{place}：规则说明里没有“{heading}”一段"


def _unwritten(rule: Rule) -> Iterator[str]:
    place = _module(rule)
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
        for number, example in enumerate(kinds.get(kind, ()), 1):
            if not example.get("why"):
                yield f"{_file(rule)}：第{number}个{kind}没有写 why"


def _file(rule: Rule) -> str:
    return f"{rule.family}/{Path(inspect.getfile(rule.judge)).with_suffix('.toml').name}"


def _module(rule: Rule) -> str:
    return _file(rule).removesuffix(".toml") + ".py"


def _tables(rule: Rule) -> dict[str, list[dict[str, Any]]]:
    try:
        return dict(read_source(rule.examples_text, _file(rule)).values)
    except FileNotFoundError:
        raise ExampleError(f"规则 {rule.code} 没有示例文件 {_file(rule)}") from None
    except TomlError as error:
        raise ExampleError(str(error)) from None


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
