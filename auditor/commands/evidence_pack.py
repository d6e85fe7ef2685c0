"""`auditor evidence pack`: evidence that holds outside this house."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.issue_arguments import OfPortal, portal_id_of
from auditor.commands.screen import say
from auditor.config.settings import database_url
from auditor.config.whole_file import whole_file

EXAMPLE = "auditor evidence pack 2026-0001 LAG001-7K3M-2XQ9 --out 佐证.zip"

Names = Annotated[
    list[str],
    typer.Argument(
        metavar="编号…", help="台账的编号、问题的编号，或者指纹，可以写多个。", show_default=False
    ),
]
Out = Annotated[
    Path, typer.Option("--out", metavar="文件.zip", help="写成这个压缩文件。", show_default=False)
]


def evidence_pack(numbers: Names, out: Out, profile: OfPortal = None, db: Database = None) -> int:
    """把问题的佐证打成一个包：网页的原始字节、应答头（WARC）、给人看的网页、校验值和核验说明。

    核验只用 sha256sum。同样的编号打出的包逐字节相同。快照缺失或者被改动的，不打包。
    """
    from auditor.office.evidence import pack
    from auditor.store import Store

    with Store.existing(database_url(db)) as store:
        content = pack(store, numbers, portal_id_of(profile))
    with whole_file(out) as part:
        part.write_bytes(content)
    say(f"已写入 {out}。核验方法见包内的“核验说明.txt”。")
    return 0
