"""`auditor issue notify`: tell the unit."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database, Scheme
from auditor.commands.issue_arguments import (
    Numbers,
    OfPortal,
    Points,
    day_of,
    day_option,
    points_of,
    row,
    tell,
)

EXAMPLE = "auditor issue notify 2026-0001 --inspection 2026Q2 --by 王丽 --role inspector"

Inspection = Annotated[
    str | None,
    typer.Option(
        "--inspection", metavar="检查编号", help="哪一次检查下发的，如 2026Q2。", show_default=False
    ),
]
Due = Annotated[str | None, day_option("--due", "整改时限，不写就按扣分表计算。")]


def issue_notify(
    numbers: Numbers,
    scheme: Scheme = "quarterly_check",
    inspection: Inspection = None,
    due: Due = None,
    points: Points = None,
    why: Why = "",
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """下发给责任单位：从这一天起按扣分表的工作日数计算整改时限。可以一次写多个编号。"""
    from auditor.office.papers import scheme_of

    due_on = day_of(due) if due else None
    costs = points_of(points) if points else None
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        prices = scheme_of(scheme, desk.store)
        done = [
            desk.notify(
                row(desk, number, profile),
                prices,
                why=why,
                inspection=inspection,
                due_on=due_on,
                points=costs,
            )
            for number in numbers
        ]
    for issue in done:
        tell(issue)
    return 0
