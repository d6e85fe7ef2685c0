"""Where a body led when it was read: a noun of the spiders and the store."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """What an answer led to. While its body and the way it is read stay the same, it need not be read again.

    Addresses are kept as they were found: what of them is followed is for today's profile to say.
    """

    capture: str  # sha256:<hex> of the body
    read_as: str  # digest of all that the reading depends on beside the body
    cms: str = "generic"  # the family it was read by
    media_type: str = ""  # Content-Type as it was sent: it tells how the body is decoded
    links: tuple[tuple[str, str], ...] = ()  # kind and address of what a page links
    listing: str = ""  # of a page of a list: the record of what it listed
    alone: bool = False  # the page stands in place of a list
    etag: str | None = None  # of a list's further pages, which are no targets of their own
    last_modified: str | None = None


def capture_of(body: bytes) -> str:
    """The name of a body by what it holds, `sha256:<hex>`."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"
