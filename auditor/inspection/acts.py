"""What may be done with an inspection, by whom, and what it is afterwards. Pure."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

from auditor.models.complaint import CommandError
from auditor.models.inspection import Inspection, InspectionKind, InspectionState
from auditor.models.role import Role
from auditor.text.wording import day as told
from auditor.workdays import CALENDAR, Calendar, UnknownYearError

OPEN, SEND, FREEZE, ISSUE = "open", "send", "freeze", "issue"
LABELS = {OPEN: "建立", SEND: "发各单位征求意见", FREEZE: "冻结", ISSUE: "印发"}
_ALLOWED = {
    InspectionState.DRAFT: (OPEN, SEND),  # open: a quarter or a year is drawn up anew
    InspectionState.CONSULTED: (FREEZE,),
    InspectionState.FROZEN: (ISSUE,),
    InspectionState.ISSUED: (),
}
_ROLES = {
    OPEN: (Role.INSPECTOR, Role.CHIEF),
    SEND: (Role.INSPECTOR, Role.CHIEF),
    FREEZE: (Role.CHIEF,),
    ISSUE: (Role.CHIEF,),
}


def check_role(act: str, role: Role) -> None:
    """Raise CommandError where the act is not this role's."""
    if role not in _ROLES[act]:
        allowed = "、".join(f"{one.label}（--role {one.value}）" for one in _ROLES[act])
        raise CommandError(f"{LABELS[act]}只能由{allowed}来做，{role.label}不行。没有改动。")


def open_acts(inspection: Inspection, role: Role) -> tuple[str, ...]:
    """What somebody of this role can do with it now; what tells units of rows is an inspector's."""
    tells = {SEND} if inspection.kind is not InspectionKind.YEAR and role is not Role.INSPECTOR else set()
    return tuple(act for act in _ALLOWED[inspection.state] if role in _ROLES[act] and act not in tells)


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


def issued(inspection: Inspection, document_number: str | None, day: dt.date) -> Inspection:
    """The record as it went out under its number."""
    return dataclasses.replace(
        inspection, state=InspectionState.ISSUED, document_number=document_number, issued_on=day
    )


def refuse_early(
    inspection: Inspection, day: dt.date, why: str, rows_until: Iterable[dt.date | None] = ()
) -> None:
    """Raise CommandError where units may still appeal on the day, as far as is known, and nobody says why not to wait.

    `rows_until`: the last days for appeals against single rows, which may have been told of later.
    """
    days = [known for known in (inspection.appeal_by, *rows_until) if known]
    until_day = max(days) if inspection.appeal_by else None
    if why.strip() or (until_day is not None and day > until_day):
        return
    until = f"截至{told(until_day)}" if until_day else "的截止日还不能确定"
    raise CommandError(
        f"{inspection.number} 的申诉期{until}，还没有届满。确需提前冻结的，用 --why 写明理由。没有改动。"
    )


def refuse_appealed(inspection: Inspection, numbers: Sequence[str]) -> None:
    """Raise CommandError where appeals wait for a decision."""
    if numbers:
        raise CommandError(
            f"{inspection.number} 还有 {len(numbers)} 件申诉没有裁定，不能冻结：{'、'.join(numbers)}。"
            "请先裁定：auditor appeal decide。没有改动。"
        )
