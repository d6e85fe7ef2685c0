"""`auditor task list`: every duty of a plan, unit by unit, with its deadline, its light and its proofs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.arguments import AsOf, Database, Profile
from auditor.commands.chinese import one_of
from auditor.commands.screen import say, show
from auditor.config.clock import instant
from auditor.config.settings import database_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.models import TaskRow

EXAMPLE = "auditor task list spiders/portals/wenchanghu.toml --as-of 2023-08-11"

UnitName = Annotated[
    str | None, typer.Option("--unit", metavar="单位", help="只看这个单位。", show_default=False)
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="text|json",
        help="text 是给人看的，按急缓排；json 是一个清单，一项是一个单位的一项任务。",
        callback=one_of("text", "json"),
    ),
]
_HEADS = ("任务", "要做什么", "期限", "还剩", "单位", "说明")
_RATIOS = {"要做什么": 3, "单位": 4, "说明": 3}


def task_list(
    profile: Profile,
    db: Database = None,
    unit: UnitName = None,
    as_of: AsOf = None,
    format: Format = "text",  # noqa: A002
) -> int:
    """列出工作台账：方案的每项任务、每个单位到这一天的期限、灯和佐证，急的在前。

    到期前30、7、1个工作日分别提醒。逾期的意思是期限已过、台账上没有佐证，不是认定没有做。
    """
    from auditor.installation import open_profile
    from auditor.office.tasks import stored_rows, unit_meant

    portal, day = open_profile(profile, db), instant(as_of).date()
    name = unit_meant(portal, day, unit) if unit else None
    rows = stored_rows(database_url(db), portal, day, unit=name)
    if format == "json":
        from auditor.text.plain import task_view
        from auditor.text.terminal import json_text

        say(json_text([task_view(row) for row in rows], indent=1))
        return 0
    _print(rows, day.isoformat())
    return 0


def _print(rows: Sequence[TaskRow], day: str) -> None:
    say(f"《{rows[0].plan}》工作台账，{day}" if rows else "没有任务。")
    for heading, group in groupby(rows, key=_heading):
        some = list(group)
        say(f"\n{heading}（{len(some)}）")
        _table(some)


def _heading(row: TaskRow) -> str:
    from auditor.inspection.tasks import step_of

    step = step_of(row)
    return f"【提醒】{step}个工作日内到期" if step else row.light.label


def _table(rows: Sequence[TaskRow]) -> None:
    """One line for units whose duty stands alike."""
    from rich.table import Table

    table = Table(box=None)
    for head in _HEADS:
        table.add_column(
            head, no_wrap=head in ("任务", "期限", "还剩"), overflow="fold", ratio=_RATIOS.get(head)
        )
    alike: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        alike.setdefault(_cells(row), []).append(row.unit)
    for (number, duty, due, left, why), units in alike.items():
        table.add_row(number, duty, due, left, "、".join(units), why)
    table.expand = True
    show(table)


def _cells(row: TaskRow) -> tuple[str, ...]:
    left = "" if row.workdays_left is None else f"{row.workdays_left}天"
    due = row.due_on.isoformat() if row.due_on else ""
    return row.duty.article, row.duty.duty, due, left, row.why
