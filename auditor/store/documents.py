"""The bodies of a portal's pages by canonical address, read one by one when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy import bindparam, select

from auditor.models import Document
from auditor.models.record import decode
from auditor.store.database import Database
from auditor.store.tables import pages

_KEPT = 24  # bodies: each is a hundred kilobytes once it is read


@dataclass(frozen=True, slots=True)
class _Body:
    """Of a page's record what is asked for here."""

    document: Document = field(default_factory=Document)


class Documents(Mapping[str, Document]):
    """A portal's bodies. A rule that compares pages asks for a few of them; the rest stays on the disk."""

    def __init__(self, database: Database, portal_id: str) -> None:
        self._database = database
        self._of_portal = pages.c.portal == portal_id
        self._one = select(pages.c.content).where(self._of_portal, pages.c.address == bindparam("at"))
        self._read = lru_cache(maxsize=_KEPT)(self._fetch)

    def __getitem__(self, address: str) -> Document:
        document = self._read(address)
        if document is None:
            raise KeyError(address)
        return document

    def __iter__(self) -> Iterator[str]:
        with self._database.read() as connection:
            return iter(list(connection.execute(select(pages.c.address).where(self._of_portal)).scalars()))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def _fetch(self, address: str) -> Document | None:
        with self._database.read() as connection:
            content = connection.execute(self._one, {"at": address}).scalar()
        return decode(_Body, content).document if content else None
