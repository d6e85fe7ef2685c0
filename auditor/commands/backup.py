"""`auditor backup`: a copy of everything, while nights run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.screen import complain, say
from auditor.config.clock import now
from auditor.config.settings import database_url

EXAMPLE = "auditor backup /mnt/backup/auditor"

Place = Annotated[
    Path,
    typer.Argument(
        metavar="文件夹或文件",
        help="备份到这个文件夹，以后只补新的；或者一个新的 .tar 文件。",
        show_default=False,
    ),
]


def backup(place: Place, db: Database = None) -> int:
    """备份数据库和全部快照，正在跑的一夜不受影响；写完逐个核对。快照早已缺失的照样备份其余，退出码是 1。"""
    from auditor.office.backup import back_up

    done = back_up(database_url(db), place, at=now())
    note = done.note
    say(
        f"已备份到 {place}：数据库 {note.database}，快照 {note.bodies - len(note.missing)} 份（本次新增 {done.copied} 份），已核对。"
    )
    for capture in note.missing:
        complain(f"缺少快照 {capture}：原处已经缺失或者损坏，见 auditor evidence verify")
    return 1 if note.missing else 0
