"""Where this installation keeps its things: the database, the log. Told by options, AUDITOR_* variables, defaults."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

DATABASE = "auditor.sqlite3"
LOG = "auditor.log"
CRAWL_MB = 1500
BROWSER_MB = 1500


def database_url(given: str | None = None) -> str:
    """`--db`, else AUDITOR_DB, else a file in the working folder. A plain path means a SQLite file.

    >>> database_url("data/night.sqlite3")
    'sqlite:///data/night.sqlite3'
    """
    name = given or os.environ.get("AUDITOR_DB") or DATABASE
    return name if "://" in name else f"sqlite:///{name}"


def log_file() -> Path:
    """Where the program writes what only an engineer reads."""
    return Path(os.environ.get("AUDITOR_LOG") or LOG)


def crawl_memory_mb() -> int:
    """The address space that a crawl's process may take, in MB: AUDITOR_CRAWL_MB, else 1500."""
    given = os.environ.get("AUDITOR_CRAWL_MB", "")
    return int(given) if given.isdecimal() and int(given) else CRAWL_MB


def browser_memory_mb() -> int:
    """The memory that each process of the browser may take, in MB: AUDITOR_BROWSER_MB, else 1500."""
    given = os.environ.get("AUDITOR_BROWSER_MB", "")
    return int(given) if given.isdecimal() and int(given) else BROWSER_MB


def chromium() -> str | None:
    """The browser that AUDITOR_CHROMIUM names, "" where it says that none is to be used; None where it is not set."""
    return os.environ.get("AUDITOR_CHROMIUM")


@cache
def version() -> str:
    """This program's version. Every page of the portal names it, and to find it takes reading a file."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("disclosure-auditor")
    except PackageNotFoundError:
        return "0"
