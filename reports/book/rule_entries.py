"""A check as the rule book prints it: the manual taken apart, the basis cited, examples and fields ready to print.

A check is a rule that a machine decides or a manual check that a person answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from auditor.models import Verdict
from auditor.rule import Rule
from auditor.rule.manual import Field, ManualCheck

FAMILIES: Mapping[str, str] = {
    "lag": "时限",
    "format": "公文格式",
    "fields": "字段与元数据",
    "sections": "栏目",
    "links": "链接附件",
    "privacy": "隐私保密",
    "text": "文字标点",
    "interpretation": "解读回应",
    "decisions": "决策公开",
    "budget": "预决算",
    "annual_report": "年报",
    "guide": "指南目录制度",
    "requests": "依申请公开",
    "enforcement": "行政执法",
    "procurement": "采购项目提案",
    "projects": "重大项目",
    "enterprises": "公共企事业单位",
    "grassroots": "基层公开",
    "site": "站点",
    "new_media": "政务新媒体",
    "plan": "方案与整改",
}
Check = Rule | ManualCheck
_VERDICTS = {Verdict.FAIL: "机检，扣分", Verdict.REVIEW: "需人工核对，不扣分"}
MACHINE, DOUBT, CLUE, MANUAL = "机检", "机检，存疑转人工", "机器提线索，人工核对", "人工检查"
WAYS = (MACHINE, DOUBT, CLUE, MANUAL)
_OUTCOMES = {"good": "合格", "bad": "不合格", "review": "需人工核对"}
_LABEL = re.compile(r"(怎么算|转人工核对|只提请人工核对|不算|改法|不管什么)：")


@dataclass(frozen=True, slots=True)
class Part:
    """A labelled paragraph of a manual."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manual:
    """A rule's docstring taken apart: the normative sentence and the labelled paragraphs."""

    statement: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One example of the rule's own tests, as the book prints it."""

    outcome: str  # 合格 / 不合格 / 需人工核对
    kind: str  # good / bad / review
    why: str
    words: str = ""  # what stood on the page, where a line of it tells the case


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One rule in the book."""

    code: str
    name: str
    family: str
    severity: str
    version: int
    manual: Manual
    basis: tuple[str, ...]
    verdicts: tuple[str, ...]
    classes: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    examples: tuple[Example, ...]
    way: str  # 机检 / 机检，存疑转人工 / 机检线索，人工核对 / 人工检查
    since: str = ""  # papers formed before are not judged
    shadow: bool = False
    pages: tuple[str, ...] = ()  # of a manual check: where the inspector looks
    fields: tuple[Field, ...] = ()  # what the inspector fills in

    @property
    def manual_only(self) -> bool:
        """Whether a person answers it alone."""
        return bool(self.fields)


@cache
def read_manual(text: str) -> Manual:
    """The parts of a rule's docstring; a line without a label goes on with the part before it."""
    statement, _, rest = text.partition("\n")
    parts: list[tuple[str, list[str]]] = []
    for line in filter(None, (line.strip() for line in rest.splitlines())):
        if match := _LABEL.match(line):
            parts.append((match[1], [line[match.end() :]]))
        elif parts:
            parts[-1][1].append(line)
        else:
            statement += line
    return Manual(statement, tuple(Part(label, tuple(lines)) for label, lines in parts))


def entry_of(check: Check) -> Entry:
    """The check as the book prints it."""
    entry = Entry(
        code=check.code,
        name=check.name,
        family=FAMILIES.get(check.family, check.family),
        severity=check.severity.value,
        version=check.version,
        manual=read_manual(check.manual),
        basis=tuple(basis.citation for basis in check.basis),
        verdicts=tuple(_VERDICTS[verdict] for verdict in check.verdicts),
        classes=(),
        options=(),
        examples=(),
        way=way_of(check),
    )
    if isinstance(check, ManualCheck):
        return replace(
            entry,
            verdicts=("由检查人判断",),
            pages=check.pages,
            fields=check.fields,
        )
    return replace(
        entry,
        classes=tuple(sorted(one.label for one in check.classes)),
        options=tuple((name, _shown(default)) for name, default in check.options.items()),
        examples=tuple(_examples(check.examples)),
        since=f"{check.since:%Y年%-m月%-d日}" if check.since else "",
        shadow=check.shadow,
    )


def way_of(check: Check) -> str:
    """Who decides: machine, machine with doubts, a person on a machine's clue, a person alone."""
    if isinstance(check, ManualCheck):
        return MANUAL
    if Verdict.FAIL not in check.verdicts:
        return CLUE
    return DOUBT if Verdict.REVIEW in check.verdicts else MACHINE


def _examples(tables: Mapping[str, Any]) -> Iterable[Example]:
    for kind, outcome in _OUTCOMES.items():
        for table in tables.get(kind, ()):
            yield Example(outcome, kind, table.get("why", ""), _words(table))


def _words(table: Mapping[str, Any]) -> str:
    """The words an example turns on, where it names them."""
    if "each" in table:
        return "；".join(table["each"])
    page = table.get("page", {})
    lines = [line for line in page.get("text", "").splitlines() if line.strip()]
    return str(table.get("quote") or (lines[0] if len(lines) == 1 else page.get("title") or ""))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "无" if value in (None, (), frozenset()) else str(value)
