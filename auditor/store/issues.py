"""The rows of the 台账 and their histories. Both only grow: a row is what its events make of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, text

from auditor.ledger.issue import begun, fold
from auditor.models.issue import Event, Issue, Opening
from auditor.models.record import decode
from auditor.store.database import Database
from auditor.store.errors import StoreError
from auditor.store.issue_tables import issue_events, issues
from auditor.workdays import BEIJING

_AT_ONCE = 500  # rows written by one statement
_BY_NAME = 5_000  # rows that one statement may name


class OvertakenError(StoreError):
    """Somebody else did something with the row in the meantime; nothing of one's own was kept."""


class Issues:
    """Rows of all portals. A number is the portal's, counted up through the year."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, portal_id: str | None = None) -> list[Issue]:
        """Every row of the portal, of all portals where none is named, by number."""
        with self._database.read() as connection:
            return listed(connection, portal_id)

    def version(self, portal_id: str) -> int:
        """How many events the portal's rows have: the same number, the same rows, since both only grow."""
        query = select(func.count()).select_from(issue_events).where(issue_events.c.portal == portal_id)
        with self._database.read() as connection:
            return connection.execute(query).scalar_one()

    def since(self, portal_id: str, known: Mapping[str, int]) -> list[Issue]:
        """The portal's rows that are not among the known, by number and version, or have more events by now."""
        mine = issue_events.c.portal == portal_id
        counts = select(issue_events.c.number, func.count()).where(mine).group_by(issue_events.c.number)
        with self._database.read() as connection:
            grown = [number for number, count in connection.execute(counts) if known.get(number) != count]
            if len(grown) > min(len(known), _BY_NAME):
                return [row for row in listed(connection, portal_id) if known.get(row.number) != row.version]
            return listed(connection, portal_id, grown)

    def numbered(self, number: str, portal_id: str | None = None) -> list[Issue]:
        """The rows of that number: one a portal."""
        with self._database.read() as connection:
            return listed(connection, portal_id, [number])

    def among(self, portal_id: str, numbers: Collection[str]) -> list[Issue]:
        """The portal's rows of these numbers that are there, and whatever each came back from, down to the first."""
        known: dict[str, Issue] = {}
        asked = set(numbers)
        with self._database.read() as connection:
            while asked:
                known |= {row.number: row for row in listed(connection, portal_id, asked)}
                before = {row.opening.returned_from for row in known.values()}
                asked = {number for number in before if number} - known.keys() - asked
        return list(known.values())

    def hold(self, portal_id: str) -> None:
        """Nobody else writes the portal's rows until the transaction around this ends."""
        with self._database.write() as connection:
            _take_turn(connection, portal_id)

    def open(self, portal_id: str, openings: Iterable[tuple[Opening, Event]]) -> list[Issue]:
        """New rows, each with its first event; their numbers go on from the year's last."""
        with self._database.write() as connection:
            _take_turn(connection, portal_id)
            return _opened(connection, portal_id, openings)

    def append(self, portal_id: str, number: str, event: Event, *, version: int) -> None:
        """One more event of a row that was read with so many. Raises OvertakenError where it has more by now."""
        with self._database.write() as connection:
            _take_turn(connection, portal_id)
            _append(connection, portal_id, number, event, version)


def listed(
    connection: Connection, portal_id: str | None, numbers: Collection[str] | None = None
) -> list[Issue]:
    """Rows with their whole histories, by portal and number; `numbers` None: all of them."""
    rows, events = select(issues), select(issue_events)
    if portal_id is not None:
        rows, events = (
            rows.where(issues.c.portal == portal_id),
            events.where(issue_events.c.portal == portal_id),
        )
    if numbers is not None:
        rows, events = (
            rows.where(issues.c.number.in_(numbers)),
            events.where(issue_events.c.number.in_(numbers)),
        )
    histories: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for row in connection.execute(events.order_by(issue_events.c.serial)):
        histories[row.portal, row.number].append(decode(Event, row.event))
    order = (issues.c.portal, issues.c.year, issues.c.serial)
    return [
        _issue(row, histories[row.portal, row.number]) for row in connection.execute(rows.order_by(*order))
    ]


def _issue(row: Row[Any], events: Sequence[Event]) -> Issue:
    return fold(row.portal, row.number, decode(Opening, row.opening), events)


def _take_turn(connection: Connection, portal_id: str) -> None:
    """One writer of a portal's rows at a time; SQLite has but one writer anyway."""
    if connection.dialect.name == "postgresql":
        key = f"issues of {portal_id}"
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key})


def _opened(connection: Connection, portal_id: str, openings: Iterable[tuple[Opening, Event]]) -> list[Issue]:
    last = select(issues.c.year, func.max(issues.c.serial)).where(issues.c.portal == portal_id)
    serials = Counter({row[0]: row[1] for row in connection.execute(last.group_by(issues.c.year))})
    opened: list[Issue] = []
    waiting = iter(openings)
    while some := list(islice(waiting, _AT_ONCE)):
        rows: list[dict[str, Any]] = []
        for opening, first in some:
            year = first.at.astimezone(BEIJING).year
            serials[year] += 1
            number = f"{year}-{serials[year]:04d}"
            key = {"portal": portal_id, "number": number, "year": year, "serial": serials[year]}
            rows.append({**key, "opening": opening})
            opened.append(begun(portal_id, number, opening, first))
        firsts = [_event_row(portal_id, row.number, 1, row.events[0]) for row in opened[-len(some) :]]
        connection.execute(insert(issues), rows)
        connection.execute(insert(issue_events), firsts)
    return opened


def _append(connection: Connection, portal_id: str, number: str, event: Event, version: int) -> None:
    mine = (issue_events.c.portal == portal_id, issue_events.c.number == number)
    newest = connection.execute(select(func.max(issue_events.c.serial)).where(*mine)).scalar()
    if newest is None:
        raise StoreError(f"台账里没有问题 {number}。已有的见：auditor issue list")
    if newest != version:
        raise OvertakenError(_overtaken(listed(connection, portal_id, [number])[0]))
    connection.execute(insert(issue_events), [_event_row(portal_id, number, version + 1, event)])


def _event_row(portal_id: str, number: str, serial: int, event: Event) -> dict[str, Any]:
    key = {"portal": portal_id, "number": number, "serial": serial}
    return {**key, "at": event.at, "act": event.act, "event": event}


def _overtaken(issue: Issue) -> str:
    newest = issue.events[-1]
    return (
        f"问题 {issue.number} 这一行已被“{newest.by}”（{newest.role.label}）{_moment(newest.at)}"
        f"{newest.act.label}，改为“{issue.state.label}”；您的操作没有保存，请重新查看以后再办"
    )


def _moment(at: dt.datetime) -> str:
    return f"在 {at.astimezone(BEIJING):%Y-%m-%d %H:%M} "
