"""What the store remembers of one address: when it was asked for, where it was listed, which pages may be the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came of an address in one run."""

    run_id: int
    at: dt.datetime | None  # None: it was planned and not asked yet
    state: str  # TargetState
    status: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A section's list that showed the address."""

    unit: str
    path: str  # of the section
    title: str
    published_on: dt.date | None
    first_seen_at: dt.datetime
    last_seen_at: dt.datetime
    last_absent_at: dt.datetime | None  # the last whole reading of the list before, without it
    is_listed: bool  # in the list as it was last read whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A page at another address that may be the same one."""

    url: str
    title: str | None
    first_seen_at: dt.datetime
    last_seen_at: dt.datetime
    same: tuple[str, ...]  # in Chinese: 索引号, 标题和正文
