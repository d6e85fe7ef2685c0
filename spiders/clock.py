"""The run's clock: the time a run is said to start at, plus the time gone by since."""

from __future__ import annotations

import datetime as dt
import time
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


class Clock:
    """Tells the run's time, in Beijing time; a replayed night gets the times it is replayed for."""

    def __init__(self, as_of: dt.datetime | None = None) -> None:
        self.as_of = _in_beijing(as_of or dt.datetime.now(BEIJING))
        self._began = time.monotonic()

    @classmethod
    def at(cls, text: str | None) -> Clock:
        """The clock an ISO date or datetime asks for; None: now. Raises ValueError."""
        return cls(dt.datetime.fromisoformat(text) if text else None)

    def now(self) -> dt.datetime:
        """`as_of` and what has gone by since."""
        return self.as_of + dt.timedelta(seconds=time.monotonic() - self._began)


def _in_beijing(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(BEIJING) if moment.tzinfo else moment.replace(tzinfo=BEIJING)
