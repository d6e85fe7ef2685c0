"""`auditor appeal decide`: the second reviewer's word."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.chinese import one_of
from auditor.commands.issue_arguments import (
    Files,
    Number,
    OfPortal,
    Points,
    Seen,
    day_of,
    day_option,
    points_of,
    row,
    tell,
)

EXAMPLE = (
    "auditor appeal decide 2026-0001 --decision 改扣分 --points 0.5 --why 定稿日期属实 --by 李强 --role chief"
)

DECISIONS = {"维持": "uphold", "改扣分": "points", "撤销": "withdraw", "特殊情况": "tolerate"}
Decision = Annotated[
    str,
    typer.Option(
        "--decision",
        metavar="|".join(DECISIONS),
        help="裁定，也可以写 uphold、points、withdraw、tolerate。",
        show_default=False,
        callback=one_of(*DECISIONS, *DECISIONS.values()),
    ),
]
Until = Annotated[str | None, day_option("--until", "特殊情况容忍到哪一天，也是新的整改时限。")]


def appeal_decide(
    number: Number,
    decision: Decision,
    points: Points = None,
    until: Until = None,
    why: Why = "",
    file: Files = None,
    seen: Seen = None,
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """负责人裁定申诉：维持、改扣分、撤销，或者按特殊情况容忍到某一天（--until），这一天以前不扣分。确认这一行的人不能裁定对它的申诉。"""
    costs = points_of(points) if points else None
    outcome = DECISIONS.get(decision, decision)
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        tell(
            desk.decide(
                row(desk, number, profile, seen),
                outcome,
                why=why,
                points=costs,
                until=day_of(until) if until else None,
                files=file or (),
            )
        )
    return 0
