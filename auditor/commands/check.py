"""`auditor check`: judge pages without a store, as a linter does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.arguments import AsOf, PageUrl, ProfileOption
from auditor.commands.chinese import one_of
from auditor.commands.screen import complain, console
from auditor.config.clock import instant
from auditor.config.settings import version

if TYPE_CHECKING:
    from auditor.check.check import Checked
    from auditor.models import Portal
    from auditor.rule import Rule

EXAMPLE = "auditor check 通知.docx --mark 通知-批注.docx"

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="文件、网址或文件夹…",
        help=(
            "要检查的文稿（.docx、.doc、.wps、.rtf、.pdf、.ofd、.txt）、表格（.xlsx、.xls、.et、.csv）、"
            "压缩包（.zip）、网页或网址；写文件夹则检查其中全部，查不了的逐个说明；"
            "写 - 则检查从标准输入粘贴的文字。"
        ),
        show_default=False,
    ),
]
Select = Annotated[
    str | None,
    typer.Option("--select", metavar="规则", help="只查这些规则，可写前缀，用逗号隔开。", show_default=False),
]
Ignore = Annotated[
    str | None,
    typer.Option("--ignore", metavar="规则", help="不查这些规则，可写前缀，用逗号隔开。", show_default=False),
]
Format = Annotated[
    str,
    typer.Option(
        "--format", metavar="text|jsonl|sarif", help="输出格式。", callback=one_of("text", "jsonl", "sarif")
    ),
]

Mark = Annotated[
    Path | None,
    typer.Option(
        "--mark",
        metavar="文件.html|文件.docx",
        help="把问题标在文稿上：.html 是边上带说明的网页，.docx 是加了批注的副本；原文稿不动。",
        show_default=False,
    ),
]
Marked = Annotated[
    Path | None,
    typer.Option(
        "--marked",
        metavar="文件夹",
        help="一次检查几份文稿时，把各份的标注稿写进这个文件夹：.docx 写成批注稿，其余写成网页。",
        show_default=False,
    ),
]
AsDraft = Annotated[
    bool, typer.Option("--draft", help="网页也当作文稿来查：只查文字，不查信息表、网页标签、链接和时限。")
]


def check(
    inputs: Inputs,
    url: PageUrl = None,
    profile: ProfileOption = None,
    as_of: AsOf = None,
    select: Select = None,
    ignore: Ignore = None,
    format: Format = "text",  # noqa: A002
    mark: Mark = None,
    marked: Marked = None,
    draft: AsDraft = False,
) -> int:
    """发布前自查：不建库，直接检查文稿和网页，可以把问题标在文稿上。

    没有问题退出码为 0，有问题为 1，用法有误或有文件读不出来为 2。
    """
    from auditor.check.check import check as check_inputs
    from auditor.check.inputs import STDIN
    from auditor.check.marking import plan, write_marks
    from auditor.rule.book import chosen, rulebook

    target = plan(inputs, url=url, file=mark, folder=marked)
    if STDIN in inputs and sys.stdin.isatty():
        complain("请粘贴文稿，然后另起一行按 Ctrl-D（Windows 按 Ctrl-Z 和回车）。")

    portal = _portal(profile) if profile else None
    disabled = portal.disabled_rules if portal else {}
    rules = [r for r in chosen(rulebook(), _codes(select), _codes(ignore)) if r.code not in disabled]
    at = instant(as_of)
    checked = check_inputs(inputs, rules, as_of=at, url=url, portal=portal, drafts=draft)
    _show(checked, rules, format)
    if target and checked.pages:
        written = write_marks(checked, rules, target, at=at)
        complain(f"标注稿：{written[0]}" if mark else f"标注稿 {len(written)} 份，写在：{marked}")
    for fault in checked.faults:
        complain(fault)
    if checked.faults or not checked.files:
        if not checked.files:
            complain("给出的文件夹里没有可以检查的文件（网页、文稿、表格、压缩包）。")
        return 2
    return 1 if checked.findings else 0


def _portal(profile: Path) -> Portal:
    from auditor.installation import open_profile

    return open_profile(profile)


def _codes(text: str | None) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in (text or "").replace("，", ",").split(",") if code.strip())


def _show(checked: Checked, rules: Sequence[Rule], form: str) -> None:
    from auditor.commands.sarif import sarif
    from auditor.text.plain import jsonl

    if form == "text" and checked.pages:
        from auditor.commands.findings_text import print_findings

        print_findings(console(), checked.findings, files=len(checked.pages), exempted=checked.exempted)
    elif form == "sarif":
        found = (*checked.findings, *checked.exempted)
        typer.echo(sarif(found, rules, version=version()), nl=False)
    elif form == "jsonl":
        sys.stdout.writelines(jsonl(checked.findings))
