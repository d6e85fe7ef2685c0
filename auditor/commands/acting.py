"""Who acts on the command line, and on which inspection."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from auditor.commands.chinese import one_of
from auditor.config.clock import instant
from auditor.models.inspection import Actor
from auditor.models.role import PEOPLE, Role

By = Annotated[
    str | None,
    typer.Option("--by", metavar="姓名", help="谁做的，记入经过；不写就是登录的用户名。", show_default=False),
]
RoleName = Annotated[
    str,
    typer.Option(
        "--role",
        metavar="身份",
        help="以什么身份：unit 责任单位，inspector 检查人员，chief 负责人，operator 运维人员。",
        callback=one_of(*PEOPLE),
    ),
]
Why = Annotated[str, typer.Option("--why", metavar="理由", help="理由，记入经过。", show_default=False)]
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


def actor(by: str | None, role: str, why: str, as_of: str | None) -> Actor:
    """Who acts now, or at the moment a replay is for."""
    return Actor(by=by or _user(), role=Role(role), at=instant(as_of), why=why)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return "未署名"
