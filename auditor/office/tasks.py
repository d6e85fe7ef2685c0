"""工作台账 of a portal: from its plans, its pages and what people said, as it stands on a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from auditor.config.calendar import operator_calendar
from auditor.config.toml_table import suggest
from auditor.inspection.proofs import Found, found_in
from auditor.inspection.tasks import by_urgency, task_row
from auditor.models import Duty, NoteAct, Page, Plan, Portal, Role, TaskNote, TaskRow
from auditor.models.complaint import CommandError
from auditor.models.spaces import squeeze
from auditor.portal.parties import parties
from auditor.store import Store

_NARROW = str.maketrans({"（": "(", "）": ")"})


def plan_on(portal: Portal, day: dt.date) -> Plan:
    """The plan whose duties count on `day`: the one in force, else the last issued by then, else the first to come.

    Raises CommandError where the profile has none.
    """
    plans = sorted((plan for plan in portal.plans if plan.duties), key=lambda plan: plan.issued_on)
    if not plans:
        raise CommandError(
            '门户档案里没有任务：先用 auditor plan import 导入工作方案，再在 [[plans]] 里写 file = "方案文件"'
        )
    issued = [plan for plan in plans if plan.issued_on <= day]
    in_force = [plan for plan in issued if plan.in_force(day)]
    return (in_force or issued or plans[:1])[-1]


def stored_rows(url: str, portal: Portal, day: dt.date, *, unit: str | None = None) -> list[TaskRow]:
    """The ledger from the store at `url`; without proofs where nothing was ever stored there."""
    if not Store.is_there(url):
        return task_rows(portal, day, unit=unit)
    with Store.existing(url) as store:
        pages, notes = store.pages.all(portal.id), store.task_notes.all(portal.id)
        return task_rows(portal, day, unit=unit, pages=pages, notes=notes)


def task_rows(
    portal: Portal,
    day: dt.date,
    *,
    unit: str | None = None,
    pages: Iterable[Page] = (),
    notes: Iterable[TaskNote] = (),
    found: Found | None = None,
) -> list[TaskRow]:
    """Every duty of every unit it binds, or of one unit, the most urgent first. `found`: what pages have to show, where
    that is known already."""
    plan, calendar = plan_on(portal, day), operator_calendar()
    found = found or found_in(pages, plan.duties)
    said: dict[tuple[str, str], list[TaskNote]] = defaultdict(list)
    for note in notes:
        if note.plan == plan.name:
            said[note.task, portal.name_now(note.unit)].append(note)
    rows = [
        task_row(
            plan,
            duty,
            name,
            part,
            found=found.proofs.get((duty.number, name), ()),
            notes=said[duty.number, name],
            day=day,
            calendar=calendar,
            read=name in found.units,
        )
        for duty, name, part in _bound(plan, portal, day)
        if unit is None or name == unit
    ]
    return sorted(rows, key=by_urgency)


def unit_meant(portal: Portal, day: dt.date, words: str) -> str:
    """The unit of the ledger that a person names. Raises CommandError where there is none."""
    if unit := portal.unit_named(words):
        return unit.name
    known = {name for _, name, _ in _bound(plan_on(portal, day), portal, day)}
    if words in known:
        return words
    raise CommandError(f"工作台账里没有“{words}”这个单位{suggest(words, known)}")


def add_note(
    store: Store,
    portal: Portal,
    task: str,
    unit: str,
    *,
    act: NoteAct,
    at: dt.datetime,
    by: str,
    role: Role,
    note: str = "",
    url: str = "",
    on: dt.date | None = None,
    times: int = 1,
) -> TaskNote:
    """Put on record what a person says of a duty of a unit. Raises CommandError for a duty that does not bind it."""
    day = on or at.date()
    plan = plan_on(portal, day)
    duty = _duty(plan, task)
    name = unit_meant(portal, day, unit)
    bound = [who for one, who, _ in _bound(plan, portal, day) if one is duty]
    if name not in bound:
        raise CommandError(f"任务{duty.number}的责任单位里没有{name}，有：{'、'.join(bound)}")
    if act is NoteAct.EVENT and not (duty.deadline and duty.deadline.kind.after_event):
        raise CommandError(f"任务{duty.number}的期限不从事件起算，不用记起算日")
    said = TaskNote(
        plan=plan.name,
        task=duty.number,
        unit=name,
        act=act,
        at=at,
        by=by,
        role=role,
        note=note,
        url=url,
        on=on,
        times=times,
    )
    store.task_notes.add(portal.id, said)
    return said


def _bound(plan: Plan, portal: Portal, day: dt.date) -> Iterator[tuple[Duty, str, str]]:
    return ((duty, name, part) for duty in plan.duties for name, part in parties(duty, portal, day))


def _duty(plan: Plan, words: str) -> Duty:
    """The duty a person means by 13, 第13项, 任务13, 二（一）."""
    asked = squeeze(words).translate(_NARROW).removeprefix("任务").removeprefix("第").removesuffix("项")
    found = next((duty for duty in plan.duties if duty.number.translate(_NARROW) == asked), None)
    if found is None:
        known = "、".join(duty.number for duty in plan.duties)
        raise CommandError(f"《{plan.name}》里没有任务{words}，有：{known}")
    return found
