"""The one spider: asks for what is due, has the answers read, and hands the readings to the archive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider, signals
from scrapy.exceptions import DontCloseSpider

from auditor.config.clock import Clock
from auditor.models import Target, TargetState
from auditor.models.address import spelt
from auditor.portal.atlas import Atlas
from auditor.portal.profile import load_portal
from spiders.answers import asking_headers
from spiders.archive import Archive, amended_at
from spiders.list_reader import ListReader
from spiders.night import Night
from spiders.pace import Rest
from spiders.page_reader import PageReader
from spiders.planning import PROBES
from spiders.politeness import settings_of
from spiders.reading import Reading

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

BATCH = 100


class DisclosureSpider(Spider):
    """Visits one portal: `scrapy crawl disclosure -a profile=portal.toml -a db=sqlite:///auditor.sqlite3`.

    `as_of` sets the run's clock, `run` takes part in a run that the caller started, `bodies` names the
    folder of captures.
    """

    name = "disclosure"

    def __init__(
        self,
        profile: str,
        db: str = "sqlite:///auditor.sqlite3",
        as_of: str | None = None,
        run: str | int | None = None,
        bodies: str | None = None,
    ) -> None:
        super().__init__()
        self.db, self.bodies = db, bodies
        self.run = int(run) if run else None
        portal, clock = load_portal(profile, amended=amended_at(db)), Clock.at(as_of)
        self.night = Night(portal, clock, Atlas(portal, clock.as_of.date()))
        self.stopped_by = ""
        self._pages = PageReader(self.night)
        self._lists = ListReader(self.night, self._pages)
        self._asked = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> DisclosureSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.settings.setdict(settings_of(spider.night.portal), priority="spider")
        crawler.signals.connect(spider.go_on, signals.spider_idle)
        crawler.signals.connect(spider.not_understood, signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Scrapy's hook: the first requests of the night."""
        archive = self.crawler.get_item_pipeline(Archive)
        assert archive is not None
        self.night.archive = archive
        for request in self._next_requests():
            yield request

    def go_on(self) -> None:
        """Scrapy's signal: all requests are answered and kept; ask for what they led to."""
        requests = [] if self.night.archive.broken else self._next_requests()
        for request in requests:
            self.crawler.engine.crawl(request)
        rest = self.crawler.get_downloader_middleware(Rest)
        if requests or (rest is not None and rest.waiting):
            raise DontCloseSpider

    def read_page(self, response: Response, target: Target) -> Iterator[Reading | Request]:
        """An article, a file or a link."""
        read = self._pages.file if target.kind in PROBES else self._pages.article
        yield read(response, target) or self._request(target, conditional=False)

    def not_answered(self, failure: Failure) -> Iterator[Reading]:
        """Nothing came back for one of those."""
        request: Any = failure.request  # type: ignore[attr-defined]
        yield self._pages.no_answer(request.cb_kwargs["target"], failure.value)

    def not_understood(self, response: Any) -> None:
        """Scrapy's signal: reading an answer raised. The traceback is in the log; the target is not left open."""
        known = response.request.cb_kwargs
        target = known["target"] if "target" in known else known["reading"].target
        at = self.night.clock.now()
        reading = Reading(target=target, state=TargetState.FAILED, at=at, why="解析出错，详见运行日志")
        is_section = target.kind == "section"
        self.night.archive.keep(self._lists.unread(reading) if is_section else reading)

    def _next_requests(self) -> list[Request]:
        """What is due next, as far as the night's number of pages allows."""
        while (left := self.night.portal.politeness.max_pages - self._asked) > 0:
            targets = self.night.archive.due(min(BATCH, left))
            self._asked += len(targets)
            requests = list(filter(None, map(self._request_or_mark, targets)))
            if requests or not targets:
                return requests
        self.stopped_by = "max_pages"
        return []

    def _request_or_mark(self, target: Target) -> Request | None:
        try:
            return self._request(target)
        except ValueError:
            at = self.night.clock.now()
            reading = Reading(target=target, state=TargetState.FAILED, at=at, why="网址写得不对，无法访问")
            self.night.archive.keep(reading)
            return None

    def _request(self, target: Target, *, conditional: bool = True) -> Request:
        if target.kind == "section":
            return self._lists.request(target)
        archive = self.night.archive
        conditional = conditional and (target.kind in PROBES or archive.knows_trails)
        conditional = conditional and archive.holds_body(target)
        request = Request(
            spelt(target.url),
            callback=self.read_page,
            errback=self.not_answered,
            headers=asking_headers(target, conditional=conditional),
            cb_kwargs={"target": target},
            meta={"plain": not conditional, "verbatim_url": True},
        )
        if target.kind in PROBES:
            request.meta.update(first_bytes=True, download_maxsize=0)
        if target.kind == "attachment":
            kept = archive.known.kept_size(target.url) if conditional else None
            request.meta.update(whole_bytes=self.night.portal.politeness.max_bytes, known_size=kept)
        return request
