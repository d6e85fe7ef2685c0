"""`auditor issue reprice`: it costs something else than the scheme says."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database, Scheme
from auditor.commands.chinese import refuse
from auditor.commands.issue_arguments import Numbers, OfPortal, points_of, row
from auditor.commands.screen import say

EXAMPLE = "auditor issue reprice 2026-0001 --points 0.5 --why 情节轻 --by 王丽"

NewPoints = Annotated[
    str, typer.Option("--points", metavar="分数", help="改为扣多少分。", show_default=False)
]


def issue_reprice(
    numbers: Numbers,
    points: NewPoints,
    scheme: Scheme = "quarterly_check",
    why: Why = "",
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """改扣分：下发以前，不按扣分表扣的写明扣多少、为什么；前后两个分值都留着。下发以后由单位申诉、负责人裁定。"""
    from auditor.office.papers import scheme_of
    from auditor.text.wording import points as told

    try:
        costs = points_of(points)
    except ValueError as error:
        refuse(str(error))
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        prices = scheme_of(scheme, desk.store)
        done = [desk.reprice(row(desk, number, profile), costs, prices, why=why) for number in numbers]
    for issue in done:
        before = issue.events[-1].instead_of
        say(f"{issue.number}：{told(before)}分改为{told(costs)}分。{issue.opening.name}")
    return 0
