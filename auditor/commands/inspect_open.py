"""`auditor inspect open`: begin an inspection."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from auditor.commands.acting import By, RoleName, Who, Why, at_desk
from auditor.commands.arguments import AsOf, Database, Profile
from auditor.commands.chinese import one_of, refuse
from auditor.commands.screen import complain, say
from auditor.config.clock import instant

EXAMPLE = "auditor inspect open spot spiders/portals/wenchanghu.toml --period 2026-05 --seed 20260531"

Kind = Annotated[
    str,
    typer.Argument(
        metavar="种类",
        help="spot 日常抽测，quarter 季度检查，special 专项检查，year 年度考核。",
        show_default=False,
        callback=one_of("spot", "quarter", "special", "year"),
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

Codes = Annotated[
    str | None,
    typer.Option(
        "--codes",
        metavar="规则…",
        help="专项检查查哪些规则：代码或开头几个字母，用逗号隔开。",
        show_default=False,
    ),
]
Marks = Annotated[
    Path | None,
    typer.Option(
        "--marks",
        metavar="文件",
        help="年度考核其他指标的评分（CSV）：一列单位，一列一个指标。",
        show_default=False,
    ),
]
OwnScheme = Annotated[
    str | None,
    typer.Option(
        "--scheme",
        metavar="扣分表",
        help="扣分表：网页版里另存的名称，或者自己的 TOML 文件；不写就是这种检查自带的。",
        show_default=False,
    ),
]


def inspect_open(
    kind: Kind,
    profile: Profile,
    period: Period = None,
    seed: Seed = None,
    size: Size = None,
    codes: Codes = None,
    marks: Marks = None,
    scheme: OwnScheme = None,
    db: Database = None,
    as_of: AsOf = None,
    by: By = None,
    role: RoleName = "inspector",
    why: Why = "",
) -> int:
    """建立一次检查，只看库里已有的，不访问门户。草稿状态的季度检查、年度考核可以再次建立，按新的结果重写。

    年度考核只用已经冻结的季度检查和抽测。
    """
    from auditor.inspection.period import Term
    from auditor.installation import open_profile
    from auditor.office import opening

    _refuse_strangers(kind, {"--seed": seed, "--size": size, "--codes": codes, "--marks": marks})
    portal = open_profile(profile, db)
    term, day = Term.read(period) if period else None, instant(as_of) if as_of else None
    said: dict[str, Any] = {"why": why, "as_of": day} | ({"scheme": scheme} if scheme else {})
    with at_desk(db, Who(by, role, None, as_of), together=False) as desk:
        if kind == "spot":
            opened = opening.open_spot(desk, portal, term, seed=seed, size=size, **said)
        elif kind == "quarter":
            opened = opening.open_quarter(desk, portal, term, **said)
        elif kind == "special":
            asked = tuple(code.strip().upper() for code in (codes or "").split(",") if code.strip())
            opened = opening.open_special(desk, portal, term, codes=asked, **said)
        else:
            opened = opening.open_year(desk, portal, term, marks=marks, **said)
    if opened.frame_hash:
        complain(f"种子 {opened.seed}，抽到 {len(opened.sample)} 条，分 {len(opened.strata)} 层。")
        complain(f"抽样框 {opened.frame_hash}")
    say(opened.number)  # alone: whoever calls this from a script takes it as it is
    return 0


_OWN = {"--seed": "spot", "--size": "spot", "--codes": "special", "--marks": "year"}
_NAMES = {"spot": "日常抽测", "special": "专项检查", "year": "年度考核"}


def _refuse_strangers(kind: str, given: dict[str, object]) -> None:
    """An option of another kind of inspection would be believed to have worked."""
    for option, value in given.items():
        if value is not None and _OWN[option] != kind:
            refuse(f"{option} 只用于{_NAMES[_OWN[option]]}")
    if kind == "special" and not given["--codes"]:
        refuse("专项检查要用 --codes 写明查哪些规则，如 --codes LNK003,COL001")


def _checked_period(value: str | None) -> str | None:
    from auditor.inspection.period import Term

    try:
        return value if not value else Term.read(value).code
    except ValueError as error:
        refuse(str(error))
