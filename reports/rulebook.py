"""The rule book: the rules' own manuals and examples as a web page, as text and as JSON. Nothing is written twice."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.models import Verdict
from auditor.rule import Rule
from reports.printing import print_page

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
}
_VERDICTS = {Verdict.FAIL: "机检，扣分", Verdict.REVIEW: "需人工核对，不扣分"}
_OUTCOMES = {"good": "合格", "bad": "不合格", "review": "需人工核对"}
_LABEL = re.compile(r"(怎么算|转人工核对|只提请人工核对|不算|改法|不管什么)：")
FIX = "改法"


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


def fixes(rules: Iterable[Rule]) -> dict[str, str]:
    """改法 of every rule by code, for the units' lists."""
    manuals = {rule.code: read_manual(rule.manual) for rule in rules}
    return {
        code: "".join("".join(part.lines) for part in manual.parts if part.label == FIX)
        for code, manual in manuals.items()
    }


def rules_as_json(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """The rules as plain data, ready for json.dumps."""
    return [
        {
            "code": rule.code,
            "name": rule.name,
            "manual": rule.manual,
            "verdicts": [verdict.value for verdict in rule.verdicts],
            "basis": [
                _plain({"source": b.source, "article": b.article, "verified": b.verified}) for b in rule.basis
            ],
            "version": rule.version,
            "severity": rule.severity.value,
            "family": rule.family,
            "scope": rule.scope,
            "classes": sorted(one.value for one in rule.classes),
            "options": _plain(rule.options),
            "examples": _plain(rule.examples),
        }
        for rule in rules
    ]


def rule_text(rule: Rule) -> str:
    """One rule for a terminal."""
    entry = _entry(rule)
    lines = [
        f"{entry.code} {entry.name}（{entry.severity}，第{entry.version}版）",
        "",
        entry.manual.statement,
        "",
    ]
    for part in entry.manual.parts:
        lines += [f"{part.label}：{part.lines[0]}", *part.lines[1:]]
    lines += ["", "依据：" + "；".join(entry.basis), "结论：" + "；".join(entry.verdicts)]
    lines += [f"适用：{'、'.join(entry.classes)}"] if entry.classes else []
    lines += [f"选项：{name}，默认{value}" for name, value in entry.options]
    lines += ["", "例子"] if entry.examples else []
    lines += [f"  {example.outcome}：{example.why}" for example in entry.examples]
    return "\n".join(lines) + "\n"


def rules_text(rules: Iterable[Rule]) -> str:
    """All rules for a terminal, a line each."""
    return "".join(f"{rule.code}  {rule.severity.value}  {rule.name}\n" for rule in rules)


def write(rules: Sequence[Rule], path: Path) -> Path:
    """Print the book as one HTML file; returns its path."""
    entries = [_entry(rule) for rule in rules]
    names = [*FAMILIES.values(), *(entry.family for entry in entries)]
    chapters = [(name, [e for e in entries if e.family == name]) for name in dict.fromkeys(names)]
    return print_page("rulebook.html", path, chapters=[c for c in chapters if c[1]], count=len(entries))


def _entry(rule: Rule) -> Entry:
    return Entry(
        code=rule.code,
        name=rule.name,
        family=FAMILIES.get(rule.family, rule.family),
        severity=rule.severity.value,
        version=rule.version,
        manual=read_manual(rule.manual),
        basis=tuple(basis.citation for basis in rule.basis),
        verdicts=tuple(_VERDICTS[verdict] for verdict in rule.verdicts),
        classes=tuple(sorted(one.label for one in rule.classes)),
        options=tuple((name, _shown(default)) for name, default in rule.options.items()),
        examples=tuple(_examples(rule.examples)),
    )


def _examples(tables: Mapping[str, Any]) -> Iterable[Example]:
    for kind, outcome in _OUTCOMES.items():
        for table in tables.get(kind, ()):
            yield Example(outcome, kind, table.get("why", ""))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "无" if value in (None, (), frozenset()) else str(value)


def _plain(value: Any) -> Any:
    """Mappings, sequences, sets and dates as JSON has them."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(_plain(item) for item in value)
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value
