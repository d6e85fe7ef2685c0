"""`auditor search`: pages, findings and rows by their words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.chinese import one_of, refuse
from auditor.commands.screen import say
from auditor.config.settings import database_url

if TYPE_CHECKING:
    from auditor.models import Portal
    from auditor.store import Store

EXAMPLE = "auditor search 停水 通知 --unit 区水务局"

Words = Annotated[
    list[str], typer.Argument(metavar="词语…", help="要找的词语，写几个就要都有。", show_default=False)
]
OfPortal = Annotated[
    Path | None,
    typer.Option(
        "--profile", metavar="门户档案", help="只找这个门户；库里只有一个门户时不用写。", show_default=False
    ),
]
UnitName = Annotated[
    str | None, typer.Option("--unit", metavar="单位", help="只找这个单位的。", show_default=False)
]
Limit = Annotated[int, typer.Option("--limit", metavar="条数", help="最多列出几条。", min=1)]
Format = Annotated[
    str,
    typer.Option(
        "--format", metavar="text|jsonl", help="输出格式。jsonl 一行一条。", callback=one_of("text", "jsonl")
    ),
]


def search(
    words: Words,
    profile: OfPortal = None,
    unit: UnitName = None,
    db: Database = None,
    limit: Limit = 20,
    format: Format = "text",  # noqa: A002
) -> int:
    """在网页、问题和台账里找词语，两个字、一个字的也能找到。标题里有的在前，其次新的在前。

    没有找到退出码是 1。第一次找要先建索引，网页多的要等一会儿；以后只补新的。
    """
    from dataclasses import asdict

    from auditor.installation import open_profile
    from auditor.office.search import search as look
    from auditor.store import Store
    from auditor.text.terminal import json_text

    portal = open_profile(profile, db) if profile else None
    with Store.existing(database_url(db)) as store:
        whose = _unit(portal, unit)
        found = [
            each
            for portal_id in _portals(store, portal)
            for each in look(store, portal_id, " ".join(words), unit=whose, limit=limit)
        ][:limit]
    for each in found:
        if format == "jsonl":
            row = asdict(each.hit) | {"number": each.number or None, "around": each.around}
            sys.stdout.write(json_text(row) + "\n")
            continue
        number = f"{each.number}　" if each.number else ""
        say(
            f"{each.label}　{number}{each.hit.title}　{each.hit.unit or '未归属单位'}\n  {each.hit.url}\n  {each.around}"
        )
    if not found and format == "text":
        say("没有找到。")
    return 0 if found else 1


def _portals(store: Store, portal: Portal | None) -> list[str]:
    return [portal.id] if portal else store.histories.portals()


def _unit(portal: Portal | None, name: str | None) -> str | None:
    if name is None or portal is None:
        return name
    unit = portal.unit_named(name)
    if unit is None:
        refuse(f"档案里没有“{name}”这个单位")
    return unit.name
