"""`auditor letter print`: a letter as a page and as a Word file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.inspect_papers import Pdf
from auditor.commands.issue_arguments import OfPortal, portal_id_of
from auditor.commands.letter_receive import Number
from auditor.commands.screen import say
from auditor.config.settings import database_url

EXAMPLE = "auditor letter print 2026-L0003 --out letters"

Out = Annotated[Path, typer.Option("--out", metavar="文件夹", help="文书写到这个文件夹。")]


def letter_print(
    number: Number,
    out: Out = Path("letters-out"),
    pdf: Pdf = False,
    db: Database = None,
    profile: OfPortal = None,
) -> int:
    """写出文书：网页（A4 打印）和 Word 文件（GB/T 9704 版式），连同签收回执。"""
    from auditor.store import Store
    from reports import letter_paper
    from reports.official import page, word
    from reports.official import pdf as pdf_file

    with Store.existing(database_url(db)) as store:
        sent = store.letters.get(number, portal_id_of(profile))
    paper, name = letter_paper.paper_of(sent), f"{sent.letter.number}-{sent.letter.kind.label}"
    written = [page.write(paper, out / f"{name}.html"), word.write(paper, out / f"{name}.docx")]
    for path in (*written, *([pdf_file.write(written[-1])] if pdf else ())):
        say(f"文书：{path}")
    return 0
