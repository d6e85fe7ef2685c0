"""`auditor letter issue`: a person issues what the program proposes."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database, Profile, Scheme
from auditor.commands.screen import say

EXAMPLE = "auditor letter issue 门户.toml 整改通知 --unit 区财政局 --by 王丽 --role inspector"

StepName = Annotated[
    str,
    typer.Argument(
        metavar="文书", help="督促阶梯里的一级，如 提醒、整改通知、督办；或者 复核决定。", show_default=False
    ),
]
UnitName = Annotated[
    str | None, typer.Option("--unit", metavar="单位", help="发给哪个单位。", show_default=False)
]
Rows = Annotated[
    list[str] | None,
    typer.Option(
        "--issue",
        metavar="编号",
        help="只写这些问题，可以写多次；不写就是够得上的全部。复核决定必须写一个。",
        show_default=False,
    ),
]
DocumentNumber = Annotated[
    str, typer.Option("--document-number", metavar="发文字号", help="印在文书上；不写就不留发文字号。")
]
DECISIONS = ("复核决定", "申诉复核决定书", "decision")


def letter_issue(
    profile: Profile,
    step: StepName,
    unit: UnitName = None,
    issue: Rows = None,
    document_number: DocumentNumber = "",
    why: Why = "",
    scheme: Scheme = "quarterly_check",
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    as_of: AsOf = None,
) -> int:
    """签发文书：编号不重复，签发以后不再改。整改通知书就是下发，各问题的整改时限从这一天起算。"""
    from auditor.installation import open_profile
    from auditor.models.complaint import CommandError
    from auditor.office import letters
    from auditor.office.papers import scheme_of

    portal, numbers = open_profile(profile, db), issue or []
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        prices = scheme_of(scheme, desk.store)
        if step in DECISIONS:
            if len(numbers) != 1:
                raise CommandError("复核决定一次写一个问题：--issue 编号。没有改动。")
            letter = letters.issue_decision(
                desk, portal, prices, numbers[0], note=why, document_number=document_number
            )
        elif unit is None:
            raise CommandError("缺少 --unit：写明发给哪个单位。没有改动。")
        else:
            letter = letters.issue(
                desk, portal, prices, step, unit, numbers=numbers, note=why, document_number=document_number
            )
    until = f"，{letter.answer_by}以前反馈" if letter.answer_by else ""
    say(f"{letter.number}：{letter.kind.label}，发给{letter.unit}，{len(letter.items)}个问题{until}。")
    return 0
