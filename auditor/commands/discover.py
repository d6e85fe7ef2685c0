"""`auditor discover`: sections that the profile lacks, and what became of those it declares."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.arguments import Out, Profile
from auditor.commands.screen import complain, say
from auditor.config.whole_file import whole_file

EXAMPLE = "auditor discover spiders/portals/wenchanghu.toml --out 新栏目.toml"

Limit = Annotated[int, typer.Option("--limit", metavar="个数", help="最多访问几个网页。", min=1)]


def discover(profile: Profile, out: Out = None, limit: Limit = 300) -> int:
    """从门户首页和已知栏目出发寻找档案里没有的栏目，写成 TOML 供人核对；档案里的栏目打不开、没有链接到的也列出。不改动档案，不入库。"""
    from auditor.installation import open_profile
    from spiders.discover.declared import declared
    from spiders.discover.explore import explore
    from spiders.discover.propose import propose

    portal = open_profile(profile)
    explored = explore(portal, most=limit, tell=complain)
    found = explored.pages
    text = f"{declared(portal, found, explored.linked)}\n{propose(portal, found)}"
    if out:
        with whole_file(out) as part:
            part.write_text(text, "utf-8")
        say(f"看了 {len(found)} 个栏目页，已写入 {out}，请逐条核对后并入档案。")
    else:
        say(text.rstrip("\n"))
    return 0 if found else 1
