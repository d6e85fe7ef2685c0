"""What one web portal serves: the store, its portals, the clock, and how it is reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from auditor.config.clock import now
from auditor.models import Portal
from auditor.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Opened once for the whole life of the server."""

    store: Store
    portals: Mapping[str, Portal]
    clock: Callable[[], dt.datetime] = now
    https: bool = False  # people reach it through a proxy that speaks TLS
