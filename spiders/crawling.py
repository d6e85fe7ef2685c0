"""A crawl under Scrapy's reactor, and what it tells its parent of itself meanwhile."""

from __future__ import annotations

import json
import logging
import time
from argparse import Namespace
from typing import Any

import scrapy.core.downloader.handlers.http11  # noqa: F401  # asks every loaded module for its file: while they are few
from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from auditor.models import RunState
from spiders.archive import Archive
from spiders.disclosure import DisclosureSpider
from spiders.ending import Outcome

EVERY_SECONDS = 0.5
LIFE_SECONDS = 15


def crawl(options: Namespace) -> int:
    """Crawl as the command line of `spiders.run` says, and tell how it ended: 0 done, 1 not."""
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    settings.set("LOG_LEVEL", options.log_level, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    logging.getLogger("scrapy").setLevel(options.log_level)  # else every answer makes records for no reader
    crawler = process.create_crawler(DisclosureSpider)
    progress = _Progress(crawler)
    crawler.signals.connect(progress.tell, signals.item_scraped)
    crawler.signals.connect(progress.begin, signals.engine_started)
    process.crawl(
        crawler,
        profile=options.profile,
        db=options.db,
        as_of=options.as_of,
        run=options.run,
        bodies=options.bodies,
    )
    process.start()
    outcome = _outcome(crawler)
    _say({"run_id": outcome.run_id, "state": outcome.state.value, "why": outcome.why})
    return 0 if outcome.state is RunState.DONE else 1


class _Progress:
    """Tells the counts, not more often than a person can read them."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._told_at = 0.0

    def begin(self) -> None:
        """Scrapy's signal: from now on a sign of life now and then. A reactor that hangs gives none."""
        from twisted.internet.task import LoopingCall

        LoopingCall(self._live).start(LIFE_SECONDS)

    def _live(self) -> None:
        archive = self._crawler.get_item_pipeline(Archive)
        _say({"alive": archive.run_in_hand if archive else None})

    def tell(self) -> None:
        """Scrapy's signal: something was kept."""
        now = time.monotonic()
        archive = self._crawler.get_item_pipeline(Archive)
        if archive and now - self._told_at >= EVERY_SECONDS:
            self._told_at = now
            _say({"counts": archive.counts})


def _outcome(crawler: Crawler) -> Outcome:
    try:
        archive = crawler.get_item_pipeline(Archive)
    except RuntimeError:  # the engine was never made; the log says why
        archive = None
    return archive.outcome if archive else Outcome(None, RunState.FAILED, "爬取没有开始，详见运行日志")


def _say(words: dict[str, Any]) -> None:
    print(json.dumps(words, ensure_ascii=False), flush=True)  # noqa: T201
