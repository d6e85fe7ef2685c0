"""What units answered of their duties: added to, never changed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert, select

from auditor.models.record import decode
from auditor.models.self_answer import SelfAnswer
from auditor.store.database import Database
from auditor.store.office_tables import self_answers


class SelfAnswers:
    """Every answer of a portal's units."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, portal_id: str, answers: Iterable[SelfAnswer]) -> None:
        """Put them on record, all or none."""
        rows = [{"portal": portal_id, "term": one.term, "record": one} for one in answers]
        with self._database.write() as connection:
            if rows:
                connection.execute(insert(self_answers), rows)

    def of(self, portal_id: str, term: str) -> list[SelfAnswer]:
        """The answers for one period, oldest first."""
        query = (
            select(self_answers.c.record)
            .where(self_answers.c.portal == portal_id, self_answers.c.term == term)
            .order_by(self_answers.c.id)
        )
        with self._database.read() as connection:
            return [decode(SelfAnswer, record) for record in connection.execute(query).scalars()]
