"""`auditor issue plead`: a unit says that it hangs on the platform, or on somebody above."""

from __future__ import annotations

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import Files, Number, OfPortal, OwnUnit, Seen, row, tell
from auditor.commands.issue_platform import Owner

EXAMPLE = "auditor issue plead 2026-0001 --owner 市政府网站集约化平台 --why 模板由平台统一修改 --by 区财政局 --role unit"


def issue_plead(
    number: Number,
    owner: Owner,
    why: Why = "",
    file: Files = None,
    unit: OwnUnit = None,
    seen: Seen = None,
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """责任单位说明平台或上级原因，等检查人员认定；认定以前时限照走，认定的从说明之日起停止计时。"""
    with at_desk(db, Who(by, role, unit, as_of)) as desk:
        tell(desk.plead(row(desk, number, profile, seen), owner, why=why, files=file or ()))
    return 0
