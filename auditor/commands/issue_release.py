"""`auditor issue release`: put rows back unread."""

from __future__ import annotations

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import Numbers, OfPortal, row, tell

EXAMPLE = "auditor issue release 2026-0001 --by 赵敏"


def issue_release(
    numbers: Numbers,
    why: Why = "",
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """放回领取的行；本人不在的，由负责人放回。"""
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        done = [desk.release(row(desk, number, profile), why=why) for number in numbers]
    for issue in done:
        tell(issue)
    return 0
