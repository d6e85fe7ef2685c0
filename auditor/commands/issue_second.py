"""`auditor issue second`: a second person reads it."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.chinese import one_of
from auditor.commands.issue_arguments import Numbers, OfPortal, row, tell

EXAMPLE = "auditor issue second 2026-0001 --result 属实 --by 赵敏"

RESULTS = {"属实": "agree", "有异议": "differ"}
Result = Annotated[
    str,
    typer.Option(
        "--result",
        metavar="|".join(RESULTS),
        help="复核结果，也可以写 agree、differ。",
        show_default=False,
        callback=one_of(*RESULTS, *RESULTS.values()),
    ),
]


def issue_second(
    numbers: Numbers,
    result: Result,
    why: Why = "",
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """第二人复核已确认的行，不能是确认的人。有异议的写明理由，退回“机检疑似”重新核实。"""
    said = RESULTS.get(result, result)
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        done = [desk.second(row(desk, number, profile), agree=said == "agree", why=why) for number in numbers]
    for issue in done:
        tell(issue)
    return 0
