"""`auditor runs release`: let a held night move the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.screen import say
from auditor.config.clock import now
from auditor.config.settings import database_url
from auditor.models import RunState

EXAMPLE = "auditor runs release 12"

RunNumber = Annotated[
    int,
    typer.Argument(metavar="编号", help="auditor runs 里“待确认”的那一次运行的编号。", show_default=False),
]


def runs_release(run: RunNumber, db: Database = None) -> int:
    """放行一次待确认的运行：确认门户确实有这么大的变动，台账按那一夜的结果更新。

    变动与往常相差过大的一夜先待确认，不动台账；下一夜结果相同会自动生效。报告要另用 auditor report 出具。
    只有个别栏目的条目多得或少得不合常理的，放行以后按新的条目数检查。
    """
    from auditor.office.release import release
    from auditor.store import Store

    with Store.open(database_url(db)) as store:
        held = store.run(run).state is RunState.HELD
        done = release(store, run, at=now())
    moved = f"：新增问题 {done.opened} 个，已整改 {done.closed} 个" if held else ""
    say(f"第 {run} 次运行已放行{moved}。")
    if done.shrunk:
        say(f"按新的条目数采信：{'、'.join(done.shrunk)}。马上据此更新台账，运行 auditor judge 档案。")
    if done.grown:
        say(f"下一次运行读完全部条目：{'、'.join(done.grown)}。")
    return 0
