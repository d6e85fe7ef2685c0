"""A seal: what a finished run left, tied to what every run before it left."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One link of a portal's chain. A run that a person released afterwards has more than one; the newest holds."""

    portal: str
    serial: int  # from 1
    run_id: int
    at: dt.datetime
    content: str  # SHA-256 of what the run left, in hex
    previous: str  # digest of the link before; "" before the first
    digest: str  # SHA-256 of all of this
