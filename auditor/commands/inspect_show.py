"""`auditor inspect show`: one inspection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.chinese import one_of
from auditor.commands.inspect_arguments import Number, PortalId
from auditor.commands.screen import say, show
from auditor.config.settings import database_url
from auditor.inspection.acts import LABELS
from auditor.text.wording import day, instant, percent, points, window

if TYPE_CHECKING:
    from auditor.models.inspection import Inspection, InspectionEvent

EXAMPLE = "auditor inspect show 2026Q2 --format json"

Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="text|json",
        help="给人看（text），给别的程序（json）。",
        callback=one_of("text", "json"),
    ),
]


def inspect_show(
    number: Number,
    db: Database = None,
    portal: PortalId = None,
    format: Format = "text",  # noqa: A002
) -> int:
    """看一次检查：状态、经过、得分；json 连同抽样框、样本、检查范围和规则版本。"""
    from auditor.inspection.results import view
    from auditor.models.inspection import RECORDS
    from auditor.office.record import basis_of, corrections, mended, unconfirmed
    from auditor.store import Store
    from auditor.text.terminal import json_text

    with Store.existing(database_url(db)) as store:
        inspection = store.inspections.get(number, portal)
        events = store.inspections.events(inspection)
        waiting = unconfirmed(store, inspection)
        done, of = mended(basis_of(store, inspection), store.issues.of(inspection.portal))
        later = tuple(corrections(store, inspection)) if inspection.state in RECORDS else ()
    if format == "json":
        say(json_text(view(inspection)))
    else:
        _print(inspection, events)
        if waiting:
            record = inspection.state in RECORDS
            say(
                f"没有核实或者没有下发的 {waiting} 个"
                + ("，不扣分" if record else "，到冻结时仍是这样的不扣分")
            )
        if of:
            say(f"已下发 {of} 个，到现在销号 {done} 个（整改率 {percent(done, of)}）")
        for number, words in later:
            say(f"冻结以后的更正（不改本次结果）：{number}　{words}")
    return 0


def _print(inspection: Inspection, events: tuple[InspectionEvent, ...]) -> None:
    from rich.table import Table

    say(f"{inspection.number}　{inspection.kind.label}　{inspection.state.label}　{inspection.portal}")
    say(f"检查窗口：{window(inspection.window)}；扣分表：{inspection.scheme}")
    if inspection.appeal_by:
        say(f"申诉截至{day(inspection.appeal_by)}")
    if inspection.issued_on:
        say(f"{day(inspection.issued_on)}印发　{inspection.document_number or ''}".rstrip())
    if inspection.frame_hash:
        say(f"种子 {inspection.seed}，抽到 {len(inspection.sample)} 条，抽样框 {inspection.frame_hash}")
    say(f"数据 {inspection.data_hash}")
    for event in events:
        reason = f"：{event.why}" if event.why else ""
        say(f"{instant(event.at)}　{LABELS[event.act]}　{event.by}（{event.role.label}）{reason}")
    table = Table("单位", "分组", "得分", "名次", "等次", "说明", box=None)
    for one in inspection.scores:
        rank = str(one.rank or "")
        table.add_row(one.unit, one.group, points(one.score) or "—", rank, one.band, "；".join(one.notes))
    show(table)
