"""`auditor rules check`: whether the rules' examples hold."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.screen import say

EXAMPLE = "auditor rules check LAG001"

Codes = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="规则…", help="规则代码或开头几个字母，可以写多个；不写就是全部。", show_default=False
    ),
]


def rules_check(codes: Codes = None) -> int:
    """核对规则的示例：合格的不报、不合格的报出、拿不准的转人工。环境变量 AUDITOR_RULES 所列的本地规则包一并核对。有不成立的，退出码为1。"""
    from auditor.judge.example_run import faults
    from auditor.rule.book import chosen, rulebook

    rules = chosen(rulebook(), [code.upper() for code in codes or ()])
    wrong = [fault for rule in rules for fault in faults(rule)]
    for fault in wrong:
        say(fault)
    say(f"核对了 {len(rules)} 条规则的示例：" + (f"{len(wrong)} 处不成立。" if wrong else "全部成立。"))
    return 1 if wrong else 0
