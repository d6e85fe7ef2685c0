"""`auditor extract`: what was read from each page, as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import Inputs, PageUrl, ProfileOption
from auditor.commands.chinese import refuse
from auditor.commands.screen import complain, say
from auditor.config.clock import now
from auditor.models import Portal

EXAMPLE = "auditor extract 页面.html --url http://www.example.gov.cn/a.html"

Cms = Annotated[
    str | None,
    typer.Option("--cms", metavar="名称", help="建站系统，认不出时按它读取。", show_default=False),
]


Text = Annotated[
    bool,
    typer.Option("--text", help="写成给人看的样子，附正文全文；试选择器时用。", show_default=False),
]


def extract(
    inputs: Inputs, url: PageUrl = None, cms: Cms = None, profile: ProfileOption = None, text: Text = False
) -> int:
    """读出页面的标题、信息表、正文等，每页一行 JSON，按所给的先后排列。"""
    from auditor.check.inputs import page_of, read_inputs
    from auditor.commands.extract_text import page_text
    from auditor.text.plain import page_view
    from auditor.text.terminal import harmless, json_text

    portal = _portal(cms, profile)
    at = now()
    unread = 0
    for given in read_inputs(inputs):
        if given.fault:
            complain(given.fault)
            unread += 1
            continue
        page = page_of(given, portal, url=url, fetched_at=at)
        say(harmless(page_text(page)) if text else json_text(page_view(page)))
    return 2 if unread else 0


def _portal(cms: str | None, profile: Path | None) -> Portal | None:
    """The profile's portal, or one of which the CMS alone is known; pages are read as a night reads them."""
    if profile is None:
        _check_cms(cms)
        return Portal(id="extract", name="", home="", hosts=(), cms=cms) if cms else None
    if cms:
        refuse("--cms 与 --profile 只能写一个：档案里已写明建站系统")
    from auditor.installation import open_profile

    return open_profile(profile)


def _check_cms(name: str | None) -> None:
    from auditor.config.toml_table import suggest
    from spiders.family import families

    if name is not None and name not in families():
        refuse(f"没有“{name}”这种建站系统{suggest(name, families())}，可用：{'、'.join(sorted(families()))}")
