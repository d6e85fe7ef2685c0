"""`auditor issue claim`: take rows to read."""

from __future__ import annotations

from auditor.commands.acting import By, RoleName, Who, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import Numbers, OfPortal, row, tell

EXAMPLE = "auditor issue claim 2026-0001 --by 赵敏"


def issue_claim(
    numbers: Numbers,
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """领取：疑似的去核实，已确认的去作第二人复核。领取以后，别人不能确认、排除或者复核，放回或者办完为止。"""
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        done = [desk.claim(row(desk, number, profile)) for number in numbers]
    for issue in done:
        tell(issue)
    return 0
