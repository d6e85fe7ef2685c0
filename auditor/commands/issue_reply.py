"""`auditor issue reply`: the answer to whoever told of it."""

from __future__ import annotations

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import Files, Number, OfPortal, row, tell

EXAMPLE = "auditor issue reply 2026-0007 --why 已补发，链接附后，感谢监督 --by 王丽"


def issue_reply(
    number: Number,
    why: Why = "",
    file: Files = None,
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """记下给来源单位的答复，只用于外部转来的问题；--why 写答复的内容。"""
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        tell(desk.reply(row(desk, number, profile), why=why, files=file or ()))
    return 0
