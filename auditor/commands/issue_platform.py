"""`auditor issue platform`: it hangs on the platform, or on somebody above."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import Number, OfPortal, Seen, row, tell

EXAMPLE = "auditor issue platform 2026-0001 --owner 市政府网站集约化平台 --why 模板由平台统一修改 --by 王丽 --role inspector"

Owner = Annotated[str, typer.Option("--owner", metavar="单位", help="由谁解决。", show_default=False)]


def issue_platform(
    number: Number,
    owner: Owner,
    why: Why = "",
    seen: Seen = None,
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """转为平台或上级原因：写明由谁解决，整改计时停止。"""
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        tell(desk.platform(row(desk, number, profile, seen), owner, why=why))
    return 0
