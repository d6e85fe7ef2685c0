"""Arguments of the commands that act on rows of the 台账."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.chinese import refuse
from auditor.commands.screen import say

if TYPE_CHECKING:
    from auditor.models.issue import Issue
    from auditor.office.issues import Desk

Number = Annotated[
    str, typer.Argument(metavar="编号", help="台账里的问题编号，如 2026-0001。", show_default=False)
]
Numbers = Annotated[
    list[str],
    typer.Argument(metavar="编号…", help="台账里的问题编号，如 2026-0001，可以写多个。", show_default=False),
]
OwnUnit = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="单位",
        help="责任单位的人办理时，所在的单位；不写就是 --by 写的单位。",
        show_default=False,
    ),
]
Files = Annotated[
    list[str] | None,
    typer.Option("--file", metavar="附件", help="佐证材料，可以写多次。", show_default=False),
]
OfPortal = Annotated[
    Path | None,
    typer.Option(
        "--profile", metavar="门户档案", help="哪个门户的问题；库里只有一个门户时不用写。", show_default=False
    ),
]
Seen = Annotated[
    int | None,
    typer.Option(
        "--seen",
        metavar="版本",
        help="查看时的版本（version）；此后有人办过就不再办理，并说明改成了什么。",
        show_default=False,
        min=1,
    ),
]
Points = Annotated[
    str | None,
    typer.Option(
        "--points",
        metavar="分数",
        help="扣多少分。",
        show_default=False,
        callback=lambda value: _checked(value, points_of),
    ),
]


def day_option(name: str, help: str) -> typer.models.OptionInfo:  # noqa: A002
    """An option that names a day."""
    option: typer.models.OptionInfo = typer.Option(
        name, metavar="日期", help=help, show_default=False, callback=lambda value: _checked(value, day_of)
    )
    return option


def row(desk: Desk, number: str, profile: Path | None, seen: int | None = None) -> Issue:
    """The row meant, as its reader saw it."""
    from auditor.office.issues import as_seen, find

    return as_seen(find(desk.store, number, portal_id_of(profile)), seen)


def portal_id_of(profile: Path | None) -> str | None:
    """The portal of a profile, where one is given."""
    from auditor.installation import open_profile

    return open_profile(profile).id if profile else None


def tell(issue: Issue) -> None:
    """One line of what became of the row."""
    say(
        f"{issue.number}：{issue.state_told}{_due(issue)}。{issue.opening.name}（{issue.unit or '未归属单位'}）"
    )


def _due(issue: Issue) -> str:
    """By when to mend it; no day while the clock stands."""
    if issue.ended_on or not issue.rectify_by:
        return ""
    return "，整改计时停止" if issue.state.value == "platform" else f"，整改时限 {issue.rectify_by}"


def points_of(value: str) -> Decimal:
    """A number of points. Raises ValueError."""
    try:
        points = Decimal(value)
    except InvalidOperation:
        points = Decimal(-1)
    if not points.is_finite() or points < 0:
        raise ValueError(f"“{value}”不是分数，应当写成 1 或 0.5")
    return points


def day_of(value: str) -> dt.date:
    """A day as ISO writes it. Raises ValueError."""
    try:
        return dt.date.fromisoformat(value.strip())
    except ValueError:
        raise ValueError(f"“{value}”不是日期，应当写成 2026-03-15") from None


def _checked(value: str | None, read: object) -> str | None:
    try:
        if value is not None and callable(read):
            read(value)
    except ValueError as error:
        refuse(str(error))
    return value
