"""本期与上期: what became of the last period's certain faults, by unit and in all. Pure.

The last period is what its last judged night said, so it never changes afterwards; what became of a fault since is
read from the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal

from auditor.inspection.rebasing import Held
from auditor.inspection.rows import NO_UNIT, standing
from auditor.inspection.scheme import Scheme
from auditor.inspection.scoring import is_settled, marks, score
from auditor.models import SETTLED, Finding, Standing, StandingState, Unit, Verdict
from auditor.text.wording import day, local_day, percent

NO_EARLIER = "没有上一期的检查记录，本期不作比较。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """The last inspected period as it stood in its last judged night."""

    name: str
    as_of: dt.datetime
    findings: tuple[Finding, ...]
    read: Mapping[str, int]  # by unit: how much of it was read then; a unit without was not checked
    earlier: Container[str] = ()  # marks of what was there before it
    held: Held = field(default_factory=dict)  # the kinds of sections that each unit had


@dataclass(frozen=True, slots=True)
class Tally:
    """How many certain faults there were and are, of one unit or in all.

    before = mended + left + relapsed + settled; now = carried + back + fresh.
    """

    before: int = 0
    mended: int = 0
    left: int = 0
    relapsed: int = 0  # of the last period's: mended, and there again
    settled: int = 0  # of the last period's: exempted, doubted or on trial since, or charged and past mending
    now: int = 0
    carried: int = 0  # of the present ones: stood in the last period
    back: int = 0  # of the present ones: mended at some time, and there again in this period
    fresh: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Tally)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """This period against the last."""

    period: str  # the last one's name
    as_of: dt.date  # the day it is told from
    units: Mapping[str, Tally]  # in the portal's order; last, if any, 未归属单位
    total: Tally
    scores: Mapping[str, Decimal]  # of the last period, by unit


@dataclass(frozen=True, slots=True)
class ComparedUnit:
    """One unit's line; nought means nothing where it was not checked, and the note says so."""

    unit: str
    tally: Tally
    note: str = ""


def compare(
    previous: Previous, ledger: Iterable[Standing], units: Sequence[Unit], scheme: Scheme
) -> Comparison:
    """Follow every certain fault of the last period to its present state, and tell where the present ones are from."""
    known = {item.fingerprint: item for item in ledger}
    certain = {f.fingerprint: f for f in standing(previous.findings) if f.verdict is Verdict.FAIL}
    charged_then = marks(certain.values(), scheme)
    before = {key: f for key, f in certain.items() if not is_settled(f, scheme, previous.earlier)}
    tallies = {unit.name: Tally() for unit in units}
    for fingerprint, finding in before.items():
        item = known.get(fingerprint)
        charged = item is not None and _counts(item) and is_settled(item.finding, scheme, charged_then)
        _count(tallies, finding, "before", "settled" if charged else _fate(item, previous.as_of))
    for fingerprint, item in known.items():
        if _counts(item) and not is_settled(item.finding, scheme, charged_then):
            _count(tallies, item.finding, "now", _origin(item, fingerprint in before, previous.as_of))
    scores = score(
        standing(previous.findings),
        units,
        scheme,
        pages_by_unit=previous.read,
        earlier=previous.earlier,
        held=previous.held,
    )
    return Comparison(
        period=previous.name,
        as_of=local_day(previous.as_of),
        units=tallies,
        total=sum(tallies.values(), Tally()),
        scores={one.unit.name: one.score for one in scores if one.score is not None},
    )


def by_unit(comparison: Comparison, unread: Container[str]) -> tuple[ComparedUnit, ...]:
    """A line for each unit; `unread` are those of which nothing was read now."""
    return tuple(
        ComparedUnit(name, tally, "；".join(_unread(name, comparison, unread)))
        for name, tally in comparison.units.items()
    )


def told(comparison: Comparison | None) -> str:
    """The whole in a sentence or two."""
    if comparison is None:
        return NO_EARLIER
    since = f"与{comparison.period}（截至{day(comparison.as_of)}的检查结果）相比，"
    return since + tally_told(comparison.total)


def tally_told(tally: Tally) -> str:
    """`机检问题由5个减为3个。上期的5个问题，…`: every part that is not nought."""
    now = f"本期的{tally.now}个中，{_parts(_now_parts(tally))}。" if tally.now else ""
    return f"机检问题{_moved(tally)}。{_followed_up(tally)}{now}"


def _unread(unit: str, comparison: Comparison, unread: Container[str]) -> Iterator[str]:
    if unit != NO_UNIT and unit not in comparison.scores:
        yield "上期未检查"
    if unit in unread:
        yield "本期未检查"


def _fate(item: Standing | None, since: dt.datetime) -> str:
    """What became of a fault of the last period; one that the rules now doubt is no mended one."""
    if item is None or item.finding.exemption:
        return "settled"
    if item.state is StandingState.FIXED:
        return "mended"
    if not _counts(item):
        return "settled"
    return "relapsed" if item.came_back_after(since) else "left"


def _origin(item: Standing, was_there: bool, since: dt.datetime) -> str:
    if item.came_back_after(since):
        return "back"
    return "carried" if was_there else "fresh"


def _counts(item: Standing) -> bool:
    """Whether it is a certain fault that somebody answers for now."""
    return item.state not in SETTLED and item.finding.verdict is Verdict.FAIL and not item.finding.shadow


def _count(tallies: dict[str, Tally], finding: Finding, *names: str) -> None:
    unit = finding.unit or NO_UNIT
    tallies[unit] = tallies.get(unit, Tally()) + Tally(**dict.fromkeys(names, 1))


def _moved(tally: Tally) -> str:
    if tally.now == tally.before:
        return f"两期都是{tally.now}个" if tally.now else "两期都没有"
    return f"由{tally.before}个{'减' if tally.now < tally.before else '增'}为{tally.now}个"


def _followed_up(tally: Tally) -> str:
    if not tally.before:
        return ""
    share = f"（{percent(tally.mended, tally.before)}）" if tally.mended else ""
    parts = (
        (tally.mended, f"已整改{tally.mended}个{share}"),
        (tally.left, f"仍存在{tally.left}个"),
        (tally.relapsed, f"整改后反弹{tally.relapsed}个"),
        (tally.settled, f"改作其他处理的{tally.settled}个"),
    )
    return f"上期的{tally.before}个问题，{_parts(parts)}。"


def _now_parts(tally: Tally) -> tuple[tuple[int, str], ...]:
    return (
        (tally.carried, f"上期遗留{tally.carried}个"),
        (tally.back, f"反弹{tally.back}个"),
        (tally.fresh, f"新增{tally.fresh}个"),
    )


def _parts(parts: Iterable[tuple[int, str]]) -> str:
    return "，".join(text for number, text in parts if number)
