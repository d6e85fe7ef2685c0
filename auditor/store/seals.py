"""Seals: an append-only shelf, and the record of a run that is sealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, Integer, Select, Table, insert, select

from auditor.models import RunState
from auditor.models.seal import Seal
from auditor.store.database import Database
from auditor.store.tables import (
    ID,
    Instant,
    Words,
    exchanges,
    fetches,
    looks,
    metadata,
    runs,
    sightings,
    visits,
)

seals = Table(
    "seals",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("serial", Integer, primary_key=True),
    Column("run_id", ID, ForeignKey("runs.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("content", Words, nullable=False),
    Column("previous", Words, nullable=False),
    Column("digest", Words, nullable=False),
)
_ENDED = [state for state in RunState if state.believed or state in (RunState.VOID, RunState.HELD)]


class Seals:
    """The chain of each portal."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, portal_id: str) -> list[Seal]:
        """The portal's chain, oldest link first."""
        query = select(seals).where(seals.c.portal == portal_id).order_by(seals.c.serial)
        with self._database.read() as connection:
            return [Seal(**row._mapping) for row in connection.execute(query)]

    def last(self, portal_id: str) -> Seal | None:
        """The newest link."""
        query = select(seals).where(seals.c.portal == portal_id).order_by(seals.c.serial.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return Seal(**row._mapping) if row else None

    def add(self, seal: Seal) -> None:
        """One more link. StoreError where another program was faster: nothing is kept then."""
        with self._database.write() as connection:
            connection.execute(insert(seals), asdict(seal))

    def unsealed(self, portal_id: str) -> list[int]:
        """The runs that ended for good and have no seal, in order."""
        sealed = select(seals.c.run_id).where(seals.c.portal == portal_id)
        query = select(runs.c.id).where(
            runs.c.portal == portal_id, runs.c.state.in_(_ENDED), runs.c.id.not_in(sealed)
        )
        with self._database.read() as connection:
            return list(connection.execute(query.order_by(runs.c.id)).scalars())

    def record(self, run_id: int) -> Iterator[tuple[Any, ...]]:
        """What the run left, in no order: its captures, answers, visits and findings."""
        with self._database.read() as connection:
            yield from _record(connection, run_id)


def _record(connection: Connection, run_id: int) -> Iterator[tuple[Any, ...]]:
    for name, query in _parts(run_id):
        for row in connection.execute(query):
            yield (name, *row)


def _parts(run_id: int) -> Iterator[tuple[str, Select[Any]]]:
    yield "run", select(runs.c.id, runs.c.portal, runs.c.kind, runs.c.as_of).where(runs.c.id == run_id)
    told = (fetches.c.url, fetches.c.fetched_at, fetches.c.status, fetches.c.capture)
    yield "fetch", select(*told).where(fetches.c.run_id == run_id)
    yield "answer", _answers(run_id)
    looked = select(looks.c.url, looks.c.at, looks.c.status, looks.c.size, looks.c.capture)
    yield "look", looked.where(looks.c.run_id == run_id, looks.c.capture.is_not(None))
    seen = (visits.c.section_key, visits.c.visited_at, visits.c.state, visits.c.entry_count, visits.c.capture)
    yield "visit", select(*seen).where(visits.c.run_id == run_id)
    found = ("fingerprint", "state", "digest", "first_seen_at", "capture")
    yield "finding", select(*(sightings.c[name] for name in found)).where(sightings.c.run_id == run_id)


def _answers(run_id: int) -> Select[Any]:
    """The answers of addresses that brought something kept: headers, peer and certificate are evidence too."""
    brought = (
        select(fetches.c.portal, fetches.c.address)
        .where(fetches.c.run_id == run_id, fetches.c.capture.is_not(None))
        .distinct()
        .subquery()
    )
    same = (exchanges.c.portal == brought.c.portal) & (exchanges.c.address == brought.c.address)
    names = ("url", "at", "status", "headers", "redirects", "peer", "certificate")
    columns = (exchanges.c[name] for name in names)
    return select(*columns).join_from(brought, exchanges, same).where(exchanges.c.run_id == run_id)
