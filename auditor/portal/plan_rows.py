"""The table of tasks of a plan, as cells -> its duties, and what of it was not understood, row by row."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.models import Deadline, Duty
from auditor.models.spaces import fold, squeeze
from auditor.portal.limits import Limit, read_limit
from auditor.portal.owners import read_owners
from auditor.rule.words import listed

Rows = Sequence[Sequence[str]]
_HEADS = {
    name: listed(__file__, f"{{{name}}}")
    for name in ("number", "requirement", "task", "support", "units", "limit")
}
_SHOWN = 24  # characters of a cell in a doubt


@dataclass(frozen=True, slots=True)
class Imported:
    """What a table came to. `doubts`: one Chinese line each, naming the row by the words of its cell."""

    duties: tuple[Duty, ...]
    doubts: tuple[str, ...]
    remarks: tuple[str, ...] = ()  # understood by a law, not by the plan: to be looked at


@dataclass(frozen=True, slots=True)
class _Header:
    """Which column holds what; merged heads may make a row longer than the header."""

    columns: dict[str, int]
    width: int

    def cell(self, row: Sequence[str], name: str) -> str:
        place = self.columns.get(name)
        if place is None:
            return ""
        if name != "number":
            place += len(row) - self.width  # what a spanning head hides stands left of the requirement
        return row[place].strip() if 0 <= place < len(row) else ""


def duties_of(tables: Iterable[Rows], *, issued_on: dt.date, year: int) -> Imported:
    """The duties of every table that has columns of 责任单位 and of tasks; a header may be repeated on each page.

    `year`: the one the plan is for; days without a year are of it.
    """
    duties: list[Duty] = []
    doubts: list[str] = []
    remarks: list[str] = []
    numbers: Counter[str] = Counter()
    for header, row in _rows(tables):
        number = squeeze(header.cell(row, "number")) or str(len(duties) + 1)
        words = header.cell(row, "requirement") or header.cell(row, "task")
        if _is_heading(header, row):
            remarks.append(f"“{_shown(_first(row))}”没有单位和时限，当作小标题")
            continue
        if not words:
            doubts.append(f"第{number}行：没有写任务，没有收入（{_shown('｜'.join(row))}）")
            continue
        numbers[number] += 1
        own = number if numbers[number] == 1 else f"{number}-{numbers[number]}"
        limit = read_limit(header.cell(row, "limit"), words, issued_on=issued_on, year=year)
        duty = _duty(own, words, header, row, limit)
        duties.append(duty)
        doubts += _doubts(duty, limit)
        if limit.basis:
            remarks.append(f"第{own}行：时限“{duty.limit}”没有日期，按{limit.basis}填写，请核对")
    return Imported(tuple(duties), tuple(doubts), tuple(remarks))


def _rows(tables: Iterable[Rows]) -> Iterator[tuple[_Header, Sequence[str]]]:
    """Every row below a header; a table without one goes on from the one before it, as pages break it."""
    header: _Header | None = None
    for rows in tables:
        for row in rows:
            if found := _header(row):
                header = found
            elif header and any(cell.strip() for cell in row) and len(row) >= len(header.columns):
                yield header, row


def _header(row: Sequence[str]) -> _Header | None:
    columns: dict[str, int] = {}
    for place, cell in enumerate(row):
        head = squeeze(cell)
        name = next((name for name, pattern in _HEADS.items() if pattern.fullmatch(head)), None)
        if name in ("requirement", "task"):
            columns[name] = place  # the last of a head that spans several
        elif name:
            columns.setdefault(name, place)
    enough = "units" in columns and ("requirement" in columns or "task" in columns)
    return _Header(columns, len(row)) if enough else None


def _first(row: Sequence[str]) -> str:
    return next(cell for cell in row if cell.strip())


def _is_heading(header: _Header, row: Sequence[str]) -> bool:
    """One cell across the table, or a row that names neither units nor a deadline."""
    words = {cell.strip() for cell in row} - {""}
    owed = any(header.cell(row, name) for name in ("units", "support", "limit"))
    return len(words) == 1 or not owed


def _duty(number: str, words: str, header: _Header, row: Sequence[str], limit: Limit) -> Duty:
    owners = read_owners(header.cell(row, "units"), header.cell(row, "support"))
    return Duty(
        number=number,
        duty=fold(words),
        deadline=limit.deadline,
        limit=fold(header.cell(row, "limit")),
        units=tuple(owners.units),
        support=tuple(owners.support),
        concerned=tuple(owners.concerned),
        asks="是否做到，由人核对",
        basis=limit.basis,
    )


def _doubts(duty: Duty, limit: Limit) -> Iterator[str]:
    about = f"第{duty.number}行（{_shown(duty.duty)}）"
    if not (duty.units or duty.support or duty.concerned):
        yield f"{about}：没有写责任单位"
    if limit.doubt:
        yield f"{about}：{limit.doubt}"
    if _needs_event(limit.deadline):
        yield f"{about}：时限“{duty.limit}”没有写从什么时候起算"


def _needs_event(deadline: Deadline | None) -> bool:
    return deadline is not None and deadline.kind.after_event and not deadline.event


def _shown(words: str) -> str:
    line = fold(words)
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
