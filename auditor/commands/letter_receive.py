"""`auditor letter receive`: a unit signs for a letter."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why
from auditor.commands.arguments import AsOf, Database
from auditor.commands.issue_arguments import OfPortal, OwnUnit, portal_id_of
from auditor.commands.screen import say
from auditor.config.clock import instant
from auditor.config.settings import database_url
from auditor.text.wording import instant as told_instant

EXAMPLE = "auditor letter receive 2026-L0003 --by 张强 --unit 区财政局 --role unit"

Number = Annotated[str, typer.Argument(metavar="文书编号", help="如 2026-L0003。", show_default=False)]


def letter_receive(
    number: Number,
    by: By = None,
    unit: OwnUnit = None,
    role: RoleName = "unit",
    why: Why = "",
    db: Database = None,
    profile: OfPortal = None,
    as_of: AsOf = None,
) -> int:
    """签收文书：记下谁在什么时候读到。可以多人签收，都不能改。"""
    from auditor.office import letters
    from auditor.store import Store

    actor, at = Who(by, role, unit, as_of).actor(), instant(as_of)
    with Store.existing(database_url(db)) as store:
        sent = letters.receive(store, number, portal_id_of(profile), actor, at, why)
    letter, receipt = sent.letter, sent.receipts[-1]
    say(
        f"{letter.number}（{letter.kind.label}）：{receipt.unit}{receipt.by}于{told_instant(receipt.at)}签收。"
    )
    return 0
