"""`auditor issue list`: the rows of the 台账."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.arguments import AsOf, Database
from auditor.commands.chinese import one_of
from auditor.commands.issue_arguments import portal_id_of
from auditor.commands.screen import say, show
from auditor.config.clock import instant
from auditor.config.settings import database_url
from auditor.models.issue_kinds import IssueState

if TYPE_CHECKING:
    import datetime as dt

    from auditor.models.issue import Issue

EXAMPLE = "auditor issue list --state 机检疑似 --unit 区财政局"

_STATES = {state.label: state.value for state in IssueState}

OptionalProfile = Annotated[
    Path | None,
    typer.Argument(metavar="门户档案", help="只看这个门户；不写就是全部门户。", show_default=False),
]
UnitName = Annotated[
    str | None, typer.Option("--unit", metavar="单位", help="只看这个单位。", show_default=False)
]
State = Annotated[
    str | None,
    typer.Option(
        "--state",
        metavar="状态",
        help=f"只看这种状态：{'、'.join(_STATES)}，也可以写英文代号。",
        show_default=False,
        callback=one_of(*_STATES, *_STATES.values()),
    ),
]
Code = Annotated[
    str | None, typer.Option("--code", metavar="规则", help="只看这条规则的。", show_default=False)
]
Overdue = Annotated[bool, typer.Option("--overdue", help="只看逾期未整改的。", show_default=False)]
Unanswered = Annotated[
    bool, typer.Option("--unanswered", help="只看外部转来、过了答复期限还没有答复来源单位的。")
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="text|jsonl",
        help="输出格式。不写时，显示在屏幕上的是表格（text），交给别的程序的是 jsonl。",
        show_default=False,
        callback=one_of("text", "jsonl"),
    ),
]


def issue_list(
    profile: OptionalProfile = None,
    db: Database = None,
    unit: UnitName = None,
    state: State = None,
    code: Code = None,
    overdue: Overdue = False,
    unanswered: Unanswered = False,
    format: Format = None,  # noqa: A002
    as_of: AsOf = None,
) -> int:
    """列出台账：每一行的编号、状态、责任单位、问题、整改时限和逾期天数。"""
    from auditor.ledger.deadlines import overdue_days, owes_answer
    from auditor.models.spaces import squeeze
    from auditor.store import Store

    on = instant(as_of).date()
    wanted = _STATES.get(state or "", state)
    with Store.existing(database_url(db)) as store:
        found = [
            issue
            for issue in store.issues.of(portal_id_of(profile))
            if wanted in (None, issue.state.value)
            and (unit is None or squeeze(issue.unit) == squeeze(unit))
            and code in (None, issue.opening.code)
            and (not overdue or overdue_days(issue, on) > 0)
            and (not unanswered or owes_answer(issue, on))
        ]
    if (format or ("text" if sys.stdout.isatty() else "jsonl")) == "text":
        _print_table(found, on)
    else:
        _print_lines(found, on)
    return 0


def _print_lines(found: Iterable[Issue], on: dt.date) -> None:
    from auditor.ledger.issue_view import issue_view
    from auditor.text.terminal import json_text

    sys.stdout.writelines(json_text(issue_view(issue, on)) + "\n" for issue in found)


def _print_table(found: Sequence[Issue], on: dt.date) -> None:
    from rich.table import Table
    from rich.text import Text

    from auditor.ledger.deadlines import overdue_days

    if not found:
        say("没有这样的问题。")
        return
    table = Table(box=None)
    for head in ("编号", "状态", "责任单位"):
        table.add_column(head, no_wrap=True)
    table.add_column("问题和网址", overflow="fold")
    table.add_column("整改时限", no_wrap=True)
    for issue in found:
        late = overdue_days(issue, on)
        due = f"{issue.rectify_by or ''}" + (f" 逾期{late}天" if late else "")
        said = Text.assemble(f"{issue.opening.name}：{issue.message}", ("\n" + issue.url, "dim"))
        table.add_row(issue.number, issue.state.label, issue.unit or "未归属单位", said, due)
    show(table)
    say(f"共 {len(found)} 行。")
