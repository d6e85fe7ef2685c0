"""`auditor evidence verify`: whether the evidence still is what it was."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.chinese import one_of
from auditor.commands.screen import complain, say
from auditor.config.settings import database_url

if TYPE_CHECKING:
    from auditor.evidence.verify import Verified

EXAMPLE = "auditor evidence verify"

_SHOWN = 10  # of what rests on one body

Format = Annotated[
    str, typer.Option("--format", metavar="text|json", help="输出格式。", callback=one_of("text", "json"))
]


def evidence_verify(db: Database = None, format: Format = "text") -> int:  # noqa: A002
    """核对全部佐证：每份快照与它的 SHA-256 相符，问题的文字没有改过，历次运行的封存链没有断。

    缺失、改动的逐一列出，并写明哪些网页、问题和台账要靠它。都相符退出码是 0，否则是 1。
    """
    from auditor.evidence.verify import verified_view, verify
    from auditor.store import Store
    from auditor.text.terminal import json_text

    with Store.existing(database_url(db)) as store:
        verified = verify(store)
    if format == "json":
        sys.stdout.write(json_text(verified_view(verified)) + "\n")
    else:
        _print(verified)
    return 0 if verified.holds else 1


def _print(verified: Verified) -> None:
    for lost in verified.lost:
        complain(f"✗ {lost.capture}：{lost.why}")
        for use in lost.uses[:_SHOWN]:
            complain(f"    {use.kind}：{use.what}")
        if len(lost.uses) > _SHOWN:
            complain(f"    等 {len(lost.uses)} 处")
        if not lost.uses:
            complain("    没有网页或问题要靠它")
    for digest in verified.altered_texts:
        complain(f"✗ 问题的文字被改动过：{digest}")
    for each in verified.broken:
        complain(f"✗ {each.seal.portal}：{each.why}")
    spare = f"，另有 {verified.spare} 份没有被引用" if verified.spare else ""
    say(f"快照 {verified.bodies} 份{spare}；缺失或改动 {len(verified.lost)} 份。")
    for portal, (links, digest) in verified.heads.items():
        say(f"{portal} 的封存链：{links} 环，末环校验值 {digest}")
    if verified.heads:
        say("请把末环校验值抄存在本系统以外（如随通报存档）：以后若整条链被重写，两个值会不同。")
    say("全部相符。" if verified.holds else "有不相符的，请保留现场，从备份恢复后再作佐证。")
