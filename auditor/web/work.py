"""我的工作: one page for each person. What is theirs to do, each with its next step and the days left; what waits for others."""

from __future__ import annotations

import datetime as dt

from starlette.responses import HTMLResponse

from auditor.inspection.acts import FREEZE, ISSUE, LABELS, OPEN, SEND, open_acts
from auditor.models import RunState
from auditor.models.inspection import Inspection, InspectionState
from auditor.models.role import Role
from auditor.office.amending import AMENDERS
from auditor.office.terms import READING
from auditor.web.clocks import left_until
from auditor.web.desk import AtHand, Here
from auditor.web.inspections import address_of
from auditor.web.letters import unsigned_letters
from auditor.web.overview import last_night
from auditor.web.pages import page
from auditor.web.proposals import proposals, undelivered_rows
from auditor.web.roles import admits_people
from auditor.web.rooms import room
from auditor.web.unit import own_work
from auditor.web.waiting import Owed, Waiting, rows_told

routes = room()
_SIGNERS = (Role.INSPECTOR, Role.CHIEF)


@routes.get("/work")
@admits_people(menu="我的工作")
def work(here: AtHand) -> HTMLResponse:
    """A unit's rows, letters and tasks; of those who look after units what they took, and what waits for whom."""
    if here.user.role is Role.UNIT:
        return own_work(here)
    taken, owed, waiting = rows_told(here)
    everything = [
        *_people(here),
        *_profiles(here),
        *_nights(here),
        *owed,
        *_inspections(here),
        *_papers(here),
    ]
    return page(
        here.request,
        "work.html",
        taken=taken,
        owed=sorted(everything, key=_day),
        unread=[] if everything else _unread(here),
        waiting=[*waiting, *_of_others(here)],
    )


def _day(one: Owed) -> dt.date:
    """What is due by a day comes first."""
    return (one.left.due_on if one.left else None) or dt.date.max


def _people(here: Here) -> list[Owed]:
    """A new installation has nobody who could work off what a night finds."""
    if here.user.role is not Role.OPERATOR:
        return []
    if any(user.role is Role.INSPECTOR for user in here.house.store.accounts.all()):
        return []
    return [
        Owed(
            what="还没有检查人员的账号",
            words="检查人员、负责人、各单位联系人的账号都在“账号”里建立",
            step="建立账号",
            where="/users",
        )
    ]


def _unread(here: Here) -> list[str]:
    """Portals that no night has read yet: where nothing is to be done, that is why."""
    newest = here.house.store.runs.newest
    return [one.name for one in here.portals if not any(run.kind in READING for run in newest(one.id))]


def _profiles(here: Here) -> list[Owed]:
    """Portals whose file and changes on the screen clash: no night reads them until somebody chooses."""
    return [
        Owed(
            what="档案对不上",
            words="档案文件和网页上的修改改得不一样，选定以前，夜间运行不能用这份档案",
            about=portal.name,
            step="选以哪个为准",
            where=f"/profile/{portal.id}/trail",
        )
        for portal in (here.portals if here.user.role in AMENDERS else ())
        if here.house.trail_faults(portal.id)
    ]


def _nights(here: Here) -> list[Owed]:
    """The last night of each portal where it wants a person: whether it may be believed, or why it went wrong."""
    found = []
    for portal in here.portals if here.user.role is not Role.INSPECTOR else ():
        night = last_night(here, portal)
        held = night.run is not None and night.run.state is RunState.HELD
        if night.run and (held or (here.user.role is Role.OPERATOR and night.run.state is not RunState.DONE)):
            found.append(
                Owed(
                    what=f"最近一夜：{night.result}",
                    words=night.why,
                    about=portal.name,
                    step="核对、放行" if held else "看原因",
                    where=f"/runs/{night.run.id}",
                    since=night.run.as_of.date(),
                )
            )
    return found


def _inspections(here: Here) -> list[Owed]:
    """Those whose next step is the person's own."""
    found = []
    for one in _living(here):
        for act in set(open_acts(one, here.user.role)) - {OPEN} if not _is_early(here, one) else ():
            found.append(
                Owed(
                    what=f"{one.kind.label} {one.number}",
                    words=one.state.label,
                    step=LABELS[act],
                    where=address_of(one),
                )
            )
    return found


def _papers(here: Here) -> list[Owed]:
    """文书 that the person may sign."""
    role = here.user.role
    if role not in _SIGNERS:
        return []
    drawn = [one for portal in here.portals for one in proposals(here, portal) if role in one.step.approvers]
    sorts = (
        ("待签发的文书", len(drawn), "/letters/proposed"),
        ("申诉裁定了，没有书面答复", len(undelivered_rows(here)), "/letters/decided"),
    )
    return [
        Owed(what=what, words=f"{count} 份", step="签发", where=where)
        for what, count, where in sorts
        if count
    ]


def _of_others(here: Here) -> list[Waiting]:
    """Papers that others have to do something with."""
    if here.user.role not in _SIGNERS:
        return []
    found = []
    if unsigned := unsigned_letters(here):
        first = min(sent.letter.issued_at for sent in unsigned).date()
        address = "/letters/issued?unsigned=true"
        found.append(Waiting("没有签收的文书", len(unsigned), "责任单位", address, since=first))
    for act, whose in ((SEND, Role.INSPECTOR), (FREEZE, Role.CHIEF), (ISSUE, Role.CHIEF)):
        theirs = [
            one
            for one in _living(here)
            if act in open_acts(one, whose)
            and act not in open_acts(one, here.user.role)
            and not _is_early(here, one)
        ]
        if theirs:
            found.append(Waiting(f"等{LABELS[act]}的检查", len(theirs), whose.label, "/inspections"))
    for one in filter(lambda one: _is_early(here, one), _living(here)):
        left = left_until(one.appeal_by, here.today) if one.appeal_by else None
        found.append(Waiting(f"{one.number} 申诉期满", 1, "责任单位", address_of(one), left))
    return found


def _is_early(here: Here, one: Inspection) -> bool:
    """Whether units may still appeal: it is frozen afterwards."""
    is_sent = one.state is InspectionState.CONSULTED
    return is_sent and one.appeal_by is not None and here.today <= one.appeal_by


def _living(here: Here) -> list[Inspection]:
    """Inspections that are not at their end; those who only look after the machine have none."""
    if here.user.role not in _SIGNERS:
        return []
    return [
        one
        for portal in here.portals
        for one in here.house.store.inspections.all(portal.id)
        if open_acts(one, Role.CHIEF)
    ]
