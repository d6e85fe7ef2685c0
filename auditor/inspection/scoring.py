"""Findings x scheme -> a score for every unit. Pure; the order of the findings never matters.

Every deduction stays with its finding and says why it is smaller than the scheme's points, so that a unit can
follow its own score line by line.
"""

from __future__ import annotations

import dataclasses
import functools
from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from auditor.inspection.event import event_of, is_lacking
from auditor.inspection.prices import Price
from auditor.inspection.rating import Rated, grows, rated
from auditor.inspection.rebasing import Held, Rebased, rebased
from auditor.inspection.scheme import Scheme
from auditor.models import Finding, Unit, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze

FULL = Decimal(100)
NOT_CHECKED = "未检查"
REPEATED = "上期没有改好，按{}倍"
SETTLED_BEFORE = "以前已计，不重复扣分"
OTHER = "其他"  # the category of what the scheme does not price and people did
NOTHING_DECIDED: Mapping[str, Decimal] = MappingProxyType({})
NOTHING_HELD: Held = MappingProxyType({})
CATEGORY_FULL, ALL_TAKEN = "本类扣分已达上限", "已扣至零分"


@dataclass(frozen=True, slots=True)
class Charge:
    """One failed check and what it costs."""

    finding: Finding
    price: Price
    nominal: Decimal  # by the scheme alone
    points: Decimal  # after the caps
    why: str = ""  # where other points are taken than the scheme says
    settled: bool = False  # cannot be cured, and was charged in an earlier period


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
    ceilings: tuple[str, ...] = ()  # why its band is no better, in words
    rebased: Rebased | None = None  # None: every category applies to it, or nothing was taken
    rated: Rated | None = None  # None: each of its faults counts whole

    @property
    def reckoned(self) -> tuple[str, ...]:
        """How it was counted, in sentences without full stops, where that was not fault by fault over all categories."""
        return tuple(one.told for one in (self.rated, self.rebased) if one)


def score(
    findings: Iterable[Finding],
    units: Sequence[Unit],
    scheme: Scheme,
    *,
    pages_by_unit: Mapping[str, int],
    earlier: Container[str] = (),
    decided: Mapping[str, Decimal] = NOTHING_DECIDED,
    confirmed: Container[str] = (),
    repeated: Container[str] = (),
    held: Held = NOTHING_HELD,
) -> tuple[UnitScore, ...]:
    """Score the units, in their order. A unit is checked where a page of it was read or a fault was found.

    `earlier`: the marks of what was there before this period; of that what cannot be cured is not charged again.
    `decided`: by fingerprint, what people said that a finding costs, in the place of the scheme's points.
    `confirmed`: the fingerprints of what people confirmed; of what shares a cap that is charged first.
    `repeated`: the same of what was charged before and ought to have been mended since.
    `held`: the kinds of sections that each unit has; who has none that a category looks at is charged more elsewhere.
    """
    by_unit: dict[str | None, list[Finding]] = {}
    for finding in findings:
        if finding.shadow:
            continue
        by_unit.setdefault(finding.unit, []).append(finding)
    scores = []
    for unit in units:
        own, pages = by_unit.get(unit.name, []), pages_by_unit.get(unit.name, 0)
        by_rate = rated(scheme, pages)
        charges = charge(own, scheme, earlier, decided, confirmed, repeated, by_rate)
        based = None
        if any(one.points for one in charges):
            based = rebased(unit, units, scheme, held, {one.price.category for one in charges})
        charges = _by_columns(charges, scheme, based, decided) if based else charges
        scores.append(unit_score(unit, own, charges, scheme, pages, based, by_rate))
    return ranked(scores)


def ranked(scores: Sequence[UnitScore]) -> tuple[UnitScore, ...]:
    """The scores with each unit's place inside its group."""
    return tuple(dataclasses.replace(one, rank=_rank(one, scores)) for one in scores)


def marks(findings: Iterable[Finding], scheme: Scheme) -> frozenset[str]:
    """What later periods know certain faults by: their fingerprints, and of what a section lacked the year."""
    certain = [finding for finding in findings if finding.verdict is Verdict.FAIL]
    lacked = (event_of(f, scheme.prices.get(f.code)) for f in certain if is_lacking(f))
    return frozenset((*(f.fingerprint for f in certain), *lacked))


