"""The connection to SQLite or PostgreSQL: addresses, pragmas, transactions, migrations."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import local
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, inspect, make_url, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import ArgumentError

from auditor.models.record import encode
from auditor.store.errors import StoreError, speaking_of

HEAD = "0017"  # the revision this program works with
MIGRATIONS = "auditor.store:migrations"
BUSY_SECONDS = 30
_NOTHING_YET = "还没有在这里抓取过，或者 --db（AUDITOR_DB）写得不对；抓取用 auditor nightly 门户档案。"
_POSTGRES = {"postgres", "postgresql", "postgresql+psycopg"}


class Database:
    """One engine; every use of it is a short transaction whose errors are Chinese sentences."""

    def __init__(self, url: str, *, makes: bool = True) -> None:
        self.url = _accepted(url)
        self.file = _file(self.url)
        self.place = str(self.file) if self.file else self.url.render_as_string(hide_password=True)
        with speaking_of(self.place):
            if self.file and makes:
                self.file.parent.mkdir(parents=True, exist_ok=True)
        self._engine = _engine(self.url)
        self._writer = self._engine.execution_options(writes=True)
        self._rebuilder = self._engine.execution_options(writes=True, rebuilds=True)
        self._open = local()  # the transaction that `together` holds open in this thread

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads; it never waits for a writer."""
        if (connection := self._held) is not None:
            yield connection
            return
        with speaking_of(self.place), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self, *, rebuilds: bool = False) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept, or none. `rebuilds`: tables themselves."""
        if (connection := self._held) is not None:
            yield connection
            return
        engine = self._rebuilder if rebuilds else self._writer
        with speaking_of(self.place), engine.begin() as connection:
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """What this thread reads and writes inside is one transaction: all of it is kept, or none."""
        held = self._held
        with self.write() as connection:
            self._open.connection = connection
            try:
                yield
            finally:
                self._open.connection = held

    @property
    def _held(self) -> Connection | None:
        held: Connection | None = getattr(self._open, "connection", None)
        return held

    def found(self) -> None:
        """StoreError where nothing was ever stored here; a look leaves nothing behind."""
        if self.file and not (self.file.exists() and self.file.stat().st_size):
            raise StoreError(f"没有这个数据库：{self.place}。{_NOTHING_YET}")
        try:
            with self.read() as connection:
                if revision_of(connection) is None and not inspect(connection).get_table_names():
                    raise StoreError(f"数据库里还没有内容：{self.place}。{_NOTHING_YET}")
        finally:
            self.close()

    def migrate(self) -> None:
        """Bring the tables to HEAD; refuse a database that a newer program made."""
        with self.read() as connection:
            if revision_of(connection) == HEAD:
                return
        with self.write(rebuilds=True) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('disclosure-auditor'))"))
            if revision_of(connection) != HEAD:
                _upgrade(connection, self.place)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def upsert(connection: Connection, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT."""
    return upsert_in(connection.dialect.name, table)


def upsert_in(dialect: str, table: Table) -> Any:
    """The same by the dialect's name; the two dialects spell it alike but share no class."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # loads five drivers' ways

        return postgresql.insert(table)
    return sqlite.insert(table)


def _accepted(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # whose own words may hold the password
        raise StoreError(
            f"数据库地址写得不对：{_without_password(url)}。应当形如 sqlite:///auditor.sqlite3 或 postgresql://用户:密码@主机/库名。"
        ) from None
    if parsed.drivername in _POSTGRES:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        raise StoreError(f"不支持的数据库：{parsed.drivername}。只支持 sqlite 和 postgresql。")
    return parsed


def _without_password(url: str) -> str:
    """An address that could not be understood, without what may be a password in it."""
    return re.sub(r":(?!//).*@", ":***@", url, flags=re.DOTALL)


def _file(url: URL) -> Path | None:
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(url.database or "")


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(
            url,
            json_serializer=encode,
            json_deserializer=_as_it_stands,
            connect_args={"timeout": BUSY_SECONDS},
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(
            url,
            json_serializer=encode,
            json_deserializer=_as_it_stands,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 10},
        )
    except ModuleNotFoundError as error:
        raise StoreError(
            "使用 PostgreSQL 需要先安装驱动：pip install 'disclosure-auditor[postgresql]'。"
        ) from error


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver opens no transaction of its own: _begin_sqlite does
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous=NORMAL")


def _write_ahead(connection: Any) -> None:
    """Two programs that open a new file at once: SQLite refuses the second at once instead of making it wait."""
    for attempts_left in reversed(range(BUSY_SECONDS * 10)):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if not attempts_left or "locked" not in str(error):
                raise
            time.sleep(0.1)


def _begin_sqlite(connection: Connection) -> None:
    """Writers queue up at BEGIN; a reader that turned writer half-way would fail instead of waiting.

    A migration that rebuilds a table drops the old one first, which foreign keys would forbid.
    """
    options = connection.get_execution_options()
    driver: Any = connection.connection.driver_connection  # without the machinery of a statement
    driver.execute(f"PRAGMA foreign_keys={'OFF' if options.get('rebuilds') else 'ON'}")
    driver.execute("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _as_it_stands(record: str | bytes) -> str | bytes:
    """A record is read as its text: whoever knows the noun decodes it, with nothing in between."""
    return record


def revision_of(connection: Connection) -> str | None:
    """The revision of the tables that stand there; None where there are none of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection, place: str) -> None:
    from alembic import command  # slow to import, and needed once in a database's life
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", MIGRATIONS)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    current = revision_of(connection)
    if current is not None and current not in known:
        raise StoreError(
            f"数据库是更新版本的程序建立的（数据库版本 {current}，本程序认得的最新版本 {HEAD}）：{place}。"
            "请升级本程序后再打开。"
        )
    if current is None and connection.dialect.name == "sqlite" and inspect(connection).get_table_names():
        raise StoreError(f"这个文件是别的程序的数据库：{place}。请另指定一个数据库文件。")
    command.upgrade(config, "head")
