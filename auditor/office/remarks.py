"""A unit's remark on a figure, while the inspection is before the units; it is printed beside the figure from then on."""

from __future__ import annotations

from auditor.models.complaint import CommandError
from auditor.models.inspection import Inspection, InspectionKind, InspectionState, Remark
from auditor.models.role import Role
from auditor.office.issues import Desk
from auditor.office.quarter import Quarter
from reports.figures import FIGURES


def add_remark(desk: Desk, inspection: Inspection, figure: str, unit: str, text: str) -> Remark:
    """Put it on record. Raises CommandError where the state, the figure or the unit does not allow it."""
    actor = desk.actor
    if actor.role is not Role.UNIT:
        raise CommandError(f"图的说明由责任单位写（--role unit），{actor.role.label}不行。没有改动。")
    if inspection.kind is not InspectionKind.QUARTER or inspection.state is not InspectionState.CONSULTED:
        raise CommandError(
            f"{inspection.number} 是{inspection.kind.label}，现在是“{inspection.state.label}”；只有征求意见中的季度检查可以写说明。没有改动。"
        )
    known = desk.store.inspections.basis(inspection, Quarter).inspected.portal.unit_named(unit)
    if known is None:
        raise CommandError(f"{inspection.number} 里没有“{unit}”这个单位。没有改动。")
    if not text.strip():
        raise CommandError("说明不能是空的：--why。没有改动。")
    remark = Remark(figure=_figure(figure), unit=known.name, text=text.strip(), by=actor.name, at=desk.at)
    desk.store.remarks.add(inspection, remark)
    return remark


def _figure(words: str) -> str:
    """The figure a person names by its title or its key."""
    for key, title in FIGURES.items():
        if words in (key, title):
            return key
    raise CommandError(f"没有“{words}”这张图，有：{'、'.join(FIGURES.values())}。没有改动。")
