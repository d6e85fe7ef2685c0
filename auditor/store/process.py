"""Who runs a run: host, process id and the process's beginning, since process ids are used again."""

from __future__ import annotations

import datetime as dt
import os
import socket
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, bindparam, update

from auditor.store.tables import runs

SILENCE = dt.timedelta(hours=6)  # longer than any step of a night goes without a sign of life


@dataclass(frozen=True, slots=True)
class Process:
    """A process as a run's row names it."""

    host: str
    pid: int
    began: str | None
    beat_at: dt.datetime

    @property
    def lives(self) -> bool:
        """False only where it surely is gone: on another host, or in a container made anew, long silence tells."""
        if self.host != socket.gethostname():
            return now() - self.beat_at < SILENCE
        return _exists(self.pid) and (self.began is None or _began(self.pid) in (None, self.began))

    @property
    def asks(self) -> bool:
        """Whether it is the very process that asks."""
        return self.lives and (self.host, self.pid) == (socket.gethostname(), os.getpid())


def this_process() -> Process:
    """The one that asks."""
    return Process(socket.gethostname(), os.getpid(), _began(os.getpid()), now())


def now() -> dt.datetime:
    """The wall clock: a replayed night has another, but its process lives today."""
    return dt.datetime.now(dt.UTC)


def _exists(pid: int) -> bool:
    """A process that ended and waits to be collected by its parent exists no more."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _stat(pid)[:1] != ["Z"]


def _began(pid: int) -> str | None:
    """Field 22 of /proc/<pid>/stat; None where the system has no /proc."""
    fields = _stat(pid)
    return fields[19] if fields else None


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat from the state on; the name before it may hold anything."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return []
    return stat.rpartition(")")[2].split()


_BEAT = update(runs).where(runs.c.id == bindparam("of_run")).values(beat_at=bindparam("now"))


def beat(connection: Connection, run_id: int) -> None:
    """A sign of life."""
    connection.execute(_BEAT, {"of_run": run_id, "now": now()})
