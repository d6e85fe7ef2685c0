"""What stands now, as a table on the screen: one a unit, certain findings first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from auditor.commands.screen import say, show
from auditor.inspection.rows import Row, rows_of

if TYPE_CHECKING:
    from rich.table import Table

    from auditor.models import Finding, Unit


def print_table(findings: Iterable[Finding], units: Sequence[Unit]) -> None:
    """Each unit's findings, then a line that counts them."""
    rows = rows_of(findings, units)
    for unit, group in groupby(rows, key=lambda row: row.unit):
        show(_table(unit, list(group)))
    certain = sum(row.failed for row in rows)
    say(
        f"共 {len(rows)} 个：问题 {certain} 个，待人工核对 {len(rows) - certain} 个。"
        if rows
        else "没有问题。"
    )


def _table(unit: str, rows: Sequence[Row]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=f"{unit}（{len(rows)} 个）", title_justify="left", title_style="bold", box=None)
    table.add_column("问题编号", no_wrap=True)
    for head in ("状态", "判定"):
        table.add_column(head, no_wrap=True)
    table.add_column("问题和网址", overflow="fold")
    for row in rows:
        said = Text.assemble(f"{row.name}：{row.message}", ("\n" + row.url, "dim"))
        table.add_row(row.id, row.state, "问题" if row.failed else "待核", said)
    return table
