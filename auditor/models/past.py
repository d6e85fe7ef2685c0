"""What the nights before know of an address: what tells whether it may be left alone for some nights."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from auditor.models.target import TargetState

NIGHTS_TOLD = 3  # the last nights whose outcomes are told


@dataclass(frozen=True, slots=True)
class History:
    """What the nights before know of a portal's addresses; `awaited`: those that a finding or a row of the 台账 which
    is not over speaks of, in canonical form."""

    known: tuple[Past, ...] = ()
    awaited: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One article, attachment or link. Days are the portal's."""

    key: str  # canonical address
    kind: str
    is_article: bool  # whether what was read there is an article, and leads to nothing but what belongs to it
    referrer: str | None  # canonical address of the page that links it
    looked_on: dt.date  # the last good look
    known_on: dt.date | None  # the first sight of it
    dated_on: dt.date | None = None  # the newest date that a list gives it
    stood_before: bool = False  # it stood in a list when the list was read for the first time
    nights: tuple[
        frozenset[TargetState], ...
    ] = ()  # what came of it on each of the last nights, oldest first
