"""`auditor issue remind`: the platform was reminded."""

from __future__ import annotations

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import Number, OfPortal, Seen, row, tell

EXAMPLE = "auditor issue remind 2026-0001 --why 已电话催办 --by 王丽 --role inspector"


def issue_remind(
    number: Number,
    why: Why = "",
    seen: Seen = None,
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """记录一次对平台或上级的催办。"""
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        tell(desk.remind(row(desk, number, profile, seen), why=why))
    return 0
