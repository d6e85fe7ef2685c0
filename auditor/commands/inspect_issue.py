"""`auditor inspect issue`: the record went out as a 通报."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.inspect_arguments import Number, PortalId
from auditor.commands.issue_arguments import day_of, day_option
from auditor.commands.screen import say
from auditor.text.wording import day

EXAMPLE = "auditor inspect issue 2026Q2 --number 青政办函〔2026〕15号 --by 王芳 --role chief"

Document = Annotated[
    str | None, typer.Option("--number", metavar="文号", help="通报的文号。", show_default=False)
]
Dated = Annotated[str | None, day_option("--dated", "印发日期，不写就是今天。")]


def inspect_issue(
    number: Number,
    document: Document = None,
    dated: Dated = None,
    db: Database = None,
    portal: PortalId = None,
    as_of: AsOf = None,
    by: By = None,
    role: RoleName = "inspector",
    why: Why = "",
) -> int:
    """记下通报已经印发，只有负责人（--role chief）能做，只用于已冻结的检查。文书不变。"""
    from auditor.office import acts

    with at_desk(db, Who(by, role, None, as_of)) as desk:
        record = acts.issue(
            desk,
            number,
            portal,
            document_number=document,
            issued_on=day_of(dated) if dated else None,
            why=why,
        )
    say(f"{record.number} 已于{day(record.issued_on)}印发{'，' + document if document else ''}。")
    return 0
