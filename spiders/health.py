"""Whether a night saw enough to be believed. A crawl that saw nothing is a failed crawl, not a clean portal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from auditor.models import Coverage, Page, PageKind, Part, SectionView, Visit, VisitState
from auditor.models.address import canonical
from spiders.stand_ins import WHY

FAILED_SHARE = 0.30  # of all that were asked
LEAST_OF_LAST = 0.60  # of what the last good night read
ABSENCE_JUMP = 0.30  # by which the share of articles without a field may grow
LEAST_ARTICLES = 20  # read on both nights, before shares are compared
SECTION_MEMORY = 3  # visits back in which a list that is unreadable tonight had been read
FIELDS_WATCHED = {"index_number": "索引号", "published_on": "发布日期", "issuer": "发布机构"}


@dataclass(frozen=True, slots=True)
class Health:
    """A void night is recorded with its reasons; it opens and closes nothing."""

    void: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubts:
    """The parts of a portal that a night saw too little of, with Chinese reasons. What is theirs stands as it stood:
    nothing of it is closed, and nothing is called missing."""

    units: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)  # by canonical address
    held: tuple[
        str, ...
    ] = ()  # of the sections, those whose lists wait to be believed: what is to be said of each
    at_rest: frozenset[str] = frozenset()  # addresses left alone in their turn: in no doubt, and not seen

    def cover(self, unit: str | None, section_url: str | None) -> bool:
        """Whether something of this unit and section is in doubt."""
        return unit in self.units or bool(section_url and canonical(section_url) in self.sections)


def doubts_of(
    parts: Iterable[Part],
    before: Mapping[str, int],
    sections: Iterable[SectionView] = (),
    *,
    since: dt.datetime | None = None,
) -> Doubts:
    """What is not to be believed of a night that began at `since`, `before` being the last good one's counts."""
    units = {part.unit: why for part in parts if (why := _little_of(part, before))}
    views = [view for view in sections if view.section.url and since]
    unread = {canonical(v.section.url or ""): why for v in views if since and (why := _lost(v.visits, since))}
    held = tuple(f"“{v.section.path}”{why}" for v in views if since and (why := _held(v.visits, since)))
    return Doubts(units, unread, held)


def assess(
    coverage: Coverage,
    last_good: Mapping[str, int] | Coverage | None = None,
    *,
    absent: Mapping[str, int] | None = None,
) -> Health:
    """Judge a whole night by what it saw, against the counts of the last good one. A unit of which nothing at all
    could be read, while others were, is in doubt by itself and left out of account.

    `absent` counts the articles read (`articles`) and, by field name, those that lacked the field.
    """
    before = counts_of(last_good) if isinstance(last_good, Coverage) else last_good
    coverage, before = _but_for_silent(coverage, before or {})
    reasons = (
        *_nothing_read(coverage),
        *_no_list_read(coverage, before),
        *_too_many_failures(coverage),
        *_less_than_before(coverage, before),
        *_fields_lost(absent or {}, before),
    )
    return Health(bool(reasons), reasons)


def stood_in(coverage: Coverage) -> tuple[str, ...]:
    """How many addresses answered with something else, in a Chinese sentence; () where none did."""
    number = sum(item.why == WHY and "://" in item.what for item in coverage.unchecked)
    return (f"{number} 个地址{WHY}",) if number else ()


def counts_of(
    coverage: Coverage, absent: Mapping[str, int] | None = None, before: Mapping[str, int] | None = None
) -> dict[str, int]:
    """The numbers a run is remembered by. A night of few changes hands on the field counts of the one before. What
    was left alone in its turn is there as what was read is: nothing is missing where another night asks for it.
    """
    counts = {
        name: getattr(coverage, name)
        for name in (
            "planned",
            "fetched",
            "unchanged",
            "resting",
            "failed",
            "pending",
            "sections",
            "sections_read",
        )
    }
    for part in coverage.parts:
        counts |= {
            f"seen@{part.unit}": part.seen + part.resting,
            f"pages_read@{part.unit}": part.pages_read + part.pages_resting,
            f"sections_read@{part.unit}": part.sections_read,
        }
    absent = absent or {}
    enough = absent.get("articles", 0) >= LEAST_ARTICLES
    source = (
        {_key(name): absent.get(name, 0) for name in ("articles", *FIELDS_WATCHED)}
        if enough
        else before or {}
    )
    return counts | {name: count for name, count in source.items() if name.startswith(_key(""))}


