"""`auditor issue resume`: the clock goes on."""

from __future__ import annotations

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import Number, OfPortal, Seen, row, tell

EXAMPLE = "auditor issue resume 2026-0001 --why 平台已修复 --by 王丽 --role inspector"


def issue_resume(
    number: Number,
    why: Why = "",
    seen: Seen = None,
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """平台或上级原因已消除：整改计时继续，停止时还剩几个工作日，就从这一天起再给几个。"""
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        tell(desk.resume(row(desk, number, profile, seen), why=why))
    return 0
