"""Findings: what stands, since when, and which run sighted what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from auditor.models import SETTLED, Finding, Spell, Standing, StandingState
from auditor.models.record import decode, encode
from auditor.store import runs
from auditor.store.database import Database, upsert
from auditor.store.tables import finding_texts, findings, sightings


class Findings:
    """The ledger, and what each run sighted of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def standings(self, portal_id: str) -> list[Standing]:
        """The portal's whole ledger, fixed findings included: what `ledger.advance` starts from."""
        with self._database.read() as connection:
            return standings(connection, portal_id)

    def apply(self, portal_id: str, run_id: int, ledger: Iterable[Standing]) -> None:
        """Keep the ledger as `ledger.advance(..., at=run.as_of)` returned it."""
        with self._database.write() as connection:
            apply(connection, portal_id, run_id, ledger)

    def listed(
        self,
        portal_id: str | None = None,
        *,
        unit: str | None = None,
        state: str | None = None,
        run: int | None = None,
    ) -> list[Finding]:
        """What stands, or what one run sighted: not fixed and not exempted, unless asked for by state."""
        with self._database.read() as connection:
            return listed(connection, portal_id, unit, state, run)


def apply(connection: Connection, portal_id: str, run_id: int, ledger: Iterable[Standing]) -> None:
    """Keep the ledger as a run left it, and what of it the run itself sighted or saw fixed."""
    rows = [_row(portal_id, standing) for standing in ledger]
    if not rows:
        return
    texts = {row["digest"]: row["content"] for row in rows}
    connection.execute(
        upsert(connection, finding_texts).on_conflict_do_nothing(),
        [{"digest": digest, "content": content} for digest, content in texts.items()],
    )
    _merge(connection, findings, [_without(row, "content") for row in rows])
    clock = runs.as_of(connection, run_id)
    sighted = [row for row in rows if (row["fixed_at"] or row["last_seen_at"]) >= clock]
    if sighted:
        dropped = ("content", "code", "fixed_at", "earlier")
        _merge(connection, sightings, [{**_without(row, *dropped), "run_id": run_id} for row in sighted])


def standings(connection: Connection, portal_id: str) -> list[Standing]:
    """The portal's whole ledger, fixed ones included, by fingerprint."""
    query = _with_text(findings).where(findings.c.portal == portal_id).order_by(findings.c.fingerprint)
    return [
        Standing(
            finding=_said(row),
            state=StandingState(row.state),
            first_seen_at=row.first_seen_at,
            last_seen_at=row.last_seen_at,
            fixed_at=row.fixed_at,
            earlier=decode(tuple[Spell, ...], row.earlier),
        )
        for row in connection.execute(query)
    ]


def listed(
    connection: Connection, portal_id: str | None, unit: str | None, state: str | None, run_id: int | None
) -> list[Finding]:
    """What stands now, or what one run sighted; fixed and exempted ones only where asked for by state."""
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
    return list(_timed(connection.execute(query)))


def _with_text(table: Any) -> Select[Any]:
    return select(table, finding_texts.c.content).join(finding_texts)


def _timed(rows: Iterable[Row[Any]]) -> Iterator[Finding]:
    for row in rows:
        times = {"first_seen_at": row.first_seen_at, "last_seen_at": row.last_seen_at}
        yield replace(_said(row), state=row.state, **times)


def _said(row: Row[Any]) -> Finding:
    return replace(decode(Finding, row.content), fetched_at=row.fetched_at, capture=row.capture)


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


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def _merge(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    statement = upsert(connection, table)
    renewed = {name: statement.excluded[name] for name in rows[0]}
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=renewed), rows
    )
