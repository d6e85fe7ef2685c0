"""What came of one target, ready to be kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from auditor.models import Entry, Look, Mark, Page, Section, Target, TargetState, Trail, Visit
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
    news: tuple[Target, ...] = ()  # what of it is new, told otherwise or gone: that is looked at tonight
    undone: tuple[Undone, ...] = ()  # pages kept earlier tonight that this one shows to have been none
    trails: tuple[tuple[str, Trail], ...] = ()  # the same for the nights to come, by key

    @property
    def is_quiet(self) -> bool:
        """Whether it says no more than that an address is there as it was."""
        told = (self.page, self.section, self.body, self.capture, self.trails, self.undone)
        return self.state is TargetState.UNCHANGED and not any(told)

    @property
    def mark(self) -> Mark:
        """What came of the target, for the frontier."""
        return Mark(**{name: getattr(self, name) for name in Mark._fields})
