"""A recursive crawl as Scrapy's own documentation shows it: a CrawlSpider with a LinkExtractor, Scrapy's filter of
duplicates and `allowed_domains`; of a page it keeps nothing.

`python -m tests.bench.documented HOME LIST...` prints how many addresses answered. The lists' second pages stand in
script, where a link extractor finds none: they are given to start with, so that both crawls ask for the same pages.
"""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule


class DocumentedSpider(CrawlSpider):
    """Follows every link of the host once; files too, which the extractor leaves out unless told."""

    name = "documented"
    rules = (Rule(LinkExtractor(deny_extensions=()), callback="parse_item", follow=True),)
    custom_settings: dict[str, Any] = {  # noqa: RUF012
        "LOG_LEVEL": "WARNING",
        "TELNETCONSOLE_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": 1,
    }

    def __init__(self, *starts: str) -> None:
        super().__init__()
        self.start_urls = list(starts)
        self.allowed_domains = [urlsplit(starts[0]).hostname or ""]
        self.answers = 0

    def parse_item(self, response: Response) -> None:
        self.answers += 1


def main() -> None:
    process = AsyncCrawlerProcess()
    crawler = process.create_crawler(DocumentedSpider)
    process.crawl(crawler, *sys.argv[1:])
    process.start()
    sys.stdout.write(f"{crawler.spider.answers}\n")  # type: ignore[union-attr]


if __name__ == "__main__":
    main()
