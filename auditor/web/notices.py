"""下发: what is confirmed goes to the units, many rows at once; the scheme says until when and what it costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated

from fastapi import Form, Query
from starlette.responses import HTMLResponse, Response

from auditor.inspection.ruling import awaits_second
from auditor.models.complaint import CommandError, UserError
from auditor.models.issue import Issue
from auditor.models.issue_kinds import IssueState
from auditor.models.role import Role
from auditor.office.record import scheme_by
from auditor.web.acts import Line, MaybeDay, Why
from auditor.web.desk import AtHand, Here
from auditor.web.door import refusal
from auditor.web.pages import page, sent_to
from auditor.web.paging import SIZE
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.ticks import named, tick_of, ticked

routes = room()


@routes.get("/notices")
@admits(Role.INSPECTOR, menu="下发")
def notices(here: AtHand, unit: Annotated[str, Query(max_length=100)] = "") -> HTMLResponse:
    """What is confirmed and nobody was told of, unit by unit; of one unit everything is ticked, of all of them nothing."""
    return _shown(here, unit)


@routes.post("/notices")
@admits(Role.INSPECTOR, act="下发")
def notify(
    here: AtHand,
    rows: Annotated[list[str], Form(max_length=SIZE)] = [],  # noqa: B006
    inspection: Line = "",
    due: MaybeDay = None,
    why: Why = "",
    unit: Line = "",
) -> Response:
    """All that were ticked, or none."""
    here.request.state.subject = named(rows)
    try:
        if not rows:
            raise CommandError("请先勾选要下发的问题")
        of, store = inspection.strip() or None, here.house.store
        schemes = {portal.id: scheme_by(store, portal.id, of) for portal in here.portals}
        with store.together():
            for row in (ticked(here, tick) for tick in rows):
                here.desk.notify(row, schemes[row.portal], why=why.strip(), inspection=of, due_on=due)
    except UserError as error:
        status, here.request.state.refused = refusal(error)
        return _shown(here, unit, wrong=here.request.state.refused, why=why, ticks=rows, status=status)
    return sent_to("/notices", "done")


def _shown(
    here: Here,
    unit: str = "",
    *,
    wrong: str = "",
    why: str = "",
    ticks: Sequence[str] = (),
    status: int = 200,
) -> HTMLResponse:
    everything = [row for row in here.rows() if row.state is IssueState.CONFIRMED]
    waiting = [row for row in everything if unit in ("", row.unit)]
    by_unit: defaultdict[str, list[Issue]] = defaultdict(list)
    for row in sorted(waiting, key=lambda row: (row.unit or "", row.number))[:SIZE]:
        by_unit[row.unit or ""].append(row)
    unread = _unread(here, waiting)
    return page(
        here.request,
        "notices.html",
        status=status,
        units=by_unit,
        count=len(waiting),
        most=SIZE,
        inspections=[
            one.number for portal in here.portals for one in here.house.store.inspections.all(portal.id)
        ],
        today=here.today,
        wrong=wrong,
        why=why,
        ticked=ticks or [tick_of(row) for row in waiting if unit and row not in unread],
        unread=unread,
        unit=unit,
        names=sorted({row.unit for row in everything if row.unit}),
    )


def _unread(here: Here, rows: Sequence[Issue]) -> list[Issue]:
    """Those that a second person has to read before they go out, as the portal's scheme stands now."""
    schemes = {portal.id: scheme_by(here.house.store, portal.id, None) for portal in here.portals}
    return [row for row in rows if awaits_second(row, schemes[row.portal])]
