"""`auditor runs`: every run, newest first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.screen import say, show
from auditor.config.settings import database_url
from auditor.text.wording import instant

if TYPE_CHECKING:
    from auditor.models import Run

EXAMPLE = "auditor runs spiders/portals/wenchanghu.toml"

OptionalProfile = Annotated[
    Path | None,
    typer.Argument(metavar="门户档案", help="只看这个门户；不写就是全部门户。", show_default=False),
]
Limit = Annotated[int, typer.Option("--limit", metavar="次数", help="最多列出几次。", min=1)]

_HEADS = ("编号", "门户", "种类", "开始", "结束", "用时", "结果", "读到", "失败", "新增")


def runs(profile: OptionalProfile = None, db: Database = None, limit: Limit = 20) -> int:
    """列出运行记录：何时开始和结束、结果、读到多少、为什么没有完成。正在跑的显示此刻的数。"""
    from rich.table import Table

    from auditor.installation import open_profile
    from auditor.office.run_words import counted, why_of
    from auditor.store import Store

    portal_id = open_profile(profile, db).id if profile else None
    with Store.existing(database_url(db)) as store:
        found = [counted(store, run) for run in store.runs.newest(portal_id, limit=limit)]
    if not found:
        say("还没有运行过。")
        return 0
    table = Table(box=None)
    for head in _HEADS:
        table.add_column(head, no_wrap=head != "门户", overflow="fold")
    for run in found:
        table.add_row(*_cells(run))
    show(table)
    for run in found:
        if why := why_of(run):
            say(f"编号 {run.id}：{why}")
    return 0


def _cells(run: Run) -> tuple[str, ...]:
    from auditor.office.run_words import KINDS, duration_of, read_pages, result_of

    read = read_pages(run)
    return (
        str(run.id),
        run.portal,
        KINDS.get(run.kind, run.kind),
        instant(run.started_at or run.planned_at),
        _end(run),
        duration_of(run),
        result_of(run),
        "" if read is None else str(read),
        str(run.counts.get("failed", "")),
        str(run.counts.get("new", "")),
    )


def _end(run: Run) -> str:
    """When it ended; of one that ended the day it began, the hour."""
    end = instant(run.ended_at)
    return end.removeprefix(instant(run.started_at or run.planned_at)[: len("2026-04-13 ")])
