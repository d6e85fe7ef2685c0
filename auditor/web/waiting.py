"""Which rows wait for a person, and which for others: by the lists of the overview, each with its next step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from auditor.models.issue import Issue
from auditor.models.issue_kinds import Act, IssueState
from auditor.models.role import Role
from auditor.web.clocks import Left, left_until
from auditor.web.desk import Here, link_of
from auditor.web.lists import Listing, listings

_MOST = 20  # answers owed outside that are told one by one
_FEW = 10  # rows of one list that are: of more the list is shown
_STEPS: Mapping[Role, Mapping[str, str]] = {  # what one does with the rows of a list
    Role.INSPECTOR: {"suspected": "核对", "confirmed": "下发", "recheck": "复查", "plea": "认定"},
    Role.CHIEF: {"appealed": "裁定", "extension": "批复"},
    Role.OPERATOR: {"plea": "认定", "platform": "催办"},
}
_OTHERS: Mapping[Role, Mapping[str, str]] = {  # and for whom those of others wait
    Role.INSPECTOR: {
        "mending": "责任单位",
        "appealed": "负责人",
        "extension": "负责人",
        "platform": "平台或上级",
    },
    Role.CHIEF: {
        "suspected": "检查人员",
        "confirmed": "检查人员",
        "recheck": "检查人员",
        "plea": "检查人员",
        "mending": "责任单位",
        "platform": "平台或上级",
    },
}
_BEGAN = {
    "recheck": Act.FIXED,
    "appealed": Act.APPEAL,
    "extension": Act.ASK,
    "plea": Act.PLEAD,
    "platform": Act.PLATFORM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """Something to do, and the page on which it is done."""

    what: str
    words: str = ""
    about: str = ""
    step: str
    where: str
    left: Left | None = None
    since: dt.date | None = None  # it waits since then


@dataclass(frozen=True, slots=True)
class Waiting:
    """What somebody else has to do something with."""

    what: str
    count: int
    whom: str
    where: str
    left: Left | None = None  # of the nearest of them
    since: dt.date | None = None  # the first of them waits since then


class RowsTold(NamedTuple):
    """What one person has to know of all rows."""

    taken: Sequence[Owed]
    owed: Sequence[Owed]
    waiting: Sequence[Waiting]


def rows_told(here: Here) -> RowsTold:
    """What the person took, has to do, and waits for; anew where something was done since."""
    versions = [(portal.id, here.house.store.issues.version(portal.id)) for portal in here.portals]

    def told() -> RowsTold:
        rows, sorts = list(here.rows()), listings(here)
        owed = [*_outside(here, rows, sorts), *_of_lists(here, rows, sorts)]
        return RowsTold(_taken(here, rows), owed, list(_of_others(here, rows, sorts)))

    key = (here.today, here.user.role, *versions)
    return here.house.remembered(f"work of {here.user.name}", key, told)


def _taken(here: Here, rows: Iterable[Issue]) -> list[Owed]:
    """Rows that the person took to read: nobody else judges them meanwhile."""
    return [
        Owed(
            what=row.opening.name,
            words=row.message,
            about=f"{row.number}　{row.unit or '未归属单位'}",
            step="核对" if row.state is IssueState.SUSPECTED else "复核",
            where=f"{link_of(row)}#acts",
            since=row.events[-1].at.date(),
        )
        for row in rows
        if row.holder == here.user.person
    ]


def _outside(here: Here, rows: Iterable[Issue], sorts: Iterable[Listing]) -> list[Owed]:
    """What somebody outside wants answered by a day, the nearest first."""
    if here.user.role is not Role.INSPECTOR:
        return []
    found = []
    for row in next(one for one in sorts if one.name == "unanswered").of(rows):
        told = row.opening.outside
        assert told and told.answer_by
        found.append(
            Owed(
                what=f"{told.sender}转来，要答复",
                words=row.message,
                about=f"{row.number}　{row.unit or '未归属单位'}",
                step="核实、答复",
                where=f"{link_of(row)}#acts",
                left=left_until(told.answer_by, here.today),
            )
        )
    return sorted(found, key=lambda one: (one.left.due_on, one.about) if one.left else ())[:_MOST]


def _of_lists(here: Here, rows: Sequence[Issue], sorts: Iterable[Listing]) -> Iterator[Owed]:
    """Lists that the person works through."""
    steps = _STEPS.get(here.user.role, {})
    for one in sorts:
        found = one.of(rows) if one.name in steps else []
        if one.name in _BEGAN and len(found) <= _FEW:
            yield from (_one_asked(here, one, row, steps[one.name]) for row in found)
        elif found:
            yield Owed(
                what=one.label,
                words=f"{len(found)} 条",
                step=steps[one.name],
                where=one.where,
                since=_since(one.name, found),
            )


def _one_asked(here: Here, sort: Listing, row: Issue, step: str) -> Owed:
    """A row about which somebody asked: a unit's clock runs on while more time is asked for."""
    runs = sort.name == "extension" and row.rectify_by
    return Owed(
        what=sort.label,
        words=f"{row.opening.name}：{row.message}",
        about=f"{row.number}　{row.unit or '未归属单位'}",
        step=step,
        where=f"{link_of(row)}#acts",
        left=left_until(runs, here.today) if runs else None,
        since=_since(sort.name, [row]),
    )


def _of_others(here: Here, rows: Sequence[Issue], sorts: Iterable[Listing]) -> Iterator[Waiting]:
    """Lists that others work through."""
    whom = _OTHERS.get(here.user.role, {})
    for one in sorts:
        if one.name in whom and (found := one.of(rows)):
            days = [row.rectify_by for row in found if row.rectify_by] if one.name == "mending" else []
            left = left_until(min(days), here.today) if days else None
            yield Waiting(one.label, len(found), whom[one.name], one.where, left, _since(one.name, found))


def _since(name: str, rows: Iterable[Issue]) -> dt.date | None:
    """When the first of them was asked for; None where nobody asked."""
    began = _BEGAN.get(name)
    asked = [event.at for row in rows if began and (event := row.last(began))]
    return min(asked).date() if asked else None
