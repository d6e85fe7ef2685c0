"""Crawls of a small real portal on loopback, each in its own process as in production."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from mini_portal import Answer, MiniPortal, filled, profile, serving

from auditor.models import Page, Probe, ProblemKind, RunState, SectionView, VisitState
from auditor.models.address import canonical
from auditor.night.crawl import CrawlResult, crawl
from auditor.portal.profile import load_portal
from auditor.store import Store

FIRST = dt.datetime(2026, 11, 23, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
PROJECT = Path(__file__).parents[1]
SECOND = FIRST + dt.timedelta(days=1)
ARTICLE = "/zcwj/202610/t202610{0:02d}_{1}.html"


@dataclass
class Night:
    """One crawl of the portal and what the store held after it."""

    portal: MiniPortal
    folder: Path
    sections: str = ""
    manners: str = ""

    @property
    def db(self) -> str:
        return f"sqlite:///{self.folder}/auditor.sqlite3"

    @property
    def profile(self) -> Path:
        return profile(self.portal, self.folder, sections=self.sections, manners=self.manners)

    def crawl(self, as_of: dt.datetime = FIRST, **more: object) -> CrawlResult:
        self.portal.asked.clear()
        self.portal.statuses.clear()
        log = self.folder / "crawl.log"
        return crawl(self.profile, db=self.db, as_of=as_of, log=log, **more)  # type: ignore[arg-type]

    def pages(self) -> dict[str, Page]:
        with Store.open(self.db) as store:
            found = list(store.pages.all("wenchangwan"))
        assert len({canonical(page.url) for page in found}) == len(found)
        return {_path(self.portal, page.url): page for page in found}

    def probes(self) -> dict[str, Probe]:
        with Store.open(self.db) as store:
            return {_path(self.portal, probe.url): probe for probe in store.looks.probes("wenchangwan")}

    def sections_seen(self) -> dict[str, SectionView]:
        with Store.open(self.db) as store:
            return {view.section.title: view for view in store.sections.views(load_portal(self.profile))}


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    with serving(filled(MiniPortal())) as portal:
        yield Night(portal, tmp_path)


def test_two_nights(night: Night) -> None:
    """The first night reads everything once; the second asks whether it changed, and looks at links again."""
    first = night.crawl()
    assert (first.state, first.why, first.exit_code) == (RunState.DONE, "", 0)
    assert first.coverage.planned == first.coverage.fetched == 17  # 2 sections, home, 12 articles, file, link
    assert first.coverage.sections_read == 2
    assert max(night.portal.asked.values()) == 1
    assert night.portal.agents == {"DisclosureAuditor/0.1 (+mailto:gongkai@example.test)"}

    pages = night.pages()
    article = pages[ARTICLE.format(3, 1003)]
    assert (article.unit, article.section) == ("文昌湾区管委会", "法定主动公开内容/政策文件")
    assert article.fields["index_number"] == "11370300MB000000X/2026-00003"
    assert FIRST <= article.fetched_at < SECOND  # the run's clock, not the wall's
    assert article.capture is not None
    assert pages["/"].kind == "home"
    sections = [page for page in pages.values() if page.kind == "list"]
    assert sections and all(page.frame_text for page in sections), "a section's page tells its menus"
    assert not any("elsewhere" in path for path in pages)

    second = night.crawl(SECOND)
    assert second.coverage.unchanged == 16
    assert night.portal.statuses[304] == 18  # and the two further pages of a list
    assert len(night.pages()) == len(pages)
    views = night.sections_seen()
    assert [visit.state for visit in views["政策文件"].visits] == [VisitState.READABLE] * 2
    assert [visit.entry_count for visit in views["政策文件"].visits] == [12, 12]
    assert "http://elsewhere.test/y.html" in [entry.url for entry in views["公示公告"].entries]

    probes = night.probes()
    assert [look.status for look in probes["/gone.html"].looks] == [404, 404]
    assert [look.status for look in probes["/files/a.pdf"].looks] == [200, 304]
    assert (probes["/files/a.pdf"].looks[0].sniffed, probes["/files/a.pdf"].looks[0].size) == ("pdf", 60_009)


def test_killed_crawl_goes_on_where_it_stood(night: Night) -> None:
    child: list[subprocess.Popen[bytes]] = []

    def kill(path: str) -> None:
        if path == ARTICLE.format(6, 1006):
            child[0].kill()

    night.portal.on_request = kill
    command = [
        sys.executable,
        "-m",
        "spiders.run",
        str(night.profile),
        f"--db={night.db}",
        f"--as-of={FIRST.isoformat()}",
    ]
    child.append(subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    assert child[0].wait(300) == -9
    night.portal.on_request = lambda path: None
    before = {path for path in night.pages() if "/t2026" in path}
    assert 0 < len(before) < 12

    result = night.crawl(FIRST + dt.timedelta(hours=1))
    assert (result.run_id, result.state) == (1, RunState.DONE)
    assert result.coverage.planned == result.coverage.fetched == 17
    assert not before & night.portal.asked.keys()
    assert len(night.pages()) == 15


def test_child_ends_when_its_parent_is_killed(night: Night) -> None:
    call = f"from auditor.night.crawl import crawl; crawl({str(night.profile)!r}, db={night.db!r})"
    parent = subprocess.Popen([sys.executable, "-c", call], cwd=PROJECT)
    night.portal.on_request = lambda path: parent.kill() if path == ARTICLE.format(6, 1006) else None
    assert parent.wait(300) == -9
    night.portal.on_request = lambda path: None
    result = night.crawl(dt.datetime.now(dt.UTC))
    assert result.state is RunState.DONE, result.why
    assert len(night.pages()) == 15


def test_robots_and_other_hosts_are_respected(night: Night) -> None:
    secret, moved = "/secret/t20261020_1.html", "/zcwj/moved.html"
    rows = [
        (secret, "不允许抓取的一条信息公告", "2026-10-20"),
        (moved, "已经搬到别处的一条信息", "2026-10-19"),
    ]
    night.portal.section("/gsgg/", "公示公告", rows)
    night.portal.pages[moved] = Answer(b"", 302, location="http://localhost:9/elsewhere.html")
    night.portal.article(secret, "不允许抓取的一条信息公告")
    night.manners = "concurrency = 4"  # several requests wait for robots.txt at once
    night.sections = _section(night, "禁区", "/secret/") + _section(night, "外迁", "/away/")
    night.portal.pages["/away/"] = Answer(b"", 301, location="http://localhost:9/new/")
    result = night.crawl()
    assert result.state is RunState.DONE
    assert not [path for path in night.portal.asked if path.startswith("/secret/")]
    views = night.sections_seen()
    assert views["禁区"].visits[-1].state is VisitState.UNREADABLE
    assert "robots.txt" in views["禁区"].visits[-1].why
    assert views["外迁"].visits[-1].redirected_to == "http://localhost:9/new/"
    assert views["公示公告"].visits[-1].entry_count == 2


def test_a_name_in_the_query_of_a_page_in_gbk_is_found(night: Night) -> None:
    """Browsers spell it in the encoding of the page, and the old servers of such pages know no other."""
    inside = '<p><a href="/module/downfile.jsp?filename=申报表.doc">附件：申报表.doc</a></p>'
    night.portal.article(ARTICLE.format(2, 1002), "关于做好第2项工作的通知", number=2, inside=inside)
    page = night.portal.pages[ARTICLE.format(2, 1002)]
    page.body, page.media_type = page.body.decode().encode("gbk"), "text/html; charset=gbk"
    night.portal.pages["/module/downfile.jsp?filename=%C9%EA%B1%A8%B1%ED.doc"] = Answer(
        b"\xd0\xcf\x11\xe0" * 9
    )
    night.crawl()
    looks = [look for path, probe in night.probes().items() if "downfile" in path for look in probe.looks]
    assert [(look.status, look.sniffed) for look in looks] == [(200, "ole")]


def test_challenging_host_is_left_in_peace(night: Night) -> None:
    for path in list(night.portal.pages):
        if "/t2026" in path:
            night.portal.pages[path] = Answer(b"<html><script>document.cookie</script></html>", 412)
    result = night.crawl()
    assert sum(count for path, count in night.portal.asked.items() if "/t2026" in path) in (5, 6)
    assert result.state is RunState.VOID
    assert "读取失败过多" in result.why
    assert result.coverage.pending == 0
    whys = [entry.why for entry in result.coverage.unchecked]
    assert len(whys) == 12
    assert sum("今晚不再访问" in why for why in whys) in (6, 7)
    assert not [p for p in night.pages().values() if p.readable and "/t2026" in p.url]


def test_unreachable_portal_is_one_sentence(night: Night) -> None:
    night.portal.port = 9  # nobody listens there
    result = night.crawl()
    assert result.exit_code == 1
    assert result.state is RunState.VOID
    assert result.why == "没有读到任何页面（连接被拒绝）"
    assert all(view.visits[-1].state is VisitState.UNREADABLE for view in night.sections_seen().values())
    assert "Traceback" not in result.why


def test_night_that_fails_does_not_touch_what_was_read(night: Night) -> None:
    night.crawl()
    good = night.pages()[ARTICLE.format(3, 1003)]
    night.portal.pages[ARTICLE.format(3, 1003)] = Answer(b"oops", 500)
    night.portal.pages["/zcwj/index_1.html"] = Answer(b"oops", 500)
    result = night.crawl(SECOND)
    assert result.state is RunState.DONE
    assert night.pages()[ARTICLE.format(3, 1003)].document == good.document
    assert [look.status for look in night.probes()[ARTICLE.format(3, 1003)].looks] == [500]
    visit = night.sections_seen()["政策文件"].visits[-1]
    assert visit.state is VisitState.PARTIAL
    assert "index_1.html" in visit.why
    assert len(night.sections_seen()["政策文件"].entries) == 12

    third = SECOND + dt.timedelta(days=1)
    night.portal.article(ARTICLE.format(3, 1003), "关于做好第3项工作的通知", number=3)
    night.crawl(third)
    assert [look.status for look in night.probes()[ARTICLE.format(3, 1003)].looks][-1] < 400


def test_limits_leave_the_rest_for_the_next_night(night: Night) -> None:
    night.manners = "max_pages = 5\nmax_bytes = 2000\nhorizon_days = 44"
    night.portal.html(ARTICLE.format(12, 1012), "<p>" + "长" * 4000)
    result = night.crawl()
    assert result.state is RunState.DONE
    assert result.coverage.pending == 1  # of 12 articles those since 2026-10-10 are due: 3, and home
    assert result.why == "到达本次页数上限，余 1 个地址下次继续"
    page = night.pages()[ARTICLE.format(12, 1012)]
    assert [problem.kind for problem in page.problems] == [ProblemKind.OVERSIZE]
    assert "/zcwj/index_2.html" not in night.portal.asked


def test_scrapy_runs_the_spider_by_itself_until_the_window_closes(night: Night) -> None:
    closing = threading.Event()

    def hold(path: str) -> None:
        """From the fifth article on nothing is answered before the window closes."""
        if sum("/t2026" in asked for asked in night.portal.asked) >= 4:
            closing.wait()

    night.portal.on_request = hold
    spider = ["crawl", "disclosure", "-a", f"profile={night.profile}", "-a", f"db={night.db}"]
    clock = ["-a", f"as_of={FIRST.isoformat()}", "-s", "CLOSESPIDER_TIMEOUT=2", "-L", "INFO"]
    child = subprocess.Popen(
        [sys.executable, "-m", "scrapy", *spider, *clock], cwd=PROJECT, stderr=subprocess.PIPE, text=True
    )
    assert child.stderr
    for line in child.stderr:
        if "Closing spider" in line:
            closing.set()
    assert child.wait() == 0
    with Store.open(night.db) as store:
        run = store.runs.newest("wenchangwan")[0]
    assert run.state is RunState.DONE
    assert run.why == f"到达本次访问时限，余 {run.counts['pending']} 个地址下次继续"
    assert len(night.pages()) < 15

    night.crawl(SECOND)
    assert len(night.pages()) == 15


def test_full_disk_stops_the_crawl_and_loses_nothing(night: Night) -> None:
    broken = night.folder / "captures"
    broken.write_text("a file where the folder of captures should be")
    result = night.crawl(bodies=broken)
    assert (result.state, result.exit_code) == (RunState.FAILED, 1)
    assert "文件读写失败" in result.why
    broken.unlink()
    again = night.crawl(bodies=broken)
    assert (again.run_id, again.state) == (result.run_id, RunState.DONE)
    assert again.coverage.fetched == 17


def test_crawl_takes_part_in_a_run_of_its_caller(night: Night) -> None:
    with Store.open(night.db) as store:
        run_id = store.runs.plan("wenchangwan", "nightly", at=FIRST, as_of=FIRST)
        store.runs.start(run_id, at=FIRST)
        result = night.crawl(run_id=run_id)
        assert (result.run_id, result.state) == (run_id, RunState.DONE)
        assert [run.state for run in store.runs.newest("wenchangwan")] == [RunState.RUNNING]
        busy = night.crawl()
    assert busy.state is RunState.FAILED
    assert "正在进行" in busy.why


COLUMN = """<head><meta name="ColumnName" content="{0}"><meta name="ColumnKeywords" content="{0}"></head>
<body><p>您的位置：<a href="/">首页</a> &gt; <a href="/{1}/">{0}</a></p><table><tr><td class="wen"><div class="TRS_Editor">{2}</div></td></tr></table></body>"""


def test_a_column_that_shows_its_text_in_place_of_a_list_is_read_as_that_text(night: Night) -> None:
    """Only where a section is of a kind that may be one page, and a text stands there."""
    told = "<p>群众来访接待场所设在区综治中心一楼，地址：湖滨路1号。信访电话：0533-0000000。</p>"
    night.portal.html("/xf/", COLUMN.format("信访渠道", "xf", told))
    night.portal.html("/jg/", COLUMN.format("机构职能", "jg", ""))
    night.portal.html("/tj/", COLUMN.format("统计信息", "tj", told))
    night.sections = "".join(
        _section(night, title, path, kind)
        for title, path, kind in (
            ("信访渠道", "/xf/", "petition"),
            ("机构职能", "/jg/", "organisation"),
            ("统计信息", "/tj/", "statistics"),
        )
    )
    night.crawl()
    pages, views = night.pages(), night.sections_seen()
    assert (pages["/xf/"].kind, pages["/xf/"].title) == ("article", "信访渠道")
    assert "0533-0000000" in pages["/xf/"].document.text
    assert [entry.title for entry in views["信访渠道"].entries] == ["信访渠道"]
    for title, path in (("机构职能", "/jg/"), ("统计信息", "/tj/")):
        assert pages[path].kind == "list"
        assert views[title].visits[-1].state is VisitState.UNREADABLE


def _section(night: Night, title: str, path: str, kind: str = "other") -> str:
    return f"""
[[sections]]
unit = "文昌湾区管委会"
path = "{title}"
url = "{night.portal.home.rstrip("/")}{path}"
kind = "{kind}"
"""


def _path(portal: MiniPortal, url: str) -> str:
    return url.replace(portal.home.rstrip("/"), "")
