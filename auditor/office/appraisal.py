"""年度考核 from what is frozen: the year's quarters and spot checks, and the marks of people for the rest."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from auditor.inspection.appraisal import TASKS, QuarterTold, TasksTold, Year, appraise, results, told
from auditor.inspection.period import Term
from auditor.inspection.scheme import Scheme
from auditor.inspection.spot import SpotCheck
from auditor.models import Coverage, Light, Period, Portal, Unchecked
from auditor.models.complaint import CommandError
from auditor.models.inspection import RECORDS, Inspection, InspectionKind
from auditor.office.marks import read_marks
from auditor.office.quarter import Quarter
from auditor.office.tasks import task_rows
from auditor.store import Store


def draw_up(
    store: Store, portal: Portal, term: Term, scheme: Scheme, marks: Path | None, *, on: dt.date
) -> Year:
    """Appraise every unit of the profile; its duties as they stand `on` a day, no later than the year.
    Raises CommandError where no quarter is frozen, or marks are wanted."""
    if scheme.daily_share is None:
        raise CommandError(
            f"扣分表“{scheme.name}”没有写 daily_share（日常占比），不能用于年度考核。没有改动。"
        )
    if marks is None and scheme.daily_share < 1:
        names = "、".join(scheme.indicators) or "扣分表里还没有写 [[indicators]]"
        raise CommandError(
            f"年度考核还要其他指标的评分，请用 --marks 给出 CSV 文件，各列是：单位、{names}。没有改动。"
        )
    done = [one for one in store.inspections.all(portal.id) if one.state in RECORDS and _lies_in(one, term)]
    quarters = tuple(_quarter(store, done, code) for code in _codes(term))
    if not any(quarter.frozen for quarter in quarters):
        raise CommandError(f"{term.name}还没有冻结的季度检查，不能考核。没有改动。")
    counted = {TASKS: scheme.task_marks} if scheme.task_marks else {}
    given = read_marks(marks, portal, scheme.indicators, may=counted) if marks else {}
    day = min(on, term.last_on)
    tasks = _tasks(store, portal, day) if scheme.task_marks else {}
    return Year(
        portal=portal,
        period=term.name,
        scheme=scheme,
        quarters=quarters,
        units=appraise(portal.units, quarters, given, scheme, tasks),
        inspections=tuple(one.number for one in done),
        rule_versions=_versions(done),
        tasks=tasks,
        tasks_on=day if tasks else None,
    )


def _tasks(store: Store, portal: Portal, day: dt.date) -> dict[str, TasksTold]:
    """How every unit's duties stand on the day; {} where the profile has no plan."""
    try:
        rows = task_rows(portal, day, pages=store.pages.all(portal.id), notes=store.task_notes.all(portal.id))
    except CommandError:  # the profile has no plan with duties
        return {}
    lights: defaultdict[str, Counter[Light]] = defaultdict(Counter)
    for row in rows:
        lights[row.unit][row.light] += 1
    return {
        unit: TasksTold(done=of[Light.DONE], late=of[Light.OVERDUE], unknown=of[Light.TO_CHECK])
        for unit, of in lights.items()
    }


def inspection_of(year: Year, portal: Portal, term: Term) -> Inspection:
    """The year as the shelf keeps it; a quarter that is not frozen is told as not checked."""
    missing = [Unchecked(q.code, "这个季度的检查还没有冻结，没有计入") for q in year.quarters if not q.frozen]
    return Inspection(
        number=term.code,
        kind=InspectionKind.YEAR,
        portal=portal.id,
        period=term.code,
        window=Period(term.first_on, term.last_on),
        scheme=year.scheme.name,
        rule_versions=year.rule_versions,
        coverage=Coverage(unchecked=tuple(missing)),
        scores=results(year.units),
        appeal_workdays=year.scheme.appeal_workdays,
    )


def _lies_in(one: Inspection, year: Term) -> bool:
    counted = (InspectionKind.SPOT, InspectionKind.QUARTER)
    return one.kind in counted and Term.read(one.period).year == year.year


def _quarter(store: Store, done: Iterable[Inspection], code: str) -> QuarterTold:
    own = [one for one in done if _quarter_of(one) == code]
    quarters = [one for one in own if one.kind is InspectionKind.QUARTER]
    if not quarters:
        return QuarterTold(code=code)
    record = store.inspections.basis(quarters[0], Quarter).inspected
    spots = (store.inspections.basis(one, SpotCheck) for one in own if one.kind is InspectionKind.SPOT)
    quarter = told(code, record.scores, (spot.inspected.scores for spot in spots))
    return replace(quarter, waiting=sum(row.waits for row in record.rows))


def _quarter_of(one: Inspection) -> str:
    return Term.of(3, Term.read(one.period).first_on).code


def _codes(year: Term) -> list[str]:
    return [Term(3, year.year, number).code for number in range(1, 5)]


def _versions(done: Iterable[Inspection]) -> dict[str, int]:
    """The newest version of every rule that the year rests on."""
    newest: dict[str, int] = {}
    for one in done:
        for code, version in one.rule_versions.items():
            newest[code] = max(version, newest.get(code, version))
    return dict(sorted(newest.items()))
