"""`auditor self compare`: units' answers against what the crawl found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditor.commands.arguments import Database, Profile
from auditor.commands.chinese import one_of
from auditor.commands.screen import say, show
from auditor.commands.self_arguments import Period, term_of
from auditor.config.settings import database_url

if TYPE_CHECKING:
    from auditor.inspection.self_check import SelfCheck

EXAMPLE = "auditor self compare spiders/portals/wenchanghu.toml --period 2023Q3"

Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="text|jsonl",
        help="给人看（text），给别的程序（jsonl）。",
        callback=one_of("text", "jsonl"),
    ),
]


def self_compare(
    profile: Profile,
    period: Period,
    db: Database = None,
    format: Format = "text",  # noqa: A002
) -> int:
    """自查与机检对照，不一致的在前：链接不在门户上、填报没有而机检找到了、没有填报等。"""
    from auditor.installation import open_profile
    from auditor.office.self_check import compared
    from auditor.store import Store
    from auditor.text.terminal import json_text

    portal, term = open_profile(profile, db), term_of(period)
    with Store.existing(database_url(db)) as store:
        lines = compared(store, portal, term)
    if format == "jsonl":
        for one in lines:
            say(json_text(_record(one)))
    else:
        _print(lines)
    return 0


def _record(one: SelfCheck) -> dict[str, Any]:
    answer = one.answer
    return {
        "task": one.row.duty.number,
        "unit": one.row.unit,
        "compared": one.compared.name.lower(),
        "differs": one.compared.differs,
        "url": (answer.url or None) if answer else None,
        "nothing": (answer.nothing or None) if answer else None,
        "by": answer.by if answer else None,
        "pages": one.row.pages,
    }


def _print(lines: tuple[SelfCheck, ...]) -> None:
    from rich.table import Table

    table = Table("任务", "单位", "对照", "填报", "机检找到", box=None)
    for one in lines:
        told = (one.answer.url or f"无此类信息：{one.answer.nothing}") if one.answer else "—"
        table.add_row(one.row.duty.number, one.row.unit, one.compared.value, told, f"{one.row.pages}条")
    show(table)
    say(f"共 {len(lines)} 条，不一致或没有填报的 {sum(one.compared.differs for one in lines)} 条。")
