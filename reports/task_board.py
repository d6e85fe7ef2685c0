"""工作台账 of a quarter on one page: units across, tasks down, a light in each cell that reads without colour."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.inspection.tasks import step_of
from auditor.models import DeadlineClass, Duty, Light, Plan, Portal, TaskRow
from auditor.text.wording import day, short
from reports.printing import print_page

_MEASURES = {
    DeadlineClass.EVENT_WD: "个工作日",
    DeadlineClass.EVENT_D: "日",
    DeadlineClass.EVENT_H: "小时",
}
ORDER = (Light.OVERDUE, Light.SOON, Light.TO_CHECK, Light.NOT_DUE, Light.DONE, Light.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A task across all units; None where it does not bind one."""

    duty: Duty
    due: str  # the day where all share it, else the plan's words
    cells: tuple[TaskRow | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTasks:
    """What one unit has before it, the most urgent first."""

    name: str
    counts: tuple[tuple[Light, int], ...]
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The page."""

    portal: str
    plan: str
    document_number: str
    period: str
    as_of: dt.date
    columns: tuple[tuple[str, str], ...]  # name and short name of each unit
    lines: tuple[Line, ...]
    units: tuple[UnitTasks, ...]
    counts: tuple[tuple[Light, int], ...]
    lights: tuple[Light, ...] = ORDER


def build(plan: Plan, rows: Sequence[TaskRow], *, portal: Portal, period: str, as_of: dt.date) -> Board:
    """The board of all rows of a plan, in the plan's and the profile's order; units unknown to the profile come last."""
    named = [unit.name for unit in portal.units if any(row.unit == unit.name for row in rows)]
    names = list(dict.fromkeys([*named, *(row.unit for row in rows)]))
    brief = {unit.name: short(unit, 10) for unit in portal.units}
    at = {(row.duty.number, row.unit): row for row in rows}
    return Board(
        portal=portal.name,
        plan=plan.name,
        document_number=plan.document_number,
        period=period,
        as_of=as_of,
        columns=tuple((name, brief.get(name, name)) for name in names),
        lines=tuple(_line(duty, [at.get((duty.number, name)) for name in names]) for duty in plan.duties),
        units=tuple(_unit(name, [row for row in rows if row.unit == name]) for name in names),
        counts=_counts(rows),
    )


def write(board: Board, out: Path, *, name: str = "tasks.html") -> Path:
    """Print the board into the folder; its path."""
    return print_page("task_board.html", out / name, board=board, step_of=step_of, limit_told=limit_told)


def _line(duty: Duty, cells: Sequence[TaskRow | None]) -> Line:
    days = {cell.due_on for cell in cells if cell}
    [only] = days if len(days) == 1 else [None]
    return Line(duty=duty, due=limit_told(duty, only), cells=tuple(cells))


def limit_told(duty: Duty, due: dt.date | None) -> str:
    """The deadline in a few words: the day where it is known, else what it counts from."""
    deadline = duty.deadline
    if deadline is None:
        return duty.limit
    if due:
        times = f"，{deadline.number}次" if deadline.kind is DeadlineClass.COUNT_BY else ""
        return day(due) + times
    measure = _MEASURES.get(deadline.kind)
    if measure and deadline.number:
        return f"起算后{deadline.number}{measure}"
    return "长期" if deadline.kind is DeadlineClass.CONTINUOUS else f"按{deadline.event or duty.limit}"


def _unit(name: str, rows: Sequence[TaskRow]) -> UnitTasks:
    return UnitTasks(name=name, counts=_counts(rows), rows=tuple(rows))


def _counts(rows: Sequence[TaskRow]) -> tuple[tuple[Light, int], ...]:
    counted = Counter(row.light for row in rows)
    return tuple((light, counted[light]) for light in ORDER)
