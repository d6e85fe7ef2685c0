"""A crawl without a wire: two nights of the small portal, read and kept in this process.

`rehearse` is gone through once by the process that crawls fork off. What a crawl imports, compiles and writes in SQL as
it goes is there for each of them.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from mini_portal import Answer, MiniPortal, etag_of, filled, profile
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings

from auditor.config.clock import Clock
from auditor.models import Portal, RunState, Target
from auditor.models.exchange import Exchange
from auditor.portal.atlas import Atlas
from auditor.portal.profile import load_portal
from auditor.store import amended_at
from spiders.archive import Archive
from spiders.list_reader import ListReader
from spiders.night import Night
from spiders.page_reader import PageReader
from spiders.planning import PROBES

FIRST = dt.datetime(2026, 11, 23, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
NAMED = (
    "DOWNLOADER_MIDDLEWARES_BASE DOWNLOADER_MIDDLEWARES SPIDER_MIDDLEWARES_BASE EXTENSIONS_BASE EXTENSIONS "
    "DOWNLOAD_HANDLERS_BASE DOWNLOAD_HANDLERS"
).split()
NAMED_ALONE = "DUPEFILTER_CLASS LOG_FORMATTER ROBOTSTXT_PARSER SCHEDULER SCHEDULER_PRIORITY_QUEUE SCHEDULER_MEMORY_QUEUE STATS_CLASS".split()
AS_IT_GOES = "concurrent.futures.thread encodings.charmap encodings.idna encodings.utf_8_sig protego scrapy.utils.boto".split()


def open_archive(portal: Portal, folder: Path, at: dt.datetime) -> Archive:
    """The archive of a night's crawl that nothing but its caller feeds."""
    night = Night(portal, Clock(at), Atlas(portal, at.date()))
    spider = SimpleNamespace(
        night=night, db=f"sqlite:///{folder}/auditor.sqlite3", bodies=None, run=None, stopped_by=""
    )
    archive = Archive(SimpleNamespace(spider=spider))  # type: ignore[arg-type]
    night.archive = archive
    archive.open_spider()
    return archive


def rehearse(folder: Path) -> None:
    """Both nights, and before them whatever the settings name."""
    _import_what_is_named()
    served = filled(MiniPortal(port=9), articles=4)
    path, db = profile(served, folder), f"sqlite:///{folder}/auditor.sqlite3"
    for day in range(2):
        at = FIRST + dt.timedelta(days=day)
        archive = open_archive(load_portal(path, amended=amended_at(db)), folder, at)
        archive.witnessed.append(Exchange(at=at, url=served.home, status=200))
        while due := archive.due(50):
            for target in due:
                archive.asking(target)
                for reading in _read(archive.crawler.spider.night, served, target):
                    capture = archive.store.bodies.put(reading.body) if reading.body else None
                    archive.keep(replace(reading, body=b"", capture=capture))
        archive.spider_closed("finished")
        assert archive.outcome.state is RunState.DONE, archive.outcome.why


def _read(night: Night, served: MiniPortal, target: Target) -> Iterator[Any]:
    pages = PageReader(night)
    if target.kind != "section":
        reader = pages.file if target.kind in PROBES else pages.article
        yield reader(_answered(served, Request(target.url, meta={"target": target})), target)
        return
    asked = [ListReader(night, pages).request(target)]
    while asked:
        request = asked.pop()
        for said in request.callback(_answered(served, request), **request.cb_kwargs):  # type: ignore[misc]
            if isinstance(said, Request):
                asked.append(said)
            else:
                yield said


def _answered(served: MiniPortal, request: Request) -> Response:
    answer = served.pages.get(urlsplit(request.url).path, Answer(b"<html>404 Not Found</html>", 404))
    headers = {"Content-Type": answer.media_type, "ETag": etag_of(answer)}
    return HtmlResponse(request.url, answer.status, headers, answer.body, request=request)


def _import_what_is_named() -> None:
    settings = Settings()
    settings.setmodule("spiders.settings")
    named = [*(settings[name] for name in NAMED_ALONE), *AS_IT_GOES]
    for lists in NAMED:
        named += [str(path) for pair in settings.getdict(lists).items() for path in pair]
    for path in named:
        if "." in path:
            module = path if path in AS_IT_GOES else path.rpartition(".")[0]
            import_module(module)
