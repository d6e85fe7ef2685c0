"""What repeated looks at an address prove: one bad look proves nothing, since a network can fake it."""

import datetime as dt
from collections.abc import Sequence
from enum import Enum

from auditor.models import Look, Page, PageKind

_GONE = frozenset({404, 410})


class Reach(Enum):
    """What one look says of an address."""

    ALIVE = "alive"
    GONE = "gone"  # the server itself says there is nothing
    SILENT = "silent"  # no answer or a server error: may pass
    REFUSED = "refused"  # robots, login, challenge: says nothing about readers


def reach(look: Look) -> Reach:
    """Classify one look by its status."""
    if look.status is None or (look.status >= 500 and look.status != 521):
        return Reach.SILENT
    if look.status in _GONE:
        return Reach.GONE
    return Reach.ALIVE if look.status < 400 else Reach.REFUSED


def dead_looks(looks: Sequence[Look], *, apart_hours: int, silent_looks: int) -> tuple[Look, ...]:
    """The unbroken run of bad looks that lasts until now, oldest first; () where it does not suffice.

    Two looks `apart_hours` apart suffice where the server says 404 or 410; where it does not answer or fails,
    `silent_looks` looks, each at least `apart_hours` after the one before.
    """
    run: list[Look] = []
    for look in sorted(looks, key=lambda look: look.at, reverse=True):
        if reach(look) in (Reach.ALIVE, Reach.REFUSED):
            break
        if not run or run[-1].at - look.at >= dt.timedelta(hours=apart_hours):
            run.append(look)
    needed = 2 if run and all(reach(look) is Reach.GONE for look in run[:2]) else silent_looks
    return tuple(reversed(run)) if len(run) >= needed else ()


def was_read(page: Page) -> bool:
    """Whether an article's body was read once; the store keeps the size of one that is gone now."""
    known = page.readable or page.status in _GONE
    return known and page.kind is PageKind.ARTICLE and page.text_length > 0


def described(look: Look) -> str:
    """A look as a report quotes it."""
    answer = f"HTTP {look.status}" if look.status else f"无应答（{look.error or '连接失败'}）"
    return f"{look.at:%Y-%m-%d %H:%M} {answer}"
