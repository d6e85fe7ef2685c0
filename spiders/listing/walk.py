"""One section's list, read page after page. Nothing of it is kept before the whole walk is over."""

from __future__ import annotations

import datetime as dt
from collections import deque
from typing import TYPE_CHECKING

from auditor.models import Entry, Visit, VisitState
from auditor.models.address import canonical
from spiders.family import Family, Step, families
from spiders.listing.paging import MAX_PAGES

if TYPE_CHECKING:
    from spiders.listing.listing import Listing


class Walk:
    """Gathers the rows of a list and says which page is next. A killed walk begins anew: its section stays due."""

    def __init__(
        self, section_url: str, family: Family | None = None, horizon: dt.date | None = None
    ) -> None:
        self.section_url = section_url
        self.family = family or families()["generic"]
        self._horizon = horizon
        self._entries: dict[str, Entry] = {}
        self._steps: deque[Step] = deque()
        self._known: set[tuple[str, str, str | None]] = {(canonical(section_url), "GET", None)}
        self._note: str | None = None
        self._redirected_to: str | None = None
        self._aggregates = False
        self._cut = False
        self._faults: list[str] = []

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every row so far, each address once, in the list's order."""
        return tuple(self._entries.values())

    @property
    def whole(self) -> bool:
        """Whether nothing of the list was missed."""
        return not self._faults

    def add(self, listing: Listing, *, alone: bool = False) -> None:
        """Take in one page of the list; `alone`: the section is one page in place of a list and lists itself."""
        if alone:
            self._entries |= {canonical(entry.url): entry for entry in listing.entries}
            return
        new = {canonical(entry.url): entry for entry in reversed(listing.entries)}
        brings = new.keys() - self._entries.keys()
        self._entries |= {key: new[key] for key in reversed(new) if key in brings}
        self._note = self._note or listing.note
        self._redirected_to = self._redirected_to or listing.redirected_to
        self._aggregates |= listing.aggregates
        if listing.scripted:
            self.failed(listing.why)
        if self._beyond_horizon(listing.entries):
            self._steps.clear()
            self._cut = True
        elif brings or not listing.entries:  # a server may give its last page for every number asked
            self._take_up(listing.steps)

    def redirected(self, url: str) -> None:
        """The section's address led elsewhere."""
        if canonical(url) != canonical(self.section_url):
            self._redirected_to = url

    def failed(self, why: str) -> None:
        """A page of the list, or what makes it up, was not read."""
        self._faults.append(why)

    def next_step(self) -> Step | None:
        """The next page to ask for; None at the end."""
        if self._steps and len(self._known) > MAX_PAGES:
            self.failed(f"列表超过 {MAX_PAGES} 页，未读完")
            self._steps.clear()
        return self._steps.popleft() if self._steps else None

    def visit(self, at: dt.datetime) -> Visit:
        """What the walk came to."""
        dates = [entry.published_on for entry in self._entries.values() if entry.published_on]
        return Visit(
            visited_at=at,
            state=self._state,
            why="；".join(dict.fromkeys(self._reasons())),
            entry_count=len(self._entries),
            newest_on=max(dates, default=None),
            note=self._note,
            redirected_to=self._redirected_to,
            aggregates=self._aggregates,
        )

    @property
    def _state(self) -> VisitState:
        if self.whole:
            return VisitState.READABLE
        return VisitState.PARTIAL if self._entries else VisitState.UNREADABLE

    def _reasons(self) -> list[str]:
        cut = [f"早于 {self._horizon} 的列表页按档案设置未读"] if self._cut else []
        return [*self._faults, *cut]

    def _beyond_horizon(self, entries: tuple[Entry, ...]) -> bool:
        horizon = self._horizon
        if horizon is None or not entries:
            return False
        return all(e.published_on and e.published_on < horizon for e in entries)

    def _take_up(self, steps: tuple[Step, ...]) -> None:
        for step in steps:
            key = (canonical(step.url), step.method, step.body)
            if key not in self._known:
                self._known.add(key)
                self._steps.append(step)
