"""Addresses as browsers read them: what an editor typed, what is asked of the server, and which key it goes by."""

from __future__ import annotations

import pytest
from mini_portal import Answer, MiniPortal, filled, profile, serving

from auditor.models import RunState
from auditor.models.address import canonical, file_name
from auditor.night.crawl import crawl
from auditor.portal.hosts import is_among, with_home
from auditor.store import Store
from spiders.html.markup import Markup, join
from spiders.html.spelling import spelt_in

PAGE = "http://www.a.gov.cn/zwgk/index.html"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("附件 1.doc", "http://www.a.gov.cn/zwgk/%E9%99%84%E4%BB%B6%201.doc"),
        (" \t\n附件1.doc \r\n", "http://www.a.gov.cn/zwgk/%E9%99%84%E4%BB%B61.doc"),
        ("附\n件1.doc", "http://www.a.gov.cn/zwgk/%E9%99%84%E4%BB%B61.doc"),
        ("附件\u30001.doc", "http://www.a.gov.cn/zwgk/%E9%99%84%E4%BB%B6%E3%80%801.doc"),
        ("\u3000http://b.gov.cn/", "http://www.a.gov.cn/zwgk/%E3%80%80http://b.gov.cn/"),
        ("files\\1.doc", "http://www.a.gov.cn/zwgk/files/1.doc"),
        ("\\\\b.gov.cn\\1.doc", "http://b.gov.cn/1.doc"),
        ("/\\b.gov.cn/1.doc", "http://b.gov.cn/1.doc"),
        ("http:/\\b.gov.cn/1.doc", "http://b.gov.cn/1.doc"),
        ("http:///b.gov.cn/1.doc", "http://b.gov.cn/1.doc"),
        ("http:1.doc", "http://www.a.gov.cn/zwgk/1.doc"),
        ("HTTPS://B.GOV.CN:443/A#top", "https://b.gov.cn/A"),
        ("../a/./b/../1.doc", "http://www.a.gov.cn/a/1.doc"),
        ("../../../%2e%2e/1.doc", "http://www.a.gov.cn/1.doc"),
        ("%B8%BD%BC%FE.doc", "http://www.a.gov.cn/zwgk/%B8%BD%BC%FE.doc"),
        ("//政务.cn./x?q=1", "http://xn--zfr164b.cn./x?q=1"),
        ("\uff57\uff57\uff57.b.cn/x", "http://www.a.gov.cn/zwgk/%EF%BD%97%EF%BD%97%EF%BD%97.b.cn/x"),
        ("http://\uff57\uff57\uff57。b.cn/x", "http://www.b.cn/x"),
        ("?id=1&name=a b", "http://www.a.gov.cn/zwgk/index.html?id=1&name=a%20b"),
        ("javascript:void(0)", None),
        ("mailto:a@b.cn", None),
        ("D:\\1.doc", None),
        ("http://a b.cn/", None),
        ("http://b.cn:99999/", None),
        ("#top", None),
        ("  ", None),
    ],
)
def test_an_href_leads_where_a_browser_goes(href: str, url: str | None) -> None:
    assert join(PAGE, href) == url


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.cn/x/../y.html", "https://a.cn/y.html"),
        ("http://a.cn./y.html", "http://a.cn/y.html"),
        ("http://a.cn.:8080/y.html", "http://a.cn:8080/y.html"),
        ("http://政务.cn/y.html", "http://xn--zfr164b.cn/y.html"),
        ("http://a.cn/y.jsp;jsessionid=0A1B?id=1", "http://a.cn/y.jsp;JSESSIONID=FF?id=1"),
        ("http://a.cn/y.jsp;jsessionid=0A1B.n1", "http://a.cn/y.jsp"),
        ("http://a.cn/%e9%99%84.doc", "http://a.cn/附.doc"),
        ("http://a.cn/%b8%bd.doc", "http://a.cn/%B8%BD.doc"),
        ("http://a.cn/x?a=%b8%bd", "http://a.cn/x?a=%B8%BD&from=x"),
        ("http://a.cn\\x\\y.html", "http://a.cn/x/y.html"),
    ],
)
def test_one_page_has_one_key(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


def test_names_in_gbk_have_a_key_each() -> None:
    names = [f"http://a.cn/%{a:02X}%{b:02X}.doc" for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF)]
    assert len({canonical(url) for url in names}) == len(names)
    assert len({canonical(url.replace("cn/", "cn/d?f=")) for url in names}) == len(names)
    assert file_name("http://a.cn/%B8%BD%BC%FE.doc") == file_name("http://a.cn/附件.doc") == "附件.doc"


