"""`auditor restore`: a store made of a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.screen import complain, say
from auditor.config.settings import database_url

EXAMPLE = "auditor restore /mnt/backup/auditor --db data/auditor.sqlite3"

Place = Annotated[
    Path,
    typer.Argument(metavar="备份", help="auditor backup 写的文件夹或 .tar 文件。", show_default=False),
]


def restore(place: Place, db: Database = None) -> int:
    """从备份恢复到 --db 写的位置，那里不能已经有数据库。先核对整个备份，再写快照，最后写数据库。

    中途断了，再运行一次即可。备份时就缺快照的，恢复其余，退出码是 1。
    """
    from auditor.office.backup import restore as put_back

    done = put_back(place, database_url(db))
    note = done.note
    say(
        f"已恢复 {note.made_at[:16].replace('T', ' ')} 的备份：快照 {done.copied} 份，数据库 {database_url(db).rpartition('@')[2]}。"
    )
    for capture in note.missing:
        complain(f"备份时就缺少快照 {capture}")
    return 1 if note.missing else 0
