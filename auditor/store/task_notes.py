"""What people put on record about a plan's duties: added to, never changed."""

from __future__ import annotations

from sqlalchemy import insert, select

from auditor.models import TaskNote
from auditor.models.record import decode
from auditor.store.database import Database
from auditor.store.office_tables import task_notes


class TaskNotes:
    """Every note of a portal, in the order they were made."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, portal_id: str, note: TaskNote) -> None:
        """Put one more on record."""
        row = {name: getattr(note, name) for name in ("plan", "task", "unit", "at")}
        with self._database.write() as connection:
            connection.execute(insert(task_notes), row | {"portal": portal_id, "record": note})

    def all(self, portal_id: str) -> list[TaskNote]:
        """Every note of the portal, oldest first."""
        query = select(task_notes.c.record).where(task_notes.c.portal == portal_id).order_by(task_notes.c.id)
        with self._database.read() as connection:
            return [decode(TaskNote, record) for record in connection.execute(query).scalars()]
