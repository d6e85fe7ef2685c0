"""`auditor issue show`: one row of the 台账 with its whole history."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.arguments import AsOf, Database
from auditor.commands.chinese import one_of
from auditor.commands.issue_arguments import Number, OfPortal, portal_id_of
from auditor.commands.screen import say
from auditor.config.clock import instant
from auditor.config.settings import database_url
from auditor.models.issue_kinds import OUTCOMES
from auditor.workdays import BEIJING

if TYPE_CHECKING:
    import datetime as dt

    from auditor.models.issue import Event, Issue

EXAMPLE = "auditor issue show 2026-0001"

Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="text|json",
        help="输出格式。不写时，显示在屏幕上的是文字（text），交给别的程序的是 json。",
        show_default=False,
        callback=one_of("text", "json", "jsonl"),
    ),
]


def issue_show(
    number: Number,
    db: Database = None,
    profile: OfPortal = None,
    format: Format = None,  # noqa: A002
    as_of: AsOf = None,
) -> int:
    """显示台账里的一行：问题、依据、时限，以及何人何时办过什么。"""
    from auditor.ledger.issue_view import issue_view
    from auditor.office.issues import find
    from auditor.store import Store
    from auditor.text.terminal import json_text

    on = instant(as_of).date()
    with Store.existing(database_url(db)) as store:
        issue = find(store, number, portal_id_of(profile))
    if (format or ("text" if sys.stdout.isatty() else "json")) == "text":
        _print(issue, on)
    else:
        sys.stdout.write(json_text(issue_view(issue, on)) + "\n")
    return 0


def _print(issue: Issue, on: dt.date) -> None:
    from auditor.ledger.deadlines import overdue_days
    from auditor.text.wording import points

    said = issue.opening
    late = overdue_days(issue, on)
    lines = (
        ("状态", issue.state_told + (f"，逾期 {late} 天" if late else "")),
        ("来源", said.source.label),
        ("来源单位", _sender(issue)),
        ("责任单位", issue.unit or "未归属单位"),
        ("栏目", said.section or ""),
        ("标题", said.title or ""),
        ("网址", issue.url),
        ("问题", f"{said.code} {said.name}：{issue.message}"),
        ("原文", issue.quote),
        ("应为", said.expected),
        ("依据", "；".join(basis.citation for basis in said.basis)),
        ("扣分", points(issue.points) if issue.points is not None else ""),
        ("整改时限", f"{issue.rectify_by or ''}"),
        ("领取", issue.holder or ""),
        ("第二人复核", issue.second_reader or ""),
        ("原来的一行", said.returned_from or said.dismissed_as or ""),
        ("疑似同一网页", said.resembles or ""),
        ("并入本行的", "、".join(issue.absorbed)),
    )
    say(f"问题 {issue.number}（版本 {issue.version}）")
    for label, words in lines:
        if words:
            say(f"  {label}：{words}")
    for event in issue.events:
        say("  " + _told(event))


def _sender(issue: Issue) -> str:
    told = issue.opening.outside
    if told is None:
        return ""
    due = f"，要求{told.answer_by}前答复" if told.answer_by else ""
    return f"{told.sender}，{told.received_on}收到{due}"


def _told(event: Event) -> str:
    from auditor.text.wording import points

    outcome = f"（{OUTCOMES[event.outcome]}）" if event.outcome else ""
    other = f"（{event.other}）" if event.other else ""
    changed = (
        f"，{points(event.instead_of)}改为{points(event.points)}" if event.instead_of is not None else ""
    )
    owner = f"，由{event.owner}解决" if event.owner else ""
    files = f"，附件：{'、'.join(event.files)}" if event.files else ""
    who = f"{event.by}（{event.role.label}）" if event.by != event.role.label else event.by
    why = f"：{event.why}" if event.why else ""
    return f"{event.at.astimezone(BEIJING):%Y-%m-%d %H:%M} {who} {event.act.label}{outcome}{other}{changed}{owner}{why}{files}"
