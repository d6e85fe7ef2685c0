"""Whatever a page holds, it is read, judged, stored as JSON and printed without raising; what it says stays text."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from auditor.judge.judge import judge
from auditor.models import DocumentClass, ProblemKind, Site
from auditor.portal.profile import parse_portal
from auditor.rule import load
from auditor.sample import portal
from auditor.text.plain import page_view
from reports.book.rulebook import fixes
from reports.drafts import marked_draft
from spiders.extract.extract import extract
from tests.made_hostile import ADDRESSES, BASES, PAGES, line_of, page

HOST = "http://www.yunchuan.example"
NOW = dt.datetime(2026, 4, 13, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))
RULES = load("rules")
FIXES = fixes(RULES)
# Their bytes are text in no one encoding: told, never guessed, and no rule is asked.
UNDECODABLE = {"surrogates", "utf-16 without mark", "latin-1 bytes", "mixed encodings"}
# The classes whose rules read the most of a text; test_fuzz asks those of the page's own class.
CLASSES = (DocumentClass.NORMATIVE, DocumentClass.ANNUAL_REPORT, DocumentClass.GUIDE)


@pytest.fixture(scope="module")
def site():
    return Site(portal=parse_portal(portal(HOST), "hostile"), as_of=NOW)


def _read(body: bytes):
    return extract(body, url=f"{HOST}/zwgk/202604/t20260409_1.html", fetched_at=NOW)


def _judged(read, site, folder) -> str:
    """Ask every rule, print the marked page and give its HTML."""
    papers = [
        replace(read, url=f"{read.url}?{n}", document_class=c)
        for n, c in enumerate((*CLASSES, read.document_class))
    ]
    findings = judge(papers, site, RULES).findings
    assert [f for f in findings if "规则未能执行" in f.message] == []
    return marked_draft.write(read, findings, FIXES, folder / "marked.html").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(PAGES.keys() - UNDECODABLE))
def test_a_hostile_page_is_read_judged_and_printed(name, site, tmp_path):
    read = _read(PAGES[name](600))
    json.dumps(page_view(read), ensure_ascii=False).encode()
    assert read.readable
    assert _judged(read, site, tmp_path)


@pytest.mark.parametrize("name", sorted(UNDECODABLE))
def test_bytes_in_no_encoding_are_told_and_not_judged(name):
    read = _read(PAGES[name](600))
    assert [problem.kind for problem in read.problems] == [ProblemKind.UNDECODABLE]
    assert not read.readable


@pytest.mark.parametrize("base", BASES)
def test_a_hostile_base_leaves_the_page_readable(base, site, tmp_path):
    read = _read(
        page(line_of(300) + "<p>附件：<a href='a.docx'>名单</a></p>", head=f'<base href="{base}">').encode()
    )
    assert read.title == "云川区人民政府办公室关于公布清单的通知"
    assert _judged(read, site, tmp_path)


def test_hostile_addresses_spoil_nothing_else(site, tmp_path):
    links = "".join(f'<p><a href="{a}">清单</a><img src="{a}"></p>' for a in (*ADDRESSES, "/good.docx"))
    read = _read(page(line_of(300) + links).encode("utf-8", "surrogatepass"))
    assert [a.url for a in read.attachments if a.url.endswith("/good.docx")] == [f"{HOST}/good.docx"]
    assert _judged(read, site, tmp_path)


def test_markup_in_what_a_page_says_is_printed_as_text(site, tmp_path):
    said = '根据《&lt;script&gt;alert(1)&lt;/script&gt;》（云政发[2025]3号）" onmouseover="x，联系人张三，'
    printed = _judged(_read(page(f"<p>{said * 3}</p>").encode()), site, tmp_path)
    assert "<script>alert" not in printed
    assert "&lt;script&gt;alert" in printed


@pytest.mark.parametrize(
    "stray", ["</html><body>", "</body></html>\n<!-- 头 -->", "</html><html><head></head><body>"]
)
def test_a_stray_end_of_the_page_loses_nothing_behind_it(stray, site, tmp_path):
    sound = page(line_of(300))
    broken = (
        sound.replace("<body>", stray)
        if "<body>" in stray
        else sound.replace("<p>各有关", f"{stray}<p>各有关")
    )
    [lost, whole] = [_read(text.encode()) for text in (broken, sound)]
    assert lost.document == whole.document
    assert (lost.title, lost.fields, lost.metas) == (whole.title, whole.fields, whole.metas)
    assert lost.problems == whole.problems == ()
    assert _judged(lost, site, tmp_path)


def test_a_long_page_with_a_stray_end_is_told_and_not_judged():
    read = _read(page("</html>" + line_of(1_000_000)).encode())
    assert [problem.kind for problem in read.problems] == [ProblemKind.OVERSIZE]
    assert not read.readable


def test_scripts_behind_the_end_of_a_page_ask_for_no_second_reading(monkeypatch):
    monkeypatch.setattr("spiders.html.broken.as_one", None)
    assert _read((page(line_of(300)) + "<script>count()</script>\n<!-- 统计 -->").encode()).readable


@pytest.mark.parametrize(
    "body",
    [
        lambda: page(line_of(1000)).encode() + b" " * 50_000_000,
        lambda: b"<p>" + "清单，".encode() * 5_600_000,
        lambda: b"<br>" * 12_500_000,
    ],
    ids=["spaces", "one line", "breaks"],
)
def test_fifty_megabytes_are_told_and_not_judged(body):
    read = _read(body())
    assert [problem.kind for problem in read.problems] == [ProblemKind.OVERSIZE]
    assert not read.readable
