"""`auditor issue withdraw`: take a row back."""

from __future__ import annotations

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import Number, OfPortal, Seen, row, tell

EXAMPLE = "auditor issue withdraw 2026-0001 --why 检查窗口内平台故障 --by 李强 --role chief"


def issue_withdraw(
    number: Number,
    why: Why = "",
    seen: Seen = None,
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """负责人撤销一行：不再扣分，这一行仍留在台账里。确认这一行的人不能撤销它。"""
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        tell(desk.withdraw(row(desk, number, profile, seen), why=why))
    return 0
