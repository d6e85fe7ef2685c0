"""`auditor rules`: the rule book."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.chinese import one_of, refuse
from auditor.commands.screen import say
from auditor.config.whole_file import whole_file

if TYPE_CHECKING:
    from auditor.models import Plan
    from reports.book.rule_entries import Check

EXAMPLE = "auditor rules LAG001"

Code = Annotated[
    str | None,
    typer.Argument(metavar="规则", help="规则代码，如 LAG001；不写就列出全部。", show_default=False),
]
Format = Annotated[
    str,
    typer.Option(
        "--format", metavar="text|json|html", help="输出格式。", callback=one_of("text", "json", "html")
    ),
]
Profile = Annotated[
    Path | None,
    typer.Option("--profile", metavar="档案", help="依据里加上这个门户工作方案的各项。", show_default=False),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="文件", help="写到这个文件，不写就显示在屏幕上。", show_default=False),
]


def rules(
    code: Code = None,
    format: Format = "text",  # noqa: A002
    out: Out = None,
    profile: Profile = None,
) -> int:
    """查看规则：查什么、怎么算、依据、示例、怎么改；人工检查的还列出检查人要填什么。新写规则用 auditor rules new，核对示例用 auditor rules check。"""
    from auditor.config.calendar import operator_calendar
    from auditor.installation import open_profile
    from auditor.rule import newest
    from auditor.rule.book import chosen, manual_checks, rulebook
    from reports.book import rulebook as book

    operator_calendar()  # a wrong table of holidays is told here too
    every: list[book.Check] = sorted([*newest(rulebook()), *manual_checks()], key=lambda check: check.code)
    wanted = chosen(every, (code.upper(),)) if code else tuple(every)
    if profile:
        plans = open_profile(profile).plans
        wanted = tuple(_planned(check, plans) for check in wanted)
    if format == "html":
        if out is None:
            refuse("html 请用 --out 写明文件，如 --out 规则.html")
        say(f"共 {len(wanted)} 条规则，已写入 {book.write(wanted, out)}")
        return 0
    if format == "json":
        text = json.dumps(book.rules_as_json(wanted), ensure_ascii=False, indent=2)
    else:
        text = book.rule_text(wanted[0]) if len(wanted) == 1 else book.rules_text(wanted)
    if out:
        with whole_file(out) as part:
            part.write_text(text + "\n", "utf-8")
        say(f"共 {len(wanted)} 条规则，已写入 {out}")
    else:
        say(text.rstrip("\n"))
    return 0


def _planned(check: Check, plans: Iterable[Plan]) -> Check:
    """The check with the items of the plans that name it as further bases."""
    items = [basis for plan in plans for basis in plan.bases(check.code)]
    return dataclasses.replace(check, basis=(*check.basis, *items))
