"""How fast a host is asked: what its robots.txt wishes, what its answers bear, and how long it asks to be left alone."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.core.scheduler import Scheduler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.extensions.throttle import AutoThrottle

from spiders.fetch import rest_asked
from spiders.middlewares import HostPausedError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

MOST_ASIDE = 100  # requests that wait for their host before no more are taken up
SLICE_SECONDS = 5.0  # after which one who waits looks up: the night may be over


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
        parts = urlsplit(request.url)
        async with self._turns[parts.netloc]:
            parser = await super().robot_parser(request)
        if parser and (delay := parser.crawl_delay(self._default_useragent)):
            if throttle := self.crawler.get_extension(Throttle):
                throttle.keep(parts.hostname or "", delay)
            self._mind_the_window(parts.netloc, delay)
        return parser

    def _mind_the_window(self, host: str, delay: float) -> None:
        """A host that wants more than a night between two visits is not visited at all, and that is said at once."""
        night: Any = getattr(self.crawler.spider, "night", None)
        window = night.portal.politeness.window_hours * 3600 if night else inf
        if delay >= window:
            why = f"{host} 的 robots.txt 要求每隔 {delay:g} 秒访问一次，超出一次运行的 {window / 3600:g} 小时，未访问"
            night.patience.pause(host, why)
            raise HostPausedError(why)


class Throttle(AutoThrottle):
    """Scrapy's throttle, which keeps each host's Crawl-delay, however long and to the second, and also takes heart
    again from 304: on most nights that is nearly every answer."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._least: dict[str, float] = {}

    def keep(self, host: str, delay: float) -> None:
        """Ask the host no more often than every `delay` seconds, from now on."""
        self._least[host] = delay
        self._hold(host)

    def _adjust_delay(self, slot: Any, latency: float, response: Response) -> None:
        if response.status == 304:
            response = response.replace(status=200)
        super()._adjust_delay(slot, latency, response)
        self._hold(urlsplit(response.url).hostname or "")

    def _hold(self, host: str) -> None:
        least, slot = self._least.get(host), self.crawler.engine.downloader.slots.get(host)
        if slot is not None and least is not None:
            slot.delay, slot.jitter = max(slot.delay, least), 0.0


class Rest:
    """Hosts that ask to be left alone for a while (Retry-After, with a refusal or a fault) are: then what they could
    not answer is asked once more. One that asks for more than is left of the night is left for this night.

    What waits for such a host stands aside, where it keeps no other host waiting."""

    def __init__(
        self,
        crawler: Crawler,
        moment: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._crawler, self._moment, self._sleep = crawler, moment, sleep
        self._began = moment()
        self._until: dict[str, float] = {}  # by host, in the seconds of `moment`
        self._aside: defaultdict[str, list[Request]] = defaultdict(list)  # by host

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Rest:
        return cls(crawler)

    @property
    def waiting(self) -> int:
        """How many requests stand aside."""
        return sum(map(len, self._aside.values()))

    def put_aside(self, request: Request) -> bool:
        """Whether the request's host rests; then it stands aside until that is over."""
        host = urlsplit(request.url).netloc
        if rests := self._rests(host):
            self._aside[host].append(request)
        return rests

    def woken(self) -> list[Request]:
        """What stood aside for a host that rests no more, or is not to be asked at all any more."""
        over = [host for host in self._aside if not self._rests(host)]
        return [request for host in over for request in self._aside.pop(host)]

    def _rests(self, host: str) -> bool:
        if self._until.get(host, 0.0) <= self._moment():
            return False
        return not (self._night.patience.why_paused(host) or self._night.archive.broken)

    async def process_request(self, request: Request) -> None:
        """Scrapy's hook: what did not come through the scheduler (robots.txt) waits as long as the host asked;
        HostPausedError where the night ended meanwhile."""
        host = urlsplit(request.url).netloc
        while (left := self._until.get(host, 0.0) - self._moment()) > 0:
            if why := self._night.patience.why_paused(host) or self._night.archive.broken:
                raise HostPausedError(why)
            await self._sleep(min(left, SLICE_SECONDS))

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Scrapy's hook: the answer, or the request anew where it is to be asked after a rest."""
        seconds = asked_rest(response)
        if seconds is None:
            return response
        host, moment = urlsplit(request.url).netloc, self._moment()
        if seconds >= self._began + self._window - moment:
            why = f"{host} 要求 {seconds:.0f} 秒以后再来（Retry-After），超出本次运行的时限，今晚不再访问"
            self._night.patience.pause(host, why)
            return response
        self._until[host] = max(self._until.get(host, 0.0), moment + seconds)
        if request.meta.get("rested"):
            return response
        return request.replace(meta={**request.meta, "rested": True}, dont_filter=True)

    @property
    def _night(self) -> Any:
        return self._crawler.spider.night  # type: ignore[union-attr]

    @property
    def _window(self) -> float:
        hours: float = self._night.portal.politeness.window_hours
        return hours * 3600


class PatientScheduler(Scheduler):
    """Scrapy's scheduler, which hands out nothing for a host that rests: who waits in the downloader holds the place
    of requests to other hosts."""

    def next_request(self) -> Request | None:
        """Scrapy's hook: the next request that may go out; None where there is none now."""
        rest = self._rest
        for woken in rest.woken():
            self.enqueue_request(woken)
        while (request := super().next_request()) is not None and rest.put_aside(request):
            continue
        return request

    def has_pending_requests(self) -> bool:
        """Scrapy's hook. Where nothing but a few waits for its host, others may be asked meanwhile."""
        return super().has_pending_requests() or self._rest.waiting >= MOST_ASIDE

    @property
    def _rest(self) -> Rest:
        assert self.crawler is not None
        rest = self.crawler.get_downloader_middleware(Rest)
        assert rest is not None
        return rest


def asked_rest(response: Response) -> float | None:
    """The seconds for which a host that did not serve asks to be left alone; None where it does not ask."""
    said, served = ((response.headers.get(name) or b"").decode("latin-1") for name in ("Retry-After", "Date"))
    return rest_asked(response.status, said, served)
