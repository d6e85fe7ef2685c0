"""Looks at linked addresses: each try is kept, so that a fault counts only after a second look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, case, func, select, update

from auditor.models import Attachment, Entry, Link, Look, Page, Probe
from auditor.models.address import canonical
from auditor.store.database import Database, upsert_in
from auditor.store.tables import looks, referrers

NEWEST = 12  # looks given of one address; older ones stay on record
_AT_ONCE = 500  # bound values of one statement


_LINKED = select(referrers.c.id, referrers.c.address).where(
    referrers.c.portal == bindparam("of_portal"), referrers.c.page == bindparam("of_page"), referrers.c.linked
)


def _newest(*only: ColumnElement[bool]) -> Select[Any]:
    """The newest looks at each address of a portal (`of_portal`), oldest first."""
    place = func.row_number().over(partition_by=looks.c.address, order_by=looks.c.at.desc()).label("place")
    ranked = select(looks, place).where(looks.c.portal == bindparam("of_portal"), *only).subquery()
    return select(ranked).where(ranked.c.place <= NEWEST).order_by(ranked.c.address, ranked.c.at)


_NEWEST = _newest()
_NEWEST_OF = _newest(looks.c.address.in_(bindparam("of_addresses", expanding=True)))


class Looks:
    """Tries at addresses that pages link."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, portal_id: str, run_id: int, url: str, look: Look, *, referrer: str | None) -> None:
        """Keep one try at an address and who links it."""
        with self._database.write() as connection:
            save(connection, portal_id, run_id, url, look, referrer)

    def probes(self, portal_id: str) -> list[Probe]:
        """Every address that was looked at, with its newest looks."""
        with self._database.read() as connection:
            return probes(connection, portal_id)


def save(
    connection: Connection, portal_id: str, run_id: int, url: str, look: Look, referrer: str | None
) -> None:
    """Keep one look and the page that links the address."""
    row = {
        "portal": portal_id,
        "address": canonical(url),
        "at": look.at,
        "run_id": run_id,
        "url": url,
        "status": look.status,
        "error": look.error,
        "size": look.size,
        "media_type": look.media_type,
        "sniffed": look.sniffed,
        "capture": look.capture,
    }
    dialect = connection.dialect.name
    connection.execute(_add_look(dialect), row)
    if referrer:
        link = {"address": row["address"], "page": canonical(referrer), "url": referrer}
        connection.execute(_add_link(dialect), {"portal": portal_id, "linked": True, **link})


@cache
def _add_look(dialect: str) -> Any:
    return upsert_in(dialect, looks).on_conflict_do_nothing()


@cache
def _add_link(dialect: str) -> Any:
    statement = upsert_in(dialect, referrers)
    return statement.on_conflict_do_update(
        index_elements=["portal", "address", "page"], set_={"linked": True}
    )


def relink(connection: Connection, portal_id: str, page: Page) -> None:
    """A page that was read again links what it links now: a link taken out is no longer its fault."""
    which = {"of_portal": portal_id, "of_page": canonical(page.url)}
    before = connection.execute(_LINKED, which).all()
    if not before:
        return
    offered: tuple[Link | Attachment | Entry, ...] = (*page.links, *page.attachments, *page.entries)
    now = {canonical(url) for url in (*(each.url for each in offered), *page.media)}
    gone = [{"row": row.id} for row in before if row.address not in now]
    if gone:
        statement = update(referrers).where(referrers.c.id == bindparam("row")).values(linked=False)
        connection.execute(statement, gone)


def unlinked(connection: Connection, portal_id: str) -> set[str]:
    """Canonical addresses that pages once linked and none links now."""
    query = (
        select(referrers.c.address)
        .where(referrers.c.portal == portal_id)
        .group_by(referrers.c.address)
        .having(func.max(case((referrers.c.linked, 1), else_=0)) == 0)
    )
    return set(connection.execute(query).scalars())


def of(connection: Connection, portal_id: str, addresses: Iterable[str]) -> dict[str, tuple[Look, ...]]:
    """The looks at each of the canonical addresses, oldest first."""
    asked = sorted(addresses)
    found: dict[str, tuple[Look, ...]] = {}
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        rows = connection.execute(_NEWEST_OF, {"of_portal": portal_id, "of_addresses": some})
        found |= {address: seen for address, (_, seen) in _gathered(rows).items()}
    return found


def probes(connection: Connection, portal_id: str) -> list[Probe]:
    """Every address that was looked at, with its looks and the pages that link it; none that lost its links."""
    query = (
        select(referrers).where(referrers.c.portal == portal_id, referrers.c.linked).order_by(referrers.c.id)
    )
    linked_by = defaultdict(list)
    for row in connection.execute(query):
        linked_by[row.address].append(row.url)
    dropped = unlinked(connection, portal_id)
    gathered = _gathered(connection.execute(_NEWEST, {"of_portal": portal_id}))
    return [
        Probe(url, seen, tuple(linked_by[address]))
        for address, (url, seen) in gathered.items()
        if address not in dropped
    ]


def _gathered(rows: Iterable[Row[Any]]) -> dict[str, tuple[str, tuple[Look, ...]]]:
    """Address -> the address as last linked, and its looks."""
    found: dict[str, tuple[str, tuple[Look, ...]]] = {}
    for row in rows:
        look = Look(row.at, row.status, row.error, row.size, row.media_type, row.sniffed, row.capture)
        _, before = found.get(row.address, ("", ()))
        found[row.address] = (row.url, (*before, look))
    return found
