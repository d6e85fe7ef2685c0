"""`auditor self answer`: what a unit answers of one of its duties."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, at_desk
from auditor.commands.arguments import AsOf, Database, PageUrl, Profile, Unit
from auditor.commands.chinese import refuse
from auditor.commands.screen import say
from auditor.commands.self_arguments import Period, term_of

EXAMPLE = "auditor self answer spiders/portals/wenchanghu.toml 13 --period 2023Q3 --unit 区财政局 --url http://… --by 区财政局 --role unit"

Task = Annotated[
    str, typer.Argument(metavar="任务", help="任务的编号，如 13、二（一）。", show_default=False)
]
Nothing = Annotated[
    str, typer.Option("--none", metavar="理由", help="无此类信息，理由是什么。", show_default=False)
]


def self_answer(
    profile: Profile,
    task: Task,
    unit: Unit,
    period: Period,
    url: PageUrl = None,
    none: Nothing = "",
    by: By = None,
    role: RoleName = "unit",
    db: Database = None,
    as_of: AsOf = None,
) -> int:
    """自查填报：本单位的一项任务公开在哪里（--url），或者无此类信息（--none 理由）。再填一次，以后一次为准。"""
    from auditor.installation import open_profile
    from auditor.office.self_check import answer

    if not (url or none):
        refuse("要写 --url 网址，或者 --none 理由")
    portal = open_profile(profile, db)
    named = portal.unit_named(unit)
    own = Who(by or unit, role, named.name if named else unit, as_of)
    with at_desk(db, own) as desk:
        answer(desk.store, portal, term_of(period), [(task, unit, url or "", none)], desk.actor, desk.at)
    say(f"已填报：任务{task}，{named.name if named else unit}。")
    return 0
