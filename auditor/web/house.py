"""What one web portal serves: the store, its portals, the clock, and how it is reached."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any, TypeVar, cast

from auditor.config.clock import now
from auditor.installation import open_profile
from auditor.models import Portal
from auditor.models.issue import Issue
from auditor.office.backups import Backups
from auditor.portal.profile_text import PortalError
from auditor.store import Store

T = TypeVar("T")
log = logging.getLogger(__name__)


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
    _memory: dict[str, tuple[Hashable, Any]] = field(default_factory=dict)

    @property
    def portals(self) -> dict[str, Portal]:
        """The portals as amended by now."""
        return {name: self._amended(base) for name, base in self.bases.items()}

    def _amended(self, base: Portal) -> Portal:
        version = self.store.amendments.version(base.id) if base.id in self.profiles else 0
        if not version:
            return base
        return self.remembered(f"portal {base.id}", version, lambda: self._read(base))

    def _read(self, base: Portal) -> Portal:
        try:
            return open_profile(self.profiles[base.id], amended=self.store.amendments.of)
        except PortalError as error:  # the trail's own page says so
            log.error("profile of %s: %s", base.id, error)
            return base

    def rows(self, portal_id: str) -> tuple[Issue, ...]:
        """Every row of the portal, read anew only where something was done since."""
        issues = self.store.issues
        return self.remembered(
            f"rows of {portal_id}", issues.version(portal_id), lambda: tuple(issues.of(portal_id))
        )

    def remembered(self, name: str, key: Hashable, make: Callable[[], T]) -> T:
        """What was made under the name for the same key; made anew for another one."""
        known = self._memory.get(name)
        if known is None or known[0] != key:
            known = self._memory[name] = (key, make())
        return cast(T, known[1])
