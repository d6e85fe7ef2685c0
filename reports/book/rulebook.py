"""The rule book: the rules' own manuals and examples as a web page, as text and as JSON. Nothing is written twice."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from auditor.rule import Rule
from auditor.rule.manual import Field, ManualCheck
from reports.book.rule_entries import FAMILIES, WAYS, entry_of, read_manual, way_of
from reports.book.rule_entries import Check as Check
from reports.printing import print_page

FIX = "改法"
_CODE = re.compile(r"[A-Z]{3,4}\d{3}")


def fixes(checks: Iterable[Check]) -> dict[str, str]:
    """改法 of every check by code, for the units' lists."""
    manuals = {check.code: read_manual(check.manual) for check in checks}
    return {
        code: "".join("".join(part.lines) for part in manual.parts if part.label == FIX)
        for code, manual in manuals.items()
    }


def rules_as_json(checks: Iterable[Check]) -> list[dict[str, Any]]:
    """The checks as plain data, ready for json.dumps."""
    return [_shared(c) | (_of_manual(c) if isinstance(c, ManualCheck) else _of_rule(c)) for c in checks]


def rule_text(check: Check) -> str:
    """One check for a terminal."""
    entry = entry_of(check)
    lines = [
        f"{entry.code} {entry.name}（{entry.severity}，{entry.way}，第{entry.version}版）",
        "",
        entry.manual.statement,
        "",
    ]
    for part in entry.manual.parts:
        lines += [f"{part.label}：{part.lines[0]}", *part.lines[1:]]
    lines += ["", "依据：" + "；".join(entry.basis), "结论：" + "；".join(entry.verdicts)]
    lines += [f"适用：{'、'.join(entry.classes)}"] if entry.classes else []
    lines += [f"看什么：{'、'.join(entry.pages)}"] if entry.pages else []
    lines += [f"起算：只判{entry.since}及以后形成的文件"] if entry.since else []
    lines += [f"选项：{name}，默认{value}" for name, value in entry.options]
    lines += ["", "检查人填写"] if entry.fields else []
    lines += [f"  {field_text(field)}" for field in entry.fields]
    lines += ["", "例子"] if entry.examples else []
    lines += [f"  {example.outcome}：{example.why}" for example in entry.examples]
    return "\n".join(lines) + "\n"


def field_text(field: Field) -> str:
    """`收到日期（日期，必填）：按渠道确定`, as one line."""
    kind = "选一项，" + "、".join(field.choices) if field.choices else field.kind.label
    hint = f"：{field.hint}" if field.hint else ""
    return f"{field.name}（{kind}，{'必填' if field.required else '可空'}）{hint}"


def rules_text(checks: Iterable[Check]) -> str:
    """All checks for a terminal, a line each."""
    return "".join(f"{c.code}  {c.severity.value}  {way_of(c)}  {c.name}\n" for c in checks)


def write(checks: Sequence[Check], path: Path) -> Path:
    """Print the book as one HTML file; returns its path."""
    entries = [entry_of(check) for check in checks]
    names = [*FAMILIES.values(), *(entry.family for entry in entries)]
    chapters = [(name, [e for e in entries if e.family == name]) for name in dict.fromkeys(names)]
    ways = Counter(entry.way for entry in entries)
    return print_page(
        "rulebook.html",
        path,
        chapters=[c for c in chapters if c[1]],
        count=len(entries),
        ways=[(way, ways[way]) for way in WAYS if ways[way]],
        linked=partial(_linked, known=frozenset(entry.code for entry in entries)),
    )


def _linked(line: str, known: frozenset[str]) -> Markup:
    """The line with every code of this book as a link to its place."""
    return Markup(
        _CODE.sub(lambda m: f'<a href="#{m[0]}">{m[0]}</a>' if m[0] in known else m[0], escape(line))
    )


def _shared(check: Check) -> dict[str, Any]:
    return {
        "code": check.code,
        "name": check.name,
        "manual": check.manual,
        "verdicts": [verdict.value for verdict in check.verdicts],
        "basis": [basis.record for basis in check.basis],
        "version": check.version,
        "severity": check.severity.value,
        "family": check.family,
        "scope": check.scope,
    }


def _of_rule(rule: Rule) -> dict[str, Any]:
    return {
        "classes": sorted(one.value for one in rule.classes),
        "options": _plain(rule.options),
        "shadow": rule.shadow,
        "examples": _plain(rule.examples),
    }


def _of_manual(check: ManualCheck) -> dict[str, Any]:
    return {
        "pages": list(check.pages),
        "fields": [_plain(dataclasses.asdict(field)) for field in check.fields],
    }


def _plain(value: Any) -> Any:
    """Mappings, sequences, sets, enums and dates as JSON has them."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(_plain(item) for item in value)
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value
