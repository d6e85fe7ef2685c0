"""How the database itself is, seen without changing it: there, of which revision, how large, whole."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import text

from auditor.store import database as opened
from auditor.store.database import Database
from auditor.store.errors import StoreError, speaking_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A database as it lies there. `fault` is Chinese; "" where nothing is wrong."""

    place: str
    kind: str  # sqlite, postgresql
    fault: str = ""
    file: Path | None = None
    size: int = 0  # bytes
    revision: str | None = None
    wanted: str = opened.HEAD

    @property
    def is_current(self) -> bool:
        """Whether this program's tables stand there."""
        return self.revision == self.wanted


def condition(url: str) -> Condition:
    """How the database at `url` is. Nothing is made, nothing brought up to date."""
    database = Database(url, makes=False)
    bare = Condition(place=database.place, kind=database.url.get_backend_name(), file=database.file)
    try:
        database.found()
        size, fault = _of_file(database) if database.file else _of_server(database)
        with database.read() as connection:
            revision = opened.revision_of(connection)
    except StoreError as error:
        return replace(bare, fault=str(error))
    finally:
        database.close()
    return replace(bare, fault=fault, size=size, revision=revision)


def _of_file(database: Database) -> tuple[int, str]:
    assert database.file
    with (
        speaking_of(database.place),
        contextlib.closing(sqlite3.connect(f"file:{database.file}?mode=ro", uri=True)) as connection,
    ):
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    return database.file.stat().st_size, "" if said == "ok" else f"完整性检查没有通过：{said}"


def _of_server(database: Database) -> tuple[int, str]:
    with database.read() as connection:
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()), ""
