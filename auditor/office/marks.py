"""其他指标评分: what inspectors gave each unit for what no crawl can see, from a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType

from auditor.config.faults import reason
from auditor.config.toml_table import suggest
from auditor.models import Portal
from auditor.models.complaint import CommandError

UNIT = "单位"


def read_marks(
    path: Path,
    portal: Portal,
    indicators: Mapping[str, Decimal],
    *,
    may: Mapping[str, Decimal] = MappingProxyType({}),
) -> dict[str, dict[str, Decimal]]:
    """Marks by unit and indicator; an empty cell is no mark. `may`: what has no column where nobody gave it by hand.

    Raises CommandError with every fault of the file.
    """
    rows = list(csv.DictReader(_text(path).splitlines()))
    heads = list(rows[0]) if rows else []
    faults = [f"缺少“{head}”一列" for head in (UNIT, *indicators) if head not in heads]
    faults += [
        f"“{head}”不是扣分表里的指标{suggest(head, indicators)}"
        for head in heads
        if head not in {UNIT, *indicators, *may}
    ]
    known = {**indicators, **{name: full for name, full in may.items() if name in heads}}
    marks: dict[str, dict[str, Decimal]] = {}
    for line, row in enumerate([] if faults else rows, 2):
        unit = portal.unit_named(row[UNIT])
        if unit is None or unit.name in marks:
            faults.append(f"第{line}行：{'单位写了两次' if unit else '档案里没有这个单位'}：{row[UNIT]}")
            continue
        marks[unit.name] = {}
        for name, full in known.items():
            words = (row[name] or "").strip()
            mark = _mark(words, full)
            if words and mark is None:
                faults.append(f"第{line}行：“{name}”写的是“{words}”，应当是0到{full}的数")
            elif mark is not None:
                marks[unit.name][name] = mark
    if faults:
        raise CommandError(f"评分文件 {path.name}：" + "；".join(faults) + "。没有改动。")
    return marks


def _text(path: Path) -> str:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise CommandError(f"评分文件 {path} 读不出来（{reason(error)}）。没有改动。") from None
    for code in ("utf-8-sig", "gb18030"):  # spreadsheet programs of offices write the second
        try:
            return body.decode(code)
        except UnicodeDecodeError:
            continue
    raise CommandError(f"评分文件 {path.name} 不是 CSV 文本。没有改动。")


def _mark(words: str, full: Decimal) -> Decimal | None:
    try:
        mark = Decimal(words)
    except InvalidOperation:
        return None
    return mark if mark.is_finite() and 0 <= mark <= full else None
