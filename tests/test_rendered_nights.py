"""Lists that only a script fills, read in the system's Chromium. `make browser`; skipped where there is none."""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from mini_portal import MiniPortal, serving
from scripted_portal import ROWS, SECTIONS, page, scripted

from auditor.cli import run
from auditor.models import VisitState
from auditor.night.crawl import crawl
from auditor.portal.profile import load_portal
from auditor.store import Store
from spiders.extract.answer import Answer as Given
from spiders.extract.answer import read

pytest.importorskip("playwright.sync_api", reason="pip install 'disclosure-auditor[browser]'")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")

NIGHT = dt.datetime(2026, 9, 30, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture(autouse=True)
def with_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_CHROMIUM", str(CHROMIUM))


def profile(portal: MiniPortal, folder: Path, feeds: dict[str, str] | None = None, manners: str = "") -> Path:
    """A profile of the portal's three sections, each with its `[sections.feed]` where one is given."""
    path = folder / "qinghe.toml"
    head = f'id = "qinghe"\nname = "青禾市"\nhome = "{portal.home}"\nhosts = ["127.0.0.1:{portal.port}"]\n'
    sections = "".join(
        f'[[sections]]\nunit = "青禾市政府"\npath = "栏目{place.strip("/")}"\nurl = "{portal.home}{place[1:]}"\nkind = "notice"\n'
        + (feeds or {}).get(place, "")
        for place in SECTIONS
        if place in portal.pages
    )
    units = f'[politeness]\ndelay_seconds = 0\n{manners}\n[[units]]\nname = "青禾市政府"\n'
    path.write_text(head + units + sections, "utf-8")
    return path


@contextmanager
def crawled(path: Path, as_of: dt.datetime = NIGHT) -> Iterator[Store]:
    db = f"sqlite:///{path.parent}/auditor.sqlite3"
    crawl(path, db=db, as_of=as_of, log=path.parent / "crawl.log")
    with Store.open(db) as store:
        yield store


def views(store: Store, path: Path) -> dict[str, tuple]:
    """Of each section: its last visit and its rows."""
    found = store.sections.views(load_portal(path))
    return {
        "/" + view.section.url.split("/", 3)[3]: (
            view.visits[-1],
            {(e.url.split("/", 3)[3], e.title, e.published_on) for e in view.entries},
        )
        for view in found
    }


ALL = {(url[1:], title, day) for url, title, day in ROWS}


def proposed(text: str) -> dict[str, str]:
    """Each section's feed as `auditor discover` proposes it, with the marks of a comment taken off."""
    found = {}
    for place in SECTIONS:
        _, _, told = text.partition(f"{place}）由脚本填充")
        lines = told.split("\n# 档案里的栏目")[0].splitlines()[1:]
        found[place] = "".join(f"{line.removeprefix('# ')}\n" for line in lines)
    return found


def test_a_night_reads_the_lists_that_scripts_fill(tmp_path: Path) -> None:
    with serving(scripted()) as portal:
        path = profile(portal, tmp_path)
        with crawled(path) as store:
            seen = views(store, path)
            assert {place: rows for place, (_, rows) in seen.items()} == dict.fromkeys(SECTIONS, ALL)
            assert {visit.state for visit, _ in seen.values()} == {VisitState.READABLE}, seen
            for place, (visit, _) in seen.items():
                body = store.bodies.get(visit.capture)
                stored, _ = store.pages.stored("qinghe", f"{portal.home}{place[1:]}")
                assert stored.capture == visit.capture
                assert "浏览器渲染的页面，不是服务器的原文" in body.decode("utf-8-sig")[:80]
                again = read(
                    Given(url=stored.url, body=body, fetched_at=stored.fetched_at), load_portal(path)
                )
                assert (again.title, again.readable, again.metas) == (stored.title, True, stored.metas)
        assert portal.asked["/tzgg/"] == 1  # the browser is given the answer that the night has
        assert all("DisclosureAuditor" in agent for agent in portal.agents)


def test_the_feeds_that_discover_proposes_give_the_same_lists(tmp_path: Path, capsys) -> None:
    with serving(scripted()) as portal:
        path = profile(portal, tmp_path)
        assert run(["discover", str(path)]) == 0
        feeds = proposed(capsys.readouterr().out)
        assert all("[sections.feed]\n" in feed for feed in feeds.values()), feeds
        portal.asked.clear()
        path = profile(portal, tmp_path, feeds)
        with crawled(path) as store:
            seen = views(store, path)
        assert {place: rows for place, (_, rows) in seen.items()} == dict.fromkeys(SECTIONS, ALL)
        whole = {place for place, (visit, _) in seen.items() if visit.state is VisitState.READABLE}
        assert (
            whole
            == {place for place, feed in feeds.items() if "栏目算没有读完" not in feed}
            == {"/tzgg/", "/zcwj/"}
        )
        assert not portal.asked["/tzgg/app.js"]  # no browser was needed


def test_a_night_outlives_pages_that_burst_hang_or_ask_elsewhere(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("AUDITOR_BROWSER_MB", "700")
    portal = scripted()
    page(portal, "/tzgg/", "通知公告", "var all = []; for (;;) all.push(new Array(1e6).fill(all.length));")
    page(portal, "/zcwj/", "政策文件", "fetch('http://127.0.0.1:' + other + '/rows').then(a => a.text());")
    with serving(MiniPortal()) as other, serving(portal):
        portal.pages["/zcwj/app.js"].body = portal.pages["/zcwj/app.js"].body.replace(
            b"other", str(other.port).encode()
        )
        path = profile(portal, tmp_path)
        with crawled(path) as store:
            seen = views(store, path)
        assert not other.asked
    assert seen["/gsgg/"][1] == ALL and seen["/gsgg/"][0].state is VisitState.READABLE
    assert {seen[place][0].state for place in ("/tzgg/", "/zcwj/")} == {VisitState.UNREADABLE}
    assert "网页在浏览器里崩溃了（内存上限 700 MB）" in seen["/tzgg/"][0].why
    assert f"没有访问 127.0.0.1:{other.port}：不在档案的主机之内" in seen["/zcwj/"][0].why


def test_a_profile_can_say_that_no_browser_is_used(tmp_path: Path) -> None:
    with serving(scripted()) as portal:
        path = profile(portal, tmp_path, manners="render = false")
        with crawled(path) as store:
            states = {visit.state for visit, _ in views(store, path).values()}
        assert states == {VisitState.UNREADABLE}
        assert not portal.asked["/tzgg/app.js"]


def test_the_next_night_sees_what_a_script_shows_since_though_the_page_is_unchanged(tmp_path: Path) -> None:
    portal = scripted()
    for place in ("/tzgg/", "/zcwj/"):
        del portal.pages[place]
    newest = ("/tzgg/202609/t20260930_2000.html", "青禾市关于国庆节放假的通知", dt.date(2026, 9, 30))
    portal.article(newest[0], newest[1], number=30)
    with serving(portal):
        path = profile(portal, tmp_path)
        with crawled(path) as store:
            [(visit, rows)] = views(store, path).values()
            assert visit.state is VisitState.READABLE and rows == ALL
        row = f'[{{"title": "{newest[1]}", "url": "{newest[0]}", "date": "{newest[2]}"}}, '
        data = portal.pages["/gsgg/rows.js"]
        data.body = data.body.replace(b"[", row.encode(), 1)
        with crawled(path, NIGHT + dt.timedelta(days=1)) as store:
            [(visit, rows)] = views(store, path).values()
            assert visit.state is VisitState.READABLE, visit.why
            assert rows == ALL | {(newest[0][1:], *newest[1:])}


def test_a_list_that_goes_on_only_by_script_is_read_on_in_the_browser(tmp_path: Path) -> None:
    portal = scripted()
    for place in ("/tzgg/", "/zcwj/"):
        del portal.pages[place]
    rows = "".join(f'<li><a href="{u}">{t}</a><span>{d}</span></li>' for u, t, d in ROWS[:4])
    shell = portal.pages["/gsgg/"]
    shell.body = shell.body.replace(b'class="list">', f'class="list">{rows}'.encode())
    with serving(portal):
        path = profile(portal, tmp_path)
        with crawled(path) as store:
            [(visit, found)] = views(store, path).values()
    assert visit.state is VisitState.READABLE and found == ALL
