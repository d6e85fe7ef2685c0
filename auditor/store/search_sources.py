"""What can be searched: pages, findings and rows of the 台账, each an entry with its words; which of them the index lacks as they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Select,
    Table,
    Text,
    UniqueConstraint,
    cast,
    func,
    select,
)

from auditor.models import Finding, Page
from auditor.models.record import decode
from auditor.store.issue_tables import issue_events, issues
from auditor.store.issues import listed
from auditor.store.tables import ID, Words, fetches, finding_texts, findings, pages

PAGE, FINDING, ROW = "page", "finding", "issue"
EVERYTHING = (PAGE, FINDING, ROW)

entries = Table(
    "search_entries",
    MetaData(),
    Column("id", ID, primary_key=True),
    Column("portal", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("stamp", Words, nullable=False),  # what of it was indexed
    Column("unit", Words),
    Column("title", Words, nullable=False),
    Column("url", Words, nullable=False),
    UniqueConstraint("portal", "kind", "key"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    key: str
    stamp: str
    unit: str | None
    title: str
    url: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where entries come from: first the places of all that are due, then their words, some at a time."""

    kind: str
    due: Callable[..., Select[Any]]
    place: ColumnElement[Any]
    read: tuple[ColumnElement[Any], ...]
    entries: Callable[[Connection, Select[Any]], Iterator[Entry]]

    def places(self, connection: Connection, portal_id: str) -> Sequence[Any]:
        """Of all that is due."""
        return sorted(connection.execute(self.due(portal_id, self.place)).scalars())

    def some(self, connection: Connection, portal_id: str, places: Sequence[Any]) -> Sequence[Entry]:
        """Of those at these places what is due still."""
        query = self.due(portal_id, *self.read).where(self.place.in_(places)).order_by(self.place)
        return list(self.entries(connection, query))


def _pages(connection: Connection, query: Select[Any]) -> Iterator[Entry]:
    for row in connection.execute(query):
        page = decode(Page, row.content)
        files = (attachment.name for attachment in page.attachments)
        words = "\n".join(filter(None, (page.title, *page.fields.values(), page.document.text, *files)))
        yield Entry(
            key=row.address,
            stamp=row.stamp,
            unit=row.unit,
            title=page.title or "",
            url=page.url,
            words=words,
        )


def _findings(connection: Connection, query: Select[Any]) -> Iterator[Entry]:
    for row in connection.execute(query):
        said = decode(Finding, row.content)
        told = (said.number, said.name, said.message, said.quote, said.expected, said.title, said.unit)
        yield Entry(
            key=row.fingerprint,
            stamp=row.stamp,
            unit=said.unit,
            title=f"{said.name}：{said.title or said.section or ''}",
            url=said.url,
            words="\n".join(filter(None, told)),
        )


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Entry]:
    for row in list(connection.execute(query)):
        [issue] = listed(connection, row.portal, [row.number])
        said = issue.opening
        notes = (word for event in issue.events for word in (event.by, event.why))
        told = (row.number, said.code, said.name, issue.message, issue.quote, said.title, issue.unit, *notes)
        yield Entry(
            key=row.number,
            stamp=str(issue.version),
            unit=issue.unit,
            title=f"{said.name}：{said.title or said.section or ''}",
            url=issue.url,
            words="\n".join(filter(None, told)),
        )


def _due_pages(portal_id: str, *columns: Any) -> Select[Any]:
    """Pages with another version than was indexed; those that cannot be read any more stay as they were."""
    count = _count_of(fetches, pages, fetches.c.address == pages.c.address)
    versions = count + " " + func.coalesce(pages.c.unit, "")  # whose it is today
    query = select(*columns, versions.label("stamp")).where(pages.c.portal == portal_id, pages.c.readable)
    return _due(query, PAGE, pages.c.address, versions, portal_id)


def _due_findings(portal_id: str, *columns: Any) -> Select[Any]:
    """Findings that say something else than was indexed."""
    query = select(*columns, findings.c.digest.label("stamp")).join_from(findings, finding_texts)
    mine = query.where(findings.c.portal == portal_id)
    return _due(mine, FINDING, findings.c.fingerprint, findings.c.digest, portal_id)


def _due_rows(portal_id: str, *columns: Any) -> Select[Any]:
    """Rows with more events than when they were indexed."""
    count = _count_of(issue_events, issues, issue_events.c.number == issues.c.number)
    query = select(*columns).where(issues.c.portal == portal_id)
    return _due(query, ROW, issues.c.number, count, portal_id)


def _count_of(many: Table, one: Table, same: ColumnElement[bool]) -> ColumnElement[str]:
    """As text, how many of these belong to the one."""
    counted = select(cast(func.count(), Text)).where(many.c.portal == one.c.portal, same)
    return counted.correlate(one).scalar_subquery()


def _due(query: Select[Any], kind: str, key: Any, stamp: Any, portal_id: str) -> Select[Any]:
    """Of what the query names those that are not indexed as they stand."""
    known = (entries.c.portal == portal_id) & (entries.c.kind == kind) & (entries.c.key == key)
    lacking = entries.c.stamp.is_(None) | (entries.c.stamp != stamp)
    return query.outerjoin(entries, known).where(lacking)


SOURCES = (
    Source(
        kind=PAGE,
        due=_due_pages,
        place=pages.c.id,
        read=(pages.c.address, pages.c.content, pages.c.unit),
        entries=_pages,
    ),
    Source(
        kind=FINDING,
        due=_due_findings,
        place=findings.c.fingerprint,
        read=(findings.c.fingerprint, finding_texts.c.content),
        entries=_findings,
    ),
    Source(
        kind=ROW,
        due=_due_rows,
        place=issues.c.number,
        read=(issues.c.portal, issues.c.number),
        entries=_rows,
    ),
)
