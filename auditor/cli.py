"""The command `auditor`: one function for each command, found in auditor/commands/.

`rules_new` is the command of two words `auditor rules new`, `task_list` is `auditor task list`."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Annotated

import typer

from auditor.commands.chinese import ChineseCommand, ChineseGroup, sentence
from auditor.config import faults, settings

COMMANDS = (  # in the order of the help page
    "demo",
    "extract",
    "check",
    "crawl",
    "judge",
    "nightly",
    "findings",
    "search",
    "history",
    "evidence verify",
    "evidence show",
    "evidence pack",
    "issue list",
    "issue show",
    "issue add",
    "issue confirm",
    "issue claim",
    "issue release",
    "issue second",
    "issue reassess",
    "issue reply",
    "issue dismiss",
    "issue reprice",
    "issue merge",
    "issue unmerge",
    "issue notify",
    "issue fixed",
    "issue recheck",
    "issue plead",
    "issue rebut",
    "issue platform",
    "issue remind",
    "issue resume",
    "issue withdraw",
    "appeal file",
    "appeal decide",
    "extension ask",
    "extension decide",
    "letter list",
    "letter issue",
    "letter receive",
    "letter print",
    "rules",
    "rules new",
    "rules check",
    "report",
    "inspect open",
    "inspect list",
    "inspect show",
    "inspect send",
    "inspect freeze",
    "inspect papers",
    "inspect issue",
    "inspect reassess",
    "inspect agreement",
    "inspect remark",
    "discover",
    "probe",
    "runs",
    "runs log",
    "runs release",
    "runs tidy",
    "plan import",
    "profile",
    "profile withdraw",
    "profile settle",
    "self answer",
    "self compare",
    "self import",
    "task list",
    "task note",
    "task calendar",
    "task board",
    "schedule",
    "serve",
    "users add",
    "users list",
    "users reset",
    "users disable",
    "doctor",
    "backup",
    "restore",
)

Version = Annotated[bool, typer.Option("--version", help="显示版本号。", is_eager=True, show_default=False)]


def without_command(ctx: typer.Context, version: Version = False) -> None:
    """政务公开检查系统：抓取门户，逐页核对，出具清单与通报。"""
    if version:
        print(f"auditor {settings.version()}")  # noqa: T201
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())  # noqa: T201


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code. Being asked to end (SIGTERM) is like Ctrl-C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    gc.set_threshold(
        20_000, 20, 100
    )  # modules, rules and pages stay: looking for others costs a short command a tenth
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. Whatever goes wrong is said in one sentence on stderr."""
    faults.keep_log()
    try:
        given = sys.argv[1:] if arguments is None else arguments
        code = program(named(given))(args=list(given), prog_name="auditor", standalone_mode=False)
        sys.stdout.flush()
    except typer.Abort:
        return _ended(faults.INTERRUPTED, "已中止。")
    except (BrokenPipeError, SystemExit):  # typer leaves by itself only where a pipe is closed
        faults.close_quietly()
        return faults.PIPE_CLOSED
    except (Exception, KeyboardInterrupt) as error:
        return _told(error)
    return code if isinstance(code, int) else 0


def named(arguments: Sequence[str]) -> tuple[str, ...]:
    """The commands that the arguments may mean; all of them where they begin with none."""
    if len(arguments) > 1 and (both := f"{arguments[0]} {arguments[1]}") in COMMANDS:
        return (both,)
    return tuple(name for name in COMMANDS if name.split()[0] in arguments[:1]) or COMMANDS


@cache
def program(names: tuple[str, ...]) -> Callable[..., object]:
    """The program with these commands: a process that runs one does not wait for the others to be read."""
    app = typer.Typer(
        name="auditor",
        cls=ChineseGroup,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        invoke_without_command=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        subcommand_metavar="命令 [选项]…",
        options_metavar="[选项]",
        help="政务公开检查系统：抓取门户，逐页核对，出具清单与通报。",
        epilog="每个命令的用法和示例：auditor 命令 --help",
    )
    app.callback()(without_command)
    for name in names:
        function = name.replace(" ", "_")
        module = import_module(f"auditor.commands.{function}")
        app.command(
            name,
            cls=ChineseCommand,
            options_metavar="[选项]",
            no_args_is_help=False,
            epilog=f"示例：{module.EXAMPLE}",
        )(getattr(module, function))
    return typer.main.get_command(app)


def _told(error: BaseException) -> int:
    if not hasattr(error, "format_message"):  # not a complaint of the command line
        return _ended(*faults.told(error))
    context = getattr(error, "ctx", None)
    hint = f"\n用法见：{context.command_path} --help" if context else ""
    return _ended(faults.WRONG_USE, sentence(error.format_message()) + "。" + hint)


def _ended(code: int, words: str) -> int:
    if words:
        print(words, file=sys.stderr)  # noqa: T201
    return code
