"""Whom a night asks: the profile's hosts, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from types import SimpleNamespace

import pytest
from mini_portal import Answer, MiniPortal, filled, profile, serving
from scrapy import Request
from scrapy.http import Response

from auditor.models import Politeness, RunState
from auditor.night.crawl import CrawlResult, crawl
from auditor.portal.hosts import is_among, is_private, names_private
from spiders.middlewares import HostGate, PrivateHostError

GUARD = Path(__file__).parent / "guarded"


class Wire:
    """Crawls whose process writes down whom it asks."""

    def __init__(self, portal: MiniPortal, folder: Path) -> None:
        self.portal, self.folder = portal, folder

    def crawl(self, host: str = "127.0.0.1", manners: str = "") -> CrawlResult:
        path = profile(self.portal, self.folder, manners=manners)
        path.write_text(path.read_text("utf-8").replace("127.0.0.1", host), "utf-8")
        return crawl(path, db=f"sqlite:///{self.folder}/auditor.sqlite3", log=self.folder / "crawl.log")

    @property
    def log(self) -> list[str]:
        return (self.folder / "wire.log").read_text("utf-8").splitlines()

    @property
    def asked(self) -> set[str]:
        return set(self.log)


@pytest.fixture
def wire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    monkeypatch.syspath_prepend(str(GUARD))
    monkeypatch.setenv("WIRE_LOG", str(tmp_path / "wire.log"))
    monkeypatch.setenv("WIRE_NAMES", "portal.example=127.0.0.1,inside.example=100.64.1.1")
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serving(filled(MiniPortal(), articles=3)) as portal:
        yield Wire(portal, tmp_path)


def test_a_night_with_cookies_asks_nobody_but_the_portal(wire: Wire) -> None:
    """A cookie comes back to its own host; what it may be good for elsewhere is nobody's question."""
    seen: dict[str, str] = {}
    wire.portal.on_cookie = lambda path, cookie: seen.setdefault(path, cookie)
    cookies = (("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "b=2; Domain=portal.example; Path=/"))
    wire.portal.pages["/zcwj/"].headers = (*cookies, ("Set-Cookie", "c=3; Domain=.example; Path=/"))
    wire.portal.pages["/gsgg/"].headers = (("Set-Cookie", "d=4; Domain=elsewhere.example"),)
    result = wire.crawl("portal.example", "allow_private = true")
    assert result.state is RunState.DONE, result.why
    assert wire.asked == {"name portal.example", f"connect 127.0.0.1:{wire.portal.port}"}
    last = seen["/zcwj/202610/t20261001_1001.html"]
    assert {"a=1", "b=2"} <= set(last.split("; ")) <= {"a=1", "b=2", "c=3"}


def test_a_name_that_leads_into_a_private_network_is_not_asked(wire: Wire) -> None:
    result = wire.crawl("portal.example")
    assert result.state is RunState.VOID
    assert "内部网络地址 127.0.0.1" in result.why
    assert wire.asked == {"name portal.example"}


def test_a_name_that_leads_inside_later_in_the_night_is_followed_where_it_was_looked_at(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the address that was looked at is the one that is connected to, again and again."""
    monkeypatch.setenv("WIRE_NAMES", "portal.example=93.184.216.34|127.0.0.1")
    result = wire.crawl("portal.example")
    assert result.state is RunState.VOID
    assert wire.asked == {"name portal.example", f"connect 93.184.216.34:{wire.portal.port}"}
    assert (
        wire.log.count("name portal.example")
        == 1
        < wire.log.count(f"connect 93.184.216.34:{wire.portal.port}")
    )
    assert not wire.portal.asked


def test_a_redirect_into_a_private_network_is_not_followed(wire: Wire) -> None:
    port = wire.portal.port
    wire.portal.pages["/gone.html"] = Answer(b"", 302, location=f"http://inside.example:{port}/secret")
    wire.portal.pages["/files/a.pdf"] = Answer(b"", 302, location="http://127.0.0.1/secret")
    path = profile(wire.portal, wire.folder)
    hosts = f'hosts = ["127.0.0.1:{port}", "inside.example:{port}"]'
    path.write_text(path.read_text("utf-8").replace(f'hosts = ["127.0.0.1:{port}"]', hosts), "utf-8")
    crawl(path, db=f"sqlite:///{wire.folder}/auditor.sqlite3", log=wire.folder / "crawl.log")
    assert wire.asked == {f"connect 127.0.0.1:{port}", "name inside.example"}


def test_an_answer_from_inside_is_not_taken_though_the_name_led_outside_before() -> None:
    def answered(peer: str, host: str = "www.a.gov.cn", *, allowed: bool = False) -> Response:
        portal = SimpleNamespace(politeness=Politeness(allow_private=allowed))
        crawler = SimpleNamespace(spider=SimpleNamespace(night=SimpleNamespace(portal=portal)))
        response = Response(f"http://{host}/", ip_address=ip_address(peer))
        return HostGate(crawler).process_response(Request(response.url), response)  # type: ignore[arg-type]

    with pytest.raises(PrivateHostError, match=r"内部网络地址 10\.0\.0\.1"):
        answered("10.0.0.1")
    assert answered("114.114.114.114").status == 200
    assert answered("10.0.0.1", allowed=True).status == 200
    assert answered("10.0.0.1", "10.0.0.1").status == 200


def test_a_wish_for_more_than_a_night_between_visits_is_said_at_once(wire: Wire) -> None:
    rules = b"User-agent: *\nCrawl-delay: 86400\n"
    wire.portal.pages["/robots.txt"] = Answer(rules, media_type="text/plain")
    result = wire.crawl()
    assert result.state is RunState.VOID
    assert "robots.txt 要求每隔 86400 秒访问一次" in result.why
    assert set(wire.portal.asked) == {"/robots.txt"}


@pytest.mark.parametrize(
    ("url", "hosts", "is_so"),
    [
        ("http://www.example.gov.cn/a", ["www.example.gov.cn"], True),
        ("https://www.example.gov.cn/a", ["www.example.gov.cn"], True),
        ("https://WWW.example.gov.cn:443/a", ["www.example.gov.cn"], True),
        ("http://www.example.gov.cn:8080/a", ["www.example.gov.cn"], False),
        ("http://www.example.gov.cn:443/a", ["www.example.gov.cn"], False),
        ("http://www.example.gov.cn:22/a", ["www.example.gov.cn"], False),
        ("http://www.example.gov.cn:8080/a", ["www.example.gov.cn:8080"], True),
        ("http://www.example.gov.cn/a", ["www.example.gov.cn:8080"], False),
        ("http://www.example.gov.cn/a", ["www.example.gov.cn:80"], True),
        ("http://www.example.gov.cn@10.0.0.1/a", ["www.example.gov.cn"], False),
        ("http://[::1]:8080/a", ["[::1]:8080"], True),
        ("ftp://www.example.gov.cn/a", ["www.example.gov.cn"], False),
        ("http://www.example.gov.cn:x/a", ["www.example.gov.cn"], False),
    ],
)
def test_a_host_without_a_port_means_its_schemes_own(url: str, hosts: list[str], is_so: bool) -> None:
    assert is_among(url, hosts) is is_so


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 10.2.3.4 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1
    ::1 fe80::1%eth0 fd00::1 ::ffff:10.0.0.1""".split(),
)
def test_private_addresses(address: str) -> None:
    assert is_private(address)


def test_open_addresses_and_names() -> None:
    assert not is_private("114.114.114.114")
    assert not is_private("2400:3200::1")
    assert names_private("127.0.0.1") and names_private("localhost")
    assert not names_private("www.example.gov.cn")
