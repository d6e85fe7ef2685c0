"""Findings: what stands, since when, and which run sighted what."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, literal, select, update

from auditor.ledger.jump import Moves
from auditor.models import SETTLED, Finding, Spell, Standing, StandingState
from auditor.models.record import decode, encode
from auditor.store import runs
from auditor.store.database import Database, upsert
from auditor.store.tables import finding_texts, findings, sightings

_AT_ONCE = 500  # bound values of one statement


class Findings:
    """The ledger, and what each run sighted of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def standings(self, portal_id: str) -> list[Standing]:
        """The portal's whole ledger, fixed findings included: what `ledger.advance` starts from."""
        with self._database.read() as connection:
            return standings(connection, portal_id)

    def apply(
        self, portal_id: str, run_id: int, ledger: Iterable[Standing], before: Iterable[Standing] = ()
    ) -> None:
        """Keep the ledger as `ledger.advance(before, ..., at=run.as_of)` returned it.

        What stands as it stood `before` is not written again; what was merely seen again has only its times renewed.
        """
        with self._database.write() as connection:
            apply(connection, portal_id, run_id, ledger, before)

    def units(self) -> list[str]:
        """Every unit that a finding was ever charged to."""
        with self._database.read() as connection:
            named = select(findings.c.unit).distinct().where(findings.c.unit.is_not(None))
            return sorted(connection.execute(named).scalars())

    def hold(self, portal_id: str, run_id: int, ledger: Iterable[Standing], at: dt.datetime) -> None:
        """Keep what a held run that began at `at` would have made of the ledger as its sightings; the ledger stays."""
        with self._database.write() as connection:
            hold(connection, portal_id, run_id, ledger, at)

    def moved(self, portal_id: str, run_id: int) -> Moves:
        """What one run opened and closed, or would have, where it is held."""
        with self._database.read() as connection:
            return moved(connection, portal_id, run_id)

    def listed(
        self,
        portal_id: str | None = None,
        *,
        unit: str | None = None,
        state: str | None = None,
        run: int | None = None,
    ) -> list[Finding]:
        """What stands, or what one run sighted: not fixed and not exempted, unless asked for by state."""
        return list(self.each(portal_id, unit=unit, state=state, run=run))

    def each(
        self,
        portal_id: str | None = None,
        *,
        unit: str | None = None,
        state: str | None = None,
        run: int | None = None,
    ) -> Iterator[Finding]:
        """The same, one after another: a long ledger is never whole in memory."""
        with self._database.read() as connection:
            yield from listed(connection, portal_id, unit, state, run)


def apply(
    connection: Connection,
    portal_id: str,
    run_id: int,
    ledger: Iterable[Standing],
    before: Iterable[Standing] = (),
) -> None:
    """Keep the ledger as a run left it, and what of it the run itself sighted or saw fixed."""
    stood = {item.fingerprint: item for item in before}
    changed: list[Standing] = []
    seen_again: dict[tuple[StandingState, dt.datetime], list[str]] = defaultdict(list)
    for item in ledger:
        earlier = stood.get(item.fingerprint)
        if earlier is None or not _merely_seen_again(earlier, item):
            changed.append(item)
        elif item != earlier:
            seen_again[item.state, item.last_seen_at].append(item.fingerprint)
    _write(connection, portal_id, changed)
    for (state, at), fingerprints in seen_again.items():
        _renew(connection, portal_id, fingerprints, {"state": state, "last_seen_at": at})
    _sight(connection, portal_id, run_id)


def hold(
    connection: Connection, portal_id: str, run_id: int, ledger: Iterable[Standing], at: dt.datetime
) -> None:
    """Keep as sightings of the run what it would have sighted or seen fixed."""
    seen = [_row(portal_id, item) for item in ledger if (item.fixed_at or item.last_seen_at) >= at]
    if not seen:
        return
    _write_texts(connection, seen)
    names = [column.name for column in sightings.c if column.name != "run_id"]
    rows = [{"run_id": run_id} | {name: row[name] for name in names} for row in seen]
    statement = upsert(connection, sightings)
    renewed = {name: statement.excluded[name] for name in names}
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(sightings.primary_key), set_=renewed), rows
    )


def moved(connection: Connection, portal_id: str, run_id: int) -> Moves:
    """What the run opened and closed."""
    began = runs.as_of(connection, run_id)
    fresh = sightings.c.state.in_((StandingState.NEW, StandingState.REGRESSED))
    query = _with_text(sightings).where(
        sightings.c.portal == portal_id,
        sightings.c.run_id == run_id,
        (fresh & (sightings.c.first_seen_at >= began)) | (sightings.c.state == StandingState.FIXED),
    )
    opened: dict[str, Finding] = {}
    closed: dict[str, Finding] = {}
    for row in connection.execute(query):
        kept = closed if row.state == StandingState.FIXED else opened
        kept[row.fingerprint] = _said(row)
    return Moves(opened, closed)


def standings(connection: Connection, portal_id: str) -> list[Standing]:
    """The portal's whole ledger, fixed ones included, by fingerprint."""
    query = _with_text(findings).where(findings.c.portal == portal_id).order_by(findings.c.fingerprint)
    return [_standing(row) for row in connection.execute(query)]


