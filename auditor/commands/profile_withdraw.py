"""`auditor profile withdraw`: a change of a profile holds no more."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import Database, Profile
from auditor.commands.screen import say

EXAMPLE = "auditor profile withdraw spiders/portals/wenchanghu.toml 3 --why 填错了"

Number = Annotated[
    int, typer.Argument(metavar="编号", help="auditor profile 列出的第几号修改。", show_default=False)
]


def profile_withdraw(
    profile: Profile,
    number: Number,
    db: Database = None,
    by: By = None,
    role: RoleName = "inspector",
    why: Why = "",
) -> int:
    """撤回网页版里做的一条修改：以后不按它读档案；修改和撤回都留在记录里。后面的修改依靠它的，先撤回后面的。"""
    from auditor.office.amending import folder_of, withdraw

    with at_desk(db, Who(by, role), together=False) as desk:
        done = withdraw(desk, folder_of(profile, desk.store), number, why=why)
    say(f"第{done.number}号　{done.title}")
    return 0
