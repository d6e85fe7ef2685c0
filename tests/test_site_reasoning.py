"""What the whole rule book makes of a site: one fault is counted once, by the law of its time, to whom it belongs."""

import datetime as dt

import pytest

from auditor.judge.judge import judge
from auditor.rule import load
from auditor.rule.examples import page_of, site_of
from spiders.extract.extract import extract

RULES = load("rules")
AS_OF = "2023-09-15T08:00:00+08:00"
HOST = "http://www.example.gov.cn"
SECTION = f"{HOST}/slj/tzgg/"


def _said(site, pages=()):
    return judge([*site.pages, *pages], site, RULES).findings


def _codes(findings, *families):
    return sorted({f.code for f in findings if f.code.startswith(families or "")})


def _html(number):
    """An article of a template that has forgotten ContentSource."""
    title = f"区水务局关于第{number}号水库清淤的公告"
    return f"""<html><head><meta charset="utf-8"><title>{title}</title>
<meta name="SiteName" content="示例区人民政府">
<meta name="SiteDomain" content="www.example.gov.cn">
<meta name="SiteIDCode" content="3799990001">
<meta name="ColumnName" content="通知公告">
<meta name="ColumnType" content="通知公告">
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="2023-09-0{number} 09:00">
</head><body><h1>{title}</h1>
<div class="info">发布日期：2023-09-0{number}　来源：区水务局</div><div id="zoom"><p>第{number}号水库清淤工程定于本月开工，工期两个月，
施工期间库区禁止游泳、垂钓，周边道路单向通行，请过往车辆按标志行驶。</p></div></body></html>"""


def _articles(count):
    return [
        extract(
            _html(n).encode(),
            url=f"{HOST}/art/2023/9/{n}/art_88_{n}.html",
            fetched_at=dt.datetime.fromisoformat(AS_OF),
        )
        for n in range(1, count + 1)
    ]


def test_tags_that_a_whole_template_lacks_are_one_fault_of_the_platform():
    site = site_of({"as_of": AS_OF, "portal": {"operator": "区政府办公室"}})
    [finding] = [f for f in _said(site, _articles(6)) if f.code == "FLD013"]
    assert (finding.unit, finding.amount, finding.url) == ("区政府办公室", 6, site.portal.home)
    few = [f for f in _said(site, _articles(4)) if f.code == "FLD013"]
    assert [f.unit for f in few] == [None] * 4, "four pages prove no template: each is its own"


def _section(kind, path="通知公告", unit="区水务局", **more):
    section = {"unit": unit, "path": path, "url": SECTION, "kind": kind, **more}
    nights = [{"visited_at": f"2023-09-{day}T02:00:00+08:00", "state": "readable"} for day in (13, 14)]
    return section, nights


def _site_with(section, nights, entries=(), **more):
    view = {"section": section, "visits": nights, "entries": entries}
    return site_of({"as_of": AS_OF, "sections": [view], **more})


@pytest.mark.parametrize("kind", ["news", "notice", "policy", "statistics", "enforcement"])
def test_an_empty_section_is_not_also_stale(kind):
    section, nights = _section(kind, update_within_days=30)
    assert _codes(_said(_site_with(section, nights)), "COL") == ["COL001"]


@pytest.mark.parametrize(("until", "codes"), [("2023-09-15", []), ("2023-09-14", ["COL001"])])
def test_a_nil_return_holds_to_its_last_day(until, codes):
    nil = {"reason": "本年没有此类事项", "period": {"since": "2023-01-01", "until": until}}
    section, nights = _section("enforcement", nil_returns=[nil])
    assert _codes(_said(_site_with(section, nights)), "COL") == codes


def test_a_section_under_construction_is_not_also_empty():
    section, nights = _section("other")
    noted = [{**night, "note": "栏目正在建设中，敬请期待"} for night in nights]
    assert _codes(_said(_site_with(section, noted)), "COL") == ["COL008"]


def test_an_exempted_finding_is_kept_apart_with_its_reason():
    section, nights = _section("notice")
    exemption = {"code": "COL001", "reason": "机构改革", "unit": "区水务局", "section": "通知公告"}
    site = _site_with(section, nights, portal={"exemptions": [exemption]})
    result = judge((), site, RULES)
    assert _codes(result.findings, "COL") == []
    assert [(f.code, f.exemption.reason) for f in result.exempted] == [("COL001", "机构改革")]
    other = _site_with({**section, "unit": "区林业局"}, nights, portal={"exemptions": [exemption]})
    assert _codes(_said(other), "COL") == ["COL001"]


@pytest.mark.parametrize(("dated", "spoken"), [("2012-06-30", False), ("2012-07-01", True)])
def test_figures_in_dates_are_asked_of_papers_since_the_standard(dated, spoken):
    """GB/T 9704—2012 asks for Arabic dates since July 2012; papers before it rightly carry 汉字."""
    day = dt.date.fromisoformat(dated)
    written = {"2012-06-30": "二〇一二年六月三十日", "2012-07-01": "二〇一二年七月一日"}[dated]
    page = page_of(
        {
            "document_class": "official_document",
            "title": "区水务局关于开展河道巡查的通知",
            "fields": {"dated_on": dated, "published_on": (day + dt.timedelta(days=3)).isoformat()},
            "text": f"区水务局关于开展河道巡查的通知\n水发〔2012〕11号\n各科室：\n请按要求做好巡查。\n区水务局\n{written}",
        }
    )
    assert ("FMT008" in _codes(_said(site_of({"as_of": AS_OF}), [page]))) is spoken


def test_a_paper_gone_from_lists_is_asked_about_once_and_is_no_dead_link():
    gone = (
        {"at": "2023-09-13T02:00:00+08:00", "status": 404},
        {"at": "2023-09-14T02:00:00+08:00", "status": 404},
    )
    url = f"{SECTION}1.html"
    page = {
        "url": url,
        "section_url": SECTION,
        "section": "通知公告",
        "unit": "区水务局",
        "title": "关于水价的公告",
    }
    site = site_of(
        {
            "as_of": AS_OF,
            "pages": [
                {
                    **page,
                    "text": "自八月起，城区居民水价每立方米调整为三元，低保户减半收取，每月二十五日抄表。",
                }
            ],
            "probes": [{"url": url, "looks": gone, "referrers": [SECTION]}],
        }
    )
    assert _codes(_said(site), "COL012", "LNK") == ["COL012"]


def _numbered(serials, unit="区水务局"):
    return [
        page_of(
            {
                "url": f"{SECTION}{serial}.html",
                "unit": unit,
                "section": "政策文件",
                "section_url": SECTION,
                "document_class": "official_document",
                "title": f"区水务局关于第{serial}项工作的通知",
                "fields": {
                    "document_number": f"水发〔2023〕{serial}号",
                    "dated_on": "2023-04-03",
                    "published_on": "2023-04-06",
                },
            }
        )
        for serial in serials
    ]


def test_a_number_missing_from_a_units_series_is_a_hint_of_an_omission():
    site = site_of({"as_of": AS_OF})
    [hint] = [f for f in _said(site, _numbered([1, 2, 3, 4, 6, 7, 8])) if f.code == "COL016"]
    assert (hint.verdict, hint.unit, hint.amount) == ("review", "区水务局", 1)
    assert "5号" in hint.quote
    assert "发文登记簿" in hint.message


def test_a_number_that_hangs_in_another_units_section_is_not_missing():
    pages = [*_numbered([1, 2, 3, 4, 6, 7, 8]), *_numbered([5], "区林业局")]
    assert "COL016" not in _codes(_said(site_of({"as_of": AS_OF}), pages))
