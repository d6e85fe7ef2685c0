"""`auditor issue unmerge`: it speaks of another fault after all."""

from __future__ import annotations

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import Numbers, OfPortal, row, tell

EXAMPLE = "auditor issue unmerge 2026-0003 --why 是另一处 --by 王丽"


def issue_unmerge(
    numbers: Numbers,
    why: Why = "",
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """取消并入：说的不是同一个问题，回到并入以前的状态。"""
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        done = [desk.unmerge(row(desk, number, profile), why=why) for number in numbers]
    for issue in done:
        tell(issue)
    return 0
