"""得分 of a unit: every inspection that the units were told of, its own line, and how its group stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from auditor.models import Portal
from auditor.models.inspection import Inspection, InspectionKind, InspectionState, Result
from auditor.models.role import Role
from auditor.office.inspection_papers import unit_pack
from auditor.text.wording import mean
from auditor.web.desk import AtHand, Here
from auditor.web.pages import page
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.saved import saved
from auditor.web.trend import Quarter, trend

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
    group: tuple[
        Result, ...
    ]  # all of its group, once the 通报 was issued: others' results are nobody's before

    @property
    def has_pack(self) -> bool:
        """Whether there is a pack of it: a year has none."""
        return self.inspection.kind is not InspectionKind.YEAR


@routes.get("/score")
@admits(Role.UNIT, menu="我的得分")
def score(here: AtHand) -> HTMLResponse:
    """The newest first."""
    scores = own_scores(here)
    return page(here.request, "unit_score.html", scores=scores, trend=trend(list(_quarters(scores))))


@routes.get("/inspections/{portal}/{number}/pack")
@admits(Role.UNIT)
def pack(here: AtHand, portal: str, number: str) -> Response:
    """The unit's own list, sheet, pages as they were and letters in one file that opens without network or login."""
    known = [one for one in here.house.store.inspections.all(here.portal(portal).id) if one.number == number]
    told = [one for one in known if one.state is not InspectionState.DRAFT]
    body = unit_pack(here.house.store, told[0], here.user.unit or "") if told else None
    if body is None:
        raise HTTPException(404, "没有这一份离线包")
    return saved(body, f"{number}-{here.user.unit}.zip")


def own_scores(here: Here) -> list[Scored]:
    """Of the person's unit; drafts are nobody's business yet."""
    found = [one for portal in here.portals for one in _of_portal(here, portal)]
    return sorted(
        found, key=lambda one: (str(one.inspection.window.until), one.inspection.number), reverse=True
    )


def _quarters(scores: Sequence[Scored]) -> Iterator[Quarter]:
    """The quarterly ones that have a score, the oldest first."""
    for one in reversed(scores):
        if one.inspection.kind is InspectionKind.QUARTER and one.result.score is not None:
            yield Quarter(one.inspection.number, one.result.score, one.average)


def _of_portal(here: Here, portal: Portal) -> Iterator[Scored]:
    for inspection in here.house.store.inspections.all(portal.id):
        if inspection.state is InspectionState.DRAFT:
            continue
        for result in inspection.scores:
            if portal.name_now(result.unit) == here.user.unit:
                yield _scored(portal, inspection, result)


def _scored(portal: Portal, inspection: Inspection, result: Result) -> Scored:
    group = [one for one in inspection.scores if one.group == result.group]
    scored = [one.score for one in group if one.score is not None]
    told = inspection.state is InspectionState.ISSUED
    return Scored(
        portal=portal,
        inspection=inspection,
        result=result,
        average=mean(scored) if told or len(scored) >= FEWEST else None,
        of=len(scored),
        group=tuple(sorted(group, key=lambda one: one.rank or len(group) + 1)) if told else (),
    )
