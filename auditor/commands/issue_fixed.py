"""`auditor issue fixed`: a unit reports that it is mended."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import Files, Number, OfPortal, OwnUnit, Seen, row, tell

EXAMPLE = "auditor issue fixed 2026-0001 --why 已补齐索引号 --by 区财政局 --role unit"

Report = Annotated[
    str, typer.Option("--why", "--text", metavar="说明", help="怎样整改的。", show_default=False)
]
Url = Annotated[
    str | None, typer.Option("--url", metavar="网址", help="整改以后的网址。", show_default=False)
]


def issue_fixed(
    number: Number,
    why: Report = "",
    url: Url = None,
    file: Files = None,
    unit: OwnUnit = None,
    seen: Seen = None,
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """责任单位填报整改情况，转待复查。只能填报本单位的问题。"""
    with at_desk(db, Who(by, role, unit, as_of)) as desk:
        tell(desk.fixed(row(desk, number, profile, seen), why=why, url=url, files=file or ()))
    return 0
