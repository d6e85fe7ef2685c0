"""`auditor evidence show`: one fault with all that proves it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.chinese import one_of
from auditor.commands.screen import say
from auditor.config.settings import database_url
from auditor.config.whole_file import whole_file

if TYPE_CHECKING:
    from auditor.evidence.case import Case

EXAMPLE = "auditor evidence show LAG001-7K3M-2XQ9"

_AROUND = 2  # lines shown before and after the quoted words

CaseName = Annotated[
    str,
    typer.Argument(
        metavar="编号",
        help="台账的编号、问题的编号，或者指纹：2026-0001、LAG001-7K3M-2XQ9。",
        show_default=False,
    ),
]
OfPortal = Annotated[
    Path | None,
    typer.Option(
        "--profile",
        metavar="门户档案",
        help="哪个门户的；页面按它的选择器来读。库里只有一个门户时不用写。",
        show_default=False,
    ),
]
Format = Annotated[
    str, typer.Option("--format", metavar="text|json", help="输出格式。", callback=one_of("text", "json"))
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="文件",
        help="写成网页（.html）：整个页面当时的样子，所引的原文已标出。",
        show_default=False,
    ),
]


def evidence_show(
    number: CaseName,
    profile: OfPortal = None,
    db: Database = None,
    format: Format = "text",  # noqa: A002
    out: Out = None,
) -> int:
    """显示一个问题的佐证：规则和版本、依据、抓取时间、应答头、快照编号、谁确认的、谁复核的，和页面当时的文字。"""
    from auditor.evidence.case import case_view, page_of_case
    from auditor.installation import open_profile
    from auditor.office.evidence import case_of
    from auditor.store import Store
    from auditor.text.terminal import json_text

    portal = open_profile(profile, db) if profile else None
    with Store.existing(database_url(db)) as store:
        case = case_of(store, number, portal.id if portal else None, portal, last_read=True)
    if out:
        with whole_file(out) as part:
            part.write_text(page_of_case(case), "utf-8")
        say(f"已写入 {out}")
    elif format == "json":
        sys.stdout.write(json_text(case_view(case)) + "\n")
    else:
        _print(case)
    return 1 if case.lost else 0


def _print(case: Case) -> None:
    from auditor.evidence.case import facts, quoted_lines

    for name, value in facts(case):
        if value:
            say(f"{name}：{value}")
    for name, value in case.exchange.headers if case.exchange else ():
        say(f"  {name}: {value}")
    if case.lines:
        say("页面当时的文字（【】内是所引的原文）：")
        for line in quoted_lines(case, _AROUND):
            say(f"  {line}")
