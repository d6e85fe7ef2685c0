"""`auditor profile`: a profile as its file and the changes made on the screen have it together."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.arguments import Database, Profile
from auditor.commands.chinese import one_of
from auditor.commands.screen import say
from auditor.config.settings import database_url
from auditor.config.whole_file import whole_file
from auditor.models.record import encode

if TYPE_CHECKING:
    from auditor.models.amendment import Amendment

EXAMPLE = "auditor profile spiders/portals/wenchanghu.toml --out 合并后的档案.toml"

Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="文件",
        help="把档案和修改合成一份新的档案，写到这里；原来的文件不动。",
        show_default=False,
    ),
]
Format = Annotated[
    str, typer.Option("--format", metavar="text|jsonl", help="输出格式。", callback=one_of("text", "jsonl"))
]


def profile(
    profile: Profile,
    out: Out = None,
    db: Database = None,
    format: Format = "text",  # noqa: A002
) -> int:
    """显示档案和网页版里做过的修改：第几号，谁、以什么身份、什么时候、为什么、从哪天起，改前和改后。

    程序处处按档案加修改来读。--out 写出合并以后的档案：用它换下原来的文件，修改自动算作已并入。
    """
    from auditor.installation import open_profile
    from auditor.office.amending import folder_of
    from auditor.portal.amend import in_force
    from auditor.store import Store

    with Store.existing(database_url(db)) as store:
        folder = folder_of(profile, store)
        trail = folder.amendments()
        holding = {one.number for one in in_force(trail)}
        if format == "jsonl":
            sys.stdout.writelines(f"{encode(one)}\n" for one in trail)
        else:
            for one in trail:
                _tell(one, holds=one.number in holding)
            for clash in folder.clashes()[1]:
                say(
                    f"第{clash.number}号修改和档案文件改了{clash.words}的不同地方，两处都算数：档案文件里又改了"
                    f"{'、'.join(key for key, *_ in clash.lines)}。"
                )
        portal = open_profile(profile, amended=store.amendments.of)
        if out:
            with whole_file(out) as part:
                part.write_text(folder.merged(), "utf-8")
    if format == "text":
        say(
            f"{portal.name}：{len(portal.units)} 个单位，{len(portal.sections)} 个栏目，{len(portal.exemptions)} 项豁免；"
            f"修改 {len(trail)} 条，现在有效 {len(holding)} 条。"
        )
    if out:
        say(f"合并以后的档案已写入 {out}。")
    return 0


def _tell(one: Amendment, *, holds: bool) -> None:
    state = "" if holds or one.withdraws else "（已撤回）"
    say(
        f"第{one.number}号{state}　{one.title}　从 {one.from_on} 起\n"
        f"    {one.at:%Y-%m-%d %H:%M} {one.by}（{one.role.label}）：{one.why}"
    )
    for change in one.changes:
        for mark, text in (("-", change.before), ("+", change.after)):
            for line in filter(None, text.splitlines()):
                say(f"    {mark} {line}")
