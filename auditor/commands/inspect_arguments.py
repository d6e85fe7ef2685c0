"""Arguments of the commands that act on inspections."""

from __future__ import annotations

from typing import Annotated

import typer

Number = Annotated[
    str, typer.Argument(metavar="检查编号", help="如 2026Q2、2026-05-S1。", show_default=False)
]
PortalId = Annotated[
    str | None,
    typer.Option(
        "--portal",
        metavar="门户",
        help="门户的代号（档案里的 id）；几个门户有同一编号时才要写。",
        show_default=False,
    ),
]
