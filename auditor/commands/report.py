"""`auditor report`: the papers of an inspection."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import Database, Profile, Scheme
from auditor.commands.screen import say
from auditor.config.settings import database_url

EXAMPLE = "auditor report spiders/portals/wenchanghu.toml --out reports-out --period 2026年第2季度"

Out = Annotated[Path, typer.Option("--out", metavar="文件夹", help="报告写到这个文件夹。")]
Period = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="名称",
        help="通报的时段，如 2026年第2季度；不写就按日期推算。",
        show_default=False,
    ),
]


def report(
    profile: Profile,
    db: Database = None,
    out: Out = Path("reports-out"),
    scheme: Scheme = "quarterly_check",
    period: Period = None,
) -> int:
    """按最近一次正常的运行写出通报、各单位清单和问题台账。"""
    from auditor.installation import open_profile
    from auditor.office.papers import last_crawl, write_papers
    from auditor.store import Store

    portal = open_profile(profile)
    with Store.existing(database_url(db)) as store:
        run = last_crawl(store, portal)
        papers = write_papers(store, portal, run, out=out, scheme=scheme, period=period)
    for paper in papers:
        say(f"报告：{paper}")
    return 0
