"""Sections that a crawl found and the profile lacks, proposed as TOML; units and pages are fictional."""

import datetime as dt
import tomllib
from typing import Any

from auditor.models import Entry, Page, Portal, Section, SectionKind, Unit
from spiders.discover.propose import DiscoveredSection, propose
from spiders.family import Course
from spiders.listing.listing import Listing

BASE = "http://www.yunxi.gov.cn/gongkai/"
PORTAL = Portal(
    id="yunxi",
    name="云溪区人民政府",
    home="http://www.yunxi.gov.cn/",
    hosts=("www.yunxi.gov.cn",),
    cms="gongkai",
    units=(Unit("云溪区教育局", ("区教育局",)), Unit("云溪区财政局", ("区财政局",))),
    sections=(
        Section("云溪区教育局", "公开指南", f"{BASE}site_yxqjyj/channel_zn/", SectionKind.GUIDE),
        Section("云溪区教育局", "共用", f"{BASE}site_shared/channel_a/"),
        Section("云溪区财政局", "共用", f"{BASE}site_shared/channel_b/"),
    ),
)


def accepted(*pages: DiscoveredSection) -> list[dict[str, Any]]:
    return tomllib.loads(propose(PORTAL, pages)).get("sections", [])


def test_a_section_of_a_known_site_folder_is_ready_to_accept() -> None:
    found = DiscoveredSection(
        f"{BASE}site_yxqjyj/channel_gfxwj/", "规范性文件", ("首页", "法定主动公开内容", "规范性文件")
    )
    assert accepted(found) == [
        {
            "unit": "云溪区教育局",
            "path": "法定主动公开内容/规范性文件",
            "url": f"{BASE}site_yxqjyj/channel_gfxwj/",
            "kind": "normative_document",
            "statutory": True,
        }
    ]
    assert "site_yxqjyj" in propose(PORTAL, [found])


def test_known_sections_are_not_proposed_again_however_they_are_written() -> None:
    assert (
        accepted(
            DiscoveredSection("https://WWW.yunxi.gov.cn/gongkai/site_yxqjyj/channel_zn/index.html", "指南")
        )
        == []
    )


def test_unit_comes_from_the_metas_the_breadcrumb_or_the_title() -> None:
    by_meta = DiscoveredSection(f"{BASE}channel_1/", "通知公告", site_name="区财政局")
    by_path = DiscoveredSection(f"{BASE}channel_2/", "部门动态", ("首页", "区教育局", "部门动态"))
    by_title = DiscoveredSection(f"{BASE}channel_3/", "云溪区财政局-财政预决算")
    assert [(s["unit"], s["path"], s["kind"]) for s in accepted(by_meta, by_path, by_title)] == [
        ("云溪区财政局", "通知公告", "notice"),
        ("云溪区教育局", "部门动态", "news"),
        ("云溪区财政局", "财政预决算", "budget"),
    ]


def test_what_cannot_be_known_is_left_commented_out_for_a_person() -> None:
    no_unit = DiscoveredSection(f"{BASE}site_shared/channel_c/", "政策文件", site_name="云溪区人民政府")
    no_kind = DiscoveredSection(f"{BASE}site_yxqjyj/channel_q/", "便民服务")
    text = propose(PORTAL, [no_unit, no_kind])
    assert tomllib.loads(text) == {}
    assert '# unit = ""' in text
    assert f'# url = "{BASE}site_shared/channel_c/"' in text
    assert '# kind = ""' in text


def test_the_person_is_told_what_the_visit_saw() -> None:
    listing = Listing(
        entries=(Entry("http://x.cn/1", "甲", dt.date(2026, 1, 2)), Entry("http://x.cn/2", "乙"))
    )
    scripted = Listing(course=Course(doubt="列表由脚本请求接口填充"))
    text = propose(
        PORTAL,
        [
            DiscoveredSection(f"{BASE}site_yxqjyj/channel_a/", "通知公告", listing=listing),
            DiscoveredSection(f"{BASE}site_yxqjyj/channel_b/", "政策解读", listing=scripted),
        ],
    )
    assert "2条，最新一条2026-01-02" in text
    assert "列表由脚本请求接口填充" in text


def test_parents_are_proposed_as_parents() -> None:
    listing = Listing(aggregates=True, children=(("政策文件", f"{BASE}channel_z/"),))
    [section] = accepted(
        DiscoveredSection(f"{BASE}site_yxqjyj/channel_p/", "法定主动公开内容", listing=listing)
    )
    assert section["kind"] == "parent"


def test_an_extracted_page_is_a_discovered_section() -> None:
    page = Page(
        source=f"{BASE}channel_5/",
        url=f"{BASE}channel_5/",
        fetched_at=dt.datetime(2026, 11, 2, tzinfo=dt.UTC),
        title="云溪区财政局-通知公告",
        metas={"SiteName": "云溪区财政局", "ColumnName": "通知公告"},
    )
    [section] = accepted(DiscoveredSection.of(page))
    assert (section["unit"], section["path"], section["kind"]) == ("云溪区财政局", "通知公告", "notice")


def test_hostile_titles_cannot_break_out_of_their_line() -> None:
    found = DiscoveredSection(
        f"{BASE}site_yxqjyj/channel_x/", '通知公告"\nunit = "他人"\x00\x7f', site_name='"\n[[units]]'
    )
    [section] = accepted(found)
    assert section["unit"] == "云溪区教育局"
    assert "\n" not in section["path"]
