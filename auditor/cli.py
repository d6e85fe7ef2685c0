"""The command `auditor`: one function for each command, found in auditor/commands/.

`rules_new` is the command of two words `auditor rules new`, `task_list` is `auditor task list`."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated

import typer

from auditor.commands import (
    appeal_decide,
    appeal_file,
    backup,
    check,
    crawl,
    demo,
    discover,
    doctor,
    evidence_pack,
    evidence_show,
    evidence_verify,
    extension_ask,
    extension_decide,
    extract,
    findings,
    history,
    inspect_agreement,
    inspect_freeze,
    inspect_issue,
    inspect_list,
    inspect_open,
    inspect_papers,
    inspect_reassess,
    inspect_remark,
    inspect_send,
    inspect_show,
    issue_add,
    issue_claim,
    issue_confirm,
    issue_dismiss,
    issue_fixed,
    issue_list,
    issue_notify,
    issue_platform,
    issue_plead,
    issue_reassess,
    issue_rebut,
    issue_recheck,
    issue_release,
    issue_remind,
    issue_reply,
    issue_resume,
    issue_second,
    issue_show,
    issue_withdraw,
    judge,
    letter_issue,
    letter_list,
    letter_print,
    letter_receive,
    nightly,
    plan_import,
    probe,
    profile,
    profile_withdraw,
    report,
    restore,
    rules,
    rules_check,
    rules_new,
    runs,
    runs_log,
    runs_release,
    runs_tidy,
    schedule,
    search,
    self_answer,
    self_compare,
    self_import,
    serve,
    task_board,
    task_calendar,
    task_list,
    task_note,
    users_add,
    users_disable,
    users_list,
    users_reset,
)
from auditor.commands.chinese import ChineseCommand, ChineseGroup, sentence
from auditor.config import faults, settings

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
for command in (
    demo,
    extract,
    check,
    crawl,
    judge,
    nightly,
    findings,
    search,
    history,
    evidence_verify,
    evidence_show,
    evidence_pack,
    issue_list,
    issue_show,
    issue_add,
    issue_confirm,
    issue_claim,
    issue_release,
    issue_second,
    issue_reassess,
    issue_reply,
    issue_dismiss,
    issue_notify,
    issue_fixed,
    issue_recheck,
    issue_plead,
    issue_rebut,
    issue_platform,
    issue_remind,
    issue_resume,
    issue_withdraw,
    appeal_file,
    appeal_decide,
    extension_ask,
    extension_decide,
    letter_list,
    letter_issue,
    letter_receive,
    letter_print,
    rules,
    rules_new,
    rules_check,
    report,
    inspect_open,
    inspect_list,
    inspect_show,
    inspect_send,
    inspect_freeze,
    inspect_papers,
    inspect_issue,
    inspect_reassess,
    inspect_agreement,
    inspect_remark,
    discover,
    probe,
    runs,
    runs_log,
    runs_release,
    runs_tidy,
    plan_import,
    profile,
    profile_withdraw,
    self_answer,
    self_compare,
    self_import,
    task_list,
    task_note,
    task_calendar,
    task_board,
    schedule,
    serve,
    users_add,
    users_list,
    users_reset,
    users_disable,
    doctor,
    backup,
    restore,
):
    name = command.__name__.rpartition(".")[2]
    app.command(
        name.replace("_", " "),
        cls=ChineseCommand,
        options_metavar="[选项]",
        no_args_is_help=False,
        epilog=f"示例：{command.EXAMPLE}",
    )(getattr(command, name))


Version = Annotated[bool, typer.Option("--version", help="显示版本号。", is_eager=True, show_default=False)]


@app.callback()
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
        code = _commands()(args=arguments, prog_name="auditor", standalone_mode=False)
        sys.stdout.flush()
    except typer.Abort:
        return _ended(faults.INTERRUPTED, "已中止。")
    except (BrokenPipeError, SystemExit):  # typer leaves by itself only where a pipe is closed
        faults.close_quietly()
        return faults.PIPE_CLOSED
    except (Exception, KeyboardInterrupt) as error:
        return _told(error)
    return code if isinstance(code, int) else 0


@cache
def _commands() -> Callable[..., object]:
    """All of them, put together once: typer does it anew each time it is called."""
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
