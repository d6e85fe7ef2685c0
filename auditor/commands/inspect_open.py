"""`auditor inspect open`: begin an inspection."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.acting import By, RoleName, Why, actor
from auditor.commands.arguments import AsOf, Database, Profile
from auditor.commands.chinese import one_of, refuse
from auditor.commands.screen import say
from auditor.config.clock import instant
from auditor.config.settings import database_url

EXAMPLE = "auditor inspect open spot spiders/portals/wenchanghu.toml --period 2026-05 --seed 20260531"

Kind = Annotated[
    str,
    typer.Argument(
        metavar="种类",
        help="spot 日常抽测，quarter 季度检查。",
        show_default=False,
        callback=one_of("spot", "quarter"),
    ),
]
Period = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="时段",
        help="哪一期，如 2026-05、2026Q2、2026；不写就是最近一次正常读取门户的那一期。",
        show_default=False,
        callback=lambda value: _checked_period(value),
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed", metavar="整数", help="抽测的种子；不写就随机取一个，并显示出来。", min=0, show_default=False
    ),
]
Size = Annotated[
    int | None,
    typer.Option(
        "--size", metavar="条数", help="抽测多少条；不写就是每家单位5条。", min=1, show_default=False
    ),
]


def inspect_open(
    kind: Kind,
    profile: Profile,
    period: Period = None,
    seed: Seed = None,
    size: Size = None,
    db: Database = None,
    as_of: AsOf = None,
    by: By = None,
    role: RoleName = "inspector",
    why: Why = "",
) -> int:
    """建立一次检查，只看库里已有的，不访问门户。草稿状态的季度检查可以再次建立，按新的结果重写。"""
    from auditor.inspection.period import Term
    from auditor.installation import open_profile
    from auditor.office import inspections
    from auditor.store import Store

    if kind != "spot" and (seed is not None or size is not None):
        refuse("--seed、--size 只用于日常抽测")
    portal, who = open_profile(profile), actor(by, role, why, as_of)
    term, day = Term.read(period) if period else None, instant(as_of) if as_of else None
    with Store.existing(database_url(db)) as store:
        if kind == "spot":
            opened = inspections.open_spot(store, portal, term, who, as_of=day, seed=seed, size=size)
            say(f"种子 {opened.seed}，抽到 {len(opened.sample)} 条，分 {len(opened.strata)} 层。")
            say(f"抽样框 {opened.frame_hash}")
        else:
            opened = inspections.open_quarter(store, portal, term, who, as_of=day)
    say(f"检查编号：{opened.number}")
    return 0


def _checked_period(value: str | None) -> str | None:
    from auditor.inspection.period import Term

    try:
        return value if not value else Term.read(value).code
    except ValueError as error:
        refuse(str(error))
