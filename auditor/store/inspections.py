"""Inspections: an append-only shelf. How one stands is its last row; what its papers are printed from, its last basis."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Connection, func, insert, null, select
from sqlalchemy.exc import IntegrityError

from auditor.models.inspection import Inspection, InspectionEvent
from auditor.models.record import decode
from auditor.models.role import Role
from auditor.store.database import Database
from auditor.store.errors import StoreError
from auditor.store.office_tables import inspections

T = TypeVar("T")


class Inspections:
    """Every inspection with everything that was done with it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, inspection: Inspection, event: InspectionEvent, *, basis: Any = None, after: int = 0
    ) -> None:
        """Append what somebody did; `after` says how many things were done with it before, by what the doer saw.

        StoreError where somebody else was faster. `basis` None: the papers stay as they were.
        """
        row = {
            "portal": inspection.portal,
            "number": inspection.number,
            "serial": after + 1,
            "act": event.act,
            "at": event.at,
            "by": event.by,
            "role": event.role,
            "why": event.why,
            "record": inspection,
            "basis": null() if basis is None else basis,
        }
        try:
            with self._database.write() as connection:
                connection.execute(insert(inspections).values(row))
        except StoreError as error:
            if isinstance(error.__cause__, IntegrityError):
                raise StoreError(f"{inspection.number} 刚被别人改动，请重新查看后再做。") from error
            raise

    def all(self, portal_id: str | None = None) -> list[Inspection]:
        """How every inspection stands, by portal and number."""
        last = (
            select(inspections.c.portal, inspections.c.number, func.max(inspections.c.serial).label("serial"))
            .group_by(inspections.c.portal, inspections.c.number)
            .subquery()
        )
        query = select(inspections.c.record).join_from(
            inspections,
            last,
            (inspections.c.portal == last.c.portal)
            & (inspections.c.number == last.c.number)
            & (inspections.c.serial == last.c.serial),
        )
        if portal_id is not None:
            query = query.where(inspections.c.portal == portal_id)
        with self._database.read() as connection:
            records = connection.execute(query.order_by(inspections.c.portal, inspections.c.number)).scalars()
            return [decode(Inspection, record) for record in records]

    def get(self, number: str, portal_id: str | None = None) -> Inspection:
        """How the inspection stands. StoreError where there is none, or several portals have the number."""
        with self._database.read() as connection:
            return decode(Inspection, _last(connection, number, portal_id))

    def events(self, inspection: Inspection) -> tuple[InspectionEvent, ...]:
        """What was done with it, oldest first."""
        query = (
            select(*(inspections.c[name] for name in ("act", "at", "by", "role", "why")))
            .where(inspections.c.portal == inspection.portal, inspections.c.number == inspection.number)
            .order_by(inspections.c.serial)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return tuple(
            InspectionEvent(act=row.act, at=row.at, by=row.by, role=Role(row.role), why=row.why)
            for row in rows
        )

    def basis(self, inspection: Inspection, kind: type[T]) -> T:
        """What its papers are printed from."""
        query = (
            select(inspections.c.basis)
            .where(
                inspections.c.portal == inspection.portal,
                inspections.c.number == inspection.number,
                inspections.c.basis.is_not(None),
            )
            .order_by(inspections.c.serial.desc())
            .limit(1)
        )
        with self._database.read() as connection:
            return decode(kind, connection.execute(query).scalar_one())


def _last(connection: Connection, number: str, portal_id: str | None) -> str:
    query = select(inspections.c.portal, inspections.c.record).where(inspections.c.number == number)
    if portal_id is not None:
        query = query.where(inspections.c.portal == portal_id)
    rows = connection.execute(query.order_by(inspections.c.serial)).all()
    portals = sorted({row.portal for row in rows})
    if len(portals) > 1:
        raise StoreError(f"{'、'.join(portals)} 都有 {number}，请用 --portal 写明是哪个门户。")
    if not rows:
        raise StoreError(f"没有检查 {number}。已有的检查见：auditor inspect list")
    record: str = rows[-1].record
    return record
