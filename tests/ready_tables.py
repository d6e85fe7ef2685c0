"""The tables of a test's new database: made by the migrations once, and copied for every other that begins empty.

A database that holds anything, of whatever age, is migrated as ever, and so is every one in PostgreSQL.
"""

from sqlalchemy import Connection, inspect

from auditor.store import database

_migrated = database._upgrade
_statements: list[str] = []


def install() -> None:
    """From now on."""
    database._upgrade = _upgrade


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
