"""`auditor history`: the story of one page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.chinese import one_of, refuse
from auditor.commands.screen import say
from auditor.config.settings import database_url
from auditor.config.whole_file import whole_file

if TYPE_CHECKING:
    from auditor.evidence.history import Story
    from auditor.office.history import Change

EXAMPLE = "auditor history http://www.wenchanghu.gov.cn/art/2023/7/21/art_1_2.html --diff"

Url = Annotated[str, typer.Argument(metavar="网址", help="网页的网址。", show_default=False)]
OfPortal = Annotated[
    Path | None,
    typer.Option(
        "--profile", metavar="门户档案", help="哪个门户的；几个门户都有这个网址时用。", show_default=False
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format", metavar="text|json", help="输出格式。json 一个门户一行。", callback=one_of("text", "json")
    ),
]
Diff = Annotated[
    bool, typer.Option("--diff", help="只比较两版：删去的标“删”，增加的标“增”。", show_default=False)
]
Versions = Annotated[
    str | None,
    typer.Option(
        "--versions", metavar="几,几", help="比较第几版和第几版；不写就是最近不同的两版。", show_default=False
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="文件", help="比较的结果写成网页（.html）。", show_default=False),
]


def history(
    url: Url,
    profile: OfPortal = None,
    db: Database = None,
    format: Format = "text",  # noqa: A002
    diff: Diff = False,
    versions: Versions = None,
    out: Out = None,
) -> int:
    """一个网页的来龙去脉：何时访问、应答什么、有过几版、迁到哪里、在哪些列表里、有过什么问题、台账怎样办的。"""
    from auditor.installation import open_profile
    from auditor.office.history import change_of, stories
    from auditor.store import Store

    if (versions or out) and not diff:
        refuse("--versions 和 --out 要和 --diff 一起用")
    numbers = _numbers(versions)
    portal = open_profile(profile, db) if profile else None
    with Store.existing(database_url(db)) as store:
        found = stories(store, url, portal.id if portal else None)
        if diff:
            if len(found) > 1:
                names = "、".join(story.portal for story in found)
                refuse(f"{names} 都有这个网址，请用 --profile 写明门户档案")
            _tell_change(change_of(store, found[0], numbers, portal), found[0], out)
            return 0
    for story in found:
        _print(story, format)
    return 0


def _print(story: Story, form: str) -> None:
    from auditor.evidence.history import MOMENTS, story_view
    from auditor.text.terminal import json_text
    from auditor.text.wording import instant

    if form == "json":
        sys.stdout.write(json_text(story_view(story)) + "\n")
        return
    page = story.page
    say(f"{page.title or '没有标题' if page else '没有读到过'}　{story.url}")
    if page:
        told = (("单位", page.unit), ("栏目", page.section), ("索引号", page.fields.get("index_number")))
        say("　".join(f"{name}：{value}" for name, value in told if value))
    for moment in story.moments:
        say(f"{instant(moment.at)}  {MOMENTS[moment.kind]}  {moment.text}")


def _tell_change(change: Change, story: Story, out: Path | None) -> None:
    from auditor.evidence.difference import as_html, as_text
    from auditor.evidence.view import document
    from auditor.text.wording import instant

    names = [
        f"第 {version.number} 版（{instant(version.fetch.fetched_at)}，{(version.fetch.capture or '')[:19]}）"
        for version in (change.before, change.after)
    ]
    heading = f"{names[0]} → {names[1]}"
    if not change.is_any:
        heading += "：读者看到的文字没有变化，变的是页面的其他部分"
    if out:
        title = f"{story.page.title if story.page else ''}　{heading}"
        with whole_file(out) as part:
            part.write_text(document(title, f"{_paragraph(heading)}\n{as_html(change.pieces)}"), "utf-8")
        say(f"{heading}。已写入 {out}")
        return
    say(heading)
    if words := as_text(change.pieces):
        say(words)


def _paragraph(words: str) -> str:
    from html import escape

    return f"<p>{escape(words)}</p>"


def _numbers(words: str | None) -> tuple[int, int] | None:
    if words is None:
        return None
    first, _, second = words.replace("，", ",").partition(",")
    if not (first.strip().isdecimal() and second.strip().isdecimal()):
        refuse(f"“{words}”不是两个版本号，应当写成 1,3")
    return int(first), int(second)
