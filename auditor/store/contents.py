"""What parsing attachments came to, once a body: the same file on many pages and nights is parsed once."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from auditor.models import FileContent
from auditor.models.record import decode
from auditor.store.database import Database, upsert
from auditor.store.tables import file_contents, looks


class Contents:
    """The contents of attachments."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unread(self, portal_id: str, parser_version: int) -> list[tuple[str, str]]:
        """(capture, address) of every kept attachment that this version of the parser has not read."""
        with self._database.read() as connection:
            return unread(connection, portal_id, parser_version)

    def of(self, capture: str) -> FileContent | None:
        """What the parser made of a capture, if it was parsed."""
        with self._database.read() as connection:
            return of(connection, [capture]).get(capture)

    def save(self, capture: str, parser_version: int, content: FileContent) -> None:
        """Keep what the parser made of a capture."""
        with self._database.write() as connection:
            save(connection, capture, parser_version, content)


def unread(connection: Connection, portal_id: str, parser_version: int) -> list[tuple[str, str]]:
    """(capture, address) of the portal's kept attachments that this parser has not read."""
    done = select(file_contents.c.capture).where(file_contents.c.parser_version == parser_version)
    query = (
        select(looks.c.capture, func.min(looks.c.url))
        .where(looks.c.portal == portal_id, looks.c.capture.is_not(None), looks.c.capture.not_in(done))
        .group_by(looks.c.capture)
        .order_by(looks.c.capture)
    )
    return [(capture, url) for capture, url in connection.execute(query)]


def save(connection: Connection, capture: str, parser_version: int, content: FileContent) -> None:
    """Keep the content; it replaces what an older parser made of the body."""
    statement = upsert(connection, file_contents)
    new = {"parser_version": parser_version, "content": content}
    connection.execute(
        statement.values(capture=capture, **new).on_conflict_do_update(index_elements=["capture"], set_=new)
    )


def of(connection: Connection, captures: Iterable[str | None]) -> dict[str | None, FileContent]:
    """The contents of those captures that were parsed."""
    query = select(file_contents.c.capture, file_contents.c.content).where(
        file_contents.c.capture.in_([capture for capture in captures if capture])
    )
    return {row.capture: decode(FileContent, row.content) for row in connection.execute(query)}
