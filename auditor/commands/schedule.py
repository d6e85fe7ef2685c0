"""`auditor schedule`: every night at the profile's hour."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import Database, Scheme
from auditor.commands.screen import say_now
from auditor.config.settings import database_url

EXAMPLE = "auditor schedule spiders/portals/*.toml"

Profiles = Annotated[
    list[Path], typer.Argument(metavar="门户档案…", help="门户档案，可以写多个。", show_default=False)
]
Out = Annotated[
    Path,
    typer.Option("--out", metavar="文件夹", help="报告写到这个文件夹，按门户和日期分开。"),
]


def schedule(
    profiles: Profiles,
    db: Database = None,
    out: Out = Path("reports-out"),
    scheme: Scheme = "quarterly_check",
) -> int:
    """值守：每天到各档案写明的钟点（北京时间）跑一夜。用 Ctrl-C 或 SIGTERM 停止，正在跑的会收好尾。"""
    from auditor.night.schedule import serve

    return serve(profiles, db=database_url(db), out=out, scheme=scheme, tell=say_now)
