"""Beijing time: the present moment, the moment a person names, and a run's own clock."""

from __future__ import annotations

import datetime as dt
import time
from email.utils import parsedate_to_datetime

from auditor.workdays import BEIJING

_A_DAY = len("2024-03-15")


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
    return _in_beijing(moment.replace(hour=12) if len(text.strip()) <= _A_DAY else moment)


class Clock:
    """Tells the run's time, in Beijing time; a replayed night gets the times it is replayed for."""

    def __init__(self, as_of: dt.datetime | None = None) -> None:
        self.as_of = _in_beijing(as_of or now())
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


def http_date(words: str) -> dt.datetime | None:
    """The moment that a Date, Last-Modified or Retry-After header names; None where it names none."""
    try:
        said = parsedate_to_datetime(words)
    except ValueError:
        return None
    return said if said.tzinfo else said.replace(tzinfo=dt.UTC)  # -0000 is UTC too
