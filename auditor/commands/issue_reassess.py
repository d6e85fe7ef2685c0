"""`auditor issue reassess`: a sampled second judgement."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.chinese import one_of
from auditor.commands.issue_arguments import Numbers, OfPortal, row
from auditor.commands.screen import say

EXAMPLE = "auditor issue reassess 2026-0001 --result 属实 --by 赵敏"

RESULTS = {"属实": "fault", "误报": "none"}
Result = Annotated[
    str,
    typer.Option(
        "--result",
        metavar="|".join(RESULTS),
        help="复评结果，也可以写 fault、none。",
        show_default=False,
        callback=one_of(*RESULTS, *RESULTS.values()),
    ),
]


def issue_reassess(
    numbers: Numbers,
    result: Result,
    why: Why = "",
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """抽样复评：不看原来的结论，再判一次。名单用 auditor inspect reassess 抽。只记录，不改变这一行；一致程度见 auditor inspect agreement。"""
    said = RESULTS.get(result, result)
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        done = [
            desk.reassess(row(desk, number, profile), fault=said == "fault", why=why) for number in numbers
        ]
    for issue in done:  # not a word of what was said first: the next row is to be judged as freely
        say(f"{issue.number}：复评已记录。")
    return 0
