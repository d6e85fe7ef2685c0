"""`auditor check`: judge pages without a store, as a linter does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor import config
from auditor.chinese import one_of
from auditor.commands.arguments import AsOf, PageUrl
from auditor.commands.screen import complain, console

if TYPE_CHECKING:
    from auditor.check import Checked
    from auditor.rule import Rule

EXAMPLE = "auditor check 通知.docx 页面.html --select FMT,TXT003"

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="文件、网址或文件夹…",
        help="要检查的网页、.txt、.docx 或网址；写文件夹则检查其中全部。",
        show_default=False,
    ),
]
ProfileOption = Annotated[
    Path | None,
    typer.Option(
        "--profile", metavar="门户档案", help="按这份档案的单位、选项和豁免来查。", show_default=False
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


def check(
    inputs: Inputs,
    url: PageUrl = None,
    profile: ProfileOption = None,
    as_of: AsOf = None,
    select: Select = None,
    ignore: Ignore = None,
    format: Format = "text",  # noqa: A002
) -> int:
    """不建库，直接检查网页和文稿。

    没有问题退出码为 0，有问题为 1，用法有误或有文件读不出来为 2。
    """
    from auditor.check import check as check_inputs
    from auditor.rulebook import chosen, open_profile, rulebook

    portal = open_profile(profile) if profile else None
    disabled = portal.disabled_rules if portal else {}
    rules = [r for r in chosen(rulebook(), _codes(select), _codes(ignore)) if r.code not in disabled]
    checked = check_inputs(inputs, rules, as_of=config.instant(as_of), url=url, portal=portal)
    _show(checked, rules, format)
    for fault in checked.faults:
        complain(fault)
    if checked.faults or not checked.files:
        if not checked.files:
            complain("给出的文件夹里没有可以检查的文件（网页、.txt、.docx）。")
        return 2
    return 1 if checked.findings else 0


def _codes(text: str | None) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in (text or "").replace("，", ",").split(",") if code.strip())


def _show(checked: Checked, rules: Sequence[Rule], form: str) -> None:
    from auditor import findings_out

    if form == "text":
        from auditor.findings_text import print_findings

        print_findings(console(), checked.findings, files=checked.files)
    elif form == "sarif":
        typer.echo(findings_out.sarif(checked.findings, rules, version=config.version()), nl=False)
    else:
        typer.echo(findings_out.jsonl(checked.findings), nl=False)
