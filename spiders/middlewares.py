"""What stands between the spider and the wire: which hosts may be asked, and how much of a file is needed."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.extensions.throttle import AutoThrottle

from auditor.files.magic import PARSED, sniff_file

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

ENOUGH_BYTES = 4096  # tell what a file is
ENOUGH_OF_A_PAGE = 256 * 1024


class OffHostError(IgnoreRequest):
    """An address outside the portal's hosts, most often met by a redirect. It is not asked."""

    def __init__(self, url: str) -> None:
        super().__init__(f"地址不在本站允许的主机之内：{url}")
        self.url = url


class HostPausedError(IgnoreRequest):
    """The host, or this part of it, is left in peace for this night; the text says why."""


class HostGate:
    """Asks nobody but the portal's hosts, redirects and robots.txt included, and no host that is paused."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostGate:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Scrapy's hook: raise where the request must not go out."""
        spider: Any = self.crawler.spider
        if not spider.night.atlas.allows(request.url):
            raise OffHostError(request.url)
        if why := spider.night.why_paused(request.url, _section_of(request)):
            raise HostPausedError(why)


def _section_of(request: Request) -> str | None:
    known: Any = request.cb_kwargs
    target = known["target"] if "target" in known else known["reading"].target if "reading" in known else None
    return target.section_url if target else None


class Robots(RobotsTxtMiddleware):
    """Scrapy's robots.txt, asked one request at a time, with its Crawl-delay kept.

    Of several requests that wait for the same robots.txt Scrapy gives the answer to one and lets the others
    pass unasked (seen in 2.19).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Scrapy's hook: what the host's robots.txt says."""
        async with self._turns[urlsplit(request.url).netloc]:
            parser = await super().robot_parser(request)
        if parser:
            self._slow_down(parser.crawl_delay(self._default_useragent))
        return parser

    def _slow_down(self, delay: float | None) -> None:
        throttle = self.crawler.get_extension(AutoThrottle)
        if throttle and delay:
            throttle.mindelay = max(throttle.mindelay, min(delay, throttle.maxdelay))


class Throttle(AutoThrottle):
    """Scrapy's throttle, which also takes heart again from 304: on most nights that is nearly every answer."""

    def _adjust_delay(self, slot: Any, latency: float, response: Response) -> None:
        if response.status == 304:
            response = response.replace(status=200)
        super()._adjust_delay(slot, latency, response)


@dataclass(slots=True)
class _Received:
    """What came of one answer so far."""

    whole: int  # bytes at most of a document that can be parsed; 0: its head suffices
    size: int = 0
    head: bytes = b""
    begun_at: float = field(default_factory=monotonic)

    def add(self, data: bytes) -> None:
        self.size += len(data)
        if len(self.head) < ENOUGH_BYTES:
            self.head += data

    @property
    def enough(self) -> int:
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

    def headers_received(self, request: Request, body_length: int | None) -> None:
        """A new answer (a retry, a redirect) starts a new count."""
        whole = request.meta.get("whole_bytes", 0)
        wanted = not body_length or (body_length <= whole and body_length != request.meta.get("known_size"))
        request.meta["received"] = _Received(whole if wanted else 0)

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Stop when enough is known."""
        if not request.meta.get("first_bytes"):
            return
        received = request.meta["received"]
        received.add(data)
        too_slow = received.seconds > request.meta.get("download_timeout", inf) / 2
        if received.size >= (ENOUGH_BYTES if too_slow else received.enough):
            raise StopDownload(fail=False)
