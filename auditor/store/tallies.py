"""Tallies: what a night counted once, so that nobody counts it while a reader waits. Derived: it can be dropped at any time."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import JSON, Column, ForeignKey, Table, delete, select

from auditor.models.record import decode
from auditor.store.database import Database, upsert
from auditor.store.tables import ID, Words, metadata

T = TypeVar("T")

tallies = Table(
    "tallies",
    metadata,
    Column("run_id", ID, ForeignKey("runs.id"), primary_key=True),
    Column("name", Words, primary_key=True),
    Column("portal", Words, nullable=False),
    Column("record", JSON, nullable=False),
)


class Tallies:
    """One record a run and name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, portal_id: str, run_id: int, name: str, record: Any, *, alone: bool = False) -> None:
        """Keep what the run counted; `alone`: what earlier runs of the portal counted under the name goes."""
        row = {"run_id": run_id, "name": name, "portal": portal_id, "record": record}
        with self._database.write() as connection:
            if alone:
                same = (tallies.c.portal == portal_id, tallies.c.name == name)
                connection.execute(delete(tallies).where(*same))
            statement = upsert(connection, tallies)
            renewed = {"record": statement.excluded.record}
            connection.execute(
                statement.on_conflict_do_update(index_elements=["run_id", "name"], set_=renewed), row
            )

    def of(self, run_id: int, name: str, kind: type[T]) -> T | None:
        """What the run counted; None where it kept nothing."""
        query = select(tallies.c.record).where(tallies.c.run_id == run_id, tallies.c.name == name)
        with self._database.read() as connection:
            record = connection.execute(query).scalar()
        return decode(kind, record) if record is not None else None

    def newest(self, portal_id: str, name: str) -> int | None:
        """The last run of the portal that kept something under the name."""
        query = select(tallies.c.run_id).where(tallies.c.portal == portal_id, tallies.c.name == name)
        with self._database.read() as connection:
            return connection.execute(query.order_by(tallies.c.run_id.desc()).limit(1)).scalar()

    def forget(self, run_id: int) -> None:
        """What the run counted is not so any more."""
        with self._database.write() as connection:
            connection.execute(delete(tallies).where(tallies.c.run_id == run_id))
