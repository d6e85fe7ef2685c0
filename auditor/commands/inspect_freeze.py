"""`auditor inspect freeze`: what was sent becomes the record."""

from __future__ import annotations

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.inspect_arguments import Number, PortalId
from auditor.commands.screen import say

EXAMPLE = "auditor inspect freeze 2026Q2 --by 王芳 --role chief"


def inspect_freeze(
    number: Number,
    db: Database = None,
    portal: PortalId = None,
    as_of: AsOf = None,
    by: By = None,
    role: RoleName = "inspector",
    why: Why = "",
) -> int:
    """冻结征求过意见的检查，只有负责人（--role chief）能做；申诉要都已裁定，申诉期没有届满的要写 --why。冻结以后，规则、档案、网页怎么变，结果和文书都不变。"""
    from auditor.office import acts

    with at_desk(db, Who(by, role, None, as_of)) as desk:
        frozen = acts.freeze(desk, number, portal, why=why)
    say(f"{frozen.number} 已冻结，数据 {frozen.data_hash}")
    return 0
