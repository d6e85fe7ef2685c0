"""`auditor issue rebut`: it does not hang on the platform."""

from __future__ import annotations

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import Number, OfPortal, Seen, row, tell

EXAMPLE = "auditor issue rebut 2026-0001 --why 本单位可以自行修改 --by 王丽 --role inspector"


def issue_rebut(
    number: Number,
    why: Why = "",
    seen: Seen = None,
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """不认定责任单位所说的平台或上级原因，写明理由；认定的用 auditor issue platform。"""
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        tell(desk.rebut(row(desk, number, profile, seen), why=why))
    return 0
