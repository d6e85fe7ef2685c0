"""托办: what somebody asked for that takes too long to wait for, and what it came to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from auditor.models.role import Role


class ErrandKind(StrEnum):
    """What is to be done."""

    LOOK = "look"  # at the page of a row that its unit says is mended
    RECHECK = "recheck"  # the same as an inspector's act
    INSPECTION = "inspection"  # drawn up from what is stored


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandAnswer:
    """How it ended."""

    at: dt.datetime
    done: bool
    words: str = ""  # Chinese: what was seen, or why nothing was done
    number: str = ""  # of the inspection
    after: str | None = None  # the capture of the page as it was found
    still: bool | None = None  # whether the fault is there; None: the machine cannot tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One thing that somebody asked for. It waits until a process has taken it, and again where that one died."""

    id: int = 0  # given by the shelf
    portal: str
    kind: ErrandKind
    subject: str  # the row's number; what the inspection is of
    asked_at: dt.datetime
    by: str
    role: Role
    unit: str | None = None
    given: Mapping[str, str] = field(default_factory=dict)  # what the form said
    under_way: bool = False
    answer: ErrandAnswer | None = None
