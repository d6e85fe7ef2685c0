"""Pages: one row a canonical address, with every fetched version on record."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, case, func, select, update

from auditor.models import Look, Page, VisitState
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.store import contents, looks
from auditor.store.database import Database, upsert_in
from auditor.store.documents import Documents
from auditor.store.stored import page_of
from auditor.store.tables import fetches, listings, pages, visits
from auditor.workdays import BEIJING

BATCH = 40  # pages read at once: their words are what judging holds in memory
GONE = {404, 410}
_FAILED = 400  # and above
_TOUCH = (
    update(pages)
    .where(pages.c.portal == bindparam("of_portal"), pages.c.address == bindparam("of_address"))
    .values(last_seen_at=bindparam("last_seen"), run_id=bindparam("this_run"))
)


@dataclass(frozen=True, slots=True)
class Fetch:
    """One version of a page as it was fetched; its bytes are those of `capture`."""

    run_id: int
    url: str
    fetched_at: dt.datetime
    status: int | None
    capture: str | None


class Pages:
    """Every page as it reads now, and every fetched version of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, portal_id: str, run_id: int, page: Page) -> None:
        """Keep a page as it reads now. One that could not be read does not replace one that was."""
        with self._database.write() as connection:
            save(connection, portal_id, run_id, page)

    def stored(self, portal_id: str, url: str) -> tuple[Page, int] | None:
        """The page at an address as it was last read, and the run that read it."""
        with self._database.read() as connection:
            return stored(connection, portal_id, url)

    def touch(self, portal_id: str, run_id: int, url: str, at: dt.datetime) -> None:
        """The page is there and unchanged (304)."""
        self.touch_all(portal_id, run_id, [(url, at)])

    def touch_all(self, portal_id: str, run_id: int, seen: Sequence[tuple[str, dt.datetime]]) -> None:
        """The same of several pages, address and hour."""
        with self._database.write() as connection:
            touch_all(connection, portal_id, run_id, seen)

    def all(self, portal_id: str) -> Iterator[Page]:
        """Every page as last read, a batch at a time; the store may be written meanwhile."""
        with self._database.read() as connection:
            rows = ids(connection, portal_id)
        for start in range(0, len(rows), BATCH):
            with self._database.read() as connection:
                found = batch(connection, portal_id, rows[start : start + BATCH])
            yield from map(self._with_contents, found)

    def last_seen(self, portal_id: str) -> dict[str, dt.datetime]:
        """When each page was last there, by canonical address."""
        query = select(pages.c.address, pages.c.last_seen_at).where(pages.c.portal == portal_id)
        with self._database.read() as connection:
            return {row.address: row.last_seen_at for row in connection.execute(query)}

    def owners(self, portal_id: str, addresses: Iterable[str]) -> dict[str, str | None]:
        """Whose page each is, of those canonical addresses at which one was read; None of a file that answered."""
        with self._database.read() as connection:
            return owners(connection, portal_id, sorted(addresses))

    def changed(self, portal_id: str, since: dt.datetime, until: dt.datetime) -> frozenset[str]:
        """Canonical addresses that answered with other bytes than before, from `since` to before `until`."""
        query = (
            select(fetches.c.address)
            .where(
                fetches.c.portal == portal_id, fetches.c.capture.is_not(None), fetches.c.fetched_at < until
            )
            .group_by(fetches.c.address)
            .having(func.count(fetches.c.capture.distinct()) > 1, func.max(fetches.c.fetched_at) >= since)
        )
        with self._database.read() as connection:
            return frozenset(connection.execute(query).scalars())

    def documents(self, portal_id: str) -> Documents:
        """The pages' bodies by canonical address, read when they are asked for."""
        return Documents(self._database, portal_id)

    def versions(self, portal_id: str, url: str) -> list[Fetch]:
        """Every fetched version of a page, oldest first; `bodies.get(fetch.capture)` gives its bytes."""
        with self._database.read() as connection:
            return versions(connection, portal_id, url)

    def _with_contents(self, page: Page) -> Page:
        """Contents are large and few pages have any: they are read page by page."""
        captures = {attachment.capture for attachment in page.attachments} - {None}
        if not captures:
            return page
        with self._database.read() as connection:
            read = contents.of(connection, captures)
        attachments = tuple(replace(a, content=read.get(a.capture)) for a in page.attachments)
        return replace(page, attachments=attachments)


