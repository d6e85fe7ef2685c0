"""What one web portal serves: the store, its portals, the clock, and how it is reached."""

from __future__ import annotations

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Event, Lock
from typing import Any, TypeVar, cast

from auditor.config.clock import now
from auditor.installation import open_profile
from auditor.models import Portal
from auditor.models.issue import Issue
from auditor.models.letter import Sent
from auditor.office.amending import trail_faults
from auditor.office.backups import Backups
from auditor.portal.profile_text import PortalError
from auditor.store import Store

T = TypeVar("T")
log = logging.getLogger(__name__)


def row_words(row: Issue) -> str:
    """What somebody may remember of a row."""
    return " ".join((row.number, row.opening.title or "", row.url, row.message, row.quote))


class Rows:
    """Every row of a portal as it stands, in the orders that lists ask for."""

    def __init__(self, issues: Iterable[Issue] = ()) -> None:
        self.known = {issue.number: issue for issue in issues}

    def __iter__(self) -> Iterator[Issue]:
        return iter(self.known.values())

    def with_changes(self, changed: Iterable[Issue]) -> Rows:
        """The rows with those that were opened or grew since; by number, as they were."""
        made = Rows()
        made.known = self.known | {issue.number: issue for issue in changed}
        return made

    @cached_property
    def versions(self) -> Mapping[str, int]:
        """How many events each has."""
        return {number: issue.version for number, issue in self.known.items()}

    @cached_property
    def by_day(self) -> tuple[Issue, ...]:
        """The nearest last day for mending first."""
        return tuple(sorted(self, key=lambda row: (row.rectify_by or dt.date.max, row.number)))

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What somebody may remember of each: its number, title, address, and what it says; in small letters."""
        return {row.number: row_words(row).casefold() for row in self}

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Issue, ...]]:
        """Those of each unit; "": of nobody yet."""
        found: defaultdict[str, list[Issue]] = defaultdict(list)
        for row in self:
            found[row.unit or ""].append(row)
        return {unit: tuple(rows) for unit, rows in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Opened once for the whole life of the server."""

    store: Store
    bases: Mapping[str, Portal]  # as they were read when the server began
    profiles: Mapping[str, Path] = field(default_factory=dict)  # the files of those that can be changed here
    db: str = ""  # where the store lies, for those who look after it
    backups: Backups | None = None  # where its backups lie, where that was said
    clock: Callable[[], dt.datetime] = now
    https: bool = False  # people reach it through a proxy that speaks TLS
    asked: Event = field(default_factory=Event)  # set where an errand was asked for
    lines: dict[tuple[str, str], tuple[Hashable, list[Any]]] = field(
        default_factory=dict
    )  # of tables, by row
    _memory: dict[str, tuple[Hashable, Any]] = field(default_factory=dict)
    _locks: dict[str, Lock] = field(default_factory=dict)

    @property
    def portals(self) -> dict[str, Portal]:
        """The portals as amended by now."""
        return {name: self._amended(base) for name, base in self.bases.items()}

    def trail_faults(self, portal_id: str) -> Sequence[str]:
        """Why what was changed on the screen fits the portal's file no more; () where it fits."""
        path, version = self.profiles.get(portal_id), self.store.amendments.version(portal_id)
        if path is None or not version:
            return ()
        key = version, path.stat().st_mtime_ns if path.exists() else 0
        return self.remembered(f"faults of {portal_id}", key, lambda: trail_faults(path, self.store))

    def _amended(self, base: Portal) -> Portal:
        version = self.store.amendments.version(base.id) if base.id in self.profiles else 0
        if not version:
            return base
        return self.remembered(f"portal {base.id}", version, lambda: self._read(base))

    def _read(self, base: Portal) -> Portal:
        try:
            return open_profile(self.profiles[base.id], amended=self.store.amendments.of)
        except PortalError as error:  # the trail's own page says so; what was read before still stands
            log.error("profile of %s: %s", base.id, error)
            return cast(Portal, self._memory.get(f"portal {base.id}", (None, base))[1])

    def rows(self, portal_id: str) -> Rows:
        """Every row of the portal; where something was done since, what grew is read anew."""
        name, issues = f"rows of {portal_id}", self.store.issues

        def renewed() -> Rows:
            before: Rows = self._memory.get(name, (None, Rows()))[1]
            return before.with_changes(issues.since(portal_id, before.versions))

        return self.remembered(name, issues.version(portal_id), renewed)

    def letters(self, portal_id: str) -> Sequence[Sent]:
        """Every letter of the portal, by number, with who signed for it."""
        shelf = self.store.letters
        return self.remembered(
            f"letters of {portal_id}", shelf.version(portal_id), lambda: shelf.of(portal_id)
        )

    def remembered(self, name: str, key: Hashable, make: Callable[[], T]) -> T:
        """What was made under the name for the same key; made anew for another one, by one reader for all who wait."""
        known = self._memory.get(name)
        if known is None or known[0] != key:
            with self._locks.setdefault(name, Lock()):
                known = self._memory.get(name)
                if known is None or known[0] != key:
                    known = self._memory[name] = (key, make())
        return cast(T, known[1])
