"""What units say of figures of an inspection: added to, never changed."""

from __future__ import annotations

from sqlalchemy import insert, select

from auditor.models.inspection import Inspection, Remark
from auditor.models.record import decode
from auditor.store.database import Database
from auditor.store.office_tables import remarks


class Remarks:
    """Every remark on an inspection, in the order they were made."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, inspection: Inspection, remark: Remark) -> None:
        """Put one more on record."""
        row = {
            "portal": inspection.portal,
            "inspection": inspection.number,
            "at": remark.at,
            "record": remark,
        }
        with self._database.write() as connection:
            connection.execute(insert(remarks), row)

    def of(self, inspection: Inspection) -> tuple[Remark, ...]:
        """All of one inspection, oldest first."""
        query = (
            select(remarks.c.record)
            .where(remarks.c.portal == inspection.portal, remarks.c.inspection == inspection.number)
            .order_by(remarks.c.id)
        )
        with self._database.read() as connection:
            return tuple(decode(Remark, record) for record in connection.execute(query).scalars())
