"""How fast a host is asked, and how long it is left alone: by an injected clock, and against a server on loopback."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest
from mini_portal import Answer, MiniPortal, filled, profile, serving
from scrapy import Request, Spider
from scrapy.core.downloader import Slot
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager
from scrapy.utils.test import get_crawler

from auditor.models import Politeness, RunState
from auditor.night.crawl import CrawlResult, crawl
from auditor.store import Store
from spiders.middlewares import HostPausedError
from spiders.pace import MOST_ASIDE, PatientScheduler, Rest, Throttle, asked_rest
from spiders.politeness import Patience

AT = "Mon, 23 Nov 2026 01:00:00 GMT"
LATER = "Mon, 23 Nov 2026 01:02:00 GMT"
URL = "http://www.a.gov.cn/x.html"


def answer(status: int = 429, **headers: str) -> Response:
    return Response(
        URL, status=status, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


@pytest.mark.parametrize(
    ("response", "seconds"),
    [
        (answer(Retry_After="120"), 120),
        (answer(503, Retry_After=" 0 "), 0),
        (answer(403, Retry_After=LATER, Date=AT), 120),
        (answer(503, Retry_After=AT, Date=LATER), 0),
        (answer(429, Retry_After="soon"), None),
        (answer(429, Retry_After="-1"), None),
        (answer(503), None),
        (answer(200, Retry_After="120"), None),
    ],
)
def test_what_a_host_asks_for(response: Response, seconds: float | None) -> None:
    assert asked_rest(response) == seconds


class Night:
    """A clock that only waiting moves, and a night of eight hours."""

    def __init__(self) -> None:
        self.moment, self.slept = 100.0, 0.0
        politeness = Politeness(window_hours=8)
        self.patience = Patience()
        night = SimpleNamespace(
            patience=self.patience,
            portal=SimpleNamespace(politeness=politeness),
            archive=SimpleNamespace(broken=""),
        )
        crawler = SimpleNamespace(spider=SimpleNamespace(night=night))
        self.rest = Rest(crawler, moment=lambda: self.moment, sleep=self.sleep)  # type: ignore[arg-type]

    async def sleep(self, seconds: float) -> None:
        self.moment += seconds
        self.slept += seconds

    def ask(self, request: Request) -> float:
        """How long the request waited."""
        before = self.slept
        asyncio.run(self.rest.process_request(request))
        return self.slept - before


def test_a_host_is_left_alone_for_as_long_as_it_asks_and_then_asked_once_more() -> None:
    night, request = Night(), Request(URL, meta={"begun": True})
    assert night.ask(request) == 0
    again = night.rest.process_response(request, answer(503, Retry_After="3600"))
    assert isinstance(again, Request)
    assert (again.url, again.meta["begun"]) == (URL, True)
    assert night.ask(Request("http://other.gov.cn/")) == 0
    night.moment += 600
    assert night.ask(again) == pytest.approx(3000)
    refused = answer(503, Retry_After="10")
    assert night.rest.process_response(again, refused) is refused
    assert night.ask(Request("http://www.a.gov.cn/y.html")) == pytest.approx(10)
    assert night.patience.why_paused("www.a.gov.cn") is None


def test_a_host_that_asks_for_more_than_the_night_is_left_and_that_is_said() -> None:
    night, request = Night(), Request(URL)
    night.moment += 7 * 3600
    refused = answer(429, Retry_After="3600")
    assert night.rest.process_response(request, refused) is refused
    assert "3600 秒以后再来（Retry-After），超出本次运行的时限" in night.patience.why_paused("www.a.gov.cn")
    assert night.patience.why_paused("other.gov.cn") is None


def test_who_waits_goes_when_the_night_is_over() -> None:
    night, request = Night(), Request(URL)
    again = night.rest.process_response(request, answer(429, Retry_After="600"))
    night.patience.pause("www.a.gov.cn", "今晚不再访问")
    with pytest.raises(HostPausedError, match="今晚不再访问"):
        night.ask(again)
    assert night.slept == 0


@pytest.fixture
def queue() -> tuple[Night, PatientScheduler]:
    """A night whose host www.a.gov.cn asked to be left alone for ten minutes, and its scheduler."""
    night = Night()
    settings = {
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "SCHEDULER_PRIORITY_QUEUE": "scrapy.pqueues.ScrapyPriorityQueue",  # asks no running engine
    }
    crawler = get_crawler(settings_dict=settings)
    crawler.get_downloader_middleware = lambda _: night.rest  # type: ignore[assignment]
    scheduler = PatientScheduler.from_crawler(crawler)
    scheduler.open(Spider("a"))
    again = night.rest.process_response(Request(URL), answer(429, Retry_After="600"))
    assert isinstance(again, Request)
    scheduler.enqueue_request(again)
    return night, scheduler


def test_who_waits_for_a_resting_host_keeps_no_other_host_waiting(queue) -> None:
    night, scheduler = queue
    others = [f"http://b.gov.cn/{n}.html" for n in range(3)]
    for url in (*others, "http://www.a.gov.cn/y.html"):
        scheduler.enqueue_request(Request(url))
    given = {request.url for request in iter(scheduler.next_request, None)}
    assert given == set(others)
    assert night.rest.waiting == 2 and not scheduler.has_pending_requests()  # more may be taken up meanwhile
    night.moment += 601
    assert {request.url for request in iter(scheduler.next_request, None)} == {
        URL,
        "http://www.a.gov.cn/y.html",
    }
    assert night.rest.waiting == 0


def test_a_resting_host_that_is_given_up_lets_go_what_waits_for_it(queue) -> None:
    night, scheduler = queue
    assert scheduler.next_request() is None
    night.patience.pause("www.a.gov.cn", "今晚不再访问")
    request = scheduler.next_request()
    assert request is not None and request.url == URL  # the gate says why it is not asked


def test_many_that_wait_are_not_joined_by_more(queue) -> None:
    night, scheduler = queue
    for n in range(MOST_ASIDE):
        scheduler.enqueue_request(Request(f"http://www.a.gov.cn/{n}.html"))
    assert scheduler.next_request() is None
    assert night.rest.waiting > MOST_ASIDE and scheduler.has_pending_requests()


def test_a_crawl_delay_is_kept_to_the_second_however_long_and_by_that_host_alone() -> None:
    slots = {"www.a.gov.cn": Slot(1, 2.0, 0.5), "other.gov.cn": Slot(1, 2.0, 0.0)}
    settings = Settings({"AUTOTHROTTLE_ENABLED": True, "AUTOTHROTTLE_MAX_DELAY": 60})
    downloader = SimpleNamespace(slots=slots)
    crawler = SimpleNamespace(
        settings=settings, signals=SignalManager(), engine=SimpleNamespace(downloader=downloader)
    )
    throttle = Throttle(crawler)  # type: ignore[arg-type]
    throttle._spider_opened(None)  # type: ignore[arg-type]
    throttle.keep("www.a.gov.cn", 90)
    for _ in range(3):
        for host, slot in slots.items():
            throttle._adjust_delay(slot, 0.1, Response(f"http://{host}/"))
    assert {slots["www.a.gov.cn"].download_delay() for _ in range(9)} == {90}
    assert slots["other.gov.cn"].download_delay() < 2


class Portal:
    """A portal on loopback whose article answers as it is told."""

    def __init__(self, served: MiniPortal, folder: Path) -> None:
        self.served, self.folder = served, folder
        self.path = "/zcwj/202610/t20261001_1001.html"
        self.sound = served.pages[self.path]

    def crawl(self) -> CrawlResult:
        db = f"sqlite:///{self.folder}/auditor.sqlite3"
        return crawl(profile(self.served, self.folder), db=db, log=self.folder / "crawl.log")

    def readable(self) -> bool:
        with Store.open(f"sqlite:///{self.folder}/auditor.sqlite3") as store:
            return any(
                page.readable for page in store.pages.all("wenchangwan") if page.url.endswith(self.path)
            )


@pytest.fixture
def portal(tmp_path: Path):
    with serving(filled(MiniPortal(), articles=3)) as served:
        yield Portal(served, tmp_path)


@pytest.mark.parametrize("after", ["0", AT])
def test_what_a_busy_host_could_not_answer_is_asked_again(portal: Portal, after: str) -> None:
    portal.served.pages[portal.path] = Answer(b"busy", 429, headers=(("Retry-After", after),))

    def recover(path: str) -> None:
        if portal.served.asked[portal.path]:
            portal.served.pages[portal.path] = portal.sound

    portal.served.on_request = recover
    result = portal.crawl()
    assert result.state is RunState.DONE, result.why
    assert portal.served.asked[portal.path] == 2
    assert portal.readable()


@pytest.mark.parametrize("after", ["864000", "Thu, 01 Jan 2099 00:00:00 GMT"])
def test_a_host_that_asks_for_days_is_not_asked_again(portal: Portal, after: str) -> None:
    for path in [path for path in portal.served.pages if "/t2026" in path]:
        portal.served.pages[path] = Answer(b"busy", 503, headers=(("Retry-After", after),))
    result = portal.crawl()
    assert sum(count for path, count in portal.served.asked.items() if "/t2026" in path) == 1
    whys = [entry.why for entry in result.coverage.unchecked]
    assert sum("（Retry-After），超出本次运行的时限，今晚不再访问" in why for why in whys) >= 2
    assert not portal.readable()
