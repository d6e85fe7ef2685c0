"""Lists behind interfaces and forms, as a night and `auditor probe` read them from a real server on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from mini_portal import Answer, MiniPortal, filled, profile, serving
from test_crawl import SECOND, Night

from auditor.cli import run
from auditor.models import PageKind, VisitState

UNIT = '\n[[sections]]\nunit = "文昌湾区管委会"\n'
JSON = "application/json; charset=utf-8"


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    with serving(filled(MiniPortal(), articles=10)) as portal:
        yield Night(portal, tmp_path)


def _rows(first: int, last: int) -> list[dict[str, str]]:
    return [
        {
            "title": f"关于做好第{n}项工作的通知",
            "url": f"/zcwj/202610/t202610{n:02d}_{1000 + n}.html",
            "pubDate": f"2026-10-{n:02d}",
        }
        for n in range(last, first - 1, -1)
    ]


def _serve(portal: MiniPortal, path: str, value: object) -> None:
    portal.pages[path] = Answer(json.dumps(value, ensure_ascii=False).encode(), media_type=JSON)


def _interface(night: Night) -> None:
    """A section whose address is the interface of its list."""
    for page, (first, last) in enumerate(((7, 10), (3, 6), (1, 2)), 1):
        _serve(night.portal, f"/api/list?page={page}&size=4", {"total": 10, "rows": _rows(first, last)})
    night.sections = (
        f'{UNIT}path = "公文库"\nurl = "{night.portal.home}api/list?page=1&size=4"\nkind = "policy"\n'
    )


def _described(night: Night) -> None:
    """A section whose profile names the interface, to be asked by POST."""
    night.portal.html("/wjk/", '<body><div id="app"></div><script src="/js/app.js"></script></body>')
    for page, (first, last) in enumerate(((6, 10), (1, 5))):
        _serve(
            night.portal,
            f'/api/query {{"p":{page},"n":5}}',
            {"data": {"all": 10, "list": _rows(first, last)}},
        )
    night.sections = (
        f'{UNIT}path = "文件库"\nurl = "{night.portal.home}wjk/"\nkind = "policy"\n[sections.feed]\nurl = "/api/query"\n'
        'body = \'{"p":{page},"n":{size}}\'\nrows = "data.list"\ntotal = "data.all"\nfirst_page = 0\nsize = 5\n'
    )


def test_a_section_may_be_an_interface_and_is_no_page(night: Night) -> None:
    _interface(night)
    night.crawl()
    view = night.sections_seen()["公文库"]
    assert view.last_readable is not None and len(view.entries) == 10
    assert not [path for path in night.pages() if path.startswith("/api/")]
    night.crawl(SECOND)
    assert [visit.state for visit in night.sections_seen()["公文库"].visits] == [VisitState.READABLE] * 2


def test_an_interface_that_loses_a_page_leaves_the_list_open(night: Night) -> None:
    _interface(night)
    del night.portal.pages["/api/list?page=3&size=4"]
    night.crawl()
    [visit] = night.sections_seen()["公文库"].visits
    assert (visit.state, visit.entry_count) == (VisitState.PARTIAL, 8)


def test_an_interface_that_the_profile_names_is_posted_to(night: Night) -> None:
    _described(night)
    night.crawl()
    view = night.sections_seen()["文件库"]
    assert view.last_readable is not None and len(view.entries) == 10


def test_the_page_number_in_the_path_of_an_interface_is_said_in_the_profile(night: Night) -> None:
    night.portal.html("/wjk/", '<body><div id="app"></div><script src="/js/app.js"></script></body>')
    for page, (first, last) in enumerate(((6, 10), (1, 5)), 1):
        _serve(night.portal, f"/api/list/12/{page}/5", {"data": {"all": 10, "list": _rows(first, last)}})
    night.sections = (
        f'{UNIT}path = "文件库"\nurl = "{night.portal.home}wjk/"\nkind = "policy"\n[sections.feed]\n'
        'url = "/api/list/12/{page}/{size}"\nrows = "data.list"\ntotal = "data.all"\nsize = 5\n'
    )
    night.crawl()
    view = night.sections_seen()["文件库"]
    assert view.last_readable is not None and len(view.entries) == 10


def test_a_short_last_page_whose_script_moves_is_no_challenge(night: Night) -> None:
    script = "<script>$('.fy').pagination({totalPage: 2, currentPage: %d, callback:function(n){location.href='index_'+n+'.html'}})</script>"
    article = ("/zcwj/202610/t20261001_1001.html", "通知", "2026-10-01")
    rest = [(f"/zcwj/202610/t202610{n:02d}_{1000 + n}.html", f"第{n}号", f"2026-10-{n:02d}") for n in (3, 2)]
    night.portal.section("/tz/", "通知", rest, script % 1)
    night.portal.section("/tz/index_2.html", "通知", [article], script % 2)
    night.sections = f'{UNIT}path = "通知"\nurl = "{night.portal.home}tz/"\nkind = "notice"\n'
    night.crawl()
    view = night.sections_seen()["通知"]
    assert view.last_readable is not None and len(view.entries) == 3


def test_a_section_whose_page_is_a_picture_is_one_page(night: Night) -> None:
    metas = '<meta name="ArticleTitle" content="主动公开基本目录"><meta name="PubDate" content="2026-09-01 09:00">'
    body = '<h1>主动公开基本目录</h1><div class="content" id="zoom"><p><img src="/ml/1.jpg"></p></div>'
    night.portal.html("/ml/", f"<head><title>主动公开基本目录</title>{metas}</head><body>{body}</body>")
    night.sections = f'{UNIT}path = "基本目录"\nurl = "{night.portal.home}ml/"\nkind = "catalogue"\n'
    night.crawl()
    assert len(night.sections_seen()["基本目录"].entries) == 1
    assert night.pages()["/ml/"].kind is PageKind.ARTICLE


def test_crawl_says_which_sections_were_not_read_whole(
    night: Night, capsys: pytest.CaptureFixture[str]
) -> None:
    del night.portal.pages["/zcwj/index_1.html"]
    path = profile(night.portal, night.folder)
    assert run(["crawl", str(path), "--db", f"sqlite:///{night.folder}/a.sqlite3"]) == 0
    told = capsys.readouterr().out
    assert "栏目读完 1/2 个" in told
    assert "没有读完：文昌湾区管委会 法定主动公开内容/政策文件" in told and "index_1.html" in told


def test_probe_tells_rows_days_pager_count_and_end(night: Night, capsys: pytest.CaptureFixture[str]) -> None:
    path = profile(night.portal, night.folder)
    assert run(["probe", str(path), "政策文件"]) == 0
    told = capsys.readouterr().out
    assert "第 1 次请求" in told and "翻页脚本（createPageHTML）" in told
    assert "共读到 10 条，日期从 2026-10-01 到 2026-10-10" in told
    assert "读完了：" in told


def test_probe_tells_why_a_list_was_not_read_whole(night: Night, capsys: pytest.CaptureFixture[str]) -> None:
    del night.portal.pages["/zcwj/index_1.html"]
    path = profile(night.portal, night.folder)
    assert run(["probe", str(path), "文昌湾区管委会/政策文件"]) == 1
    assert "没有读完：" in capsys.readouterr().out
    assert run(["probe", str(path), "没有的栏目"]) == 2
    assert "没有栏目“没有的栏目”" in capsys.readouterr().err


def test_probe_says_what_the_profile_can_do_about_a_scripted_list(
    night: Night, capsys: pytest.CaptureFixture[str]
) -> None:
    night.portal.html(
        "/wjk/", '<body><div id="app"><ul><li v-for="r in rows">{{ r.t }}</li></ul></div></body>'
    )
    more = f'{UNIT}path = "文件库"\nurl = "{night.portal.home}wjk/"\nkind = "policy"\n'
    assert run(["probe", str(profile(night.portal, night.folder, sections=more)), "文件库"]) == 1
    assert "[sections.feed]" in capsys.readouterr().out
