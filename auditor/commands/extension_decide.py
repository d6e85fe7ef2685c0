"""`auditor extension decide`: more time is given, or not."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.chinese import one_of
from auditor.commands.issue_arguments import Files, Number, OfPortal, Seen, day_of, day_option, row, tell

EXAMPLE = "auditor extension decide 2026-0001 --decision 同意 --by 李强 --role chief"

DECISIONS = {"同意": "grant", "不同意": "refuse"}
Decision = Annotated[
    str,
    typer.Option(
        "--decision",
        metavar="|".join(DECISIONS),
        help="批复，也可以写 grant、refuse。",
        show_default=False,
        callback=one_of(*DECISIONS, *DECISIONS.values()),
    ),
]
Until = Annotated[str | None, day_option("--until", "批准延到哪一天，不写就是申请的那一天。")]


def extension_decide(
    number: Number,
    decision: Decision,
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
    """负责人批复延期申请，要在时限以前批准；--until 另写日期时按这一天。"""
    grant = decision in ("同意", "grant")
    day = day_of(until) if until else None
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        tell(
            desk.answer_extension(
                row(desk, number, profile, seen), grant=grant, why=why, until=day, files=file or ()
            )
        )
    return 0
