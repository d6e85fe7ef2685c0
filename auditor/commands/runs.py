"""`auditor runs`: every run, newest first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.screen import console, say
from auditor.config.settings import database_url
from auditor.workdays import BEIJING

if TYPE_CHECKING:
    from auditor.models import Run

EXAMPLE = "auditor runs spiders/portals/wenchanghu.toml"

OptionalProfile = Annotated[
    Path | None,
    typer.Argument(metavar="门户档案", help="只看这个门户；不写就是全部门户。", show_default=False),
]
Limit = Annotated[int, typer.Option("--limit", metavar="次数", help="最多列出几次。", min=1)]

_KINDS = {"nightly": "整夜", "crawl": "抓取", "judge": "检查"}


def runs(profile: OptionalProfile = None, db: Database = None, limit: Limit = 20) -> int:
    """列出运行记录：何时、结果、读到多少、为什么没有完成。"""
    from rich.table import Table

    from auditor.installation import open_profile
    from auditor.store import Store

    portal_id = open_profile(profile).id if profile else None
    with Store.open(database_url(db)) as store:
        found = store.runs.newest(portal_id, limit=limit)
    if not found:
        say("还没有运行过。")
        return 0
    table = Table("编号", "门户", "种类", "基准时间", "结果", "读到", "失败", "新增", box=None)
    table.add_column("说明", overflow="fold")
    for run in found:
        table.add_row(*_cells(run))
    console().print(table)
    return 0


def _cells(run: Run) -> tuple[str, ...]:
    counts = run.counts
    read = counts.get("fetched", 0) + counts.get("unchanged", 0)
    return (
        str(run.id),
        run.portal,
        _KINDS.get(run.kind, run.kind),
        f"{run.as_of.astimezone(BEIJING):%Y-%m-%d %H:%M}",
        run.state.label,
        str(read) if counts else "",
        str(counts.get("failed", "")),
        str(counts.get("new", "")),
        run.why,
    )
