"""How often two people judged the same row alike. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.models.issue import Issue
from auditor.models.issue_kinds import Act
from auditor.text.wording import days, percent

FEW = 30  # rows below which a coefficient says little


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two judgements of each of `rows` rows: how many were alike, and Cohen's kappa.

    `kappa` None: both always said the same one thing, so that chance alone would explain it.
    """

    rows: int
    alike: int
    kappa: float | None
    since: dt.date | None = None  # of the reassessments
    until: dt.date | None = None


def agreement(issues: Iterable[Issue]) -> Agreement:
    """The first reassessment of each row against the judgement that stood when it was made."""
    judged = [one for issue in issues for one in _pair(issue)]
    pairs = Counter((first, second) for first, second, _ in judged)
    rows, alike = pairs.total(), sum(n for (first, second), n in pairs.items() if first == second)
    on = [day for _, _, day in judged]
    return Agreement(rows, alike, _kappa(pairs, rows, alike), min(on, default=None), max(on, default=None))


def told(one: Agreement) -> str:
    """The figures with their card."""
    if one.since is None or one.until is None:
        return "还没有抽样复评。抽几行由另一个人再判一次：auditor inspect reassess"
    kappa = "不能计算（两次都只有一种结论）" if one.kappa is None else f"{one.kappa:.2f}"
    few = f"不足{FEW}条，只供参考。" if one.rows < FEW else ""
    return (
        f"复评{one.rows}条，结论相同{one.alike}条，占{percent(one.alike, one.rows)}；科恩卡帕系数{kappa}。{few}\n"
        "含义：第二个人不看原来的结论，对同一行再判一次属实还是误报，两次结论是否相同；卡帕系数扣除了碰巧相同的部分。\n"
        f"分子：结论相同的{one.alike}条。分母：复评过的{one.rows}条，每行只计第一次复评。\n"
        f"时段：{days(one.since, one.until)}所作的复评。\n"
        "这只说明两个人判断是否一致，不说明判断是否正确；也不包括机器漏掉、没有进入台账的问题。"
    )


def _pair(issue: Issue) -> Iterator[tuple[bool, bool, dt.date]]:
    """Whether each of the two held it for a fault, and the day of the second judgement."""
    for place, event in enumerate(issue.events):
        if event.act is Act.REASSESS:
            before = [e for e in issue.events[:place] if e.act in (Act.CONFIRM, Act.DISMISS, Act.ADD)]
            if before:
                yield before[-1].act is not Act.DISMISS, event.outcome == "fault", event.at.date()
            return


def _kappa(pairs: Counter[tuple[bool, bool]], rows: int, alike: int) -> float | None:
    if not rows:
        return None
    first = sum(n for (said, _), n in pairs.items() if said)
    second = sum(n for (_, said), n in pairs.items() if said)
    by_chance = (first * second + (rows - first) * (rows - second)) / rows**2
    return None if by_chance == 1 else (alike / rows - by_chance) / (1 - by_chance)
