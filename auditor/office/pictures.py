"""A quarter with what its pictures are drawn from: pages, visits, plan, rows and earlier quarters, as they stood then."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from auditor.config.calendar import operator_calendar
from auditor.inspection.inspected import Inspected
from auditor.inspection.period import Term
from auditor.inspection.pictured import (
    DutyColumn,
    DutyLook,
    Funnel,
    Pictured,
    QuarterPoint,
    UnitPicture,
)
from auditor.inspection.scheme import Scheme
from auditor.models import Coverage, Page, PageKind, Plan, Portal, SectionView, VisitState
from auditor.models.complaint import CommandError
from auditor.models.inspection import InspectionKind
from auditor.models.issue import Issue
from auditor.models.issue_kinds import ACQUITTED, Act
from auditor.office.asked_rules import asked_rules
from auditor.office.quarter import Quarter
from auditor.office.tasks import plan_on
from auditor.office.terms import beginning
from auditor.portal.parties import parties
from auditor.store import Store
from auditor.text.wording import mean
from auditor.workdays import Calendar, UnknownYearError

_MONTHS, _EARLIER = 12, 3
_STEPS = ("found", "confirmed", "notified", "reported", "rechecked", "closed", "acquitted")


def with_pictures(store: Store, portal: Portal, quarter: Quarter, term: Term) -> Quarter:
    """The quarter with what its pictures need; nothing later than its own day enters them."""
    inspected = quarter.inspected
    counted = _Pieces(months=tuple(_months(inspected.as_of)), since=term.first_on, until=inspected.as_of)
    calendar = operator_calendar()
    for page in store.pages.all(portal.id):
        counted.add(page, calendar)
    views = [view for view in store.sections.views(portal) if view.section.period.covers(inspected.as_of)]
    scheme, coverage = inspected.scheme, inspected.coverage
    plan, duties = _duties(portal, inspected.as_of, scheme)
    tested = _tested(store, portal, inspected.as_of, scheme, coverage, plan)
    return replace(
        quarter,
        pictured=Pictured(
            months=counted.months,
            whole_months=tuple(_whole(counted.months, portal, inspected.as_of)),
            duties=duties,
            plan=plan.name if plan else "",
            units=tuple(_units(portal, inspected, counted, views, tested)),
            lags=tuple(sorted(counted.lags)),
            undated=counted.undated,
            earlier=tuple(_earlier(store, portal, term)),
            funnel=_funnel(store.issues.of(portal.id), term, inspected.as_of),
        ),
    )


def with_progress(store: Store, portal_id: str, quarter: Quarter, term: Term, *, on: dt.date) -> Quarter:
    """The quarter with how far its rows have come by the day on which its papers go out."""
    if quarter.pictured is None:
        return quarter
    looked_at = quarter.inspected
    end = looked_at.docket.end
    issues = (one for one in store.issues.of(portal_id) if end is None or one.events[0].at < end)
    until = max(on, looked_at.as_of)
    funnel = _funnel(issues, term, until, told_on=until)
    return replace(quarter, pictured=replace(quarter.pictured, funnel=funnel))


def as_it_stands(
    store: Store, portal: Portal, scheme: Scheme, coverage: Coverage, issues: Iterable[Issue], day: dt.date
) -> Pictured:
    """What can be drawn of a day between two quarters without looking at every page: what the last night tested, and
    how far the rows have come."""
    term = Term.of(3, day)
    plan, duties = _duties(portal, day, scheme)
    tested, looked = _tested(store, portal, day, scheme, coverage, plan), store.sections.last_read(portal.id)
    return Pictured(
        months=(),
        whole_months=(),
        duties=duties,
        plan=plan.name if plan else "",
        units=tuple(
            UnitPicture(
                unit=unit.name,
                looked_on=looked[unit.name].date() if unit.name in looked else None,
                tested=tested.get(unit.name, {}),
            )
            for unit in portal.units
        ),
        lags=(),
        undated=0,
        earlier=(),
        funnel=_funnel(issues, term, day),
    )


def kept_quarters(store: Store, portal: Portal, most: int = 4) -> list[tuple[str, int, Decimal | None, None]]:
    """The last quarters on record, oldest first: name, units that were scored, their mean."""
    kept = [one for one in store.inspections.all(portal.id) if one.kind is InspectionKind.QUARTER]
    told = []
    for one in sorted(kept, key=lambda one: one.window.until or dt.date.max)[-most:]:
        values = [result.score for result in one.scores if result.score is not None]
        told.append((Term.read(one.period).name, len(values), mean(values), None))
    return told


@dataclass
class _Pieces:
    """What was published, while the pages are walked."""

    months: tuple[str, ...]
    since: dt.date
    until: dt.date
    by_unit: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lags: list[int] = field(default_factory=list)
    undated: int = 0

    def add(self, page: Page, calendar: Calendar) -> None:
        day = page.shown_on
        listed = page.is_section or page.kind is PageKind.LIST
        if not page.unit or listed or not page.readable or day is None or day > self.until:
            return
        self.by_unit[page.unit][f"{day:%Y-%m}"] += 1
        if day >= self.since:
            lag = _lag(page, calendar)
            self.undated += lag is None
            self.lags += [] if lag is None else [lag]


def _lag(page: Page, calendar: Calendar) -> int | None:
    """Working days from the day of making to that of publication; None where one is not known."""
    said = (page.date("dated_on"), page.document.signed.dated_on)
    made, shown = max((day for day in said if day), default=None), page.date("published_on")
    if made is None or shown is None:
        return None
    try:
        return calendar.between(made, shown)
    except UnknownYearError:
        return None


def _months(as_of: dt.date) -> Iterator[str]:
    """The month of the day and the eleven before it."""
    months = [Term.of(1, as_of)]
    while len(months) < _MONTHS:
        months.append(months[-1].previous)
    return (month.code for month in reversed(months))


def _whole(months: Iterable[str], portal: Portal, as_of: dt.date) -> Iterator[str]:
    """The months that are over and no older than what the crawl asks for."""
    horizon = portal.politeness.horizon_days
    since = as_of - dt.timedelta(days=horizon) if horizon else dt.date.min
    for code in months:
        month = Term.read(code)
        if since <= month.first_on and month.last_on <= as_of:
            yield code


def _units(
    portal: Portal,
    inspected: Inspected,
    counted: _Pieces,
    views: Iterable[SectionView],
    tested: Mapping[str, Mapping[str, DutyLook]],
) -> Iterator[UnitPicture]:
    own: defaultdict[str, list[SectionView]] = defaultdict(list)
    for view in views:
        own[view.section.unit].append(view)
    for unit in portal.units:
        cycles = (view.section.update_within_days for view in own[unit.name])
        pieces = counted.by_unit[unit.name]
        yield UnitPicture(
            unit=unit.name,
            looked_on=_looked_on(own[unit.name], inspected.as_of),
            pieces={month: pieces[month] for month in counted.months if pieces[month]},
            cycle_days=min((days for days in cycles if days), default=None),
            whole=_read_whole(own[unit.name], inspected.as_of),
            tested=tested.get(unit.name, {}),
        )


def _looked_on(views: Iterable[SectionView], until: dt.date) -> dt.date | None:
    """The last day on which something of a list of the unit could be read."""
    read = (v for view in views for v in view.visits if v.state is not VisitState.UNREADABLE)
    days = (visit.visited_at.date() for visit in read)
    return max((day for day in days if day <= until), default=None)


def _read_whole(views: Iterable[SectionView], until: dt.date) -> bool:
    """Whether the last look by the day read every list of the unit to its end."""
    lasts = [
        next((v.state for v in reversed(view.visits) if v.visited_at.date() <= until), None) for view in views
    ]
    return bool(lasts) and all(state is VisitState.READABLE for state in lasts)


def _duties(portal: Portal, day: dt.date, scheme: Scheme) -> tuple[Plan | None, tuple[DutyColumn, ...]]:
    try:
        plan = plan_on(portal, day)
    except CommandError:  # the profile has no plan with duties
        return None, tuple(DutyColumn(name, name) for name in scheme.categories)
    return plan, tuple(DutyColumn(duty.article, duty.duty) for duty in plan.duties)


def _tested(
    store: Store, portal: Portal, day: dt.date, scheme: Scheme, coverage: Coverage, plan: Plan | None
) -> dict[str, dict[str, DutyLook]]:
    """By unit and column: how it was looked at; what does not bind a unit is left out."""
    read = {name for name, pages in coverage.pages_by_unit.items() if pages}
    read |= {name for name, sections in coverage.sections_by_unit.items() if sections}
    asked = asked_rules(portal, day).keys() - portal.shadow_rules.keys()
    noted = {(one.task, one.unit) for one in store.task_notes.all(portal.id) if one.day <= day}
    found: defaultdict[str, dict[str, DutyLook]] = defaultdict(dict)
    if plan is None:
        of = {
            name: {p.code for p in scheme.prices.values() if p.category == name} for name in scheme.categories
        }
        for unit in portal.units:
            found[unit.name] = {
                name: _how(bool(codes & asked), unit.name in read, False) for name, codes in of.items()
            }
        return found
    codes = {item.article: set(item.codes) for item in plan.items}
    for duty in plan.duties:
        ruled = bool(codes.get(duty.article, set()) & asked)
        for name, _ in parties(duty, portal, day):
            found[name][duty.article] = _how(ruled, name in read, (duty.number, name) in noted)
    return found


def _how(ruled: bool, read: bool, noted: bool) -> DutyLook:
    if ruled and read:
        return DutyLook.RULE
    if noted:
        return DutyLook.HAND
    return DutyLook.UNREADABLE if ruled else DutyLook.NOT


def _earlier(store: Store, portal: Portal, term: Term) -> Iterator[QuarterPoint]:
    """The quarters before this one that were kept, three at most."""
    codes = [term.previous.code]
    while len(codes) < _EARLIER:
        codes.append(Term.read(codes[-1]).previous.code)
    kept = {one.number: one for one in store.inspections.all(portal.id) if one.kind is InspectionKind.QUARTER}
    for code in reversed(codes):
        if code in kept:
            scores = store.inspections.basis(kept[code], Quarter).inspected.scores
            values = [one.score for one in scores if one.score is not None]
            yield QuarterPoint(code, len(values), mean(values), sum(one.problems for one in scores))


def _funnel(issues: Iterable[Issue], term: Term, as_of: dt.date, told_on: dt.date | None = None) -> Funnel:
    """The rows that lived in the period, by how far they had come on its day."""
    since, until = beginning(term).date(), as_of
    steps: Counter[str] = Counter()
    for issue in issues:
        acts = [event for event in issue.events if event.at.date() <= until]
        ended = issue.ended_on is not None and issue.ended_on < since
        if not acts or ended:
            continue
        done = {event.act for event in acts}
        fixed = any(event.act is Act.RECHECK and event.outcome == "fixed" for event in acts)
        acquitted = issue.state in ACQUITTED and not issue.merged_into and issue.events[-1].at.date() <= until
        steps.update(
            found=1,
            confirmed=bool(done & {Act.CONFIRM, Act.ADD}),
            notified=Act.NOTIFY in done,
            reported=Act.NOTIFY in done and bool(done & {Act.FIXED, Act.GONE}),
            rechecked=Act.RECHECK in done,
            closed=fixed,
            acquitted=acquitted,
        )
    return Funnel(told_on=told_on, **{name: steps[name] for name in _STEPS})
