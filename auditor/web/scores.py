"""得分 of a unit: every inspection that the units were told of, its own line, and how its group stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from starlette.responses import HTMLResponse

from auditor.models import Portal
from auditor.models.inspection import Inspection, InspectionState, Result
from auditor.models.role import Role
from auditor.text.wording import mean
from auditor.web.desk import AtHand, Here
from auditor.web.pages import page
from auditor.web.roles import admits
from auditor.web.rooms import room

routes = room()
FEWEST = 3  # units of a group with a score: of fewer, an average would tell the others' own


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One inspection as one unit sees it."""

    portal: Portal
    inspection: Inspection
    result: Result
    average: Decimal | None  # of its group
    of: int  # units of the group that have a score


@routes.get("/score")
@admits(Role.UNIT, menu="我的得分")
def score(here: AtHand) -> HTMLResponse:
    """The newest first."""
    return page(here.request, "unit_score.html", scores=own_scores(here))


def own_scores(here: Here) -> list[Scored]:
    """Of the person's unit; drafts are nobody's business yet."""
    found = [one for portal in here.portals for one in _of_portal(here, portal)]
    return sorted(found, key=lambda one: str(one.inspection.window.until), reverse=True)


def _of_portal(here: Here, portal: Portal) -> Iterator[Scored]:
    for inspection in here.house.store.inspections.all(portal.id):
        if inspection.state is InspectionState.DRAFT:
            continue
        for result in inspection.scores:
            if portal.name_now(result.unit) == here.user.unit:
                yield _scored(portal, inspection, result)


def _scored(portal: Portal, inspection: Inspection, result: Result) -> Scored:
    group = [one.score for one in inspection.scores if one.group == result.group and one.score is not None]
    average = mean(group) if len(group) >= FEWEST else None
    return Scored(portal=portal, inspection=inspection, result=result, average=average, of=len(group))
