"""`auditor appeal file`: a unit says that it is otherwise."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.chinese import one_of
from auditor.commands.issue_arguments import (
    Files,
    Number,
    OfPortal,
    OwnUnit,
    Points,
    Seen,
    points_of,
    row,
    tell,
)

EXAMPLE = (
    "auditor appeal file 2026-0001 --kind 改扣分 --points 0.5 --why 会签后才定稿 --by 区财政局 --role unit"
)

KINDS = ("误报", "改扣分", "特殊情况")
Kind = Annotated[
    str,
    typer.Option("--kind", metavar="|".join(KINDS), help="申诉什么。", callback=one_of(*KINDS)),
]


def appeal_file(
    number: Number,
    kind: Kind = "误报",
    points: Points = None,
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
    """责任单位提出申诉：认为是误报、要求改扣分，或说明特殊情况。只能申诉本单位的问题。"""
    from auditor.models.issue_kinds import Deviation

    asked = points_of(points) if points else None
    with at_desk(db, Who(by, role, unit, as_of)) as desk:
        tell(
            desk.appeal(
                row(desk, number, profile, seen),
                kind=Deviation(kind),
                why=why,
                files=file or (),
                points=asked,
            )
        )
    return 0
