"""`auditor plan import`: a plan's table of tasks becomes data."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import ProfileOption, checked_day
from auditor.commands.chinese import refuse
from auditor.commands.screen import complain, say
from auditor.config.whole_file import whole_file

EXAMPLE = "auditor plan import 工作方案.docx --out plans/2026.toml"

File = Annotated[
    Path, typer.Argument(metavar="方案文件", help="工作方案：.docx、.xlsx 或 .txt。", show_default=False)
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="文件", help="写到这里；不写就是当前文件夹里同名的 .toml。", show_default=False
    ),
]
Name = Annotated[
    str | None,
    typer.Option("--name", metavar="名称", help="方案的名称；不写就从文件里找。", show_default=False),
]
Number = Annotated[
    str | None,
    typer.Option(
        "--document-number", metavar="文号", help="发文字号；不写就从文件里找。", show_default=False
    ),
]
IssuedOn = Annotated[
    str | None,
    typer.Option(
        "--issued-on",
        metavar="日期",
        help="印发日期，如 2023-07-21；不写就从文件里找。",
        show_default=False,
        callback=checked_day,
    ),
]


def plan_import(
    file: File,
    out: Out = None,
    profile: ProfileOption = None,
    name: Name = None,
    document_number: Number = None,
    issued_on: IssuedOn = None,
) -> int:
    """把工作方案附件的任务分解表写成方案文件；看不懂的逐行说出来，不猜。

    写出的文件在门户档案的 [[plans]] 里用 file 写明，auditor task list 就按它列出工作台账。
    表头要有责任单位和任务（或者工作要求）；有时限、配合单位、序号的也认。有看不懂的，退出码为1。
    """
    from auditor.installation import open_profile
    from auditor.office.plan_import import import_plan
    from auditor.portal.duties import PlanFile, plan_text

    place = out or Path(file.with_suffix(".toml").name)
    if out is None and place.exists():
        refuse(f"已经有 {place}，请用 --out 写明写到哪里")
    told = PlanFile(
        name=name,
        document_number=document_number,
        issued_on=dt.date.fromisoformat(issued_on) if issued_on else None,
    )
    done = import_plan(file, told, open_profile(profile) if profile else None)
    with whole_file(place) as part:
        part.write_text(plan_text(done.plan), "utf-8")
    for remark in done.remarks:
        say(remark)
    for doubt in done.doubts:
        complain(f"看不懂：{doubt}")
    sure = sum(duty.deadline is not None for duty in done.plan.duties)
    say(f"《{done.plan.name or '未写名称'}》{done.plan.document_number or ''}，{done.plan.issued_on}印发")
    say(f"任务 {len(done.plan.duties)} 项，时限看懂 {sure} 项，已写入 {place}")
    return 1 if done.doubts else 0
