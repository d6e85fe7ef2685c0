"""Where this installation keeps its things: the database, the log. Told by options, AUDITOR_* variables, defaults."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
DATABASE = "auditor.sqlite3"
LOG = "auditor.log"


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


def now() -> dt.datetime:
    """The present moment in Beijing; asked for only where a run begins or ends."""
    return dt.datetime.now(BEIJING)


def instant(text: str | None) -> dt.datetime:
    """The moment that `--as-of` names, None: now. A day alone means its noon; ValueError says what would be right."""
    if text is None:
        return now()
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"“{text}”不是日期或时间，应当写成 2024-03-15 或 2024-03-15T01:00") from None
    if len(text.strip()) <= len("2024-03-15"):
        moment = moment.replace(hour=12)
    return moment.astimezone(BEIJING) if moment.tzinfo else moment.replace(tzinfo=BEIJING)


def version() -> str:
    """This program's version."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("disclosure-auditor")
    except PackageNotFoundError:
        return "0"
