"""Whether a night saw enough to be believed. A crawl that saw nothing is a failed crawl, not a clean portal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.models import Coverage

FAILED_SHARE = 0.30  # of all that were asked
LEAST_OF_LAST = 0.60  # of what the last good night read
ABSENCE_JUMP = 0.30  # by which the share of articles without a field may grow
LEAST_ARTICLES = 20  # read on both nights, before shares are compared
FIELDS_WATCHED = {"index_number": "索引号", "published_on": "发布日期", "issuer": "发布机构"}


@dataclass(frozen=True, slots=True)
class Health:
    """A void night is recorded with its reasons; it opens and closes nothing."""

    void: bool
    reasons: tuple[str, ...] = ()


def assess(
    coverage: Coverage,
    last_good: Mapping[str, int] | Coverage | None = None,
    *,
    absent: Mapping[str, int] | None = None,
) -> Health:
    """Judge a night by what it saw, against the counts of the last good one.

    `absent` counts the articles read (`articles`) and, by field name, those that lacked the field.
    """
    before = counts_of(last_good) if isinstance(last_good, Coverage) else last_good
    reasons = (
        *_nothing_read(coverage),
        *_too_many_failures(coverage),
        *_less_than_before(coverage, before or {}),
        *_fields_lost(absent or {}, before or {}),
    )
    return Health(bool(reasons), reasons)


def counts_of(
    coverage: Coverage, absent: Mapping[str, int] | None = None, before: Mapping[str, int] | None = None
) -> dict[str, int]:
    """The numbers a run is remembered by. A night of few changes hands on the field counts of the one before."""
    counts = {
        name: getattr(coverage, name)
        for name in ("planned", "fetched", "unchanged", "failed", "pending", "sections", "sections_read")
    }
    absent = absent or {}
    enough = absent.get("articles", 0) >= LEAST_ARTICLES
    source = (
        {_key(name): absent.get(name, 0) for name in ("articles", *FIELDS_WATCHED)}
        if enough
        else before or {}
    )
    return counts | {name: count for name, count in source.items() if name.startswith(_key(""))}


def _nothing_read(coverage: Coverage) -> tuple[str, ...]:
    if coverage.fetched + coverage.unchanged:
        return ()
    why = coverage.unchecked[0].why if coverage.unchecked else ""
    return (f"没有读到任何页面（{why}）" if why else "没有读到任何页面",)


def _too_many_failures(coverage: Coverage) -> tuple[str, ...]:
    seen = coverage.fetched + coverage.unchanged
    asked = seen + coverage.failed
    if not seen or coverage.failed / asked <= FAILED_SHARE:
        return ()
    return (f"读取失败过多：{asked} 个地址中有 {coverage.failed} 个失败（{coverage.failed / asked:.0%}）",)


def _less_than_before(coverage: Coverage, before: Mapping[str, int]) -> tuple[str, ...]:
    seen = coverage.fetched + coverage.unchanged
    last = before.get("fetched", 0) + before.get("unchanged", 0)
    if not seen or seen >= last * LEAST_OF_LAST:
        return ()
    return (f"读到的页面太少：本次 {seen} 个，上次正常运行 {last} 个",)


def _fields_lost(absent: Mapping[str, int], before: Mapping[str, int]) -> tuple[str, ...]:
    now, then = absent.get("articles", 0), before.get(_key("articles"), 0)
    if now < LEAST_ARTICLES or then < LEAST_ARTICLES:
        return ()
    shares = {
        label: (before.get(_key(name), 0) / then, absent.get(name, 0) / now)
        for name, label in FIELDS_WATCHED.items()
    }
    return tuple(
        f"“{label}”缺失的页面由 {old:.0%} 增到 {new:.0%}，模板可能已改版"
        for label, (old, new) in shares.items()
        if new - old > ABSENCE_JUMP
    )


def _key(name: str) -> str:
    return f"absent_{name}"
