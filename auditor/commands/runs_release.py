"""`auditor runs release`: let a held night move the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.screen import say
from auditor.config.clock import now
from auditor.config.settings import database_url

EXAMPLE = "auditor runs release 12"

RunNumber = Annotated[
    int,
    typer.Argument(metavar="编号", help="auditor runs 里“待确认”的那一次运行的编号。", show_default=False),
]


def runs_release(run: RunNumber, db: Database = None) -> int:
    """放行一次待确认的运行：确认门户确实有这么大的变动，台账按那一夜的结果更新。

    变动与往常相差过大的一夜先待确认，不动台账；下一夜结果相同会自动生效。报告要另用 auditor report 出具。
    """
    from auditor.office.release import release
    from auditor.store import Store

    with Store.open(database_url(db)) as store:
        changes = release(store, run, at=now())
    say(f"第 {run} 次运行已放行：新增问题 {changes['new']} 个，已整改 {changes['fixed']} 个。")
    return 0
