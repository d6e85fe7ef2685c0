"""`auditor inspect remark`: what a unit says of a figure."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, at_desk
from auditor.commands.arguments import AsOf, Database, Unit
from auditor.commands.inspect_arguments import Number, PortalId
from auditor.commands.screen import say

EXAMPLE = "auditor inspect remark 2026Q2 --figure 每月发布数量 --unit 区财政局 --by 张强 --why 网站迁移，信息补录在4月"

FigureName = Annotated[
    str, typer.Option("--figure", metavar="图名", help="对哪张图的说明，写图名。", show_default=False)
]
Text = Annotated[
    str, typer.Option("--why", metavar="说明", help="说明的文字，原样印在图的旁边。", show_default=False)
]


def inspect_remark(
    number: Number,
    figure: FigureName,
    unit: Unit,
    why: Text,
    by: By = None,
    role: RoleName = "unit",
    db: Database = None,
    portal: PortalId = None,
    as_of: AsOf = None,
) -> int:
    """责任单位对一张图有异议，在征求意见期间写下说明，印在这张图的旁边；写下以后不能改。"""
    from auditor.office.remarks import add_remark
    from reports.figures import FIGURES

    with at_desk(db, Who(by, role, unit, as_of)) as desk:
        remark = add_remark(desk, desk.store.inspections.get(number, portal), figure, unit, why)
    say(f"{number}“{FIGURES[remark.figure]}”：已记下{remark.unit}的说明。")
    return 0
