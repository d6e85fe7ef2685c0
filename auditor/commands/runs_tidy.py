"""`auditor runs tidy`: forget old answers that brought nothing."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from auditor.commands.arguments import AsOf, Database
from auditor.commands.screen import say
from auditor.config.clock import instant
from auditor.config.settings import database_url

EXAMPLE = "auditor runs tidy --keep 400"

Keep = Annotated[int, typer.Option("--keep", metavar="天数", help="最近多少天的全部保留。", min=31)]


def runs_tidy(keep: Keep = 400, db: Database = None, as_of: AsOf = None) -> int:
    """清理很久以前没有带来内容的应答记录（网页未变、查看链接）。网页、附件和它们的应答头是佐证，始终保留。"""
    from auditor.store import Store

    with Store.existing(database_url(db)) as store:
        dropped = store.exchanges.drop(instant(as_of) - dt.timedelta(days=keep))
    say(f"清理了 {dropped} 条 {keep} 天以前的应答记录。")
    return 0
