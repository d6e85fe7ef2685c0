"""`auditor inspect papers`: every paper of an inspection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import Database, checked_day
from auditor.commands.inspect_arguments import Number, PortalId
from auditor.commands.screen import say
from auditor.config.settings import database_url

EXAMPLE = "auditor inspect papers 2026Q2 --out 2026Q2"

Out = Annotated[Path, typer.Option("--out", metavar="文件夹", help="文书写到这个文件夹。")]

DocumentNumber = Annotated[
    str, typer.Option("--document-number", metavar="发文字号", help="印在通报上；不写就不留发文字号。")
]
Dated = Annotated[
    str | None,
    typer.Option(
        "--dated",
        metavar="日期",
        help="通报的成文日期，如 2026-07-10；不写就写“印发日期待填”。",
        show_default=False,
        callback=checked_day,
    ),
]
Pdf = Annotated[
    bool, typer.Option("--pdf", help="另外把 Word 文件写成 PDF；要本机装有 LibreOffice。", show_default=False)
]


def inspect_papers(
    number: Number,
    db: Database = None,
    portal: PortalId = None,
    out: Out = Path("reports-out"),
    document_number: DocumentNumber = "",
    dated: Dated = None,
    pdf: Pdf = False,
) -> int:
    """写出一次检查的全部文书。按建立时留下的数据写，同一数据库、同一编号，哪天写都一字不差。"""
    from auditor.office import inspection_papers
    from auditor.office.papers import BulletinIssue
    from auditor.store import Store

    issue = BulletinIssue(document_number, dt.date.fromisoformat(dated) if dated else None)
    with Store.existing(database_url(db)) as store:
        written = inspection_papers.write(store, store.inspections.get(number, portal), out, issue=issue)
    for path in (*written, *_as_pdf(written if pdf else ())):
        say(f"文书：{path}")
    return 0


def _as_pdf(written: Iterable[Path]) -> Iterator[Path]:
    from reports.official import pdf

    return (pdf.write(path) for path in written if path.suffix == ".docx")
