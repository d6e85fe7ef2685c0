"""A throw-away PostgreSQL server on loopback, for tests that ask for `postgres`; it dies with the test session.

`tests/conftest.py` alone takes the fixture in: a module that imported it would have a server of its own.
"""

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Call it for the URL of a fresh, empty database; of one that has its tables with `ready=True`."""
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed")
    programs, account = _programs(), _account()
    folder = Path(tempfile.mkdtemp(prefix="auditor-pg-"))
    if account:
        shutil.chown(folder, account)
    control = [str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w", "-s"]
    port = _free_port()
    settings = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c shared_buffers=16MB -c max_connections=100 -c full_page_writes=off"
    try:
        _run(
            [
                str(programs / "initdb"),
                "-D",
                str(folder / "data"),
                "-U",
                "auditor",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            ],
            account,
        )
        _run([*control, "-l", str(folder / "log"), "-o", settings, "start"], account)
        try:
            yield _Server(port).new_database
        finally:
            _run([*control, "-m", "immediate", "stop"], account)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Server:
    """Makes databases; the tables are made by the migrations once and copied ever after."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._ready = ""

    def new_database(self, *, ready: bool = False) -> str:
        """Its URL."""
        if not ready:
            return self._url(self._made("template0"))
        if not self._ready:
            from auditor.store import Store

            self._ready = self._made("template0")
            Store.open(self._url(self._ready)).close()
        return self._url(self._made(self._ready))

    def _made(self, template: str) -> str:
        import psycopg

        name = f"auditor_{next(_numbers)}"
        with psycopg.connect(
            host="127.0.0.1", port=self._port, user="auditor", dbname="postgres", autocommit=True
        ) as server:
            server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def _url(self, name: str) -> str:
        return f"postgresql://auditor@127.0.0.1:{self._port}/{name}"


def _programs() -> Path:
    """The folder that holds initdb and pg_ctl together."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if all((folder / name).exists() for name in ("initdb", "pg_ctl")):
            return folder
    pytest.skip("no PostgreSQL server programs are installed")


def _account() -> str | None:
    """The server refuses to run as root; None where the tests do not."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        pytest.skip("PostgreSQL does not run as root, and there is no account named postgres")


def _run(command: list[str], account: str | None) -> None:
    done = subprocess.run(
        command, user=account, cwd="/", capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode:
        pytest.skip(f"no PostgreSQL server could be had: {command[0]}: {done.stderr.strip()}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
