"""`auditor self import`: units' answers from a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, at_desk
from auditor.commands.arguments import AsOf, Database, Profile
from auditor.commands.screen import say
from auditor.commands.self_arguments import Period, term_of

EXAMPLE = "auditor self import spiders/portals/wenchanghu.toml 自查.xlsx --period 2023Q3 --by 王丽"

File = Annotated[
    Path,
    typer.Argument(
        metavar="文件", help="CSV 或 XLSX，各列是：任务、单位、链接、无此类信息的理由。", show_default=False
    ),
]


def self_import(
    profile: Profile,
    file: File,
    period: Period,
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    as_of: AsOf = None,
) -> int:
    """导入各单位的自查表。链接和理由都空着的就是没有填报；有一条填错就都不导入，并逐条写明。"""
    from auditor.installation import open_profile
    from auditor.office.self_check import answer, read_table

    portal = open_profile(profile, db)
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        number = answer(desk.store, portal, term_of(period), read_table(file), desk.actor, desk.at)
    say(f"已导入 {number} 条自查填报。")
    return 0
