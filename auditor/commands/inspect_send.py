"""`auditor inspect send`: the draft goes to the units."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.inspect_arguments import Number, PortalId
from auditor.commands.screen import complain, say
from auditor.text.wording import day

EXAMPLE = "auditor inspect send 2026Q2 --by 李明 --out 2026Q2"

OptionalOut = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="文件夹", help="把发给各单位的文书写到这个文件夹；不写就只记录。", show_default=False
    ),
]


def inspect_send(
    number: Number,
    db: Database = None,
    portal: PortalId = None,
    out: OptionalOut = None,
    as_of: AsOf = None,
    by: By = None,
    role: RoleName = "inspector",
    why: Why = "",
) -> int:
    """把草稿发各单位征求意见，已确认的行同时下发；申诉期从次日起按扣分表的工作日数计算。发出以后不再改写。"""
    from auditor.office import acts, inspection_papers
    from auditor.office.record import unconfirmed

    with at_desk(db, Who(by, role, None, as_of), together=False) as desk:
        sent = acts.send(desk, number, portal, why=why)
        written = inspection_papers.write_for_units(desk.store, sent, out) if out else ()
        waiting = unconfirmed(desk.store, sent)
    until = f"截至{day(sent.appeal_by)}" if sent.appeal_by else "的截止日待放假安排公布后确定"
    say(f"{sent.number} 已发各单位征求意见，申诉期{sent.appeal_workdays}个工作日，{until}。")
    if waiting:
        complain(
            f"注意：清单里有 {waiting} 个机检确定的问题还没有人确认，没有下发；到冻结时仍没有确认和下发的不扣分。"
        )
    for path in written:
        say(f"文书：{path}")
    return 0
