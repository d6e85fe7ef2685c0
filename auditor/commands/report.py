"""`auditor report`: the papers of an inspection."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import Database, Profile, Scheme
from auditor.commands.chinese import refuse
from auditor.commands.screen import say
from auditor.config.settings import database_url

EXAMPLE = "auditor report spiders/portals/wenchanghu.toml --out reports-out --period 2026Q2"

Out = Annotated[Path, typer.Option("--out", metavar="文件夹", help="报告写到这个文件夹。")]
Period = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="季度",
        help="写哪一个季度的报告，如 2026Q2 或者 2026年第2季度，哪天写都是那个季度的；不写就是最近一次正常读取门户的那个季度。",
        show_default=False,
        callback=lambda value: _checked_period(value),
    ),
]


def report(
    profile: Profile,
    db: Database = None,
    out: Out = Path("reports-out"),
    scheme: Scheme = "quarterly_check",
    period: Period = None,
) -> int:
    """按一个季度里最近一次正常的运行写出通报、各单位清单、核对底稿、问题台账和图。"""
    from auditor.inspection.period import Term
    from auditor.installation import open_profile
    from auditor.office.papers import last_crawl, write_papers
    from auditor.store import Store

    portal = open_profile(profile, db)
    with Store.existing(database_url(db)) as store:
        run = last_crawl(store, portal, Term.read(period) if period else None)
        papers = write_papers(store, portal, run, out=out, scheme=scheme, pictures=True)
    for paper in papers:
        say(f"报告：{paper}")
    return 0


def _checked_period(value: str | None) -> str | None:
    from auditor.inspection.period import Term

    try:
        term = Term.read(value) if value else None
    except ValueError as error:
        refuse(str(error))
    if term and term.months != 3:
        refuse(f"现在只按季度写报告，“{value}”不是季度，应当写成 2026Q2 或者 2026年第2季度")
    return value
