"""`auditor task note`: what people put on record about a duty."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from auditor.commands.arguments import AsOf, Database, PageUrl, Profile, Unit, checked_day
from auditor.commands.chinese import one_of, refuse
from auditor.commands.screen import say
from auditor.config.clock import instant
from auditor.config.settings import database_url
from auditor.models import NoteAct, Role
from auditor.models.role import PEOPLE

EXAMPLE = "auditor task note spiders/portals/wenchanghu.toml 13 --unit 区财政局 --url http://… --by 张三 --role inspector"

Task = Annotated[
    str, typer.Argument(metavar="任务", help="任务的编号，如 13、二（一）。", show_default=False)
]
Words = Annotated[str, typer.Option("--note", metavar="说明", help="佐证是什么。", show_default=False)]
By = Annotated[str, typer.Option("--by", metavar="姓名", help="谁说的。", show_default=False)]
RoleName = Annotated[
    str,
    typer.Option(
        "--role",
        metavar="unit|inspector|chief|operator",
        help="什么身份：责任单位、检查人员、负责人、运维人员。",
        show_default=False,
        callback=one_of(*PEOPLE),
    ),
]
NotApplicable = Annotated[
    str | None,
    typer.Option("--not-applicable", metavar="理由", help="本单位没有这项任务的事项。", show_default=False),
]
EventOn = Annotated[
    str | None,
    typer.Option(
        "--event-on",
        metavar="日期",
        help="期限从这一天起算，如文件出台、信息形成的日期。",
        show_default=False,
        callback=checked_day,
    ),
]
On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="日期",
        help="佐证是哪一天的。不写的，看哪一天的台账都算；按季度要佐证的任务按记录的日期算。",
        show_default=False,
        callback=checked_day,
    ),
]
Times = Annotated[int, typer.Option("--times", metavar="次数", help="这条佐证是几次的。", min=1)]


def task_note(
    profile: Profile,
    task: Task,
    unit: Unit,
    by: By,
    role: RoleName,
    url: PageUrl = None,
    note: Words = "",
    not_applicable: NotApplicable = None,
    event_on: EventOn = None,
    on: On = None,
    times: Times = 1,
    as_of: AsOf = None,
    db: Database = None,
) -> int:
    """记一条佐证、起算日或者不适用的理由。只增不改：写错了再记一条，以后一条为准。"""
    from auditor.installation import open_profile
    from auditor.office.tasks import add_note
    from auditor.store import Store

    if not by.strip():
        refuse("--by 要写姓名")
    if not_applicable and (event_on or url):
        refuse("--not-applicable 不能和 --event-on、--url 一起写")
    if not (not_applicable or event_on or url or note.strip()):
        refuse("要写佐证：--url 网址，或者 --note 说明")
    act = NoteAct.NOT_APPLICABLE if not_applicable else NoteAct.EVENT if event_on else NoteAct.EVIDENCE
    portal, day = open_profile(profile, db), event_on or on
    with Store.open(database_url(db)) as store:
        said = add_note(
            store,
            portal,
            task,
            unit,
            act=act,
            at=instant(as_of),
            by=by,
            role=Role(role),
            note=not_applicable or note,
            url=url or "",
            on=dt.date.fromisoformat(day) if day else None,
            times=times,
        )
    say(f"已记入：任务{said.task}，{said.unit}，{_SAID[act]}（{said.role.label}{said.by}）")
    return 0


_SAID = {NoteAct.EVIDENCE: "佐证", NoteAct.EVENT: "起算日", NoteAct.NOT_APPLICABLE: "不适用"}