def matching(connection: Connection, *conditions: ColumnElement[bool]) -> list[tuple[str, Standing]]:
    """The rows of all ledgers of which that is true, each with its portal, by portal and fingerprint."""
    query = _with_text(findings).where(*conditions).order_by(findings.c.portal, findings.c.fingerprint)
    return [(row.portal, _standing(row)) for row in connection.execute(query)]


def listed(
    connection: Connection, portal_id: str | None, unit: str | None, state: str | None, run_id: int | None
) -> Iterator[Finding]:
    """What stands now, or what one run sighted; fixed and exempted ones only where asked for by state.

    They come one after another, as the database gives them.
    """
    table = findings if run_id is None else sightings
    conditions: list[ColumnElement[bool]] = [
        table.c.state == state if state else table.c.state.not_in(SETTLED)
    ]
    if run_id is not None:
        conditions.append(sightings.c.run_id == run_id)
    if portal_id is not None:
        conditions.append(table.c.portal == portal_id)
    if unit is not None:
        conditions.append(table.c.unit == unit)
    query = _with_text(table).where(*conditions).order_by(table.c.portal, table.c.fingerprint)
    return _timed(connection.execute(query, execution_options={"yield_per": _AT_ONCE}))


def _with_text(table: Any) -> Select[Any]:
    return select(table, finding_texts.c.content).join(finding_texts)


def _timed(rows: Iterable[Row[Any]]) -> Iterator[Finding]:
    for row in rows:
        times = {"first_seen_at": row.first_seen_at, "last_seen_at": row.last_seen_at}
        yield replace(_said(row), state=row.state, **times)


def _standing(row: Row[Any]) -> Standing:
    return Standing(
        finding=_said(row),
        state=StandingState(row.state),
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
        fixed_at=row.fixed_at,
        earlier=decode(tuple[Spell, ...], row.earlier),
    )


def _said(row: Row[Any]) -> Finding:
    said = decode(Finding, row.content)  # read a moment ago and nobody's yet: it is finished in place
    object.__setattr__(said, "fetched_at", row.fetched_at)
    object.__setattr__(said, "capture", row.capture)
    return said


def _row(portal_id: str, standing: Standing) -> dict[str, Any]:
    finding = standing.finding
    text = replace(finding, first_seen_at=None, last_seen_at=None, state="new", fetched_at=None, capture=None)
    return {
        "portal": portal_id,
        "fingerprint": finding.fingerprint,
        "code": finding.code,
        "unit": finding.unit,
        "state": standing.state,
        "first_seen_at": standing.first_seen_at,
        "last_seen_at": standing.last_seen_at,
        "fixed_at": standing.fixed_at,
        "earlier": standing.earlier,
        "fetched_at": finding.fetched_at,
        "capture": finding.capture,
        "digest": hashlib.sha256(encode(text).encode()).hexdigest(),
        "content": text,
    }


def _merely_seen_again(earlier: Standing, item: Standing) -> bool:
    return item == replace(earlier, state=item.state, last_seen_at=item.last_seen_at)


def _write(connection: Connection, portal_id: str, changed: Iterable[Standing]) -> None:
    """A few at a time: a first night's ledger as rows is larger than the ledger."""
    standings = iter(changed)
    while some := list(islice(standings, _AT_ONCE)):
        _write_some(connection, [_row(portal_id, standing) for standing in some])


def _write_some(connection: Connection, rows: list[dict[str, Any]]) -> None:
    _write_texts(connection, rows)
    statement = upsert(connection, findings)
    renewed = {name: statement.excluded[name] for name in rows[0]}
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(findings.primary_key), set_=renewed), rows
    )


def _write_texts(connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
    """What the findings say, once; the rows are left with its digest."""
    texts = {row["digest"]: row.pop("content") for row in rows}
    connection.execute(
        upsert(connection, finding_texts).on_conflict_do_nothing(),
        [{"digest": digest, "content": content} for digest, content in texts.items()],
    )


def _renew(connection: Connection, portal_id: str, fingerprints: list[str], values: dict[str, Any]) -> None:
    for start in range(0, len(fingerprints), _AT_ONCE):
        these = findings.c.fingerprint.in_(fingerprints[start : start + _AT_ONCE])
        connection.execute(update(findings).where(findings.c.portal == portal_id, these).values(values))


def _sight(connection: Connection, portal_id: str, run_id: int) -> None:
    """The run's sightings: what stands or was mended since its clock."""
    names = [column.name for column in sightings.c if column.name != "run_id"]
    sighted = select(literal(run_id, sightings.c.run_id.type), *(findings.c[name] for name in names)).where(
        findings.c.portal == portal_id,
        func.coalesce(findings.c.fixed_at, findings.c.last_seen_at) >= runs.as_of(connection, run_id),
    )
    statement = upsert(connection, sightings).from_select(["run_id", *names], sighted)
    renewed = {name: statement.excluded[name] for name in names}
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(sightings.primary_key), set_=renewed)
    )