def is_settled(finding: Finding, scheme: Scheme, earlier: Container[str]) -> bool:
    """Whether it was charged in an earlier period and nobody can mend it: published late is late for ever.

    What a section still lacks can be supplied, whatever the code; what it lacked and got late was charged as lacking.
    """
    price = scheme.prices.get(finding.code)
    if price is None or price.curable or is_lacking(finding):
        return False
    return finding.fingerprint in earlier or (price.once == "year" and event_of(finding, price) in earlier)


def charge(
    findings: Iterable[Finding],
    scheme: Scheme,
    earlier: Container[str] = (),
    decided: Mapping[str, Decimal] = NOTHING_DECIDED,
    confirmed: Container[str] = (),
    repeated: Container[str] = (),
    by_rate: Rated | None = None,
) -> tuple[Charge, ...]:
    """What one unit's failed checks cost, dearest first. What neither the scheme nor people price costs nothing.

    A page costs no more than its cap whatever is published beside it; a category's cap holds for what that comes to
    by the rate, so that who publishes twice as much with twice as many faults is charged alike.
    """
    failed = {
        f.fingerprint: f
        for f in findings
        if f.verdict is Verdict.FAIL
        and not f.shadow
        and (f.code in scheme.prices or f.fingerprint in decided)
    }
    charges: Iterable[Charge] = sorted(
        (
            _priced(
                f,
                scheme,
                is_settled(f, scheme, earlier),
                decided.get(f.fingerprint),
                again=f.fingerprint in repeated,
            )
            for f in failed.values()
        ),
        key=lambda one: (*_dearest_first(one, confirmed), one.finding.code, one.finding.fingerprint),
    )
    charges = _limited(charges, _same_words, lambda c: c.nominal, "同页同一处原文只计一次")
    charges = list(_limited(charges, _same_cause, lambda c: c.nominal, "同一原因只计一次"))
    charges = _limited(charges, _lacked_and_late(charges), lambda c: c.nominal, "同一年度缺的和晚的只计一次")
    charges = _limited(charges, _same_event, _unless_settled, "同一日期问题只计一次")
    charges = _limited(charges, _same_code_and_page, lambda c: c.price.page_cap or FULL, "同页同类已达上限")
    charges = _limited(charges, _page, lambda _: scheme.page_cap, "单页扣分已达上限")
    charges = _by_rate(charges, scheme, by_rate, decided) if by_rate else charges
    charges = _limited(charges, _category, lambda c: scheme.caps.get(c.price.category, FULL), CATEGORY_FULL)
    return tuple(_limited(charges, lambda _: "all", lambda _: FULL, ALL_TAKEN))


def unit_score(
    unit: Unit,
    findings: Sequence[Finding],
    charges: tuple[Charge, ...],
    scheme: Scheme,
    pages: int,
    based: Rebased | None = None,
    by_rate: Rated | None = None,
) -> UnitScore:
    """What the charges come to; `findings`: all that is held against the unit. The rank comes later.

    `based`, `by_rate`: how the charges were counted already.
    """
    failed = {f.fingerprint: f for f in findings if f.verdict is Verdict.FAIL}
    problems = len(failed) - sum(one.settled for one in charges)
    reviews = len({f.fingerprint for f in findings if f.verdict is Verdict.REVIEW})
    if not pages and not failed:
        return UnitScore(unit=unit, pages=0, score=None, band=NOT_CHECKED, reviews=reviews)
    deducted = dict.fromkeys(scheme.categories, Decimal(0))
    for one in charges:
        deducted[one.price.category] = deducted.get(one.price.category, Decimal(0)) + one.points
    vetoes = _vetoes(charges)
    left = FULL - sum(deducted.values())
    points = min(left, scheme.veto_score) if vetoes else left
    band, ceilings = scheme.band_of(points), _ceilings(charges)
    return UnitScore(
        unit=unit,
        pages=pages,
        score=points,
        band=functools.reduce(scheme.lower, ceilings.values(), band),
        problems=problems,
        reviews=reviews,
        deducted=deducted,
        charges=charges,
        vetoes=vetoes,
        ceilings=tuple(f"{name}，等次最高为{ceiling}" for name, ceiling in ceilings.items()),
        rebased=based,
        rated=by_rate,
    )


