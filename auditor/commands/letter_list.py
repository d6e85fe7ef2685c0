"""`auditor letter list`: what was written to units, and what the program proposes to write."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditor.commands.arguments import AsOf, Database, Scheme
from auditor.commands.issue_arguments import portal_id_of
from auditor.commands.issue_list import Format, OptionalProfile, UnitName
from auditor.commands.screen import say, show
from auditor.config.clock import instant
from auditor.config.settings import database_url
from auditor.models.role import Role
from auditor.text.wording import instant as told_instant

if TYPE_CHECKING:
    from auditor.inspection.ladder import Proposal
    from auditor.models.letter import Sent

EXAMPLE = "auditor letter list --proposed"

Proposed = Annotated[
    bool,
    typer.Option("--proposed", help="列出程序按扣分表的督促阶梯提出、还没有签发的。", show_default=False),
]


def letter_list(
    profile: OptionalProfile = None,
    proposed: Proposed = False,
    unit: UnitName = None,
    scheme: Scheme = "quarterly_check",
    db: Database = None,
    format: Format = None,  # noqa: A002
    as_of: AsOf = None,
) -> int:
    """列出发给各单位的文书和签收情况；--proposed 列出程序提出的下一步。程序只提出，由人签发。"""
    from auditor.office import letters
    from auditor.office.papers import scheme_of
    from auditor.store import Store

    portal = portal_id_of(profile)
    with Store.existing(database_url(db)) as store:
        prices = scheme_of(scheme, store)
        if proposed:
            on = instant(as_of).date()
            rows = [_proposal(name, one) for name, one in letters.proposed(store, portal, prices, on)]
        else:
            rows = [_sent(one) for one in store.letters.of(portal)]
    rows = [row for row in rows if unit in (None, row["unit"])]
    if (format or ("text" if sys.stdout.isatty() else "jsonl")) == "text":
        _print_table(rows)
    else:
        _print_lines(rows)
    return 0


def _proposal(portal: str, one: Proposal) -> dict[str, Any]:
    return {
        "portal": portal,
        "unit": one.unit,
        "step": one.step.name,
        "paper": one.step.paper.label,
        "approvers": [role.value for role in one.step.approvers],
        "issues": [{"number": row.issue.number, "why": row.why} for row in one.rows],
    }


def _sent(one: Sent) -> dict[str, Any]:
    letter = one.letter
    return {
        "number": letter.number,
        "portal": letter.portal,
        "unit": letter.unit,
        "step": letter.step or None,
        "paper": letter.kind.label,
        "issued_at": letter.issued_at.isoformat(),
        "by": letter.by,
        "role": letter.role.value,
        "answer_by": letter.answer_by.isoformat() if letter.answer_by else None,
        "issues": [{"number": item.issue, "why": item.why} for item in letter.items],
        "receipts": [
            {"at": r.at.isoformat(), "by": r.by, "unit": r.unit, "note": r.note} for r in one.receipts
        ],
    }


def _print_lines(rows: list[dict[str, Any]]) -> None:
    from auditor.text.terminal import json_text

    sys.stdout.writelines(json_text(row) + "\n" for row in rows)


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich.table import Table

    if not rows:
        say("没有这样的文书。")
        return
    table = Table("编号", "文书", "单位", "问题", "签收或者签发人", box=None)
    for row in rows:
        issues = "\n".join(f"{one['number']} {one['why']}".rstrip() for one in row["issues"])
        table.add_row(row.get("number", "（待签发）"), row["paper"], row["unit"], issues, _signed(row))
    show(table)
    say(f"共 {len(rows)} 份。")


def _signed(row: dict[str, Any]) -> str:
    """Who signed for it; of a proposal, who may issue it."""

    if "approvers" in row:
        return f"由{'、'.join(Role(name).label for name in row['approvers'])}签发"
    signed = [f"{r['by']} {told_instant(dt.datetime.fromisoformat(r['at']))}" for r in row["receipts"]]
    return "\n".join(signed) or "没有签收"
