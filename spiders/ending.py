"""How a crawl ended: the state its run is left in, and why, in Chinese. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.models import Coverage, Run, RunState
from spiders.health import assess, stood_in

_ENDINGS = {"finished": "", "closespider_timeout": "到达本次访问时限，", "max_pages": "到达本次页数上限，"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a crawl ended."""

    run_id: int | None
    state: RunState
    why: str = ""
    coverage: Coverage | None = None


def ended(
    reason: str,
    coverage: Coverage,
    last: Run | None,
    absent: Mapping[str, int],
    *,
    stopped_by: str | None,
    evidence: str,
) -> tuple[RunState, str]:
    """The state of a run whose spider closed for Scrapy's `reason`, or was `stopped_by` a limit of its own.

    `last`: the last good run; `absent`: articles without a watched field; `evidence`: what became of lost captures.
    """
    if reason not in _ENDINGS:
        how = "爬取被中断" if reason == "shutdown" else f"爬取异常结束（{reason}）"
        return RunState.FAILED, f"{how}，余 {coverage.pending} 个地址；再次运行即从断处继续"
    health = assess(coverage, last.counts if last else None, absent=absent)
    strange = stood_in(coverage)
    if health.void:
        return RunState.VOID, "；".join((*health.reasons, *strange))
    left = f"{_ENDINGS[stopped_by or reason]}余 {coverage.pending} 个地址下次继续" if coverage.pending else ""
    return RunState.DONE, "；".join(filter(None, (left, resting_told(coverage.resting), *strange, evidence)))


def resting_told(number: int) -> str:
    """How many addresses were left alone in their turn; nothing where none was."""
    return f"{number} 个久未变动的网页按轮次本晚不看" if number else ""


def evidence_told(lost: int, healed: int) -> str:
    """What became of the captures that were found lost or altered; nothing where none was."""
    if not lost:
        return ""
    gone = f"，{lost - healed} 份内容已变，原件无法找回" if healed < lost else ""
    return f"发现 {lost} 份快照缺失或被改动，已按网页现状重新保存 {healed} 份{gone}"