def _priced(
    finding: Finding, scheme: Scheme, settled: bool, decided: Decimal | None, *, again: bool
) -> Charge:
    price = scheme.prices.get(finding.code) or Price(finding.code, OTHER, Decimal(0))
    times, why = Decimal(1), ""
    if price.curable and finding.state == "regressed":
        times = scheme.regressed_times
    elif price.curable and again and scheme.repeated_times > 1 and decided is None:
        times, why = scheme.repeated_times, REPEATED.format(scheme.repeated_times)
    points = price.of(finding.amount) * times if decided is None else decided
    if settled:
        return Charge(finding, price, points, Decimal(0), SETTLED_BEFORE, settled=True)
    return Charge(finding, price, points, points, why)


def _by_rate(
    charges: Iterable[Charge], scheme: Scheme, rated: Rated, decided: Container[str]
) -> Iterator[Charge]:
    """What is wrong with single pieces, by the rate; what people said that a fault costs is what it costs."""
    for one in charges:
        counts = grows(one.price, scheme) and one.finding.fingerprint not in decided
        yield _retaken(one, rated.of(one.points), rated.why) if counts else one


def _by_columns(
    charges: tuple[Charge, ...], scheme: Scheme, based: Rebased, decided: Container[str]
) -> tuple[Charge, ...]:
    """Of who has no columns for some categories: the others weigh more, and cost at most what their caps come to so.

    What people said that a fault costs is what it costs.
    """
    taken: Iterable[Charge] = (
        one if one.finding.fingerprint in decided else _retaken(one, based.of(one.points), based.why)
        for one in charges
    )
    taken = _limited(
        taken, _category, lambda c: based.of(scheme.caps.get(c.price.category, FULL)), CATEGORY_FULL
    )
    return tuple(_limited(taken, lambda _: "all", lambda _: FULL, ALL_TAKEN))


def _retaken(one: Charge, points: Decimal, told: str) -> Charge:
    """The charge with other points, and why besides what was said before."""
    if points == one.points:
        return one
    return dataclasses.replace(one, points=points, why="；".join(filter(None, (one.why, told))))


def _dearest_first(one: Charge, confirmed: Container[str]) -> tuple[bool, bool, Decimal]:
    """What was charged before goes first, since what has the same cause is not charged now; then what is confirmed,
    since a record charges nothing else."""
    return not one.settled, one.finding.fingerprint not in confirmed, -one.nominal


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


def _lacked_and_late(charges: Iterable[Charge]) -> Callable[[Charge], Hashable | None]:
    """What a section lacks, and what of that year stands elsewhere and is late, are one fault."""
    lacked = {
        event_of(c.finding, c.price) for c in charges if c.price.once == "year" and is_lacking(c.finding)
    }
    return lambda one: event if (event := event_of(one.finding, one.price)) in lacked else None


def _same_event(one: Charge) -> Hashable | None:
    return (canonical(one.finding.url), one.price.cause) if one.price.cause else None


def _unless_settled(one: Charge) -> Decimal:
    return Decimal(0) if one.settled else one.nominal


def _same_code_and_page(one: Charge) -> Hashable:
    return one.finding.code, canonical(one.finding.url)


def _page(one: Charge) -> Hashable:
    return canonical(one.finding.url)


def _category(one: Charge) -> Hashable:
    return one.price.category


def _vetoes(charges: Sequence[Charge]) -> tuple[str, ...]:
    """Why the result is settled, in words; the prices say how many of a code it takes."""
    counts = Counter((c.finding.code, c.finding.name) for c in charges if not c.settled)
    prices = {c.finding.code: c.price for c in charges}
    return tuple(
        f"{name}（{code}）{number}个"
        for (code, name), number in sorted(counts.items())
        if prices[code].veto or number >= (prices[code].veto_from or number + 1)
    )


def _ceilings(charges: Sequence[Charge]) -> dict[str, str]:
    """The bands that single faults allow at most, by the fault's name."""
    return {c.finding.name: c.price.ceiling for c in charges if c.price.ceiling and not c.settled}


def _rank(one: UnitScore, scores: Sequence[UnitScore]) -> int | None:
    if (own := one.score) is None:
        return None
    rivals = [s.score for s in scores if s.unit.group == one.unit.group and s.score is not None]
    return 1 + sum(rival > own for rival in rivals)
