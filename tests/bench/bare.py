"""The least a crawl can be: Scrapy follows every link of the host once and keeps nothing.

`python -m tests.bench.bare HOME` prints how many addresses answered.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import HtmlResponse, Response


class BareSpider(Spider):
    """No link extractor, no filter, no pipeline."""

    name = "bare"
    custom_settings: dict[str, Any] = {  # noqa: RUF012
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "HTTPERROR_ALLOW_ALL": True,
        "LOG_LEVEL": "WARNING",
        "TELNETCONSOLE_ENABLED": False,
        "CONCURRENT_REQUESTS": 1,
    }

    def __init__(self, home: str) -> None:
        super().__init__()
        self.host = urlsplit(home).netloc
        self.home, self.seen, self.answers = home, {home}, 0

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.home)

    def parse(self, response: Response) -> Iterator[Request]:
        self.answers += 1
        if not isinstance(response, HtmlResponse):
            return
        for href in response.css("a::attr(href)").getall() + _next_page(response):
            url = response.urljoin(href)
            if url not in self.seen and urlsplit(url).netloc == self.host:
                self.seen.add(url)
                yield Request(url)


def _next_page(response: HtmlResponse) -> list[str]:
    """The lists' second pages stand in script; without them half of the articles would not be found."""
    return response.xpath("//script/text()").re(r'createPageHTML\(2, 0, "(index)"') and ["index_1.html"]


def main() -> None:
    process = AsyncCrawlerProcess()
    crawler = process.create_crawler(BareSpider)
    process.crawl(crawler, home=sys.argv[1])
    process.start()
    sys.stdout.write(f"{crawler.spider.answers}\n")  # type: ignore[union-attr]


if __name__ == "__main__":
    main()
