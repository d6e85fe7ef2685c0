"""Scrapy's own download handler, which also hands pages over to a browser: in the host's own slot, one at a time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import HtmlResponse

from spiders.rendering import Job, render, slim

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_ONE = asyncio.Lock()  # http and https have a handler each


class Downloads(HTTP11DownloadHandler):
    """A request whose meta holds a Job under `render` is answered by a browser; what came of it stands under
    `rendered` of the answer's meta."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._crawler = crawler

    async def download_request(self, request: Request) -> Response:
        """Scrapy's hook: the answer of the wire, or of the browser."""
        job = request.meta.get("render")
        if job is None:
            return await super().download_request(request)
        async with _ONE:
            request.meta["rendered"] = await asyncio.to_thread(render, self._mannered(job, request))
        return HtmlResponse(request.url, request=request)

    def _mannered(self, job: Job, request: Request) -> Job:
        """The job at the pace that the host bears tonight, with the cookie that it gave."""
        engine = self._crawler.engine
        slot = engine.downloader.slots.get(urlsplit(request.url).hostname or "") if engine else None
        portal = slim(job.portal, slot.delay) if slot else job.portal
        return replace(job, portal=portal, cookies=_cookies(request))


def _cookies(request: Request) -> dict[str, str]:
    try:
        held = SimpleCookie((request.headers.get("Cookie") or b"").decode("latin-1"))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in held.items()}
