"""What people changed of profiles, and the schemes that they made: added to, never changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Table, func, insert, inspect, select
from sqlalchemy.exc import IntegrityError

from auditor.models.amendment import Amendment, OwnScheme
from auditor.models.record import decode
from auditor.store.database import Database
from auditor.store.errors import StoreError
from auditor.store.office_tables import amendments, own_schemes


def amended_at(url: str) -> Callable[[str], list[Amendment]]:
    """What was changed of a portal by its id, for one who only reads a profile: nothing is made or brought up to date."""

    def amended(portal_id: str) -> list[Amendment]:
        database = Database(url, makes=False)
        try:
            if database.file and not (database.file.exists() and database.file.stat().st_size):
                return []
            with database.read() as connection:
                if not inspect(connection).has_table(amendments.name):
                    return []
            return Amendments(database).of(portal_id)
        finally:
            database.close()

    return amended


class Amendments:
    """Every amendment of a profile, in the order they were made."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, amendment: Amendment) -> None:
        """Put one more on record. StoreError where somebody else took its number meanwhile."""
        row = {"portal": amendment.portal, "number": amendment.number, "record": amendment}
        _insert(self._database, amendments, row, "刚才有人先改了档案，这次修改没有存。请看过以后重新修改")

    def of(self, portal_id: str) -> list[Amendment]:
        """All of one portal, oldest first."""
        query = select(amendments.c.record).where(amendments.c.portal == portal_id)
        with self._database.read() as connection:
            records = connection.execute(query.order_by(amendments.c.number)).scalars()
            return [decode(Amendment, record) for record in records]

    def version(self, portal_id: str) -> int:
        """How many there are: another number, another profile."""
        query = select(func.count()).where(amendments.c.portal == portal_id)
        with self._database.read() as connection:
            return connection.execute(query).scalar_one()


class OwnSchemes:
    """Schemes by name; one that is there stays as it is."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, scheme: OwnScheme) -> None:
        """Keep it. StoreError where the name is taken: what was judged by it is judged by it still."""
        row = {"name": scheme.name, "record": scheme}
        _insert(
            self._database, own_schemes, row, f"已经有扣分表“{scheme.name}”，存下的不再改，请另起一个名称"
        )

    def all(self) -> list[OwnScheme]:
        """Every one, by name."""
        with self._database.read() as connection:
            records = connection.execute(select(own_schemes.c.record).order_by(own_schemes.c.name)).scalars()
            return [decode(OwnScheme, record) for record in records]

    def get(self, name: str) -> OwnScheme | None:
        """The one of that name."""
        with self._database.read() as connection:
            record = connection.execute(
                select(own_schemes.c.record).where(own_schemes.c.name == name)
            ).scalar()
        return decode(OwnScheme, record) if record else None


def _insert(database: Database, table: Table, row: Mapping[str, Any], taken: str) -> None:
    try:
        with database.write() as connection:
            connection.execute(insert(table), row)
    except (IntegrityError, StoreError) as error:
        if isinstance(error, IntegrityError) or isinstance(error.__cause__, IntegrityError):
            raise StoreError(taken) from None
        raise
