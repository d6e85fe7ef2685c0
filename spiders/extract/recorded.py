"""Creation times that addresses give away: record ids that begin with a clock, dates in paths."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from auditor.workdays import BEIJING

EARLIEST = dt.datetime(2005, 1, 1, tzinfo=BEIJING)  # before that no portal of this kind kept such records
_OBJECT_ID = re.compile(r"/doc_([0-9a-f]{8})[0-9a-f]{16}(?=[._/?]|$)")


def object_id_time(url: str) -> tuple[dt.datetime, str] | None:
    """The time in a `doc_<24hex>` id: its first eight digits count seconds since 1970."""
    match = _OBJECT_ID.search(url)
    if not match:
        return None
    return dt.datetime.fromtimestamp(int(match.group(1), 16), BEIJING), f"记录编号{match.group()[1:]}"


def date_in(pattern: str) -> Callable[[str], tuple[dt.datetime, str] | None]:
    """A reader of the date in addresses that `pattern` describes by three groups."""
    compiled = re.compile(pattern)

    def recorded(url: str) -> tuple[dt.datetime, str] | None:
        match = compiled.search(url)
        if not match:
            return None
        try:
            year, month, date = (int(part) for part in match.groups())
            day = dt.datetime(year, month, date, tzinfo=BEIJING)
        except ValueError:
            return None
        return day, f"网址日期{day:%Y-%m-%d}"

    return recorded
