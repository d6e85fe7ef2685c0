"""`auditor issue add`: a row that a person writes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database
from auditor.commands.chinese import one_of, refuse
from auditor.commands.issue_arguments import Points, day_of, day_option, points_of, portal_id_of, tell
from auditor.models.issue_kinds import Source

if TYPE_CHECKING:
    from auditor.models.issue import Outside
    from auditor.store import Store

EXAMPLE = "auditor issue add --unit 区财政局 --url http://… --code FLD001 --message 信息表没有索引号 --by 王丽 --role inspector"

SOURCES = {s.label: s.value for s in Source if s is not Source.MACHINE}
OptionalProfile = Annotated[
    Path | None,
    typer.Argument(metavar="门户档案", help="哪个门户的问题；库里只有一个门户时不用写。", show_default=False),
]
UnitName = Annotated[str, typer.Option("--unit", metavar="单位", help="责任单位。", show_default=False)]
Url = Annotated[str, typer.Option("--url", metavar="网址", help="有问题的网页。", show_default=False)]
Code = Annotated[
    str, typer.Option("--code", metavar="规则", help="哪一条规则，见 auditor rules。", show_default=False)
]
Message = Annotated[str, typer.Option("--message", metavar="描述", help="问题描述。", show_default=False)]
Quote = Annotated[str, typer.Option("--quote", metavar="原文", help="网页上的原文。", show_default=False)]
Expected = Annotated[str, typer.Option("--expected", metavar="应为", help="应当怎样。", show_default=False)]
Title = Annotated[str | None, typer.Option("--title", metavar="标题", help="信息标题。", show_default=False)]
Section = Annotated[
    str | None, typer.Option("--section", metavar="栏目", help="栏目路径。", show_default=False)
]
SourceName = Annotated[
    str,
    typer.Option(
        "--source",
        metavar="|".join(SOURCES),
        help="来源，也可以写 person、outside、self。",
        callback=one_of(*SOURCES, *SOURCES.values()),
    ),
]
Sender = Annotated[
    str | None,
    typer.Option("--from", metavar="来源单位", help="外部转来的：由谁转来。", show_default=False),
]
Received = Annotated[str | None, day_option("--received-on", "外部转来的：收到日期。")]
AnswerBy = Annotated[str | None, day_option("--answer-by", "外部转来的：要求哪天以前答复。")]


def issue_add(
    unit: UnitName,
    url: Url,
    code: Code,
    message: Message,
    profile: OptionalProfile = None,
    quote: Quote = "",
    expected: Expected = "",
    title: Title = None,
    section: Section = None,
    source: SourceName = "人工检查",
    sender: Sender = None,
    received_on: Received = None,
    answer_by: AnswerBy = None,
    points: Points = None,
    why: Why = "",
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    as_of: AsOf = None,
) -> int:
    """登记一个人工发现的、外部转来的或单位自查的问题。检查人员自己看到的即为已确认，其余等待确认。"""
    from auditor.installation import open_profile
    from auditor.office.issue_sync import add, opening_by_hand

    costs = points_of(points) if points else None
    kind = Source(SOURCES.get(source, source))
    told = _outside(kind, sender, received_on, answer_by)
    if profile:
        named = open_profile(profile, db).unit_named(unit)
        unit = named.name if named else refuse(f"档案里没有“{unit}”这个单位")
    opening = opening_by_hand(
        kind,
        code=code,
        unit=unit.strip(),
        url=url,
        message=message,
        quote=quote,
        expected=expected,
        title=title,
        section=section,
        outside=told,
    )
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        portal_id = portal_id_of(profile) or _only_portal(desk.store)
        tell(add(desk.store, portal_id, opening, desk.actor, desk.at, why=why, points=costs))
    return 0


def _outside(kind: Source, sender: str | None, received: str | None, answer_by: str | None) -> Outside | None:
    from auditor.models.issue import Outside

    if kind is not Source.OUTSIDE:
        if sender or received or answer_by:
            refuse("--from、--received-on、--answer-by 只用于 --source 外部转来")
        return None
    if not (sender and received):
        refuse("外部转来的问题要写明 --from（由谁转来）和 --received-on（收到日期）")
    return Outside(sender, day_of(received), day_of(answer_by) if answer_by else None)


def _only_portal(store: Store) -> str:
    portals = {run.portal for run in store.runs.newest(limit=400)}
    if len(portals) != 1:
        refuse("库里不止一个门户，请写明门户档案" if portals else "库里还没有门户，请写明门户档案")
    return portals.pop()
