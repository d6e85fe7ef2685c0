"""`auditor issue merge`: two rows that speak of one fault become one."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import Numbers, OfPortal, row, tell

EXAMPLE = "auditor issue merge 2026-0003 2026-0004 --into 2026-0002 --why 说的是同一处 --by 王丽"

Into = Annotated[
    str,
    typer.Option(
        "--into", metavar="编号", help="并入哪一行：同一单位的疑似、已确认或者已下发的。", show_default=False
    ),
]


def issue_merge(
    numbers: Numbers,
    into: Into,
    why: Why = "",
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """并入另一行：下发以前，两行说的是同一个问题的，并为一行。被并入的转已撤销、0 分，仍留在台账里，不算误报。"""
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        other = row(desk, into, profile)
        done = [desk.merge(row(desk, number, profile), other, why=why) for number in numbers]
    for issue in done:
        tell(issue)
    return 0
