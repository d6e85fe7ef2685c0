"""What the log says of the time of one run."""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from auditor.models import Run
from auditor.workdays import BEIJING

_STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d ")
_MARGIN = dt.timedelta(minutes=1)
_REPLAYED = dt.timedelta(hours=1)  # a run whose own clock is farther from the wall's is a replay


def log_of(run: Run, log: Path, *, most: int) -> list[str]:
    """The last so many lines that were written while the run went on, rotated files included; a traceback is one line's."""
    since, until = _window(run)
    lines: deque[str] = deque(maxlen=most)
    within = False
    for line in _lines(log):
        if _STAMP.match(line):
            at = dt.datetime.fromisoformat(line[:19]).replace(tzinfo=BEIJING)
            within = since <= at and (until is None or at <= until)
        if within:
            lines.append(line.rstrip("\n"))
    return list(lines)


def tail(log: Path, *, most: int) -> list[str]:
    """The last so many lines of the log, rotated files included."""
    return [line.rstrip("\n") for line in deque(_lines(log), maxlen=most)]


def _window(run: Run) -> tuple[dt.datetime, dt.datetime | None]:
    """When it went on by the wall clock, which the log has; a replayed night has another."""
    since, until = run.started_at or run.planned_at, run.ended_at
    if run.beat_at and until and abs(run.beat_at - until) > _REPLAYED:
        since, until = since + (run.beat_at - until), run.beat_at
    return since - _MARGIN, until and until + _MARGIN


def _lines(log: Path) -> Iterator[str]:
    """Of all files of the log, the oldest first."""
    rotated = sorted(log.parent.glob(f"{log.name}.[0-9]*"), key=lambda path: -int(path.suffix[1:] or 0))
    for path in [*rotated, log]:
        if path.is_file():
            with path.open(encoding="utf-8", errors="replace") as file:
                yield from file
