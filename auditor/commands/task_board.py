"""`auditor task board`: the ledger of duties of a quarter on one page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import AsOf, Database, Profile
from auditor.commands.report import Period
from auditor.commands.screen import say
from auditor.config.clock import instant
from auditor.config.settings import database_url

EXAMPLE = "auditor task board spiders/portals/wenchanghu.toml --period 2023Q3 --out reports-out"

Out = Annotated[Path, typer.Option("--out", metavar="文件夹", help="写到这个文件夹。")]


def task_board(
    profile: Profile,
    db: Database = None,
    out: Out = Path("reports-out"),
    period: Period = None,
    as_of: AsOf = None,
) -> int:
    """写出一个季度的工作台账：各单位各项任务的灯，用浏览器打开，可以打印。

    已经过去的季度按最后一天，这个季度按今天。
    """
    from auditor.inspection.period import Term
    from auditor.installation import open_profile
    from auditor.office.tasks import plan_on, stored_rows
    from reports import task_board as paper

    today = instant(as_of).date()
    term = Term.read(period) if period else Term.of(3, today)
    day: dt.date = min(today, term.last_on)
    portal = open_profile(profile, db)
    rows = stored_rows(database_url(db), portal, day)
    board = paper.build(plan_on(portal, day), rows, portal=portal, period=term.name, as_of=day)
    say(f"工作台账：{paper.write(board, out, name=f'tasks-{term.year}Q{term.number}.html')}")
    return 0
