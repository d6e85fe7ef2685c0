"""Arguments that several commands share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.chinese import refuse
from auditor.config.clock import instant
from auditor.config.settings import DATABASE
from auditor.models.address import strictly_canonical

Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="地址",
        envvar="AUDITOR_DB",
        help=f"数据库：文件路径或 postgresql://… 地址。不写就用当前文件夹的 {DATABASE}。",
        show_default=False,
    ),
]
Profile = Annotated[
    Path, typer.Argument(metavar="门户档案", help="门户档案（TOML 文件）。", show_default=False)
]
Inputs = Annotated[
    list[str],
    typer.Argument(metavar="文件或网址…", help="要读的文件或网址，可以写多个。", show_default=False),
]
ProfileOption = Annotated[
    Path | None,
    typer.Option(
        "--profile",
        metavar="门户档案",
        help="按这份门户档案（单位、栏目、选择器、选项）来读来查。",
        show_default=False,
    ),
]
PageUrl = Annotated[
    str | None,
    typer.Option(
        "--url",
        metavar="网址",
        help="页面的真实网址；不写就用文件路径。",
        show_default=False,
        callback=lambda value: _checked_address(value),
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="日期时间",
        help="按这个时间抓取和计算时限，如 2024-03-15 或 2024-03-15T01:00。不写就是现在。",
        show_default=False,
        callback=lambda value: _checked_instant(value),
    ),
]
Unit = Annotated[
    str, typer.Option("--unit", metavar="单位", help="责任单位，写档案里的名称或者别名。", show_default=False)
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="位置", help="写到这里，不写就显示在屏幕上。", show_default=False),
]


def _checked_address(value: str | None) -> str | None:
    try:
        if value:
            strictly_canonical(value)
    except ValueError:
        refuse(f"“{value}”不是网址")
    return value


def checked_day(value: str | None) -> str | None:
    """The callback of an option that is a day."""
    try:
        dt.date.fromisoformat(value or "2024-03-15")
    except ValueError:
        refuse(f"“{value}”不是日期，应当写成 2024-03-15")
    return value


def _checked_instant(value: str | None) -> str | None:
    try:
        instant(value)
    except ValueError as error:
        refuse(str(error))
    return value


Scheme = Annotated[
    str,
    typer.Option(
        "--scheme",
        metavar="扣分表",
        help="扣分表：quarterly_check（季度检查）、网页版里另存的名称，或者自己的 TOML 文件。",
    ),
]
