"""`auditor inspect freeze`: what was sent becomes the record."""

from __future__ import annotations

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.inspect_arguments import Number, PortalId
from auditor.commands.screen import complain, say

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
    """冻结征求过意见的检查，只有负责人（--role chief）能做；申诉要都已裁定，申诉期没有届满的要写 --why。没有人确认、没有下发的问题不扣分，列为未核实、未下发。冻结以后，规则、档案、网页怎么变，结果和文书都不变。"""
    from auditor.office import acts
    from auditor.office.record import unconfirmed

    with at_desk(db, Who(by, role, None, as_of)) as desk:
        frozen = acts.freeze(desk, number, portal, why=why)
        waiting = unconfirmed(desk.store, frozen)
    say(f"{frozen.number} 已冻结，数据 {frozen.data_hash}")
    if waiting:
        complain(f"注意：机检确定的问题还有 {waiting} 个没有核实或者没有下发，不扣分，文书里列明。")
    return 0
