"""Trails: where every body led, so that an unchanged one need not be read again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, select

from auditor.models.record import decode
from auditor.models.trail import Trail
from auditor.store.database import Database, upsert_in
from auditor.store.tables import trails

_LINKS = tuple[tuple[str, str], ...]
_KEPT = [column for column in trails.c if column.name not in ("portal", "key")]
_NAMES = tuple(column.name for column in _KEPT)
_OF = select(*_KEPT).where(trails.c.portal == bindparam("portal"), trails.c.key == bindparam("key"))

_OF_ALL = select(trails.c.key, *_KEPT).where(
    trails.c.portal == bindparam("portal"), trails.c.key.in_(bindparam("keys", expanding=True))
)


class Trails:
    """Where the bodies of a portal led, by the key of what was asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, portal_id: str, key: str) -> Trail | None:
        """Where the body last read led."""
        with self._database.read() as connection:
            return of(connection, portal_id, key)

    def of_all(self, portal_id: str, keys: Collection[str]) -> dict[str, Trail]:
        """The same of several keys; those without a trail are left out."""
        with self._database.read() as connection:
            found = connection.execute(_OF_ALL, {"portal": portal_id, "keys": list(keys)})
            return {row.key: _trail(row) for row in found}

    def any(self, portal_id: str) -> bool:
        """Whether any body's trail is known."""
        with self._database.read() as connection:
            return (
                connection.execute(select(exists().where(trails.c.portal == portal_id))).scalar_one() is True
            )

    def save(self, portal_id: str, key: str, trail: Trail) -> None:
        """Keep where a body led; it replaces what an earlier body led to."""
        with self._database.write() as connection:
            connection.execute(
                _replace(connection.dialect.name), {"portal": portal_id, "key": key, **asdict(trail)}
            )

    def forget(self, portal_id: str, key: str) -> None:
        """What was read there stands no more: whatever comes next is read."""
        with self._database.write() as connection:
            connection.execute(delete(trails).where(trails.c.portal == portal_id, trails.c.key == key))


def of(connection: Connection, portal_id: str, key: str) -> Trail | None:
    """Where the body last read led."""
    row = connection.execute(_OF, {"portal": portal_id, "key": key}).first()
    if row is None:
        return None
    return _trail(row)


def _trail(row: Row[Any]) -> Trail:
    kept = {name: getattr(row, name) for name in _NAMES}
    return Trail(**{**kept, "links": decode(_LINKS, kept["links"])})


@cache
def _replace(dialect: str) -> Any:
    statement = upsert_in(dialect, trails)
    return statement.on_conflict_do_update(
        index_elements=["portal", "key"],
        set_={column.name: statement.excluded[column.name] for column in _KEPT},
    )
