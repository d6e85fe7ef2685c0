"""`auditor extension ask`: a unit asks for more time."""

from __future__ import annotations

from typing import Annotated

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import (
    Files,
    Number,
    OfPortal,
    OwnUnit,
    Seen,
    day_of,
    day_option,
    row,
    tell,
)

EXAMPLE = (
    "auditor extension ask 2026-0001 --until 2026-12-31 --why 需要上级平台配合 --by 区财政局 --role unit"
)

Until = Annotated[str, day_option("--until", "申请延到哪一天。")]


def extension_ask(
    number: Number,
    until: Until,
    why: Why = "",
    file: Files = None,
    unit: OwnUnit = None,
    seen: Seen = None,
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """责任单位申请延长整改时限，要在时限以前申请。"""
    with at_desk(db, Who(by, role, unit, as_of)) as desk:
        tell(desk.ask_extension(row(desk, number, profile, seen), day_of(until), why=why, files=file or ()))
    return 0
