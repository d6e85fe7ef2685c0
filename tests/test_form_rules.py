"""What examples of form, field, link and site rules cannot show: counts, covers, templates, silence on real papers."""

import datetime as dt

import pytest

from auditor.judge.judge import judge, judge_page
from auditor.models import Verdict
from auditor.rule import load
from auditor.rule.examples import page_of, site_of
from spiders.extract.extract import extract

AT = dt.datetime(2026, 11, 20, 8, tzinfo=dt.timezone(dt.timedelta(hours=8)))
RULES = {
    r.code: r
    for family in ("format", "fields", "links", "sections", "site", "lag")
    for r in load(f"rules.{family}")
}
LAW = "official_document"


def of_page(code, page, site=None):
    return judge_page(page_of(page), site_of(site or {}), [RULES[code]])


def of_site(codes, table):
    site = site_of(table)
    return judge(site.pages, site, [RULES[code] for code in codes]).findings


def test_each_wrong_way_to_number_is_told_once_a_page():
    body = "一、总则\n（一）、甲\n（二）、乙\n1、丙\n2、丁\n(三)戊"
    assert len(of_page("FMT011", {"document_class": LAW, "text": body})) == 3


def test_an_attached_text_counts_from_one_again():
    body = "一、甲\n二、乙\n示例区经济发展局\n2023年7月21日\n附件\n一、丙\n二、丁\n四、戊"
    found = of_page("FMT012", {"document_class": LAW, "text": body})
    assert [f.quote for f in found] == ["二、丁……四、戊"]


@pytest.mark.parametrize(("value", "count"), [("十", 0), ("十二", 1)])
def test_numbers_past_ten_are_read(value, count):
    lines = [f"{n}、内容" for n in "一 二 三 四 五 六 七 八 九".split()] + [f"{value}、内容"]
    assert len(of_page("FMT012", {"document_class": LAW, "text": "\n".join(lines)})) == count


def test_a_dead_link_of_the_home_page_is_counted_there_alone():
    looks = [{"at": f"2026-04-{day}T01:00:00+08:00", "status": 404} for day in (13, 14, 15)]
    referrers = ["http://www.example.gov.cn/", "http://www.example.gov.cn/a.html"]
    probes = [{"url": "http://www.example.gov.cn/x.html", "looks": looks, "referrers": referrers}]
    assert [f.code for f in of_site(["LNK001", "LNK002"], {"probes": probes})] == ["LNK001"]


def test_a_tag_that_every_page_of_a_template_gets_wrong_is_one_fault_of_the_operator():
    pages = [
        {
            "url": f"http://www.example.gov.cn/{n}.html",
            "unit": "甲局",
            "metas": {"SiteIDCode": "政府网站标识码"},
        }
        for n in range(6)
    ]
    found = of_site(["FLD019"], {"pages": pages, "portal": {"operator": "区政府办公室"}})
    assert [(f.unit, f.amount) for f in found] == [("区政府办公室", 6)]


def test_a_harmful_address_cannot_be_followed_from_a_finding():
    page = {"links": [{"url": "http://www.abc.example/in", "text": "娱乐城"}]}
    (found,) = of_site(["LNK007"], {"pages": [page]})
    assert "abc.example" not in "".join((found.quote, found.message, found.subject))


def test_site_rules_say_nothing_of_a_portal_that_was_not_read():
    silent = [code for code, rule in RULES.items() if rule.scope == "site"]
    assert of_site(silent, {}) == ()


def test_a_whole_footer_of_a_real_kind_has_no_fault():
    html = (
        "<html><head><meta name='SiteName' content='示例区人民政府'></head><body>"
        "<div>请输入关键字搜索 <a href='/wza/'>无障碍浏览</a></div><div class='footer'><p>主办单位：示例区人民政府办公室</p>"
        "<p><a href='http://beian.miit.gov.cn/'>鲁ICP备05029117号-1</a> 鲁公网安备 37042002000523号 网站标识码 3703000009</p>"
        "<a href='/lxwm/'>联系我们</a><a href='/wzdt/'>网站地图</a>"
        "<script src='http://dcs.conac.cn/js/05/a.js'></script>"
        "<script sitecode='3703000009' src='http://pucha.kaipuyun.cn/exposure/jiucuo.js'></script></div></body></html>"
    )
    page = extract(html.encode(), url="http://www.example.gov.cn/", fetched_at=AT)
    site = site_of({"portal": {"site_code": "3703000009"}})
    codes = ("SITE003", "SITE004", "SITE006", "SITE007", "SITE008")
    assert judge([page], site, [RULES[c] for c in codes]).findings == ()


def test_rules_of_form_do_not_fail_real_papers_of_the_state_council(shared):
    codes = [c for c in RULES if c.startswith(("FMT", "FLD")) and c not in ("FLD001", "FLD009")]
    pages = [
        extract(path.read_bytes(), url=f"http://www.gov.cn/zhengce/content/{path.stem}.htm", fetched_at=AT)
        for path in sorted((shared / "portals/real").glob("govcn*.html"))
    ]
    found = judge(pages, site_of({}), [RULES[c] for c in codes]).findings
    assert len(pages) == 30
    assert [(f.code, f.message) for f in found if f.verdict is Verdict.FAIL] == []
