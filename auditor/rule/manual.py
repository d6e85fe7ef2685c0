"""Checks that only a person can make: what to look at and what to fill in. Data, not code.

They stand in `manual.toml` of a rule family and answer to the same names as a Rule where reports print them.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from auditor.config.toml_source import TomlError, read_source
from auditor.config.toml_table import Table
from auditor.models import Basis, Severity, Verdict
from auditor.rule.declare import RuleError

FILE = "manual.toml"


class FieldKind(StrEnum):
    """What sort of answer a field takes."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"

    @property
    def label(self) -> str:
        """The Chinese name that reports print."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    FieldKind.TEXT: "文字",
    FieldKind.DATE: "日期",
    FieldKind.NUMBER: "数字",
    FieldKind.CHOICE: "选择",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing the inspector writes down."""

    name: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualCheck:
    """One check of the rule book that no machine decides. `pages`: where the inspector looks."""

    code: str
    name: str
    severity: Severity
    basis: tuple[Basis, ...]
    manual: str
    fields: tuple[Field, ...]
    pages: tuple[str, ...]
    family: str
    version: int = 1

    @property
    def scope(self) -> Literal["manual"]:
        """Beside a Rule's `page` and `site`."""
        return "manual"

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The machine only ever asks for a person."""
        return (Verdict.REVIEW,)

    @property
    def examples(self) -> Mapping[str, list[dict[str, Any]]]:
        """None: there is nothing to run."""
        return {}


def load_manual(package: str) -> tuple[ManualCheck, ...]:
    """Every manual check of the package's families, by code. Raises RuleError naming every mistake at once."""
    faults: list[str] = []
    found: dict[str, ManualCheck] = {}
    for root in importlib.import_module(package).__path__:
        for path in sorted(Path(root).glob(f"*/{FILE}")):
            for check in _read(path, faults):
                if found.setdefault(check.code, check) is not check:
                    faults.append(f"人工检查 {check.code} 重复：{found[check.code].family} 与 {check.family}")
    if faults:
        raise RuleError("\n".join(faults))
    return tuple(sorted(found.values(), key=lambda check: check.code))


def without_automatic(checks: Iterable[ManualCheck], codes: Iterable[str]) -> tuple[ManualCheck, ...]:
    """The checks whose code no rule decides: a rule takes the place of the manual check of its code."""
    decided = frozenset(codes)
    return tuple(check for check in checks if check.code not in decided)


def _read(path: Path, faults: list[str]) -> list[ManualCheck]:
    name = f"{path.parent.name}/{FILE}"
    try:
        top = Table(read_source(path.read_text("utf-8"), name), faults)
    except TomlError as error:
        faults.append(str(error))
        return []
    checks = [_check(table, path.parent.name) for table in top.tables("checks")]
    top.close()
    return [check for check in checks if check]


def _check(table: Table, family: str) -> ManualCheck | None:
    code = table.text("code", required=True)
    name = table.text("name", required=True)
    severity = table.choice("severity", list(Severity), required=True)
    manual = table.text("manual", required=True)
    check = ManualCheck(
        code=code or "",
        name=name or "",
        severity=Severity(severity) if severity else Severity.NOTE,
        basis=tuple(_basis(t) for t in table.tables("basis")),
        manual=(manual or "").strip(),
        fields=tuple(_field(t) for t in table.tables("fields")),
        pages=table.texts("pages", required=True),
        family=family,
        version=table.integer("version", least=1) or 1,
    )
    if not check.basis:
        table.fault("basis", "至少要有一条依据")
    if not check.fields:
        table.fault("fields", "至少要有一项供检查人填写的内容")
    table.close()
    return check if code else None


def _basis(table: Table) -> Basis:
    source = table.text("source", required=True)
    basis = Basis(
        source or "",
        table.text("article") or "",
        verified=table.flag("verified") or False,
        binding=table.flag("binding") or False,
    )
    table.close()
    return basis


def _field(table: Table) -> Field:
    name = table.text("name", required=True)
    kind = FieldKind(table.choice("kind", list(FieldKind)) or FieldKind.TEXT)
    required = table.flag("required")
    field = Field(
        name=name or "",
        kind=kind,
        required=True if required is None else required,
        hint=table.text("hint") or "",
        choices=table.texts("choices"),
    )
    if (kind is FieldKind.CHOICE) != bool(field.choices):
        table.fault("choices", "kind 为 choice 时要写 choices，其他情况不写")
    table.close()
    return field
