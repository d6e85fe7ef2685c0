"""`auditor runs`: every run, newest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.screen import say, show
from auditor.config.settings import database_url
from auditor.workdays import BEIJING

if TYPE_CHECKING:
    from auditor.models import Run
    from auditor.store import Store

EXAMPLE = "auditor runs spiders/portals/wenchanghu.toml"

OptionalProfile = Annotated[
    Path | None,
    typer.Argument(metavar="门户档案", help="只看这个门户；不写就是全部门户。", show_default=False),
]
Limit = Annotated[int, typer.Option("--limit", metavar="次数", help="最多列出几次。", min=1)]

_KINDS = {"nightly": "整夜", "crawl": "抓取", "judge": "检查"}
_LONGEST = dt.timedelta(days=7)
_HEADS = ("编号", "门户", "种类", "开始", "结束", "用时", "结果", "读到", "失败", "新增")


def runs(profile: OptionalProfile = None, db: Database = None, limit: Limit = 20) -> int:
    """列出运行记录：何时开始和结束、结果、读到多少、为什么没有完成。正在跑的显示此刻的数。"""
    from rich.table import Table

    from auditor.installation import open_profile
    from auditor.store import Store

    portal_id = open_profile(profile).id if profile else None
    with Store.existing(database_url(db)) as store:
        found = [_counted(store, run) for run in store.runs.newest(portal_id, limit=limit)]
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
        if why := _why(run):
            say(f"编号 {run.id}：{why}")
    return 0


def _counted(store: Store, run: Run) -> Run:
    """The run with what it has read by now, where it has not said so itself."""
    if run.kind == "judge" or "fetched" in run.counts or run.started_at is None:
        return run
    seen = store.coverage.of(run.portal, run.id)
    names = ("fetched", "unchanged", "failed", "pending")
    return replace(run, counts={name: getattr(seen, name) for name in names} | dict(run.counts))


def _cells(run: Run) -> tuple[str, ...]:
    counts = run.counts
    read = counts.get("fetched", 0) + counts.get("unchanged", 0)
    return (
        str(run.id),
        run.portal,
        _KINDS.get(run.kind, run.kind),
        _moment(run.started_at or run.planned_at),
        _end(run),
        _duration(run),
        _result(run),
        str(read) if "fetched" in counts else "",
        str(counts.get("failed", "")),
        str(counts.get("new", "")),
    )


def _result(run: Run) -> str:
    if not run.alive:
        return "中断"
    return "错过" if run.why.startswith("错过") else run.state.label


def _moment(at: dt.datetime | None) -> str:
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if at else ""


def _end(run: Run) -> str:
    """When it ended; of one that ended the day it began, the hour."""
    end = _moment(run.ended_at)
    return end.removeprefix(_moment(run.started_at or run.planned_at)[: len("2026-04-13 ")])


def _duration(run: Run) -> str:
    """How long it took; of one under way, until its last sign of life."""
    until = run.ended_at or run.beat_at
    if run.started_at is None or until is None:
        return ""
    took = until - run.started_at
    if not dt.timedelta() <= took < _LONGEST:  # a replayed night under way: its clock is not the wall's
        return ""
    minutes = round(took.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours}小时{rest}分" if hours else f"{rest}分" if minutes else "不到1分"


def _why(run: Run) -> str:
    """What there is to say of it: why it did not end well, what is still to be read."""
    if run.alive:
        pending = run.counts.get("pending", 0) if run.state.value == "running" else 0
        return f"还有 {pending} 个地址待读" if pending else run.why
    last = f"，最后一次动静在 {_moment(run.beat_at)}" if run.beat_at else ""
    return f"运行的进程已经不在{last}；再次运行即从断处继续"
