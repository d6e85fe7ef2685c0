"""`auditor demo`: three nights of the sample portal."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditor.commands.screen import complain, console, say

if TYPE_CHECKING:
    from rich.progress import Progress

    from auditor.sample.demo import DemoNight

EXAMPLE = "auditor demo --out demo-out"

Out = Annotated[Path, typer.Option("--out", metavar="文件夹", help="报告写到这个文件夹。")]


def demo(out: Out = Path("demo-out")) -> int:
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
    return 0 if len(nights) == len(NIGHTS) and all(night.as_planted for night in nights) else 1


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
