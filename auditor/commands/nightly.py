"""`auditor nightly`: the whole night."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.arguments import AsOf, Database, Profile, Scheme
from auditor.commands.crawl import unread_text
from auditor.commands.judge import changes_text
from auditor.commands.screen import complain, say
from auditor.config.clock import instant
from auditor.config.settings import database_url

if TYPE_CHECKING:
    from auditor.models import Finding

EXAMPLE = "auditor nightly spiders/portals/wenchanghu.toml --out reports-out"

Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="文件夹",
        help="报告写到这个文件夹；不写就是 reports-out/门户/日期。",
        show_default=False,
    ),
]
RunNumber = Annotated[
    int | None, typer.Option("--run", metavar="编号", help="执行已经排定的一次运行。", hidden=True)
]


def nightly(
    profile: Profile,
    db: Database = None,
    as_of: AsOf = None,
    out: Out = None,
    scheme: Scheme = "quarterly_check",
    run: RunNumber = None,
) -> int:
    """跑完整的一夜：抓取、检查、更新台账、写报告。

    读到的太少时本次作废：记下原因，不新增也不销掉任何问题；个别单位读到的太少时，其原有问题保持原状。
    变动与往常相差过大时待确认：下一夜结果相同才更新台账，或用 auditor runs release 放行。
    退出码 0 为正常，1 为作废、待确认或未完成。
    """
    from auditor.night.nightly import nightly as run_night

    night = run_night(
        profile,
        db=database_url(db),
        as_of=instant(as_of),
        out=out,
        scheme=scheme,
        run_id=run,
    )
    seen = night.coverage
    unasked = f"，未再访问 {seen.unasked} 个" if seen.unasked else ""
    say(
        f"第 {night.run_id} 次运行{night.state.label}：读到 {seen.fetched} 个网页，"
        f"未变 {seen.unchanged} 个，失败 {seen.failed} 个{unasked}；栏目读完 {seen.sections_read}/{seen.sections} 个，"
        f"网址待探明 {seen.sections_unknown} 个。"
    )
    for line in unread_text(seen.unchecked):
        say(line)
    if night.state.believed:
        say(changes_text(night.changes))
    for text in urgent_text(night.urgent):
        say(text)
    for paper in night.papers:
        say(f"报告：{paper}")
    if night.why:
        complain(night.why)
    return 0 if night.state.believed and night.papers else 1


def urgent_text(findings: Iterable[Finding]) -> Iterator[str]:
    """What is to be seen to at once, a line for each unit and kind; the addresses stand in the unit's own list."""
    counts = Counter((finding.unit or "未归属单位", finding.name) for finding in findings)
    for (unit, name), number in sorted(counts.items()):
        yield f"立即处理：{unit}有 {number} 处{name}，链接见该单位的清单。"
