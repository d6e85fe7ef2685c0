"""What came of one target, ready to be kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from auditor.models import Entry, Look, Page, Section, Target, TargetState, Trail, Visit
from spiders.stand_ins import Undone


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of one target, ready to be kept."""

    target: Target
    state: TargetState
    at: dt.datetime
    status: int | None = None
    why: str = ""
    etag: str | None = None
    last_modified: str | None = None
    body: bytes = b""  # evidence; kept as a capture
    capture: str | None = None  # of a body that was kept before
    page: Page | None = None
    seen_url: str | None = None  # a page that is there and unchanged
    look: Look | None = None
    section: Section | None = None
    visit: Visit | None = None
    entries: tuple[Entry, ...] = ()
    found: tuple[Target, ...] = ()  # what it leads to
    undone: tuple[Undone, ...] = ()  # pages kept earlier tonight that this one shows to have been none
    trails: tuple[tuple[str, Trail], ...] = ()  # the same for the nights to come, by key
