"""The one way from an answer to a Page: what the night reads, a check, a re-judgement and a discovery read alike."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.models import Page, Portal
from spiders.extract.extract import extract
from spiders.extract.version import readers_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The bytes an address gave, and what came with them."""

    url: str
    body: bytes
    fetched_at: dt.datetime
    source: str | None = None
    status: int | None = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def read(answer: Answer, portal: Portal | None, *, alone: bool = False) -> Page:
    """The page an answer holds, by the portal's own family and selectors; not yet placed in a section."""
    return extract(
        answer.body,
        url=answer.url,
        source=answer.source,
        cms=portal.cms if portal else None,
        status=answer.status,
        headers=answer.headers,
        selectors=portal.selectors if portal else {},
        fetched_at=answer.fetched_at,
        alone=alone,
    )


def way_of_reading(portal: Portal, *more: object) -> str:
    """A digest of all that a reading depends on beside the bytes: our readers, the portal's family and selectors,
    and what `more` names."""
    told = (readers_version(), portal.cms, sorted(portal.selectors.items()), *more)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
