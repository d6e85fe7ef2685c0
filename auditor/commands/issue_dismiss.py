"""`auditor issue dismiss`: it is none."""

from __future__ import annotations

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import Files, Numbers, OfPortal, row, tell

EXAMPLE = "auditor issue dismiss 2026-0003 --why 该文件为转发件 --by 王丽 --role inspector"


def issue_dismiss(
    numbers: Numbers,
    why: Why = "",
    file: Files = None,
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """判为误报，写明理由。以后每夜都不再提出，直到所说的原文有变。"""
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        done = [desk.dismiss(row(desk, number, profile), why=why, files=file or ()) for number in numbers]
    for issue in done:
        tell(issue)
    return 0
