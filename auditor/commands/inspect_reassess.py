"""`auditor inspect reassess`: judged rows drawn for a second person, without the first judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.acting import By, RoleName, Who, at_desk
from auditor.commands.arguments import AsOf, Database, Profile
from auditor.commands.chinese import one_of
from auditor.commands.screen import say
from auditor.inspection.reassessing import SIZE

if TYPE_CHECKING:
    from auditor.inspection.reassessing import Draw

EXAMPLE = "auditor inspect reassess spiders/portals/wenchanghu.toml --seed 7 --size 20 --by 赵敏"

Seed = Annotated[int, typer.Option("--seed", metavar="种子", help="抽签的种子，印在名单上。", min=0)]
Size = Annotated[int, typer.Option("--size", metavar="行数", help="抽几行。", min=1)]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="text|jsonl",
        help="给人看（text），给别的程序（jsonl）。",
        callback=one_of("text", "jsonl"),
    ),
]


def inspect_reassess(
    profile: Profile,
    seed: Seed = 1,
    size: Size = SIZE,
    by: By = None,
    role: RoleName = "inspector",
    db: Database = None,
    as_of: AsOf = None,
    format: Format = "text",  # noqa: A002
) -> int:
    """抽样复评的名单：从别人判过的行里按种子抽，不显示原来的结论、谁判的、现在的状态。

    逐行再判用 auditor issue reassess，一致程度见 auditor inspect agreement。同一种子、同一个人、同一时间（--as-of），抽到的一样。
    """
    from auditor.inspection.results import plain
    from auditor.installation import open_profile
    from auditor.office.reassessment import drawn
    from auditor.text.terminal import json_text

    portal = open_profile(profile, db)
    with at_desk(db, Who(by, role, None, as_of)) as desk:
        found = drawn(desk, desk.store.issues.of(portal.id), seed=seed, size=size)
    if format == "jsonl":
        for one in found.rows:
            say(json_text(plain(one)))
    else:
        _print(found)
    return 0


def _print(found: Draw) -> None:
    say(
        f"种子 {found.seed}，可抽 {found.frame_size} 行，抽到 {len(found.rows)} 行，抽样框 {found.frame_hash}"
    )
    say("判断以前请不要看 auditor issue show，那里有原来的结论。")
    for place, one in enumerate(found.rows, 1):
        again = "　（已复评）" if one.judged else ""
        say(f"\n{place}. {one.number}　{one.unit or '未归属单位'}　{one.code} {one.name}{again}")
        say(f"   {one.title or one.section or one.url}\n   {one.url}")
        say(f"   {one.message}" + (f"\n   原文：{one.quote}" if one.quote else ""))
        if one.expected:
            say(f"   应为：{one.expected}")
        if one.basis:
            say(f"   依据：{'；'.join(one.basis)}")
    say("\n逐行再判：auditor issue reassess 编号 --result 属实|误报 --by 姓名")
