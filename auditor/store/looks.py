"""Looks at linked addresses: each try is kept, so that a fault counts only after a second look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, func, select

from auditor.address import canonical
from auditor.models import Look, Probe
from auditor.store.database import upsert
from auditor.store.tables import looks, referrers

NEWEST = 12  # looks given of one address; older ones stay on record
_AT_ONCE = 500  # bound values of one statement


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
    }
    connection.execute(upsert(connection, looks).on_conflict_do_nothing(), row)
    if referrer:
        link = {"portal": portal_id, "address": row["address"], "referrer": referrer}
        connection.execute(upsert(connection, referrers).on_conflict_do_nothing(), link)


def of(connection: Connection, portal_id: str, addresses: Iterable[str]) -> dict[str, tuple[Look, ...]]:
    """The looks at each of the canonical addresses, oldest first."""
    asked = sorted(addresses)
    found: dict[str, tuple[Look, ...]] = {}
    for start in range(0, len(asked), _AT_ONCE):
        query = _newest(portal_id).where(looks.c.address.in_(asked[start : start + _AT_ONCE]))
        found |= {address: seen for address, (_, seen) in _gathered(connection, query).items()}
    return found


def probes(connection: Connection, portal_id: str) -> list[Probe]:
    """Every address that was looked at, with its looks and the pages that link it."""
    query = select(referrers).where(referrers.c.portal == portal_id).order_by(referrers.c.id)
    linked_by = defaultdict(list)
    for row in connection.execute(query):
        linked_by[row.address].append(row.referrer)
    gathered = _gathered(connection, _newest(portal_id))
    return [Probe(url, seen, tuple(linked_by[address])) for address, (url, seen) in gathered.items()]


def _newest(portal_id: str) -> Select[Any]:
    place = func.row_number().over(partition_by=looks.c.address, order_by=looks.c.at.desc())
    return select(looks, place.label("place")).where(looks.c.portal == portal_id)


def _gathered(connection: Connection, query: Select[Any]) -> dict[str, tuple[str, tuple[Look, ...]]]:
    """Address -> the address as last linked, and its looks."""
    ranked = query.subquery()
    newest = select(ranked).where(ranked.c.place <= NEWEST).order_by(ranked.c.address, ranked.c.at)
    found: dict[str, tuple[str, tuple[Look, ...]]] = {}
    for row in connection.execute(newest):
        look = Look(row.at, row.status, row.error, row.size, row.media_type, row.sniffed)
        _, before = found.get(row.address, ("", ()))
        found[row.address] = (row.url, (*before, look))
    return found
