"""`auditor rules new`: begin a rule."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.screen import say

_ALONE = 2  # a module and its folder's __init__.py
EXAMPLE = "auditor rules new FMT090 --name double_title --title 标题重复"

Code = Annotated[
    str, typer.Argument(metavar="规则代码", help="三四个字母加三位数字，如 FMT090。", show_default=False)
]
Name = Annotated[
    str,
    typer.Option(
        "--name", metavar="英文名", help="用作文件名和函数名：小写字母、数字和下划线，如 late_disclosure。"
    ),
]
Title = Annotated[
    str | None,
    typer.Option(
        "--title", metavar="规则名称", help="规则手册里的中文名称；可以以后再写。", show_default=False
    ),
]
Family = Annotated[
    str | None,
    typer.Option(
        "--family",
        metavar="文件夹",
        help="写在规则包的哪个文件夹里，如 lag；不写就随相同字母开头的规则。",
        show_default=False,
    ),
]
Package = Annotated[
    str,
    typer.Option("--package", metavar="规则包", help="写进哪个规则包；本地的规则写进本地自己的包。"),
]


def rules_new(
    code: Code,
    name: Name = "new_rule",
    title: Title = None,
    family: Family = None,
    package: Package = "rules",
) -> int:
    """新写一条规则：生成函数和示例两个文件，要写的地方标着“待写”。写完以前，示例核对通不过。"""
    from auditor.rule.scaffold import scaffold

    code = code.upper()
    written = scaffold(code, name=name, title=title, family=family, package=package)
    for path in written:
        say(f"已生成 {path}")
    if len(list(written[0].parent.glob("*.py"))) == _ALONE:
        say(f"这是文件夹 {written[0].parent.name} 里的第一条规则。")
    own = "" if package == "rules" else f"AUDITOR_RULES={package} "
    say(f"写完后运行 {own}auditor rules check {code}" + ("（PYTHONPATH 同现在一样）" if own else ""))
    return 0
