"""`auditor findings`: what stands now."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from auditor.commands.arguments import Database, Out
from auditor.commands.chinese import one_of, refuse
from auditor.commands.screen import complain, say
from auditor.config.settings import database_url
from auditor.config.whole_file import whole_file

if TYPE_CHECKING:
    from auditor.models import Finding, Portal, Unit
    from auditor.store import Store

EXAMPLE = "auditor findings spiders/portals/wenchanghu.toml --unit 区财政局 --format xlsx --out 台账.xlsx"

_STATES = {"新增": "new", "未整改": "standing", "已整改": "fixed", "反弹": "regressed", "豁免": "exempted"}

OptionalProfile = Annotated[
    Path | None,
    typer.Argument(metavar="门户档案", help="只看这个门户；不写就是全部门户。", show_default=False),
]
UnitName = Annotated[
    str | None, typer.Option("--unit", metavar="单位", help="只看这个单位。", show_default=False)
]
State = Annotated[
    str | None,
    typer.Option(
        "--state",
        metavar="状态",
        help="只看这种状态：新增、未整改、反弹、已整改、豁免；不写就是尚未整改也没有豁免的全部。",
        show_default=False,
        callback=one_of(*_STATES, *_STATES.values()),
    ),
]
RunNumber = Annotated[
    int | None, typer.Option("--run", metavar="编号", help="只看这次运行见到的。", show_default=False)
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="text|jsonl|csv|xlsx",
        help="输出格式。不写时，显示在屏幕上的是表格（text），写到文件、交给别的程序的是 jsonl。",
        show_default=False,
        callback=one_of("text", "jsonl", "csv", "xlsx"),
    ),
]


def findings(
    profile: OptionalProfile = None,
    db: Database = None,
    unit: UnitName = None,
    state: State = None,
    run: RunNumber = None,
    format: Format = None,  # noqa: A002
    out: Out = None,
) -> int:
    """列出现有的问题。text 是给人看的表格，jsonl 一行一个，csv、xlsx 为问题台账。"""
    from auditor.installation import open_profile
    from auditor.store import Store

    portal = open_profile(profile, db) if profile else None
    form = format or ("text" if out is None and sys.stdout.isatty() else "jsonl")
    if form == "xlsx" and out is None:
        refuse("xlsx 不能显示在屏幕上，请用 --out 写明文件")
    if form == "text" and out:
        refuse("text 只显示在屏幕上，写到文件请用 --format xlsx、csv 或 jsonl")
    counts: Counter[bool] = Counter()
    with Store.existing(database_url(db)) as store:
        if unit:
            unit = _unit(portal, unit) if portal else _stored_unit(store, unit)
        found = store.findings.each(
            portal.id if portal else None, unit=unit, state=_STATES.get(state or "", state), run=run
        )
        _write(_counted(found, counts), form, out, portal.units if portal else ())
    if out:
        tried = f"，其中试运行 {counts[True]} 个，不扣分" if counts[True] else ""
        say(f"共 {counts.total()} 个问题{tried}，已写入 {out}")
    return 0


def _counted(found: Iterable[Finding], counts: Counter[bool]) -> Iterator[Finding]:
    """The findings as they pass, counted by whether they are on trial."""
    for finding in found:
        counts[finding.shadow] += 1
        yield finding


def _unit(portal: Portal, name: str) -> str:
    from auditor.config.toml_table import suggest

    unit = portal.unit_named(name)
    if unit is None:
        refuse(f"档案里没有“{name}”这个单位{suggest(name, [u.name for u in portal.units])}")
    return unit.name


def _stored_unit(store: Store, name: str) -> str:
    """The unit meant where no profile is given: by its name in the store, by the profiles of this installation,
    by the end of one stored name (区财政局 of 某某区财政局); else the words as given.
    """
    from auditor.installation import own_portals
    from auditor.models.spaces import squeeze

    stored, words = store.findings.units(), squeeze(name)
    named = (portal.unit_named(name) for portal in own_portals(amended=store.amendments.of))
    known = [unit.name for unit in named if unit and unit.name in stored]
    ways = ([n for n in stored if squeeze(n) == words], known, [n for n in stored if n.endswith(words)])
    meant = next((found for way in ways if (found := sorted(set(way)))), [])
    if len(meant) > 1:
        refuse(f"“{name}”可以指{'、'.join(meant)}，请写全称")
    if not meant and stored:
        complain(
            f"库里没有“{name}”的问题。有问题的单位：{'、'.join(stored[:12])}{' 等' if len(stored) > 12 else ''}"
        )
    return meant[0] if meant else name


def _write(found: Iterable[Finding], form: str, out: Path | None, units: Sequence[Unit]) -> None:
    if out and form != "jsonl":
        from auditor.inspection.rows import rows_of
        from reports import ledger_sheet

        write = ledger_sheet.write_xlsx if form == "xlsx" else ledger_sheet.write_csv
        write(rows_of(found, units), out)
    elif out:
        with whole_file(out) as part, part.open("w", encoding="utf-8") as file:
            _print(found, form, file, units)
    else:
        _print(found, form, sys.stdout, units)


def _print(found: Iterable[Finding], form: str, file: TextIO, units: Sequence[Unit]) -> None:
    if form == "jsonl":
        from auditor.text.plain import jsonl

        file.writelines(jsonl(found))
    elif form == "text":
        from auditor.commands.findings_table import print_table

        print_table(found, units)
    else:
        from auditor.inspection.rows import rows_of
        from reports.ledger_sheet import print_csv

        print_csv(rows_of(found, units), file)
