"""What the sample server answers to one address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """One response, ready to send."""

    body: bytes
    media_type: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    modified_at: dt.datetime | None = None  # Last-Modified, where the server tells it
    delay_seconds: float = 0.0


def page(html: str, *, status: int = 200, modified_at: dt.datetime | None = None) -> Answer:
    """An HTML page in UTF-8."""
    return Answer(html.encode(), status=status, modified_at=modified_at)
