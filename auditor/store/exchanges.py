"""Exchanges: what each answer brought besides its body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from auditor.models.address import canonical
from auditor.models.exchange import Exchange
from auditor.models.record import decode
from auditor.store.database import Database, upsert
from auditor.store.tables import exchanges, fetches, looks

_PAIRS = tuple[tuple[str, str], ...]
_WAY = tuple[tuple[str, int], ...]


class Exchanges:
    """Every answer of every run, as the wire brought it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, portal_id: str, run_id: int, witnessed: Iterable[Exchange]) -> None:
        """Keep what a run witnessed; what is kept already stays."""
        if not (rows := [_row(portal_id, run_id, one) for one in witnessed]):
            return
        with self._database.write() as connection:
            connection.execute(upsert(connection, exchanges).on_conflict_do_nothing(), rows)

    def of(self, portal_id: str, url: str, *, run: int | None = None) -> list[Exchange]:
        """The answers of an address, oldest first; those of one run, if it is named."""
        with self._database.read() as connection:
            return of(connection, portal_id, url, run)

    def drop(self, before: dt.datetime) -> int:
        """Forget the answers before that moment that brought nothing that is kept (unchanged pages, checked links);
        how many. What a body came with stays as long as the body."""
        same = {name: exchanges.c[name] for name in ("portal", "address", "run_id")}
        brought = [
            select(table.c.address)
            .where(table.c.capture.is_not(None), *(table.c[name] == column for name, column in same.items()))
            .exists()
            for table in (fetches, looks)
        ]
        idle = delete(exchanges).where(exchanges.c.at < before, *(~each for each in brought))
        with self._database.write() as connection:
            return connection.execute(idle).rowcount

    def by_run(self, portal_id: str, url: str) -> list[tuple[int, Exchange]]:
        """The answers of an address, oldest first, each with its run."""
        query = select(exchanges).where(
            exchanges.c.portal == portal_id, exchanges.c.address == canonical(url)
        )
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(exchanges.c.at)).all()
        return [(row.run_id, _exchange(row)) for row in rows]


def of(connection: Connection, portal_id: str, url: str, run_id: int | None) -> list[Exchange]:
    """The answers of an address, oldest first."""
    query = select(exchanges).where(exchanges.c.portal == portal_id, exchanges.c.address == canonical(url))
    if run_id is not None:
        query = query.where(exchanges.c.run_id == run_id)
    return [_exchange(row) for row in connection.execute(query.order_by(exchanges.c.at))]


def _row(portal_id: str, run_id: int, one: Exchange) -> dict[str, Any]:
    return {
        "portal": portal_id,
        "address": canonical(one.url),
        "at": one.at,
        "run_id": run_id,
        "url": one.url,
        "status": one.status,
        "headers": one.headers,
        "served_at": one.served_at,
        "redirects": one.redirects,
        "peer": one.peer,
        "certificate": one.certificate,
    }


def _exchange(row: Row[Any]) -> Exchange:
    return Exchange(
        at=row.at,
        url=row.url,
        status=row.status,
        headers=decode(_PAIRS, row.headers),
        served_at=row.served_at,
        redirects=decode(_WAY, row.redirects),
        peer=row.peer,
        certificate=row.certificate,
    )