def save(connection: Connection, portal_id: str, run_id: int, page: Page) -> None:
    """Keep the page as it reads now; where it was first found and when stays.

    What could not be read (blocked, no answer) does not replace what was read before: blocked is not missing.
    A page that the server calls gone (404, 410) in two runs running does replace it; what it was stays on record.
    """
    address = canonical(page.url)
    again = page.status in GONE and _gone_before(connection, portal_id, run_id, address)
    if again:
        page = _remembered(connection, portal_id, address, page)
    elif page.readable:
        page = _dated(connection, portal_id, address, page)
    connection.execute(_record(connection.dialect.name), _fetch(portal_id, run_id, address, page))
    if page.readable or again or not _read_before(connection, portal_id, address):
        connection.execute(_merge(connection.dialect.name), _row(portal_id, run_id, address, page))
    if page.readable:
        looks.relink(connection, portal_id, page)


def stored(connection: Connection, portal_id: str, url: str) -> tuple[Page, int] | None:
    """The page at an address as it was last read, and the run that read it."""
    query = select(pages).where(pages.c.portal == portal_id, pages.c.address == canonical(url))
    row = connection.execute(query).first()
    if row is None:
        return None
    whose = {"section": row.section, "section_url": row.section_url, "unit": row.unit}
    return replace(page_of(row.content), **whose), row.run_id


def touch_all(
    connection: Connection, portal_id: str, run_id: int, seen: Sequence[tuple[str, dt.datetime]]
) -> None:
    """Seen again, unchanged."""
    which = {"of_portal": portal_id, "this_run": run_id}
    if touched := [which | {"of_address": canonical(url), "last_seen": at} for url, at in seen]:
        connection.execute(_TOUCH, touched)


def ids(connection: Connection, portal_id: str) -> Sequence[int]:
    """The rows of the portal's pages, first found first."""
    query = select(pages.c.id).where(pages.c.portal == portal_id).order_by(pages.c.id)
    return connection.execute(query).scalars().all()


def batch(connection: Connection, portal_id: str, rows: Sequence[int]) -> list[Page]:
    """The pages of these rows. By number: a page's words are long, and sorting by it would move all of them."""
    query = _with_history().where(pages.c.id.in_(rows)).order_by(pages.c.id)
    read = [(page_of(row.content), row) for row in connection.execute(query)]
    tried = looks.of(connection, portal_id, {canonical(a.url) for page, _ in read for a in page.attachments})
    return [_whole(page, row, tried) for page, row in read]


def owners(connection: Connection, portal_id: str, addresses: Sequence[str]) -> dict[str, str | None]:
    """The units of the readable pages among these addresses; None of what a link there led to."""
    tried = looks.of(connection, portal_id, addresses)
    found: dict[str, str | None] = {
        address: None for address, seen in tried.items() if (seen[-1].status or _FAILED) < _FAILED
    }
    for start in range(0, len(addresses), BATCH):
        query = select(pages.c.address, pages.c.unit).where(
            pages.c.portal == portal_id,
            pages.c.readable,
            pages.c.address.in_(addresses[start : start + BATCH]),
        )
        found |= {row.address: row.unit for row in connection.execute(query)}
    return found


def versions(connection: Connection, portal_id: str, url: str) -> list[Fetch]:
    """Every fetched version of a page, oldest first."""
    query = (
        select(fetches.c.run_id, fetches.c.url, fetches.c.fetched_at, fetches.c.status, fetches.c.capture)
        .where(fetches.c.portal == portal_id, fetches.c.address == canonical(url))
        .order_by(fetches.c.fetched_at)
    )
    return [Fetch(*row) for row in connection.execute(query)]


@cache
def _with_history() -> Select[Any]:
    """Pages with the time they were first there and the last time their section surely lacked them."""
    listed = (
        select(func.min(listings.c.first_seen_at))
        .where(listings.c.portal == pages.c.portal, listings.c.address == pages.c.address)
        .correlate(pages)
        .scalar_subquery()
    )
    first_seen_at = case((listed < pages.c.first_seen_at, listed), else_=pages.c.first_seen_at)
    absent = (
        select(func.max(visits.c.visited_at))
        .where(
            visits.c.portal == pages.c.portal,
            visits.c.section_key == pages.c.section_key,
            visits.c.state == VisitState.READABLE,
            visits.c.visited_at < first_seen_at,
        )
        .correlate(pages)
        .scalar_subquery()
    )
    read = (pages.c[name] for name in ("id", "content", "section", "section_url", "unit"))
    return select(*read, first_seen_at.label("seen_at"), absent.label("absent_at"))


