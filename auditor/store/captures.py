"""Captures: what rests on each stored body, and where a body came from."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from auditor.store.account_tables import uploads
from auditor.store.database import Database
from auditor.store.issue_tables import issue_events, issues
from auditor.store.office_tables import errands
from auditor.store.tables import fetches, finding_texts, findings, looks, visits

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Use:
    """Something that rests on a body. `kind`: Chinese."""

    capture: str
    portal: str
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The answer that brought a body. `of_file`: an attachment's, not a page's."""

    run_id: int
    url: str
    at: dt.datetime
    status: int | None
    of_file: bool


class Captures:
    """Every mention of a body."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def uses(self) -> Iterator[Use]:
        """Everything that rests on a body, a kind after another."""
        with self._database.read() as connection:
            for kind, query in _mentions():
                for row in connection.execute(query, execution_options={"yield_per": _AT_ONCE}):
                    yield Use(row.capture, row.portal, kind, str(row.what))

    def origin(self, portal_id: str, capture: str) -> Origin | None:
        """The first answer that brought it; None where none is on record, as with a recheck's."""
        with self._database.read() as connection:
            return _origin(connection, portal_id, capture)

    def altered_texts(self) -> list[str]:
        """Digests of what findings say under which something else stands."""
        query = select(finding_texts.c.digest, finding_texts.c.content).order_by(finding_texts.c.digest)
        with self._database.read() as connection:
            rows = connection.execute(query, execution_options={"yield_per": _AT_ONCE})
            return [
                row.digest for row in rows if hashlib.sha256(_octets(row.content)).hexdigest() != row.digest
            ]


def _mentions() -> Iterator[tuple[str, Select[Any]]]:
    for kind, table, what in (
        ("网页", fetches, fetches.c.url),
        ("附件", looks, looks.c.url),
        ("栏目", visits, visits.c.path),
        ("问题", findings, findings.c.fingerprint),
    ):
        mine = table.c.capture.label("capture"), table.c.portal.label("portal"), what.label("what")
        yield kind, select(*mine).where(table.c.capture.is_not(None)).distinct().order_by("what")
    opened = issues.c.opening["capture"].as_string()
    columns = opened.label("capture"), issues.c.portal, issues.c.number.label("what")
    yield "台账", select(*columns).where(opened.is_not(None)).order_by(issues.c.number)
    for name in ("before", "after"):
        seen = issue_events.c.event[name].as_string()
        columns = seen.label("capture"), issue_events.c.portal, issue_events.c.number.label("what")
        yield "复查", select(*columns).where(seen.is_not(None)).distinct().order_by("what")
    sent = uploads.c.capture, uploads.c.portal, uploads.c.name.label("what")
    yield "提交的附件", select(*sent).order_by("what")
    asked, ended = errands.c.record["given"]["marks"], errands.c.answer["after"]
    for kind, kept in (("年度考核的评分", asked.as_string()), ("整改以后的网页", ended.as_string())):
        columns = kept.label("capture"), errands.c.portal, errands.c.subject.label("what")
        yield kind, select(*columns).where(kept.is_not(None)).distinct().order_by("what")


def _origin(connection: Connection, portal_id: str, capture: str) -> Origin | None:
    found = []
    for table, at in ((fetches, fetches.c.fetched_at), (looks, looks.c.at)):
        query = (
            select(table.c.run_id, table.c.url, at.label("at"), table.c.status)
            .where(table.c.portal == portal_id, table.c.capture == capture)
            .order_by(at)
            .limit(1)
        )
        if row := connection.execute(query).first():
            found.append(Origin(row.run_id, row.url, row.at, row.status, of_file=table is looks))
    return found[0] if found else None


def _octets(record: str | bytes) -> bytes:
    return record.encode("utf-8", "surrogatepass") if isinstance(record, str) else record
