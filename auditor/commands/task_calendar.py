"""`auditor task calendar`: the deadlines of a unit for its own calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import AsOf, Database, Profile, Unit
from auditor.commands.screen import say
from auditor.config.clock import instant
from auditor.config.settings import database_url

EXAMPLE = "auditor task calendar spiders/portals/wenchanghu.toml --unit 区财政局 --out 区财政局.ics"

Out = Annotated[Path, typer.Option("--out", metavar="文件", help="日历文件（.ics）。", show_default=False)]


def task_calendar(profile: Profile, unit: Unit, out: Out, db: Database = None, as_of: AsOf = None) -> int:
    """把一个单位有日期的任务写成日历文件，手机、电脑的日历都能导入；到期前30、7、1个工作日提醒。

    再导入一次只更新，不会重复。已办和不适用的任务不提醒。
    """
    from auditor.config.calendar import operator_calendar
    from auditor.installation import open_profile
    from auditor.office.tasks import stored_rows, unit_meant
    from reports.task_calendar import write

    portal, moment = open_profile(profile, db), instant(as_of)
    name = unit_meant(portal, moment.date(), unit)
    rows = stored_rows(database_url(db), portal, moment.date(), unit=name)
    count = write(rows, out, portal=portal.id, at=moment, calendar=operator_calendar())
    say(f"{name}：{count} 项有日期的任务，已写入 {out}")
    return 0
