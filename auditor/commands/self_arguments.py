"""What the commands of the self-assessment share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.chinese import refuse

if TYPE_CHECKING:
    from auditor.inspection.period import Term

Period = Annotated[
    str, typer.Option("--period", metavar="季度", help="哪一个季度的自查，如 2026Q2。", show_default=False)
]


def term_of(period: str) -> Term:
    """The quarter that is named."""
    from auditor.inspection.period import Term

    try:
        term = Term.read(period)
    except ValueError as error:
        refuse(str(error))
    return term if term.months == 3 else refuse(f"自查按季度填报，“{period}”不是季度，应当写成 2026Q2")
