"""What stands between the spider and the wire: which hosts may be asked, and how fast."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from math import inf
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.error import DNSLookupError

from auditor.models.address import resolved
from auditor.portal.hosts import is_private, names_private
from spiders.fetch import is_proxied

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser

    from auditor.models import Target

_ASCII = bytes(range(0x80))


class OffHostError(IgnoreRequest):
    """An address outside the portal's hosts, most often met by a redirect. It is not asked."""

    def __init__(self, url: str) -> None:
        super().__init__(f"地址不在本站允许的主机之内：{url}")
        self.url = url


class PrivateHostError(IgnoreRequest):
    """A host whose name leads into a private network. It is not asked."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(f"{host} 解析到内部网络地址 {address}")


class HostPausedError(IgnoreRequest):
    """The host, or this part of it, is left in peace for this night; the text says why."""


class HostGate:
    """Asks nobody but the portal's hosts, redirects and robots.txt included, and no host that is paused."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._open: set[str] = set()  # hosts that were looked up; Scrapy asks for a name once a night

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostGate:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Scrapy's hook: raise where the request must not go out."""
        spider: Any = self.crawler.spider
        if not spider.night.atlas.allows(request.url):
            raise OffHostError(request.url)
        if why := spider.night.why_paused(request.url, _section_of(request)):
            raise HostPausedError(why)
        if not (spider.night.portal.politeness.allow_private or is_proxied(request.url)):
            await self._look_up(urlsplit(request.url).hostname or "")
        if (target := _target_of(request)) and not request.meta.get(
            "begun"
        ):  # a redirect or a retry is the same try
            request.meta["begun"] = True
            spider.night.archive.asking(target)

    async def _look_up(self, host: str) -> None:
        if host in self._open or names_private(host):
            return
        from twisted.internet import reactor  # what is imported at the top installs one

        resolver: Any = reactor
        try:
            address: str = await maybe_deferred_to_future(resolver.resolve(host))
        except DNSLookupError as error:
            raise CannotResolveHostError(str(error)) from error
        if is_private(address):
            raise PrivateHostError(host, address)
        self._open.add(host)


def _target_of(request: Request) -> Target | None:
    """What the request was made for; None for robots.txt."""
    known = request.cb_kwargs
    target: Target | None = known.get("target") or (known["reading"].target if "reading" in known else None)
    return target


def _section_of(request: Request) -> str | None:
    known: Any = request.cb_kwargs
    target = known["target"] if "target" in known else known["reading"].target if "reading" in known else None
    return target.section_url if target else None


class Redirects(RedirectMiddleware):
    """Scrapy's redirects, whose addresses are read as a browser reads them."""

    def process_response(  # type: ignore[override]  # the spider is no longer handed in
        self, request: Request, response: Response
    ) -> Request | Response:
        """Scrapy's hook: the request that a redirect asks for, or the answer as it came."""
        named = response.headers.get("Location")
        if named is None:
            return response
        try:
            aim = resolved(request.url, _words(named))
        except ValueError:  # leads nowhere: the answer is read as it is
            return response
        headers = {**response.headers, "Location": aim}
        found = super().process_response(request, response.replace(headers=headers))
        return response if isinstance(found, Response) else found.replace(url=aim)


def _words(named: bytes) -> str:
    """What is no UTF-8 stays the bytes it is."""
    try:
        return named.decode("utf-8")
    except UnicodeDecodeError:
        return quote(named, safe=_ASCII)


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
        if parser and (delay := parser.crawl_delay(self._default_useragent)):
            self._slow_down(delay)
            self._mind_the_window(urlsplit(request.url).netloc, delay)
        return parser

    def _slow_down(self, delay: float) -> None:
        throttle = self.crawler.get_extension(AutoThrottle)
        if throttle:
            throttle.mindelay = max(throttle.mindelay, min(delay, throttle.maxdelay))

    def _mind_the_window(self, host: str, delay: float) -> None:
        """A host that wants more than a night between two visits is not visited at all, and that is said at once."""
        night: Any = getattr(self.crawler.spider, "night", None)
        window = night.portal.politeness.window_hours * 3600 if night else inf
        if delay >= window:
            why = f"{host} 的 robots.txt 要求每隔 {delay:g} 秒访问一次，超出一次运行的 {window / 3600:g} 小时，未访问"
            night.patience.pause(host, why)
            raise HostPausedError(why)


class Throttle(AutoThrottle):
    """Scrapy's throttle, which also takes heart again from 304: on most nights that is nearly every answer."""

    def _adjust_delay(self, slot: Any, latency: float, response: Response) -> None:
        if response.status == 304:
            response = response.replace(status=200)
        super()._adjust_delay(slot, latency, response)
