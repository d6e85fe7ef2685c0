"""`auditor inspect freeze`: what was sent becomes the record."""

from __future__ import annotations

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.inspect_arguments import Number, PortalId
from auditor.commands.screen import complain, say
from auditor.text.wording import day

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
    """冻结征求过意见的检查，只有负责人（--role chief）能做。冻结以后，规则、档案、网页怎么变，结果和文书都不变。"""
    from auditor.inspection.acts import too_early
    from auditor.office import acts

    with at_desk(db, Who(by, role, None, as_of)) as desk:
        frozen = acts.freeze(desk, number, portal, why=why)
    if too_early(frozen, desk.today):
        until = day(frozen.appeal_by) or "还不能确定"
        complain(f"注意：申诉期截至{until}，冻结时还没有届满，请确认各单位没有异议。")
    say(f"{frozen.number} 已冻结，数据 {frozen.data_hash}")
    return 0
