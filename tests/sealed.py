"""What a first look at sealed portals found, as docs/score.md tells it.

    python -m tests.sealed           write that part of docs/score.md from tests/sealed.toml

A sealed portal is written, with the truth about it, by somebody who has not seen the rules. It is read once; what was
found then is entered in sealed.toml and never changed: mended by what it showed, the program knows it from then on.
"""

from __future__ import annotations

import datetime as dt
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests import measured

FIGURES = Path(__file__).with_name("sealed.toml")
SCORE = Path(__file__).parent.parent / "docs" / "score.md"
_HEAD = """# 在没有拟合过的材料上的成绩

这里只写在没有拟合过的材料上第一次量出的数。`tests/corpus/` 的例子和规则一起改，它的数（`make score`）只防退步，不写在这里。

## 封存的门户

由 `python -m tests.sealed` 按 `tests/sealed.toml` 生成，不要手改。每个门户由没有看过规则和程序的人编写，埋设问题和陷阱（像问题而不是问题），
检查一次，记下第一次的数；此后按它暴露的类型修改，改后的数不再算。查全率按埋设计算；查准率由编写人逐条判定。

| 第一次检查 | 门户 | 内容页 | 埋设 | 查出 | 查全率 | 不合格 | 属实 | 全部结果 | 属实 | 查准率 | 陷阱 | 误触 |
|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
"""
_FAMILIES = """
各类规则合计（埋设于以上门户，按规则代码的字母）：

| 规则 | 埋设 | 查出 | 查全率 |
|---|---:|---:|---:|
"""


@dataclass(frozen=True)
class Sealed:
    """One portal and what its first look came to."""

    first_on: dt.date
    what: str
    pages: int
    planted: dict[str, int]  # by the letters of the rule's code
    missed: dict[str, int]
    failed: int
    failed_right: int
    said: int  # failed ones included
    said_right: int
    traps: int
    traps_touched: int

    @property
    def row(self) -> str:
        """One line of the table."""
        planted = sum(self.planted.values())
        found = planted - sum(self.missed.values())
        cells = (
            *(self.first_on, self.what, self.pages, planted, found, f"{found / planted:.1%}"),
            *(
                self.failed,
                self.failed_right,
                self.said,
                self.said_right,
                f"{self.said_right / self.said:.1%}",
            ),
            *(self.traps, self.traps_touched),
        )
        return f"| {' | '.join(map(str, cells))} |\n"


def section(portals: Sequence[Sealed]) -> str:
    """The part of docs/score.md that tells of them."""
    planted, missed = Counter[str](), Counter[str]()
    for portal in portals:
        planted.update(portal.planted)
        missed.update(portal.missed)
    rows = (
        f"| {family} | {count} | {count - missed[family]} | {1 - missed[family] / count:.1%} |\n"
        for family, count in sorted(planted.items())
    )
    return f"{_HEAD}{''.join(portal.row for portal in portals)}{_FAMILIES}{''.join(rows)}\n"


def portals() -> list[Sealed]:
    """The portals of sealed.toml, first looked at first."""
    return [Sealed(**table) for table in tomllib.loads(FIGURES.read_text("utf-8"))["portals"]]


def main() -> int:
    """Write the section; what `make measure` wrote stays."""
    SCORE.write_text(section(portals()) + measured.kept(SCORE), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
