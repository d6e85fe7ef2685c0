"""`auditor issue confirm`: it is a fault."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import Numbers, OfPortal, row, tell

EXAMPLE = "auditor issue confirm 2026-0001 2026-0002 --by 王丽 --role inspector"

Whose = Annotated[
    str | None,
    typer.Option("--unit", metavar="单位", help="责任单位，机检没有认出的才写。", show_default=False),
]


def issue_confirm(
    numbers: Numbers,
    unit: Whose = None,
    why: Why = "",
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """确认疑似问题属实；机检没有认出责任单位的，用 --unit 写明。可以一次写多个编号，有一个不能办就都不办。"""
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        done = [desk.confirm(row(desk, number, profile), why=why, unit=unit) for number in numbers]
    for issue in done:
        tell(issue)
    return 0
