"""`auditor inspect list`: every inspection."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.screen import say, show
from auditor.config.settings import database_url
from auditor.text.wording import window

EXAMPLE = "auditor inspect list spiders/portals/wenchanghu.toml"

OptionalProfile = Annotated[
    Path | None,
    typer.Argument(metavar="门户档案", help="只看这个门户；不写就是全部门户。", show_default=False),
]


def inspect_list(profile: OptionalProfile = None, db: Database = None) -> int:
    """列出全部检查：编号、种类、状态、检查窗口。"""
    from rich.table import Table

    from auditor.installation import open_profile
    from auditor.store import Store

    portal_id = open_profile(profile, db).id if profile else None
    with Store.existing(database_url(db)) as store:
        found = store.inspections.all(portal_id)
    if not found:
        say("还没有检查。建立用：auditor inspect open")
        return 0
    table = Table("编号", "门户", "种类", "状态", "检查窗口", box=None)
    for one in found:
        table.add_row(one.number, one.portal, one.kind.label, one.state.label, window(one.window))
    show(table)
    return 0
