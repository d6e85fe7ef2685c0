"""One crawl in a process of its own: `python -m spiders.run profile.toml --db URL`.

A reactor starts only once, a crawl's memory returns with its process, and a hanging crawl can be ended.
Speaks to its parent in JSON lines on standard output: counts while it works, its outcome at the end.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import logging
import os
import resource
import sys
import threading
import time
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from auditor.config.settings import crawl_memory_mb
from auditor.models import RunState
from spiders.archive import Archive
from spiders.disclosure import DisclosureSpider
from spiders.ending import Outcome

EVERY_SECONDS = 0.5
LIFE_SECONDS = 15


def main() -> int:
    """Crawl, and say how it ended: 0 done, 1 not."""
    options = _options()
    _limit_memory(crawl_memory_mb())
    gc.freeze()  # what was imported stays: looking through it for garbage takes a twentieth of a crawl
    if options.tied:
        threading.Thread(target=_end_with_parent, daemon=True).start()
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


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m spiders.run", description="爬取一个门户（由 auditor crawl 启动）"
    )
    parser.add_argument("profile", help="门户档案")
    parser.add_argument("--db", default=os.environ.get("AUDITOR_DB"), help="数据库地址，不写就用 AUDITOR_DB")
    parser.add_argument("--as-of", help="运行时钟的起点，ISO 格式")
    parser.add_argument("--run", type=int, help="调用者已经开始的运行的编号")
    parser.add_argument("--bodies", help="快照文件夹")
    parser.add_argument("--log-level", default="WARNING", help="日志级别")
    parser.add_argument("--tied", action="store_true", help="标准输入关闭时随之结束")
    options = parser.parse_args()
    if not options.db:
        parser.error("没有写数据库地址")
    return options


def _limit_memory(megabytes: int) -> None:
    """What bursts ends this process, not the machine."""
    with contextlib.suppress(
        ValueError, OSError
    ):  # where the system knows no such limit, or a lower one holds
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _end_with_parent() -> None:
    """The parent holds our standard input open; when it dies, however, nobody else ends us."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(1)


def _outcome(crawler: Crawler) -> Outcome:
    try:
        archive = crawler.get_item_pipeline(Archive)
    except RuntimeError:  # the engine was never made; the log says why
        archive = None
    return archive.outcome if archive else Outcome(None, RunState.FAILED, "爬取没有开始，详见运行日志")


def _say(words: dict[str, Any]) -> None:
    print(json.dumps(words, ensure_ascii=False), flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
