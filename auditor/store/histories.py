"""Histories: what is remembered of one address, read from every shelf. Nothing is written here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, Text, and_, cast, func, or_, select

from auditor.models import Look, Page, Standing, VisitState
from auditor.models.address import canonical
from auditor.models.history import Asked, Listed, Twin
from auditor.models.issue import Issue
from auditor.store import findings as ledger
from auditor.store.database import Database
from auditor.store.issue_tables import issue_events, issues
from auditor.store.issues import listed
from auditor.store.tables import (
    exchanges,
    finding_texts,
    findings,
    listings,
    looks,
    pages,
    runs,
    target_states,
    targets,
    visits,
)

_PLAIN = re.compile(r"[\w.-]{3,}", re.ASCII)  # what stands in JSON as it stands in an address


class Histories:
    """One address through all runs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def portals(self) -> list[str]:
        """Every portal that was ever visited."""
        with self._database.read() as connection:
            return sorted(connection.execute(select(runs.c.portal).distinct()).scalars())

    def portals_of(self, url: str) -> list[str]:
        """The portals that asked for the address, or listed it."""
        address = canonical(url)
        with self._database.read() as connection:
            known = [
                select(table.c.portal).where(table.c.address == address)
                for table in (pages, targets, listings, looks, exchanges)
            ]
            return sorted({row.portal for query in known for row in connection.execute(query.distinct())})

    def clock_gaps(self, run_id: int, *, most: int = 50) -> list[dt.timedelta]:
        """By how much our clock was ahead of the servers' own, in some answers of a run."""
        query = (
            select(exchanges.c.at, exchanges.c.served_at)
            .where(exchanges.c.run_id == run_id, exchanges.c.served_at.is_not(None))
            .limit(most)
        )
        with self._database.read() as connection:
            return [row.at - row.served_at for row in connection.execute(query)]

    def asked(self, portal_id: str, url: str) -> list[Asked]:
        """What came of the address in each run that planned it, oldest first."""
        own = select(runs.c.id).where(runs.c.portal == portal_id)  # states are found by run and key
        query = (
            select(target_states)
            .where(target_states.c.run_id.in_(own), target_states.c.key == canonical(url))
            .order_by(target_states.c.run_id)
        )
        with self._database.read() as connection:
            return [
                Asked(run_id=row.run_id, at=row.at, state=row.state, status=row.status, why=row.why)
                for row in connection.execute(query)
            ]

    def looks(self, portal_id: str, url: str) -> list[tuple[int, Look]]:
        """Every look at the address with its run, oldest first."""
        mine = (looks.c.portal == portal_id, looks.c.address == canonical(url))
        with self._database.read() as connection:
            rows = connection.execute(select(looks).where(*mine).order_by(looks.c.at)).all()
        names = ("at", "status", "error", "size", "media_type", "sniffed", "capture")
        return [(row.run_id, Look(*(row._mapping[name] for name in names))) for row in rows]

    def listed(self, portal_id: str, url: str) -> list[Listed]:
        """The lists that showed the address, first shown first."""
        mine = (listings.c.portal == portal_id, listings.c.address == canonical(url))
        with self._database.read() as connection:
            rows = connection.execute(select(listings).where(*mine).order_by(listings.c.first_seen_at)).all()
            return [_listed(connection, row) for row in rows]

    def twins(self, portal_id: str, page: Page) -> list[Twin]:
        """Pages at other addresses with the same 索引号, or with the same title and body."""
        index_number = page.fields.get("index_number")
        alike = and_(_told("title") == page.title, _told("text_digest") == page.text_digest)
        same_index = pages.c.content[("fields", "index_number")].as_string() == index_number
        ways = [way for way, known in ((alike, page.text_digest), (same_index, index_number)) if known]
        if not ways:
            return []
        mine = (pages.c.portal == portal_id, pages.c.address != canonical(page.url))
        named = (
            _told("title").label("title"),
            _told("text_digest").label("digest"),
            pages.c.content[("fields", "index_number")].as_string().label("number"),
        )
        columns = (pages.c.url, pages.c.first_seen_at, pages.c.last_seen_at, *named)
        query = select(*columns).where(*mine, or_(*ways)).order_by(pages.c.first_seen_at, pages.c.id)
        with self._database.read() as connection:
            return [_twin(row, page, index_number) for row in connection.execute(query)]

    def standings(self, fingerprint: str, portal_id: str | None = None) -> list[tuple[str, Standing]]:
        """The findings whose fingerprints begin so, each with its portal."""
        begins = findings.c.fingerprint.startswith(fingerprint, autoescape=True)
        whose = [findings.c.portal == portal_id] if portal_id is not None else []
        with self._database.read() as connection:
            return ledger.matching(connection, begins, *whose)

    def standings_at(self, portal_id: str, url: str) -> list[Standing]:
        """The findings of an address, and those of other addresses that its page has to mend."""
        sign, address = _sign_of(url), canonical(url)
        said = cast(finding_texts.c.content, Text).contains(sign, autoescape=True)
        with self._database.read() as connection:
            found = ledger.matching(connection, findings.c.portal == portal_id, *([said] if sign else []))
        named = ((item, (item.finding.url, item.finding.page_url)) for _, item in found)
        return [item for item, urls in named if address in {canonical(u) for u in urls if u}]

    def issues(self, portal_id: str, url: str | None, fingerprints: Collection[str]) -> list[Issue]:
        """The rows of an address, at any time, and of these findings, by number."""
        sign = _sign_of(url) if url else ""
        words = [] if url and not sign else [*filter(None, [sign]), *fingerprints]
        if not (url or words):
            return []
        with self._database.read() as connection:
            numbers = _naming(connection, portal_id, words)
            rows = listed(connection, portal_id, numbers)
        return [
            row
            for row in rows
            if row.fingerprints & set(fingerprints) or (url and _speaks_of(row, canonical(url)))
        ]


