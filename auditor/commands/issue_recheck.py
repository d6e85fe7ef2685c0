"""`auditor issue recheck`: look at one row's page again."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.chinese import one_of
from auditor.commands.issue_arguments import Number, OfPortal, Seen, row, tell
from auditor.commands.screen import complain

EXAMPLE = "auditor issue recheck 2026-0001 --by 王丽 --role inspector"

RESULTS = {"已整改": "fixed", "部分整改": "partly", "未整改": "not"}
Result = Annotated[
    str | None,
    typer.Option(
        "--result",
        metavar="|".join(RESULTS),
        help="复查结果，也可以写 fixed、partly、not；不写就按机器看到的。",
        show_default=False,
        callback=one_of(*RESULTS, *RESULTS.values()),
    ),
]


def issue_recheck(
    number: Number,
    result: Result = None,
    why: Why = "",
    seen: Seen = None,
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """复查一行：只访问这一个网页，前后的网页都存证。已整改的销号，否则退回整改。

    网页没有读到的，状态不变；机器不能断定的，要用 --result 写明复查结果。
    """
    from auditor.installation import open_profile
    from auditor.office.recheck import look, portal_of

    said = RESULTS.get(result or "", result)
    with at_desk(db, Who(by, role, None, as_of), together=False) as desk:
        issue = row(desk, number, profile, seen)
        desk.refuse_recheck(issue)
        portal = portal_of(desk.store, issue, open_profile(profile, db) if profile else None)
        looked = look(desk.store, issue, portal, at=desk.at, tell=complain)
        outcome = looked.result(issue, said)
        tell(desk.recheck(issue, outcome, why=why, before=looked.before, after=looked.after))
    return 0
