"""One address that a crawl is to fetch, and what came of it: nouns of the spiders and the store."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from auditor.models.address import canonical


class TargetState(StrEnum):
    """What came of one address in one run."""

    PENDING = "pending"
    FETCHED = "fetched"
    UNCHANGED = "unchanged"  # 304, or the same bytes again
    FAILED = "failed"
    UNASKED = "unasked"  # its host, or this part of it, was left in peace: no failure, and nothing seen
    RESTING = "resting"  # old and quiet, and its turn is another night's: not seen, and no failure
    SKIPPED = "skipped"  # robots.txt, beyond the horizon: meant not to be fetched


@dataclass(frozen=True, slots=True)
class Target:
    """One address to fetch. `etag` and `last_modified` are those of the last good fetch."""

    url: str
    kind: str  # section / list / article / attachment / link
    section_url: str | None = None
    referrer: str | None = None
    method: str = "GET"
    body: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    tries: int = 0  # in this run

    @property
    def key(self) -> str:
        """One row a canonical address, method and body."""
        address = canonical(self.url)
        if self.method == "GET" and not self.body:
            return address
        return f"{self.method} {address} {hashlib.sha256((self.body or '').encode()).hexdigest()}"


class Mark(NamedTuple):
    """What came of one target."""

    target: Target
    state: TargetState
    at: dt.datetime
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    why: str = ""
