"""What was crawled stays text in every paper; links and charts give nothing away."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from drawn_up import a_bulletin, lists, printed, words
from findings import (
    UNITS,
    a_coverage,
    a_finding,
    a_portal,
)
from lxml import html

from reports import unit_list
from reports.addresses import addressed, is_web
from reports.charts import Item, bar_chart

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7*7 }}"


def test_crawled_text_stays_text(tmp_path):
    evil = a_finding(
        title=EVIL,
        quote=EVIL,
        message=EVIL,
        expected=EVIL,
        section=EVIL,
        subject=EVIL,
        url="javascript:alert(1)",
    )
    unit_list.write(lists([evil]), tmp_path, fixes={})
    pages = [printed(a_bulletin([evil]), tmp_path), *(p.read_text("utf-8") for p in tmp_path.glob("units/*"))]
    for page in pages:
        tree = html.fromstring(page)
        assert not tree.xpath("//script|//img|//@onerror")
        assert not any(re.match(r"(?i)\s*(javascript|data)", href) for href in tree.xpath("//@href"))
    assert words(pages[0]).count(EVIL) >= 4


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//a.cn/",
        "http:",
        "http://[",
        "a.txt",
    ],
)
def test_only_web_addresses_become_links(url):
    assert not is_web(url)
    assert is_web("https://www.example.gov.cn/a.html")


def test_links_out_give_nothing_away(tmp_path):
    tree = html.fromstring(printed(a_bulletin(), tmp_path))
    out = tree.xpath("//a[starts-with(@href, 'http')]")
    assert out
    assert all("noopener" in a.get("rel") for a in out)
    assert not tree.xpath("//script|//link|//iframe|//img")


def test_charts_say_the_same_in_words():
    chart = bar_chart(
        "t", "各类问题数量", [Item("时效", (Decimal(5), Decimal(2)), "5 + 2")], series=("机检", "核对")
    )
    assert chart.description == "各类问题数量：时效5 + 2。"
    assert [part.series for part in chart.bars[0].parts] == [0, 1]
    assert sum(part.width for part in chart.bars[0].parts) == pytest.approx(chart.width - chart.left - 64)
    assert bar_chart("t", "空", [Item("时效", (Decimal(0),), "0")]) is None


def test_charts_cannot_be_broken_by_a_name(tmp_path):
    unit = replace(UNITS[0], name='<b>"&区')
    portal = a_portal(units=(unit,), sections=())
    page = printed(a_bulletin([], a_coverage(pages_by_unit={unit.name: 3}), portal=portal), tmp_path)
    assert not html.fromstring(page).xpath("//svg//b")
    assert "&lt;b&gt;" in page


LONG = "http://www.example.gov.cn/gongkai/channel_c_5f9f6a5bd40a8b9a/doc_69a69d70c32df7443674dba6.html"


def test_a_long_address_in_a_paper_is_a_short_link_that_holds_the_whole(tmp_path):
    page = html.fromstring(
        printed(a_bulletin([a_finding(quote=f"文件：{LONG}。", message=f"{LONG}打不开")]), tmp_path)
    )
    links = page.xpath(f"//section[@aria-labelledby='ledger']//a[@href='{LONG}']")
    assert [(a.text, a.get("title")) for a in links] == [
        ("www.example.gov.cn/…/doc_69a69d70c…3674dba6.html", LONG)
    ] * 2
    assert "文件：www.example.gov.cn/…/doc_69a69d70c…3674dba6.html。" in page.text_content()


@pytest.mark.parametrize(
    "text", ["http://a.example/政策/x.html", "ftp://a.example/x", "http://", "<b>http://a.example/\"'</b>"]
)
def test_what_is_no_address_to_its_end_is_no_link_and_nothing_crawled_is_markup(text):
    shown = html.fromstring(f"<div>{addressed(text)}</div>")
    assert shown.text_content() == text
    assert {a.tag for a in shown.iterdescendants()} <= {"a"}
    assert [a.get("href") for a in shown.iter("a")] == (["http://a.example/"] if "<b>" in text else [])
