"""日常抽测 as it was drawn: the frame, the pages drawn, and what the machine says of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor.inspection.inspected import Inspected
from auditor.inspection.rows import Row
from auditor.inspection.sample import Drawable
from auditor.inspection.settling import Amendment


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A page as it was last read; `why` it was drawn, "" where it was not."""

    page: Drawable
    why: str
    fetched_at: dt.datetime
    capture: str
    fingerprints: tuple[str, ...] = ()  # of the findings that speak of it


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotCheck:
    """Everything the report of a spot check says, and nothing else is asked for it."""

    seed: int
    frame: tuple[Drawable, ...]
    pages: tuple[Examined, ...]  # by unit, section and address
    inspected: Inspected  # of what stands on the drawn pages alone
    fixes: Mapping[str, str]  # by code: how to mend it, as the rule book said then
    amendments: tuple[Amendment, ...] = ()  # of a record: what was decided after it had been sent

    def rows_on(self, one: Examined) -> Iterator[Row]:
        """What the machine found on the page: certain, doubtful, charged in an earlier quarter."""
        everything = (*self.inspected.rows, *self.inspected.settled)
        return (row for row in everything if row.fingerprint in one.fingerprints)
