"""What may be done with an inspection, by whom, and what it is afterwards. Pure."""

from __future__ import annotations

import dataclasses
import datetime as dt

from auditor.models.complaint import CommandError
from auditor.models.inspection import Inspection, InspectionState
from auditor.models.role import Role
from auditor.workdays import CALENDAR, Calendar, UnknownYearError

OPEN, SEND, FREEZE = "open", "send", "freeze"
LABELS = {OPEN: "建立", SEND: "发各单位征求意见", FREEZE: "冻结"}
_ALLOWED = {
    InspectionState.DRAFT: (OPEN, SEND),  # open: a quarter or a year is drawn up anew
    InspectionState.CONSULTED: (FREEZE,),
    InspectionState.FROZEN: (),
    InspectionState.ISSUED: (),
}
_ROLES = {
    OPEN: (Role.INSPECTOR, Role.CHIEF),
    SEND: (Role.INSPECTOR, Role.CHIEF),
    FREEZE: (Role.CHIEF,),
}


def check_role(act: str, role: Role) -> None:
    """Raise CommandError where the act is not this role's."""
    if role not in _ROLES[act]:
        allowed = "、".join(f"{one.label}（--role {one.value}）" for one in _ROLES[act])
        raise CommandError(f"{LABELS[act]}只能由{allowed}来做，{role.label}不行。没有改动。")


def open_acts(inspection: Inspection, role: Role) -> tuple[str, ...]:
    """What somebody of this role can do with it now."""
    return tuple(act for act in _ALLOWED[inspection.state] if role in _ROLES[act])


def check_state(inspection: Inspection, act: str) -> None:
    """Raise CommandError where the state does not allow the act; it names the state and what is allowed."""
    allowed = _ALLOWED[inspection.state]
    if act in allowed:
        return
    words = "、".join(f"{LABELS[one]}（auditor inspect {one}）" for one in allowed) or "查看和出具文书"
    raise CommandError(
        f"{inspection.number} 现在是“{inspection.state.label}”，不能{LABELS[act]}；可以：{words}。没有改动。"
    )


def sent(inspection: Inspection, day: dt.date, calendar: Calendar = CALENDAR) -> Inspection:
    """The draft as the units have it, with the last day on which they may appeal; None: the year is not known."""
    try:
        until = calendar.add(day, inspection.appeal_workdays)
    except UnknownYearError:
        until = None
    return dataclasses.replace(inspection, state=InspectionState.CONSULTED, appeal_by=until)


def frozen(inspection: Inspection) -> Inspection:
    """The record."""
    return dataclasses.replace(inspection, state=InspectionState.FROZEN)


def too_early(inspection: Inspection, day: dt.date) -> bool:
    """Whether units may still appeal on the day, as far as is known."""
    return inspection.appeal_by is None or day <= inspection.appeal_by
