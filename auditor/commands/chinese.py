"""What typer says in English, said in Chinese: help titles and mistakes on the command line."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

_SENTENCES: tuple[tuple[str, str], ...] = (
    (
        r"No such option:? '?(\S+?)'?\.?(?: \(Possible options: (.+)\)| Did you mean (.+)\?)?",
        "没有选项 {0}{close}",
    ),
    (r"No such command '(.+?)'\.?(?: Did you mean (.+)\?)?", "没有命令“{0}”{close}"),
    (r"Missing command\.?", "没有写要执行哪个命令"),
    (r"Missing (?:argument|option|parameter):? ?'?([^']*)'?.*", "缺少 {0}"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", "多出了参数：{0}"),
    (r"Option '?(\S+?)'? requires an argument\.?", "选项 {0} 的后面要写值"),
    (r"Option '?(\S+?)'? does not take a value\.?", "选项 {0} 的后面不能写值"),
    (r"Invalid value for '?([^':]+)'?(?: \(.*?\))?: .*valid (?:integer|int).*", "{0} 应当是整数"),
    (r"Invalid value for '?([^':]+)'?(?: \(.*?\))?: ([^A-Za-z]*[\u4e00-\u9fff].*)", "{0}：{1}"),
    (r"Invalid value for '?([^':]+)'?.*", "{0} 的值不对"),
    (r"Invalid value: (.*[\u4e00-\u9fff].*)", "{0}"),
)


class _Chinese:
    """A help page that is Chinese throughout; what a command and the list of commands have in common."""

    def get_help_option(self, ctx: Any) -> Any:
        """`--help`, explained."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示这段说明。"
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Print the help page."""
        from auditor.commands.help_page import print_help

        print_help(self, ctx)


class ChineseCommand(_Chinese, TyperCommand):
    """A command whose help is Chinese."""


class ChineseGroup(_Chinese, TyperGroup):
    """The program itself: its list of commands, some of them of two words."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command the arguments begin with; the longer name wins."""
        name = " ".join(args[:2])
        if name in self.commands and len(args) > 1:
            return name, self.commands[name], args[2:]
        seconds = [known.split()[1] for known in self.commands if known.startswith(f"{args[0]} ")]
        if seconds and args[0] not in self.commands:
            refuse(f"“{args[0]}”的后面要写做什么：{'、'.join(seconds)}")
        return super().resolve_command(ctx, args)


def sentence(message: str) -> str:
    """A complaint of the command line in Chinese; what is not known is not passed on in English."""
    for pattern, words in _SENTENCES:
        match = re.fullmatch(pattern, message.strip(), re.DOTALL)
        if match:
            groups = [group or "" for group in match.groups()]
            near = re.findall(r"[^\s',]+", "".join(groups[1:]))
            close = f"（是不是 {'、'.join(near)}？）" if near else ""
            return words.format(*groups, close=close)
    return message if re.search(r"[\u4e00-\u9fff]", message) else "命令写得不对"


def one_of(*allowed: str) -> Callable[[str | None], str | None]:
    """A check of an option's value against the words it may be."""

    def check(value: str | None) -> str | None:
        if value is not None and value not in allowed:
            refuse(f"没有“{value}”，可用：{'、'.join(allowed)}")
        return value

    return check


def refuse(message: str) -> NoReturn:
    """Wrong use of a command, in a Chinese sentence."""
    raise typer.BadParameter(message)
