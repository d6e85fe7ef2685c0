"""`auditor profile settle`: file and screen changed the same entry of a profile, and somebody says which one holds."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import Database, Profile
from auditor.commands.chinese import one_of
from auditor.commands.screen import say

EXAMPLE = "auditor profile settle spiders/portals/wenchanghu.toml 3 --keep file --why 以三定方案为准"

Number = Annotated[
    int,
    typer.Argument(metavar="编号", help="和档案文件对不上的是第几号修改。", show_default=False),
]
Keep = Annotated[
    str,
    typer.Option(
        "--keep",
        metavar="file|screen",
        help="两边都改了的地方以哪个为准：file 档案文件，screen 网页上的修改。",
        callback=one_of("file", "screen"),
        show_default=False,
    ),
]


def profile_settle(
    profile: Profile,
    number: Number,
    keep: Keep,
    db: Database = None,
    by: By = None,
    role: RoleName = "inspector",
    why: Why = "",
) -> int:
    """档案文件和网页版的一条修改改了同一处，定以哪个为准；只有一边改了的地方照样保留。选择记入修改记录，可以撤回。"""
    from auditor.office.amending import folder_of, settle

    with at_desk(db, Who(by, role), together=False) as desk:
        done = settle(desk, folder_of(profile, desk.store), number, by_file=keep == "file", why=why)
    say(f"第{done.number}号　{done.title}")
    return 0
