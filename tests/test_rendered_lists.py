"""What views of a browser prove of a list, without a browser; and what is said where there is none."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from mini_portal import serving
from scripted_portal import ROWS, scripted
from test_crawl import Night

from auditor.cli import run
from auditor.models import Politeness, Portal, VisitState
from spiders import rendering
from spiders.discover.feed import feed_behind
from spiders.listing.rendered import Call, Rendered, View, read_rendered

BASE = "http://www.qinghe.gov.cn"
URL = f"{BASE}/tzgg/"


def view(*numbers: int, more: str = "") -> View:
    rows = "".join(
        f'<li><a href="{u}">{t}</a><span>{d}</span></li>' for u, t, d in (ROWS[n] for n in numbers)
    )
    return View(URL, f"<!DOCTYPE html><html><body><ul class='list'>{rows}</ul>{more}</body></html>")


def call(*numbers: int, place: int = 0, query: str = "", **told: object) -> Call:
    rows = [{"title": t, "url": u, "date": str(d)} for u, t, d in (ROWS[n] for n in numbers)]
    return Call(url=f"{BASE}/api{query}", text=json.dumps({"list": rows, **told}), view=place)


NEXT = "<div class='page'><a>下一页</a></div>"
TWO = (view(0, 1, more=NEXT), view(2, 3, more=NEXT))


@pytest.mark.parametrize(
    "found",
    [
        Rendered(views=TWO, end="off"),
        Rendered(views=TWO, end="gone"),
        Rendered(views=TWO, calls=(call(0, 1), call(2, 3, place=1), call(place=2)), end="same"),
        Rendered(views=TWO, calls=(call(0, 1, total=4, query="?page=1&size=2"),), end="lost"),
        Rendered(views=(view(0, 1),), calls=(call(0, 1, total=2, query="?size=20"),)),
        Rendered(views=(view(0, 1, more="<p>共2条</p>"),)),
    ],
)
def test_a_list_whose_end_was_seen_is_whole(found: Rendered) -> None:
    listing = read_rendered(found, URL, "generic")
    assert listing.state is VisitState.READABLE and listing.course.end
    assert {entry.published_on for entry in listing.entries} <= {day for _, _, day in ROWS}


@pytest.mark.parametrize(
    "found",
    [
        Rendered(views=TWO, end="same"),  # the last click may have failed
        Rendered(views=TWO, end="lost"),
        Rendered(views=TWO, end="gone", fault="浏览器中途停了，没有读完"),
        Rendered(views=(TWO[0], view(2, 3, more="<p>正在加载</p>")), end="gone"),
        Rendered(views=TWO, calls=(Call(url=f"{BASE}/api", status=500, view=1),), end="gone"),
        Rendered(views=(view(0, 1, more=NEXT),)),
        Rendered(views=(view(0, 1),), calls=(Call(url="http://www.elsewhere.test/page.js", status=0),)),
        Rendered(views=(view(0, 1),), calls=(call(0, 1, query="?page=1&size=2"),)),  # counts nothing
        Rendered(views=(view(0, 1),), calls=(Call(url=f"{BASE}/api", text="<li>x</li>"),)),  # not understood
    ],
)
def test_a_list_whose_end_was_not_seen_is_not(found: Rendered) -> None:
    listing = read_rendered(found, URL, "generic")
    assert listing.state is VisitState.PARTIAL and listing.why


def test_clicking_to_the_last_page_of_one_year_shows_that_year_alone() -> None:
    years = "<div><a class='on' href='/y/2026/'>2026年</a><a href='/y/2025/'>2025年</a></div>"
    listing = read_rendered(Rendered(views=(view(0, 1, more=years), view(2, 3)), end="off"), URL, "generic")
    assert listing.state is VisitState.PARTIAL and "2025 年等未读" in listing.why


def test_a_page_without_rows_in_the_browser_is_no_empty_list() -> None:
    found = Rendered(views=(view(),), unasked=("没有访问 www.elsewhere.test：不在档案的主机之内",))
    listing = read_rendered(found, URL, "generic")
    assert listing.state is VisitState.UNREADABLE
    assert "www.elsewhere.test" in listing.why


def test_a_feed_is_proposed_only_where_it_gives_what_was_shown() -> None:
    entries = read_rendered(Rendered(views=(view(0, 1),), end="off"), URL, "generic").entries
    good = call(0, 1, query="?cid=7&page=1&size=2")
    found = feed_behind(Rendered(calls=(good,)), entries, URL)
    assert found and (found.feed.url, found.feed.size) == (f"{BASE}/api?cid=7&page={{page}}&size={{size}}", 2)
    others = (call(0, 5, query="?page=1&size=2"), Call(url=f"{BASE}/api", text="{}"))
    assert feed_behind(Rendered(calls=others), entries, URL) is None
    moved = json.loads(good.text)
    moved["list"][0]["date"] = str(dt.date(2026, 9, 1))
    wrong = Call(url=good.url, text=json.dumps(moved))
    assert feed_behind(Rendered(calls=(wrong,)), entries, URL) is None


@pytest.mark.parametrize(
    ("first", "second", "template", "starts"),
    [
        ("/api/list_0.json", "/api/list_1.json", "/api/list_{page}.json", 0),
        ("/api?c=12&p=3&t=1&x=1", "/api?c=12&p=3&t=1&x=2", "/api?c=12&p=3&t=1&x={page}", 1),
        ("/api?from=1&limit=2", "/api?from=3&limit=2", "/api?from={start}&limit={size}", 1),
    ],
)
def test_the_page_number_is_what_two_requests_differ_in(first, second, template, starts) -> None:
    entries = read_rendered(Rendered(views=(view(0, 1, 2, 3),)), URL, "generic").entries
    calls = tuple(
        Call(url=BASE + url, text=call(*numbers).text) for url, numbers in ((first, (0, 1)), (second, (2, 3)))
    )
    found = feed_behind(Rendered(calls=calls), entries, URL)
    assert found and (found.feed.url, found.feed.first_page) == (BASE + template, starts)


@pytest.mark.parametrize(
    ("asked", "template", "starts"),
    [
        ("/api/tz/1/2", "/api/tz/{page}/2", 1),
        ("/api/tz/page/0", "/api/tz/page/{page}", 0),
        ("/api/tz/7/2/1", "", 1),
    ],
)
def test_a_number_in_a_path_is_a_pages_where_one_request_shows_it(asked, template, starts) -> None:
    entries = read_rendered(Rendered(views=(view(0, 1, 2),)), URL, "generic").entries
    told = {"total": 3} if template else {}
    found = feed_behind(Rendered(calls=(replace(call(0, 1, **told), url=BASE + asked),)), entries, URL)
    if not template:
        assert found is None  # a channel's number may stand there as well
    else:
        assert found and (found.feed.url, found.feed.first_page) == (BASE + template, starts)


def test_a_posted_body_becomes_the_feeds_body() -> None:
    entries = read_rendered(Rendered(views=(view(0, 1, 2),)), URL, "generic").entries
    posted = Call(url=f"{BASE}/api", method="POST", body='{"pageNo":1,"pageSize":2}', text=call(0, 1).text)
    found = feed_behind(Rendered(calls=(posted,)), entries, URL)
    assert found and found.feed.body == '{"pageNo":{page},"pageSize":{size}}'
    assert 'body = "{\\"pageNo\\":{page},\\"pageSize\\":{size}}"' in "\n".join(found.lines())


def test_without_a_browser_the_list_is_unread_and_what_to_install_is_said(tmp_path, capsys) -> None:
    with serving(scripted()) as portal:
        night = Night(portal, tmp_path)
        night.crawl()
        visit = night.sections_seen()["政策文件"].visits[-1]
        assert visit.state is VisitState.UNREADABLE and rendering.NO_BROWSER in visit.why
        assert run(["probe", str(night.profile), "公示公告"]) == 1
        assert "disclosure-auditor[browser] 和 Chromium" in capsys.readouterr().out


def test_where_rows_were_read_a_pager_not_understood_is_the_reason_and_no_missing_browser(
    tmp_path, capsys
) -> None:
    with serving(scripted()) as portal:
        rows = [(f"/tz/202610/t2026100{n}_{n}.html", f"第{n}号通知", f"2026-10-0{n}") for n in (3, 2, 1)]
        portal.section("/tz/", "通知", rows, "<div id='fy'></div><script>drawOurPager('fy', 3, 1)</script>")
        night = Night(portal, tmp_path)
        night.sections = f'[[sections]]\nunit = "文昌湾区管委会"\npath = "通知"\nurl = "{portal.home}tz/"\nkind = "notice"\n'
        night.crawl()
        assert run(["probe", str(night.profile), "通知"]) == 1
    told = capsys.readouterr().out
    assert "共读到 3 条" in told and "没有读完：" in told
    assert "浏览器" not in told


def test_no_page_leads_the_browser_into_a_private_network(monkeypatch) -> None:
    monkeypatch.setattr(rendering.socket, "getaddrinfo", lambda *_: [(0, 0, 0, "", ("10.1.2.3", 80))])
    monkeypatch.setattr(rendering, "is_proxied", lambda url: False)
    portal = Portal(id="qinghe", name="青禾市", home=URL, hosts=("www.qinghe.gov.cn", "10.1.2.3"))
    allows = rendering.may_ask(portal)
    assert not allows(URL) and not allows("http://www.elsewhere.test/")
    assert allows("http://10.1.2.3/")  # who lists an address means it
    open_ = replace(portal, politeness=Politeness(allow_private=True))
    assert rendering.may_ask(open_)(URL)


def test_the_extra_and_the_browser_are_both_wanted(monkeypatch) -> None:
    monkeypatch.setenv("AUDITOR_CHROMIUM", "sh")
    monkeypatch.setattr(rendering, "find_spec", lambda name: None)
    assert rendering.missing() == rendering.NO_BROWSER
    monkeypatch.setattr(rendering, "find_spec", lambda name: name)
    assert rendering.missing() == ""
    monkeypatch.setenv("AUDITOR_CHROMIUM", "no-such-browser")
    assert rendering.missing() == rendering.NO_BROWSER


EMPTY = '<h2>政策解读</h2><ul class="newsList"></ul><script src="/js/site.js"></script>'


@pytest.mark.parametrize(
    ("html", "calls", "is_whole"),
    [
        (EMPTY, (), True),
        (EMPTY, (Call(url="http://www.example.gov.cn/api/list", text="[]"),), False),
        (EMPTY + "<script>window.onscroll = more</script>", (), False),
        (EMPTY.replace("</ul>", "</ul><p>正在加载……</p>"), (), False),
    ],
)
def test_a_list_without_rows_is_empty_once_its_scripts_ran_and_asked_nothing(html, calls, is_whole) -> None:
    page = f"<html><head><title>政策解读</title></head><body>{html}</body></html>"
    listing = read_rendered(Rendered(views=(View(URL, page),), calls=calls), URL, "generic")
    assert not listing.entries
    assert bool(listing.course.end and not listing.course.doubt) is is_whole
