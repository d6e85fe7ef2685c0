"""What a test's new database begins with: its tables, the SQL of statements that another was asked, and no disk to wait for.

The tables are made by the migrations once, and copied for every other database that begins empty. One that holds
anything, of whatever age, is migrated as ever, and so is every one in PostgreSQL. A program opens one database and
writes the SQL of each statement once; tests open hundreds, which would each write it anew. Tests end programs, never
the machine: that a file lies on the disk itself is not waited for.
"""

import os
from typing import Any

from sqlalchemy import Connection, Engine, inspect

from auditor.store import database

_migrated = database._upgrade
_engine = database._engine
_prepare_sqlite = database._prepare_sqlite
_statements: list[str] = []


def install() -> None:
    """From now on."""
    database._upgrade = _upgrade
    database._engine = _with_sql_written
    database._prepare_sqlite = _without_waiting
    os.fsync = lambda handle: None


class _Written(dict[Any, Any]):
    """SQL by statement, whichever database was asked: SQLAlchemy's key names its own dialect first."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, sql: Any) -> None:
        super().__setitem__(key[1:], sql)


_written = {"sqlite": _Written(), "postgresql": _Written()}


def _with_sql_written(url: Any) -> Engine:
    engine = _engine(url)
    return engine.execution_options(compiled_cache=_written[engine.dialect.name])


def _without_waiting(connection: Any, record: object) -> None:
    connection.execute(
        "PRAGMA synchronous=OFF"
    )  # a new file's journal would be waited for before it can be told
    _prepare_sqlite(connection, record)
    connection.execute("PRAGMA synchronous=OFF")


def _upgrade(connection: Connection, place: str) -> None:
    if connection.dialect.name != "sqlite" or inspect(connection).get_table_names():
        _migrated(connection, place)
    elif _statements:
        for statement in _statements:
            connection.exec_driver_sql(statement)
    else:
        _migrated(connection, place)
        made = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
        )
        _statements.extend(made.scalars())
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        _statements.append(f"INSERT INTO alembic_version VALUES ('{version}')")
