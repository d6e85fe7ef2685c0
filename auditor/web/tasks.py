"""工作台账 of a unit: what it owes by when, and what it puts on record."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form
from starlette.responses import HTMLResponse, RedirectResponse

from auditor.inspection.proofs import Found
from auditor.inspection.tasks import step_of
from auditor.models import Light, NoteAct, Portal, TaskRow
from auditor.models.complaint import CommandError
from auditor.models.role import Role
from auditor.office.task_proofs import noted_by, proofs_of
from auditor.office.tasks import add_note, plan_on, task_rows
from auditor.web.acts import Line, MaybeDay, Why, web_address
from auditor.web.desk import AtHand, Here
from auditor.web.pages import page, sent_to
from auditor.web.roles import admits
from auditor.web.rooms import room

routes = room()
_PRESSING = (Light.OVERDUE, Light.SOON)


@routes.get("/tasks")
@admits(Role.UNIT, menu="我的任务")
def tasks(here: AtHand) -> HTMLResponse:
    """The unit's duties, the most urgent first."""
    return page(here.request, "unit_tasks.html", rows=own_tasks(here), portals=here.portals, acts=NoteAct)


@routes.post("/tasks/{portal}/note")
@admits(Role.UNIT, act="记任务佐证")
def note(
    here: AtHand,
    portal: str,
    task: Line,
    act: Annotated[NoteAct, Form()],
    words: Why = "",
    url: Line = "",
    on: MaybeDay = None,
) -> RedirectResponse:
    """Put a proof, an event or a reason on record."""
    here.request.state.subject = f"{portal} {task}"
    _refuse_empty(act, words, url, on is None)
    add_note(
        here.house.store,
        here.portal(portal),
        task,
        here.user.unit or "",
        act=act,
        at=here.at,
        by=here.user.person,
        role=here.user.role,
        note=words.strip(),
        url=web_address(url) or "",
        on=on,
    )
    return sent_to("/tasks", "noted")


def own_tasks(here: Here) -> list[TaskRow]:
    """The duties of the person's unit; none where the profile has no plan."""
    return [
        row for portal in here.portals for row in portal_tasks(here, portal) if row.unit == here.user.unit
    ]


def pressing_tasks(here: Here) -> list[TaskRow]:
    """Those that are late or near."""
    return [row for row in own_tasks(here) if row.light in _PRESSING or step_of(row) == 1]


def portal_tasks(here: Here, portal: Portal) -> tuple[TaskRow, ...]:
    """Every duty of every unit, with the proofs that the last judgement found."""
    store = here.house.store
    if not any(plan.duties for plan in portal.plans):
        return ()
    notes, run = store.task_notes.all(portal.id), noted_by(store, portal)
    return here.house.remembered(
        f"tasks of {portal.id}",
        (*nights_key(here, portal), run),
        lambda: tuple(task_rows(portal, here.today, notes=notes, found=_found(here, portal, run))),
    )


def _found(here: Here, portal: Portal, run: int | None) -> Found:
    """What pages have to show; where no judgement has noted it for this plan, it is looked for once a night."""
    store, plan = here.house.store, plan_on(portal, here.today)
    newest = store.runs.newest(portal.id, limit=1)
    return here.house.remembered(
        f"proofs of {portal.id}",
        (
            plan.name,
            store.amendments.version(portal.id),
            run,
            *((newest[0].id, newest[0].state) if newest else ()),
        ),
        lambda: proofs_of(store, portal, plan),
    )


def nights_key(here: Here, portal: Portal) -> tuple[object, ...]:
    """What duties and their proofs hang on: it is another one after a night, a note, an amendment, or a day."""
    store = here.house.store
    newest = store.runs.newest(portal.id, limit=1)
    run = (newest[0].id, newest[0].state) if newest else ()
    return (here.today, *run, len(store.task_notes.all(portal.id)), store.amendments.version(portal.id))


def _refuse_empty(act: NoteAct, words: str, url: str, undated: bool) -> None:
    if act is NoteAct.EVIDENCE and not (words.strip() or url.strip()):
        raise CommandError("佐证要写网址或者说明")
    if act is NoteAct.NOT_APPLICABLE and not words.strip():
        raise CommandError("不适用要写明理由")
    if act is NoteAct.EVENT and undated:
        raise CommandError("起算日要写日期")
