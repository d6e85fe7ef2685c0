"""The help page of a command: usage, what it does, its arguments and options, an example."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

Rows = list[tuple[str, str]]


def print_help(command: Any, ctx: Any) -> None:
    """Print the page of `command` on standard output."""
    console = Console(highlight=False, markup=False, emoji=False)
    params = [p for p in command.get_params(ctx) if not getattr(p, "hidden", False)]
    console.print(Text.assemble(("用法：", "bold"), _usage(command, ctx, params)))
    console.print()
    console.print(Padding(Text((command.help or "").strip()), (0, 2)))
    _print_section(console, "参数", [_argument(p) for p in params if p.param_type_name == "argument"])
    _print_section(console, "选项", [_option(p) for p in params if p.param_type_name == "option"])
    _print_section(console, "命令", list(_commands(command, ctx)))
    if command.epilog:
        console.print(Text("\n" + command.epilog), soft_wrap=True)


def _usage(command: Any, ctx: Any, params: Iterable[Any]) -> str:
    arguments = [p for p in params if p.param_type_name == "argument"]
    words = [_name(p) if p.required else f"[{_name(p)}]" for p in arguments]
    tail = ["命令"] if hasattr(command, "commands") else words
    return " ".join([ctx.command_path, *tail, "[选项]"])


def _commands(command: Any, ctx: Any) -> Iterable[tuple[str, str]]:
    for name in command.list_commands(ctx) if hasattr(command, "commands") else ():
        yield name, (command.get_command(ctx, name).help or "").strip().split("。")[0]


def _name(param: Any) -> str:
    return str(param.metavar or param.name)


def _argument(param: Any) -> tuple[str, str]:
    return _name(param), (param.help or "") + ("（必填）" if param.required else "")


def _option(param: Any) -> tuple[str, str]:
    takes_value = bool(param.metavar)
    name = ", ".join(param.opts) + (f" {param.metavar}" if takes_value else "")
    notes = []
    if takes_value and param.show_default and isinstance(param.default, (str, int, float)):
        notes.append(f"默认：{param.default}")
    if param.envvar:
        notes.append(f"环境变量：{param.envvar}")
    return name, (param.help or "") + (f"（{'；'.join(notes)}）" if notes else "")


def _print_section(console: Console, title: str, rows: Rows) -> None:
    if not rows:
        return
    console.print(Text(f"\n{title}", style="bold"))
    table = Table.grid(padding=(0, 3))
    table.add_column(no_wrap=True, style="cyan")
    table.add_column(overflow="fold")
    for name, words in rows:
        table.add_row(Text(name), Text(words))
    console.print(Padding(table, (0, 2)))