def _but_for_silent(coverage: Coverage, before: Mapping[str, int]) -> tuple[Coverage, Mapping[str, int]]:
    silent = [part for part in coverage.parts if _is_silent(part)]
    if len(silent) == sum(part.pages > 0 for part in coverage.parts):
        return coverage, before
    rest = replace(
        coverage,
        failed=coverage.failed - sum(part.failed for part in silent),
        resting=coverage.resting - sum(part.resting for part in silent),
        sections=coverage.sections - sum(part.sections for part in silent),
    )
    gone = {
        name: sum(before.get(f"{name}@{part.unit}", 0) for part in silent)
        for name in ("seen", "sections_read")
    }
    less = {
        "unchanged": before.get("unchanged", 0) - gone["seen"],
        "sections_read": before.get("sections_read", 0) - gone["sections_read"],
    }
    return rest, dict(before) | less


def _is_silent(part: Part) -> bool:
    return part.pages > 0 and not part.seen


def _little_of(part: Part, before: Mapping[str, int]) -> str | None:
    read, last = part.pages_read + part.pages_resting, before.get(f"pages_read@{part.unit}", 0)
    lists, last_lists = part.sections_read, before.get(f"sections_read@{part.unit}", 0)
    if part.pages and not part.pages_read:
        return "一个网页也没有读到"
    if part.pages_failed > part.pages * FAILED_SHARE:
        return f"{part.pages}个网页中有{part.pages_failed}个没有读到"
    if read < last * LEAST_OF_LAST:
        return f"本次读到{read}个网页，上次正常运行读到{last}个"
    if lists < last_lists * LEAST_OF_LAST:
        return f"本次读完{lists}个栏目，上次正常运行读完{last_lists}个"
    return None


def _lost(visits: tuple[Visit, ...], since: dt.datetime) -> str | None:
    """Why a list that was read of late was not read tonight; one that is never readable is no news."""
    tonight = [visit for visit in visits if visit.visited_at >= since]
    earlier = [visit for visit in visits if visit.visited_at < since][-SECTION_MEMORY:]
    if not tonight or any(visit.state is VisitState.READABLE for visit in tonight):
        return None
    if tonight[-1].state is VisitState.HELD:
        return tonight[-1].why
    was_read = any(visit.state is VisitState.READABLE for visit in earlier)
    return f"栏目没有读完：{tonight[-1].why}" if was_read else None


def _held(visits: tuple[Visit, ...], since: dt.datetime) -> str:
    last = visits[-1] if visits and visits[-1].visited_at >= since else None
    return last.why if last and last.state is VisitState.HELD else ""


def _no_list_read(coverage: Coverage, before: Mapping[str, int]) -> tuple[str, ...]:
    last = before.get("sections_read", 0)
    read = coverage.sections_read or any(part.sections_read for part in coverage.parts)
    if not coverage.sections or read or last <= 0:
        return ()
    return (f"栏目一个也没有读完（共访问 {coverage.sections} 个），上次正常运行读完 {last} 个",)


def _nothing_read(coverage: Coverage) -> tuple[str, ...]:
    if coverage.fetched + coverage.unchanged:
        return ()
    why = coverage.unchecked[0].why if coverage.unchecked else ""
    return (f"没有读到任何页面（{why}）" if why else "没有读到任何页面",)


def _too_many_failures(coverage: Coverage) -> tuple[str, ...]:
    """What was taken down, or moved, was not missed: else a portal whose addresses all change would be void for ever."""
    seen, failed = coverage.fetched + coverage.unchanged, coverage.failed - coverage.gone
    asked = seen + failed
    if not seen or failed / asked <= FAILED_SHARE:
        return ()
    return (f"读取失败过多：{asked} 个地址中有 {failed} 个失败（{failed / asked:.0%}）",)


def _less_than_before(coverage: Coverage, before: Mapping[str, int]) -> tuple[str, ...]:
    seen = coverage.fetched + coverage.unchanged + coverage.resting
    last = sum(before.get(name, 0) for name in ("fetched", "unchanged", "resting"))
    if not seen or seen >= last * LEAST_OF_LAST:
        return ()
    return (f"读到的页面太少：本次 {seen} 个，上次正常运行 {last} 个",)


def watched(page: Page) -> Iterator[str]:
    """What a night counts of a page: that an article was read, and the watched fields it lacks.

    A jump against the last night is a changed template.
    """
    if page.kind is PageKind.ARTICLE and page.readable and not page.is_section:
        yield "articles"
        yield from (name for name in FIELDS_WATCHED if page.fields.get(name) is None)


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
