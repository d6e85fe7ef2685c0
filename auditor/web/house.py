"""What one web portal serves: the store, its portals, the clock, and how it is reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from threading import Event
from typing import Any, TypeVar, cast

from auditor.config.clock import now
from auditor.models import Portal
from auditor.models.issue import Issue
from auditor.store import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Opened once for the whole life of the server."""

    store: Store
    portals: Mapping[str, Portal]
    clock: Callable[[], dt.datetime] = now
    https: bool = False  # people reach it through a proxy that speaks TLS
    asked: Event = field(default_factory=Event)  # set where an errand was asked for
    _memory: dict[str, tuple[Hashable, Any]] = field(default_factory=dict)

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
