"""Letters to units with their receipts. Both only grow: what was issued stands, and nobody unsigns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from sqlalchemy import func, insert, select, text

from auditor.models.letter import Letter, Receipt, Sent
from auditor.models.record import decode
from auditor.store.database import Database
from auditor.store.errors import StoreError
from auditor.store.letter_tables import letter_receipts, letters
from auditor.workdays import BEIJING


class Letters:
    """Letters of all portals. A number is the portal's, counted up through the year over all kinds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, letter: Letter) -> Letter:
        """Keep it, and give it its number: `2026-L0003`."""
        year = letter.issued_at.astimezone(BEIJING).year
        mine = (letters.c.portal == letter.portal, letters.c.year == year)
        with self._database.write() as connection:
            if connection.dialect.name == "postgresql":  # SQLite has but one writer anyway
                key = f"letters of {letter.portal}"
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key})
            serial = 1 + (connection.execute(select(func.max(letters.c.serial)).where(*mine)).scalar() or 0)
            kept = replace(letter, number=f"{year}-L{serial:04d}")
            row = {"portal": kept.portal, "number": kept.number, "year": year, "serial": serial}
            connection.execute(insert(letters), row | {"at": kept.issued_at, "record": kept})
        return kept

    def sign(self, letter: Letter, receipt: Receipt) -> None:
        """One more signature under it."""
        mine = (letter_receipts.c.portal == letter.portal, letter_receipts.c.number == letter.number)
        row = {"portal": letter.portal, "number": letter.number, "at": receipt.at, "record": receipt}
        with self._database.write() as connection:
            newest = select(func.max(letter_receipts.c.serial)).where(*mine)
            serial = 1 + (connection.execute(newest).scalar() or 0)
            connection.execute(insert(letter_receipts), row | {"serial": serial})

    def of(self, portal_id: str | None = None, number: str | None = None) -> list[Sent]:
        """Every letter of the portal, of all portals where none is named, by number; those of one number alone."""
        rows, signed = select(letters), select(letter_receipts).order_by(letter_receipts.c.serial)
        for name, value in (("portal", portal_id), ("number", number)):
            if value is not None:
                rows = rows.where(letters.c[name] == value)
                signed = signed.where(letter_receipts.c[name] == value)
        receipts: defaultdict[tuple[str, str], list[Receipt]] = defaultdict(list)
        with self._database.read() as connection:
            for row in connection.execute(signed):
                receipts[row.portal, row.number].append(decode(Receipt, row.record))
            found = connection.execute(rows.order_by(letters.c.portal, letters.c.year, letters.c.serial))
            return [
                Sent(decode(Letter, row.record), tuple(receipts[row.portal, row.number])) for row in found
            ]

    def version(self, portal_id: str) -> tuple[int, int]:
        """How many letters and receipts the portal has: the same numbers, the same letters, since both only grow."""
        counted = [
            select(func.count()).select_from(table).where(table.c.portal == portal_id)
            for table in (letters, letter_receipts)
        ]
        with self._database.read() as connection:
            written, signed = (connection.execute(one).scalar_one() for one in counted)
            return written, signed

    def get(self, number: str, portal_id: str | None = None) -> Sent:
        """The letter of that number. StoreError where there is none, or several portals have it."""
        found = self.of(portal_id, number.strip())
        if len(found) > 1:
            portals = "、".join(sent.letter.portal for sent in found)
            raise StoreError(f"{portals} 都有文书 {number}，请用 --profile 写明门户档案。")
        if not found:
            raise StoreError(f"没有文书 {number}。已有的见：auditor letter list")
        return found[0]
