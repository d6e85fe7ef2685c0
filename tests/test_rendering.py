"""Pages that misbehave in the system's Chromium: what leaves the machine, and when they are given up."""

import datetime as dt
import shutil
import socket

import pytest
from mini_portal import Answer, MiniPortal, serving
from scripted_portal import ROWS, interface, page, scripted

from auditor.models import Politeness, Portal
from spiders.listing.rendered import Rendered, read_rendered
from spiders.rendering import Job, render, slim

pytest.importorskip("playwright.sync_api", reason="pip install 'disclosure-auditor[browser]'")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")

ROW = '<li><a href="{0}">{1}</a><span>{2}</span></li>'
STATIC = "".join(ROW.format(*row) for row in ROWS[:4])


@pytest.fixture(autouse=True)
def with_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_CHROMIUM", str(CHROMIUM))


def rendered(portal: MiniPortal, path: str = "/tzgg/", **limits: object) -> Rendered:
    found = Portal(
        id="qinghe",
        name="青禾市",
        home=portal.home,
        hosts=(f"127.0.0.1:{portal.port}",),
        politeness=Politeness(delay_seconds=0),
    )
    return render(Job(url=portal.home + path[1:], portal=slim(found), **limits))  # type: ignore[arg-type]


def test_nothing_reaches_another_host_nor_what_robots_txt_keeps_back() -> None:
    portal = MiniPortal()
    portal.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /secret/\n", media_type="text/plain")
    script = """var elsewhere = '127.0.0.1:PORT';
        fetch('/secret/rows').catch(e => 0);
        fetch('/away').catch(e => 0);
        fetch('http://' + elsewhere + '/fetched').catch(e => 0);
        navigator.sendBeacon('http://' + elsewhere + '/beacon', 'x');
        new WebSocket('ws://' + elsewhere + '/socket');
        new Image().src = 'http://' + elsewhere + '/image.png';
        new Image().src = '/own.png';
        ['script', 'iframe'].forEach(t => {
          var e = document.createElement(t); e.src = 'http://' + elsewhere + '/' + t; document.body.appendChild(e);
        });
        var l = document.createElement('link'); l.rel = 'prefetch'; l.href = 'http://' + elsewhere + '/prefetch';
        document.head.appendChild(l);
        window.open('http://' + elsewhere + '/popup');"""
    with socket.create_server(("127.0.0.1", 0)) as elsewhere, serving(portal):
        port = elsewhere.getsockname()[1]
        page(portal, "/tzgg/", "通知公告", script.replace("PORT", str(port)))
        portal.pages["/away"] = Answer(b"", 302, location=f"http://127.0.0.1:{port}/redirected")
        found = rendered(portal)
        elsewhere.setblocking(False)
        with pytest.raises(BlockingIOError):
            elsewhere.accept()
    assert len(found.views) == 1 and not found.fault
    assert not portal.asked["/secret/rows"] and not portal.asked["/own.png"]
    assert portal.asked["/away"] == 1
    assert any("robots.txt 不允许访问" in told for told in found.unasked)
    assert any(f"127.0.0.1:{port}" in told for told in found.unasked)


def test_the_cookie_that_the_night_was_given_is_brought_back() -> None:
    portal = scripted()
    brought: dict[str, str] = {}
    portal.on_cookie = brought.__setitem__
    with serving(portal):
        rendered(portal, cookies={"JSESSIONID": "A1"})
    assert brought["/api/tz/1/20"] == "JSESSIONID=A1"


def test_a_page_that_hangs_is_given_up_and_says_so() -> None:
    portal = MiniPortal()
    page(portal, "/tzgg/", "通知公告", "setTimeout(function () { for (;;); }, 0);")
    with serving(portal):
        found = rendered(portal, silence_seconds=8)
    assert found.fault == "浏览器太久没有读完这一页，已停下"
    assert read_rendered(found, "http://www.qinghe.gov.cn/", "generic").why == found.fault


def test_what_a_restless_page_shows_is_not_called_whole() -> None:
    portal = MiniPortal()
    script = f"document.getElementById('rows').innerHTML = '{STATIC}'; var n = 0; setInterval(() => document.title = 'x'.repeat(n++), 50);"
    page(portal, "/tzgg/", "通知公告", script)
    with serving(portal):
        found = rendered(portal, settle_seconds=2)
        listing = read_rendered(found, portal.home + "tzgg/", "generic")
    assert len(listing.entries) == 4
    assert listing.why == "页面一直在变动或者请求不断，没有等到它停下来"


def test_clicks_have_an_end_and_what_comes_after_it_is_said() -> None:
    portal = MiniPortal()
    script = """var n = 0, rows = document.getElementById('rows'), next = document.getElementById('next');
        next.onclick = function () {
          n++; rows.innerHTML = '<li><a href="/tzgg/202609/t20260901_' + n + '.html">关于第' + n + '项工作的通知</a><span>2026-09-01</span></li>';
        };
        next.onclick();"""
    page(
        portal,
        "/tzgg/",
        "通知公告",
        script,
        '<div class="page"><a id="next" href="javascript:;">下一页</a></div>',
    )
    with serving(portal):
        found = rendered(portal, most_clicks=3)
        listing = read_rendered(found, portal.home + "tzgg/", "generic")
    assert len(listing.entries) == 4
    assert listing.why == "在浏览器里点了 3 次仍未到末尾，其后未读"


def test_an_interface_that_fails_on_the_way_leaves_the_list_unproven() -> None:
    portal = MiniPortal()
    script = """var n = 0, rows = document.getElementById('rows'), more = document.getElementById('more');
        function load() {
          more.style.display = 'none';
          fetch('/api/' + (++n)).then(a => a.json()).then(a => {
            rows.innerHTML += a.list.map(r => '<li><a href="' + r.url + '">' + r.title + '</a><span>' + r.date + '</span></li>').join('');
            more.style.display = '';
          });
        }
        more.onclick = load; load();"""
    page(portal, "/tzgg/", "通知公告", script, '<div id="more">加载更多</div>')
    for nth in (1, 2):
        rows = [{"title": t, "url": u, "date": str(d)} for u, t, d in ROWS[3 * nth - 3 : 3 * nth]]
        interface(portal, f"/api/{nth}", {"list": rows})
    with serving(portal):
        found = rendered(portal)
        listing = read_rendered(found, portal.home + "tzgg/", "generic")
        assert listing.why == f"页面请求的数据没有取到：{portal.home}api/3"
    assert len(listing.entries) == 6
    assert listing.entries[0].published_on == dt.date(2026, 9, 27)


def test_a_list_that_grows_as_its_foot_is_seen_is_read_to_the_empty_answer() -> None:
    portal = MiniPortal()
    script = """var n = 0, rows = document.getElementById('rows');
        function load() {
          fetch('/api/list?page=' + (++n)).then(a => a.json()).then(a => {
            rows.innerHTML += a.list.map(r => '<li style="height:900px"><a href="' + r.url + '">' + r.title + '</a><span>' + r.date + '</span></li>').join('');
          });
        }
        addEventListener('scroll', load); load();"""
    page(portal, "/tzgg/", "通知公告", script)
    for nth in (1, 2, 3, 4):
        rows = [{"title": t, "url": u, "date": str(d)} for u, t, d in ROWS[4 * nth - 4 : 4 * nth]]
        interface(portal, f"/api/list?page={nth}", {"list": rows})
    with serving(portal):
        listing = read_rendered(rendered(portal), portal.home + "tzgg/", "generic")
    assert len(listing.entries) == len(ROWS)
    assert listing.course.end == "在浏览器里再翻一页，接口没有给出新的条目"
