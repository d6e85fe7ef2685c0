"""Findings x scheme -> a score for every unit. Pure; the order of the findings never matters.

Every deduction stays with its finding and says why it is smaller than the scheme's points, so that a unit can
follow its own score line by line.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from auditor.inspection.scheme import Price, Scheme
from auditor.models import Finding, Unit, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze

FULL = Decimal(100)
NOT_CHECKED = "未检查"


@dataclass(frozen=True, slots=True)
class Charge:
    """One failed check and what it costs."""

    finding: Finding
    price: Price
    nominal: Decimal  # by the scheme alone
    points: Decimal  # after the caps
    why: str = ""  # where fewer points are taken than the scheme says


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitScore:
    """得分 of one unit. `score` None: nothing of it was checked."""

    unit: Unit
    pages: int
    score: Decimal | None
    band: str
    rank: int | None = None  # inside the unit's group; equal scores share a rank
    problems: int = 0
    reviews: int = 0
    deducted: Mapping[str, Decimal] = field(default_factory=dict)  # by category
    charges: tuple[Charge, ...] = ()
    vetoes: tuple[str, ...] = ()


def score(
    findings: Iterable[Finding], units: Sequence[Unit], scheme: Scheme, *, pages_by_unit: Mapping[str, int]
) -> tuple[UnitScore, ...]:
    """Score the units, in their order. A unit is checked where a page of it was read or a fault was found."""
    by_unit: dict[str | None, list[Finding]] = {}
    for finding in findings:
        if finding.shadow:
            continue
        by_unit.setdefault(finding.unit, []).append(finding)
    scores = [_unit_score(u, by_unit.get(u.name, []), scheme, pages_by_unit.get(u.name, 0)) for u in units]
    return tuple(dataclasses.replace(one, rank=_rank(one, scores)) for one in scores)


def charge(findings: Iterable[Finding], scheme: Scheme) -> tuple[Charge, ...]:
    """What one unit's failed checks cost, dearest first. A code the scheme does not price costs nothing."""
    failed = {
        f.fingerprint: f
        for f in findings
        if f.verdict is Verdict.FAIL and f.code in scheme.prices and not f.shadow
    }
    charges: Iterable[Charge] = sorted((_priced(f, scheme) for f in failed.values()), key=_dearest_first)
    charges = _limited(charges, _same_words, lambda c: c.nominal, "同页同一处原文只计一次")
    charges = _limited(charges, _same_cause, lambda c: c.nominal, "同一原因只计一次")
    charges = _limited(charges, _same_code_and_page, lambda c: c.price.page_cap or FULL, "同页同类已达上限")
    charges = _limited(charges, _page, lambda _: scheme.page_cap, "单页扣分已达上限")
    charges = _limited(charges, _category, lambda c: scheme.caps[c.price.category], "本类扣分已达上限")
    return tuple(_limited(charges, lambda _: "all", lambda _: FULL, "已扣至零分"))


def _unit_score(unit: Unit, findings: Sequence[Finding], scheme: Scheme, pages: int) -> UnitScore:
    problems = len({f.fingerprint for f in findings if f.verdict is Verdict.FAIL})
    reviews = len({f.fingerprint for f in findings if f.verdict is Verdict.REVIEW})
    if not pages and not problems:
        return UnitScore(unit=unit, pages=0, score=None, band=NOT_CHECKED, reviews=reviews)
    charges, deducted = charge(findings, scheme), dict.fromkeys(scheme.categories, Decimal(0))
    for one in charges:
        deducted[one.price.category] += one.points
    vetoes = _vetoes(charges)
    left = FULL - sum(deducted.values())
    points = min(left, scheme.veto_score) if vetoes else left
    return UnitScore(
        unit=unit,
        pages=pages,
        score=points,
        band=scheme.band_of(points),
        problems=problems,
        reviews=reviews,
        deducted=deducted,
        charges=charges,
        vetoes=vetoes,
    )


def _priced(finding: Finding, scheme: Scheme) -> Charge:
    price = scheme.prices[finding.code]
    times = scheme.regressed_times if finding.state == "regressed" else 1
    points = price.of(finding.amount) * times
    return Charge(finding, price, points, points)


def _dearest_first(one: Charge) -> tuple[Decimal, str, str]:
    return -one.nominal, one.finding.code, one.finding.fingerprint


def _limited(
    charges: Iterable[Charge],
    group: Callable[[Charge], Hashable | None],
    cap: Callable[[Charge], Decimal],
    why: str,
) -> Iterator[Charge]:
    """Charges of one group together cost no more than the cap its first member sets; group None: no cap."""
    room: dict[Hashable, Decimal] = {}
    for one in charges:
        if (key := group(one)) is None:
            yield one
            continue
        points = min(one.points, room.setdefault(key, cap(one)))
        room[key] -= points
        yield one if points == one.points else dataclasses.replace(one, points=points, why=why)


def _same_words(one: Charge) -> Hashable | None:
    words = squeeze(one.finding.quote)
    return (canonical(one.finding.url), words) if words else None


def _same_cause(one: Charge) -> Hashable | None:
    if one.price.once == "unit":
        return one.finding.code
    return (one.finding.code, one.finding.subject) if one.price.once == "subject" else None


def _same_code_and_page(one: Charge) -> Hashable:
    return one.finding.code, canonical(one.finding.url)


def _page(one: Charge) -> Hashable:
    return canonical(one.finding.url)


def _category(one: Charge) -> Hashable:
    return one.price.category


def _vetoes(charges: Sequence[Charge]) -> tuple[str, ...]:
    """Why the result is settled, in words; the prices say how many of a code it takes."""
    counts = Counter((c.finding.code, c.finding.name) for c in charges)
    prices = {c.finding.code: c.price for c in charges}
    return tuple(
        f"{name}（{code}）{number}个"
        for (code, name), number in sorted(counts.items())
        if prices[code].veto or number >= (prices[code].veto_from or number + 1)
    )


def _rank(one: UnitScore, scores: Sequence[UnitScore]) -> int | None:
    if (own := one.score) is None:
        return None
    rivals = [s.score for s in scores if s.unit.group == one.unit.group and s.score is not None]
    return 1 + sum(rival > own for rival in rivals)
