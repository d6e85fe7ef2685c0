"""A consistent copy of the database while others write, and the way back: SQLite's online backup, pg_dump and pg_restore."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import inspect

from auditor.store.database import Database
from auditor.store.errors import StoreError, speaking_of

SQLITE, POSTGRESQL = "sqlite", "postgresql"


def kind_of(url: str) -> str:
    """Which of the two the address names. Raises StoreError for another one."""
    return Database(url, makes=False).url.get_backend_name()


def copy(url: str, to: Path) -> None:
    """Write the database as it stands this moment to the file `to`; whoever writes meanwhile does not wait."""
    database = Database(url, makes=False)
    database.found()
    if database.file is None:
        _run(["pg_dump", "--format=custom", "--no-owner", f"--file={to}"], database)
        return
    with (
        speaking_of(str(database.file)),
        contextlib.closing(sqlite3.connect(database.file)) as source,
        contextlib.closing(sqlite3.connect(to)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it


def fault_of(copied: Path, kind: str) -> str:
    """In Chinese what is wrong with a copy; "" where it is whole."""
    if kind == POSTGRESQL:
        done = subprocess.run(
            [_program("pg_restore"), "--list", str(copied)], capture_output=True, check=False, text=True
        )
        return "" if done.returncode == 0 else "不是完整的 PostgreSQL 备份文件"
    try:
        with contextlib.closing(sqlite3.connect(f"file:{copied}?mode=ro", uri=True)) as database:
            said = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error:
        return "不是完整的 SQLite 数据库"
    return "" if said == "ok" else "SQLite 完整性检查没有通过"


def put_back(copied: Path, url: str) -> None:
    """Make the database at `url` of a copy. Raises StoreError where there is one: nothing is ever written over."""
    database = Database(url)
    refuse_filled(url)
    if database.file is None:
        options = ["--no-owner", "--exit-on-error", "--single-transaction"]
        _run(["pg_restore", *options, "--dbname=", str(copied)], database)
        return
    with speaking_of(str(database.file)):
        part = database.file.with_name(f".{database.file.name}.part")
        shutil.copyfile(copied, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        os.link(part, database.file)  # unlike a renaming, it fails where somebody made one meanwhile
        part.unlink()


def refuse_filled(url: str) -> None:
    """Raise StoreError where a database with anything in it stands already."""
    database = Database(url, makes=False)
    try:
        if database.file:
            filled = database.file.exists()
        else:
            with database.read() as connection:
                filled = bool(inspect(connection).get_table_names())
    finally:
        database.close()
    if filled:
        raise StoreError(
            f"已经有数据库：{database.place}。恢复不会覆盖它；请另指定一个位置，或者先把它移走。"
        )


def _run(command: Sequence[str], database: Database) -> None:
    """One of PostgreSQL's own programs; the password goes to it where no other user can read it."""
    url = database.url
    told = {
        "PGHOST": url.host, "PGPORT": url.port and str(url.port), "PGUSER": url.username, "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }  # fmt: skip
    words = [f"--dbname={url.database}" if word == "--dbname=" else word for word in command]
    done = subprocess.run(
        [_program(words[0]), *words[1:]],
        env=os.environ | {name: value for name, value in told.items() if value},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise StoreError(f"{words[0]} 没有成功：{said[-1] if said else done.returncode}")


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise StoreError(
            f"没有找到 {name}：备份和恢复 PostgreSQL 需要安装它的客户端程序（postgresql-client）。"
        )
    return found
