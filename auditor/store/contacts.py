"""Whom the office calls about a unit: cards are added, the last one counts."""

from __future__ import annotations

from sqlalchemy import insert, select

from auditor.models.contact import ContactCard
from auditor.models.record import decode
from auditor.store.database import Database
from auditor.store.office_tables import contact_cards


class Contacts:
    """Every card of every unit."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, portal_id: str, card: ContactCard) -> None:
        """One more card of its unit."""
        row = {"portal": portal_id, "unit": card.unit, "at": card.at, "record": card}
        with self._database.write() as connection:
            connection.execute(insert(contact_cards), row)

    def of(self, portal_id: str, unit: str | None = None) -> list[ContactCard]:
        """The cards of the portal, or of one unit, oldest first."""
        query = select(contact_cards.c.record).where(contact_cards.c.portal == portal_id)
        if unit is not None:
            query = query.where(contact_cards.c.unit == unit)
        with self._database.read() as connection:
            records = connection.execute(query.order_by(contact_cards.c.id)).scalars()
            return [decode(ContactCard, record) for record in records]
