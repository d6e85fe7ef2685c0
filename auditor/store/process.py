"""Who runs a run: host, process id and the process's beginning, since process ids are used again."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Process:
    """A process as a run's row names it."""

    host: str
    pid: int
    began: str | None

    @property
    def lives(self) -> bool:
        """False only where it surely is gone: on another host nobody can tell."""
        if self.host != socket.gethostname():
            return True
        return _exists(self.pid) and (self.began is None or _began(self.pid) in (None, self.began))

    @property
    def is_ours(self) -> bool:
        """This process, or the one that started it: a crawl runs in a child of the night."""
        return self.lives and self.host == socket.gethostname() and self.pid in (os.getpid(), os.getppid())


def this_process() -> Process:
    """The one that asks."""
    return Process(socket.gethostname(), os.getpid(), _began(os.getpid()))


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
    """The fields of /proc/<pid>/stat from the third, the state, on: those before hold the name, which may hold anything."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return []
    return stat.rpartition(")")[2].split()
