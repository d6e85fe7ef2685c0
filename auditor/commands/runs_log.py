"""`auditor runs log`: what the log says of one run."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.screen import say
from auditor.config.settings import database_url, log_file

EXAMPLE = "auditor runs log 12 --lines 50"

RunNumber = Annotated[int, typer.Argument(metavar="编号", help="auditor runs 里的编号。", show_default=False)]
Most = Annotated[int, typer.Option("--lines", metavar="行数", help="最后多少行。", min=1)]


def runs_log(run: RunNumber, lines: Most = 200, db: Database = None) -> int:
    """显示一次运行期间日志里的最后若干行，给工程师看。同一时间别的运行写的也在里面。"""
    from auditor.office.run_log import log_of
    from auditor.store import Store

    with Store.existing(database_url(db)) as store:
        found = log_of(store.run(run), log_file(), most=lines)
    for line in found:
        say(line)
    if not found:
        say(
            f"第 {run} 次运行期间，{log_file()} 里没有记录：没有出错，或者日志在别的位置（AUDITOR_LOG）、已经轮换掉。"
        )
    return 0