@pytest.mark.parametrize("char", ["cn/a/b", "cn/a%2Bb", "cn:81/a", "cn/a;v=1", "cn/A", "cn/a?b"])
def test_other_pages_keep_other_keys(char: str) -> None:
    assert canonical(f"http://a.{char}") != canonical("http://a.cn/a")


def test_a_query_is_spelt_in_the_encoding_of_its_page() -> None:
    page = '<a href="/附件/d.jsp?f=附件.doc#附">x</a><a href="d.jsp?f=𠮷">x</a>'
    linked = [
        [m.link(a) for a in m.root.iter("a")] for m in (Markup(page, PAGE, c) for c in ("gb18030", "utf-8"))
    ]
    path = "http://www.a.gov.cn/%E9%99%84%E4%BB%B6/d.jsp?f="
    assert [found[0] for found in linked] == [f"{path}%B8%BD%BC%FE.doc", f"{path}%E9%99%84%E4%BB%B6.doc"]
    assert spelt_in("big5", "a?b=简") == "a?b=%26%2331616%3B"  # browsers name by number what it cannot spell


def test_a_host_is_the_portals_however_it_is_written() -> None:
    hosts = with_home(["政务.cn", "www.a.gov.cn"], "http://政务.cn/")
    for url in (
        "http://政务.cn/x",
        "http://xn--zfr164b.cn/x",
        "http://www.a.gov.cn./x",
        "https://WWW.A.GOV.CN/",
    ):
        assert is_among(url, hosts)
    assert not is_among("http://www.a.gov.cn.evil.cn/x", hosts)
    assert is_among(
        "http://www.a.gov.cn\\@evil.cn/x", hosts
    )  # which is asked of www.a.gov.cn, as browsers do
    assert not is_among("http://www.a.gov.cn@evil.cn/x", hosts)


HREFS = {
    "附件 1.doc": "/zcwj/202610/%E9%99%84%E4%BB%B6%201.doc",
    "%B8%BD%BC%FE.doc": "/zcwj/202610/%B8%BD%BC%FE.doc",
    "%b8%bd2.doc": "/zcwj/202610/%b8%bd2.doc",
    "a|b[1]'~.doc": "/zcwj/202610/a|b[1]'~.doc",
    "c\\d.doc": "/zcwj/202610/c/d.doc",
    "%7Ee%2F.doc": "/zcwj/202610/%7Ee%2F.doc",
    "/down.jsp;jsessionid=AB?f=附件.doc&amp;b=%2b+|": "/down.jsp;jsessionid=AB?f=%B8%BD%BC%FE.doc&b=%2b+|",
    "/moved.doc": "/moved.doc",
}


def test_the_server_is_asked_byte_for_byte_what_a_browser_asks(tmp_path) -> None:
    with serving(filled(MiniPortal(), articles=1)) as portal:
        path = "/zcwj/202610/t20261001_1001.html"
        links = "".join(f'<a href="{href}">附件：表.doc</a>' for href in HREFS)
        portal.article(path, "关于做好第1项工作的通知", inside=links)
        page = portal.pages[path]
        page.body = page.body.decode("utf-8").encode("gbk")
        page.media_type = "text/html; charset=gbk"
        portal.pages["/moved.doc"] = Answer(b"", 302, location="\\to 1|\u00b8\u00bd.doc")
        asked = {*HREFS.values(), "/to%201|%B8%BD.doc"} - {"/moved.doc"}
        portal.pages |= {aim: Answer(b"\xd0\xcf\x11\xe0" * 9) for aim in asked}
        db = f"sqlite:///{tmp_path}/auditor.sqlite3"
        result = crawl(profile(portal, tmp_path), db=db, log=tmp_path / "crawl.log")
        assert result.state is RunState.DONE, result.why
        assert set(portal.asked) >= asked
        with Store.open(db) as store:
            looks = {probe.url: probe.looks[-1].status for probe in store.looks.probes("wenchangwan")}
    assert [status for url, status in looks.items() if ".doc" in url] == [200] * len(HREFS)