def _sign_of(url: str) -> str:
    """The end of an address that every spelling of it has, to look for in records; "" where it has none."""
    end = canonical(url).partition("?")[0].rpartition("/")[2]
    return end if _PLAIN.fullmatch(end) else ""


def _naming(connection: Connection, portal_id: str, words: Collection[str]) -> list[str]:
    """Numbers of the rows whose records hold any of the words; of all, where there are none."""
    found = set()
    for table, record in ((issues, issues.c.opening), (issue_events, issue_events.c.event)):
        query = select(table.c.number).where(table.c.portal == portal_id)
        if words:
            query = query.where(or_(*(cast(record, Text).contains(word, autoescape=True) for word in words)))
        found |= set(connection.execute(query.distinct()).scalars())
    return sorted(found)


def _speaks_of(issue: Issue, address: str) -> bool:
    named = (issue.opening.url, issue.opening.page_url, *(event.url for event in issue.events))
    return address in {canonical(url) for url in named if url}


def _told(name: str) -> Any:
    return pages.c.content[name].as_string()


def _twin(row: Any, page: Page, index_number: str | None) -> Twin:
    same = {
        "索引号": bool(index_number) and row.number == index_number,
        "标题和正文": bool(page.text_digest) and (row.title, row.digest) == (page.title, page.text_digest),
    }
    return Twin(
        url=row.url,
        title=row.title,
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
        same=tuple(name for name, holds in same.items() if holds),
    )


def _listed(connection: Connection, row: Row[Any]) -> Listed:
    of_list = (visits.c.portal == row.portal, visits.c.section_key == row.section_key)
    whole = (*of_list, visits.c.state == VisitState.READABLE)
    named = select(visits.c.unit, visits.c.path).where(*of_list).order_by(visits.c.visited_at.desc()).limit(1)
    unit, path = connection.execute(named).first() or ("", row.section_key)
    newest = connection.execute(select(func.max(visits.c.visited_at)).where(*whole)).scalar()
    before = (*whole, visits.c.visited_at < row.first_seen_at)
    return Listed(
        unit=unit,
        path=path,
        title=row.title,
        published_on=row.published_on,
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
        last_absent_at=connection.execute(select(func.max(visits.c.visited_at)).where(*before)).scalar(),
        is_listed=newest is None or row.last_seen_at >= newest,
    )
