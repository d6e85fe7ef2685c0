"""`auditor doctor`: whether everything is well."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import AsOf, Database
from auditor.commands.chinese import one_of
from auditor.commands.screen import say
from auditor.config.clock import instant
from auditor.config.settings import database_url

EXAMPLE = "auditor doctor spiders/portals/wenchanghu.toml"

Profiles = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="门户档案…", help="一并检查这些门户档案；不写就是库里的全部门户。", show_default=False
    ),
]
Format = Annotated[
    str, typer.Option("--format", metavar="text|json", help="输出格式。", callback=one_of("text", "json"))
]


def doctor(
    profiles: Profiles = None,
    db: Database = None,
    format: Format = "text",  # noqa: A002
    as_of: AsOf = None,
) -> int:
    """体检：数据库、快照和磁盘、档案、放假安排、浏览器、值守、最近的各夜、时钟，逐项写明好坏和怎么办。

    ✓ 正常，! 要留意，✗ 要处理。有 ✗ 的退出码是 1，否则是 0。
    """
    from auditor.office.doctor import State, examine
    from auditor.text.terminal import json_text

    checks = examine(database_url(db), profiles or [], at=instant(as_of))
    if format == "json":
        rows = [
            {"what": c.what, "state": c.state.name.lower(), "told": c.told, "todo": c.todo or None}
            for c in checks
        ]
        sys.stdout.write(json_text(rows) + "\n")
    else:
        for check in checks:
            say(
                f"{check.state.value} {check.what}：{check.told}"
                + (f"\n    → {check.todo}" if check.todo else "")
            )
    return 1 if any(check.state is State.ILL for check in checks) else 0