def _whole(page: Page, row: Row[Any], tried: Mapping[str, tuple[Look, ...]]) -> Page:
    """The page with what its row knows of it. It was read a moment ago and is nobody's yet: it is finished in place."""
    finish = partial(object.__setattr__, page)
    finish("section", _same(row.section))
    finish("section_url", _same(row.section_url))
    finish("unit", _same(row.unit))
    for name in ("fields", "labels", "metas"):
        finish(name, {key: _same(value) for key, value in getattr(page, name).items()})
    finish("fetched_at", page.fetched_at.astimezone(BEIJING))
    finish("recorded_at", page.recorded_at and page.recorded_at.astimezone(BEIJING))
    finish("first_seen_at", row.seen_at)
    finish("last_absent_at", row.absent_at)
    if page.attachments:
        looked = tuple(replace(a, looks=tried.get(canonical(a.url), ())) for a in page.attachments)
        finish("attachments", looked)
    return page


def _same(words: str | None) -> str | None:
    """One string for what many pages of a portal say: judging holds the heads of all of them."""
    return sys.intern(words) if words else words


def _remembered(connection: Connection, portal_id: str, address: str, gone: Page) -> Page:
    """A page that is gone, with the title and size of what stood there: that is what its readers miss."""
    query = select(pages.c.content).where(pages.c.portal == portal_id, pages.c.address == address)
    content = connection.execute(query).scalar()
    if content is None:
        return gone
    was = page_of(content)
    return replace(
        gone, kind=was.kind, title=was.title, text_length=was.text_length, text_digest=was.text_digest
    )


def _dated(connection: Connection, portal_id: str, address: str, page: Page) -> Page:
    """The page with the date that its address showed when it was first read under this title."""
    query = select(pages.c.content).where(pages.c.portal == portal_id, pages.c.address == address)
    content = connection.execute(query).scalar()
    was = page_of(content) if content is not None else None
    before = None
    if was and was.readable and squeeze(was.title) == squeeze(page.title):
        before = was.first_shown_on or was.date("published_on")
    return replace(page, first_shown_on=before or page.date("published_on"))


def _read_before(connection: Connection, portal_id: str, address: str) -> bool:
    query = select(pages.c.readable).where(pages.c.portal == portal_id, pages.c.address == address)
    return bool(connection.execute(query).scalar())


def _gone_before(connection: Connection, portal_id: str, run_id: int, address: str) -> bool:
    """Whether the last run that asked for the address was told that it is gone."""
    query = (
        select(fetches.c.status)
        .where(fetches.c.portal == portal_id, fetches.c.address == address, fetches.c.run_id != run_id)
        .order_by(fetches.c.fetched_at.desc())
        .limit(1)
    )
    return connection.execute(query).scalar() in GONE


@cache
def _record(dialect: str) -> Any:
    """Insert a version."""
    return upsert_in(dialect, fetches).on_conflict_do_nothing()


@cache
def _merge(dialect: str) -> Any:
    """Insert a page or renew it. Within a run the section that brought it first keeps it."""
    statement = upsert_in(dialect, pages)
    new = statement.excluded
    same_run = pages.c.run_id == new.run_id
    whose = {
        name: case(
            (same_run, func.coalesce(pages.c[name], new[name])),
            else_=func.coalesce(new[name], pages.c[name]),
        )
        for name in ("section_key", "section_url", "section", "unit")
    }
    renewed = {name: new[name] for name in ("url", "last_seen_at", "run_id", "readable", "status", "content")}
    return statement.on_conflict_do_update(index_elements=["portal", "address"], set_={**renewed, **whose})


def _row(portal_id: str, run_id: int, address: str, page: Page) -> dict[str, Any]:
    bare = tuple(replace(attachment, looks=()) for attachment in page.attachments)
    return {
        "portal": portal_id,
        "address": address,
        "url": page.url,
        "section_key": canonical(page.section_url) if page.section_url else None,
        "section_url": page.section_url,
        "section": page.section,
        "unit": page.unit,
        "first_seen_at": page.fetched_at,
        "last_seen_at": page.fetched_at,
        "run_id": run_id,
        "readable": page.readable,
        "status": page.status,
        "content": replace(page, first_seen_at=None, last_absent_at=None, attachments=bare),
    }


def _fetch(portal_id: str, run_id: int, address: str, page: Page) -> dict[str, Any]:
    return {
        "portal": portal_id,
        "address": address,
        "fetched_at": page.fetched_at,
        "run_id": run_id,
        "url": page.url,
        "status": page.status,
        "capture": page.capture,
    }
