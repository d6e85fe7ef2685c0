"""`auditor demo`: three nights of the sample portal."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditor.commands.screen import complain, console, say, say_now
from auditor.commands.serve import Port

if TYPE_CHECKING:
    from rich.progress import Progress

    from auditor.sample.demo import DemoNight

EXAMPLE = "auditor demo --out demo-out"

Out = Annotated[Path, typer.Option("--out", metavar="文件夹", help="报告写到这个文件夹。")]
Serve = Annotated[
    bool, typer.Option("--serve", help="演示完以后打开网页版，每种身份给一个账号；按 Ctrl-C 结束。")
]


def demo(out: Out = Path("demo-out"), serve: Serve = False, port: Port = 8000) -> int:
    """演示：在本机放出一个虚构的门户，连查三夜，写出报告，并对照事先埋好的问题；再由两个虚构的检查人员核实一部分，写出季度检查的文书。不用联网，不用配置。

    埋下的问题全部找到、也没有多报，退出码为 0；否则为 1。
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from auditor.sample import NIGHTS
    from auditor.sample.demo import confirmed_quarter, run_demo

    began = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    screen = console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        nights = list(run_demo(out, on_night=lambda number: _shown(progress, number)))
    _print_table(nights)
    for night in nights:
        _print_difference(night)
    papers = nights[-1].night.papers
    if papers:
        say(f"\n报告：{papers[0].absolute()}")
        for paper in papers[1:]:
            say(f"　　　{paper.absolute()}")
    reviewed = confirmed_quarter(out) if nights[-1].night.state.believed else ()
    if reviewed:
        say(f"检查人员核实过一部分的季度检查（虚构）：{reviewed[0].absolute()}")
    say(f"用时 {time.monotonic() - began:.0f} 秒。")
    as_planted = len(nights) == len(NIGHTS) and all(night.as_planted for night in nights)
    if serve:
        _serve(out, port)
    return 0 if as_planted else 1


def _serve(out: Path, port: int) -> None:
    """The web portal on what the demonstration left, until somebody ends it."""
    from auditor.config.clock import now
    from auditor.sample.demo import DATABASE, PROFILE, still_served
    from auditor.sample.people import settle
    from auditor.store import Store
    from auditor.web.app import create_app
    from auditor.web.server import run_server

    db = f"sqlite:///{out / DATABASE}"
    with still_served(out) as portal:
        with Store.open(db) as store:
            accounts = list(settle(store, portal, now()))
        say_now(f"\n网页版：http://127.0.0.1:{port}/（按 Ctrl-C 结束）")
        for one in accounts:
            whose = f"（{one.unit}）" if one.unit else ""
            say_now(f"　　　{one.role.label} {one.person}{whose}：账号 {one.name}　第一个密码 {one.password}")
        app = create_app(db, [portal], profiles={portal.id: out / PROFILE}, backups=out / "backups")
        run_server(app, host="127.0.0.1", port=port)


def _shown(progress: Progress, number: int) -> Any:
    task = progress.add_task(f"第 {number} 夜", total=None)

    def tell(counts: Mapping[str, int]) -> None:
        done = sum(count for name, count in counts.items() if name != "planned")
        progress.update(task, completed=done, total=counts.get("planned"))

    return tell


def _print_table(nights: Sequence[DemoNight]) -> None:
    from rich.table import Table

    rows: dict[str, list[object]] = {
        "网页地址": [n.night.coverage.planned for n in nights],
        "　读到": [n.night.coverage.fetched for n in nights],
        "　未变": [n.night.coverage.unchanged for n in nights],
        "　没读到": [n.night.coverage.failed for n in nights],
        "栏目读完": [f"{n.night.coverage.sections_read}/{n.night.coverage.sections}" for n in nights],
        "新增问题": [n.night.changes.get("new", 0) for n in nights],
        "未整改": [n.night.changes.get("standing", 0) for n in nights],
        "反弹": [n.night.changes.get("regressed", 0) for n in nights],
        "已整改": [n.night.changes.get("fixed", 0) for n in nights],
        "埋下的问题": [len(n.comparison.found) + len(n.comparison.missed) for n in nights],
        "　找到": [len(n.comparison.found) for n in nights],
        "　漏掉": [len(n.comparison.missed) for n in nights],
        "　多报": [len(n.comparison.unexpected) for n in nights],
        "用时（秒）": [f"{n.seconds:.1f}" for n in nights],
    }
    table = Table("", *(f"第 {n.number} 夜" for n in nights), box=None, padding=(0, 2))
    for column in table.columns[1:]:
        column.justify = "right"
    for name, values in rows.items():
        table.add_row(name, *map(str, values))
    console().print(table)


def _print_difference(night: DemoNight) -> None:
    """What was not as planted; of a night that did not end well only its reason."""
    if night.night.why:
        complain(f"第 {night.number} 夜{night.night.state.label}：{night.night.why}")
    if not night.night.state.believed:
        return
    for plant in night.comparison.missed:
        complain(f"第 {night.number} 夜漏掉：{plant.code} {plant.path}（{plant.why}）")
    for finding in night.comparison.unexpected:
        complain(f"第 {night.number} 夜多报：{finding.code} {finding.url}（{finding.message}）")
