"""How much of a file is needed: its first bytes tell what it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import StopDownload

from auditor.files.magic import PARSED, sniff_file
from spiders.unpacking import ENOUGH_OF_A_PAGE, is_packed

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers

ENOUGH_BYTES = 4096  # tell what a file is


@dataclass(slots=True)
class _Received:
    """What came of one answer so far."""

    whole: int  # bytes at most of a document that can be parsed; 0: its head suffices
    packed: bool = False  # compressed: what it is cannot be told before it is unpacked
    size: int = 0
    head: bytes = b""
    begun_at: float = field(default_factory=monotonic)

    def add(self, data: bytes) -> None:
        self.size += len(data)
        if len(self.head) < ENOUGH_BYTES:
            self.head += data

    @property
    def enough(self) -> int:
        if self.packed:
            return max(ENOUGH_OF_A_PAGE, self.whole)
        kind = sniff_file(self.head)
        if kind == "html":
            return ENOUGH_OF_A_PAGE
        return max(ENOUGH_BYTES, self.whole if kind in PARSED else 0)

    @property
    def seconds(self) -> float:
        return monotonic() - self.begun_at


class FirstBytes:
    """Stops the download of a file whose first bytes suffice: requests with meta `first_bytes`.

    More is read of web pages, since only their text tells a page that stands in for the file; and the whole of a
    document that can be parsed, up to `whole_bytes`, unless it is as long as the one kept before (`known_size`)
    or comes so slowly that the request would time out.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FirstBytes:
        found = cls()
        crawler.signals.connect(found.headers_received, signals.headers_received)
        crawler.signals.connect(found.bytes_received, signals.bytes_received)
        return found

    def headers_received(self, request: Request, headers: Headers, body_length: int | str | None) -> None:
        """A new answer (a retry, a redirect) starts a new count."""
        whole, known = request.meta.get("whole_bytes", 0), request.meta.get("known_size")
        told = (
            isinstance(body_length, int) and body_length
        )  # where a server does not tell, Twisted gives a word
        wanted = not told or (body_length <= whole and body_length != known)
        request.meta["received"] = _Received(whole if wanted else 0, is_packed(headers))

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Stop when enough is known."""
        if not request.meta.get("first_bytes"):
            return
        received = request.meta["received"]
        received.add(data)
        too_slow = received.seconds > request.meta.get("download_timeout", inf) / 2
        if received.size >= (ENOUGH_BYTES if too_slow else received.enough):
            raise StopDownload(fail=False)
