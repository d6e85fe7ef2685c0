"""Which papers and interpretations belong together, when consultations are open, and what makes no pair."""

import datetime as dt

import pytest

from auditor.judge.whole import judge_site
from auditor.models import Verdict
from auditor.rule import load
from auditor.rule.examples import page_of, site_of
from auditor.workdays import CALENDAR
from rules.decisions.period import consultation_period
from rules.relations import feedbacks, interpretations
from spiders.extract.extract import extract

HOST = "http://www.example.gov.cn"


def paper(title, number=1, **more):
    return {
        "url": f"{HOST}/zc/{number}.html",
        "document_class": "official_document",
        "title": title,
        "unit": "区民政局",
        **more,
    }


def explained(title, number=1, **more):
    return {
        "url": f"{HOST}/jd/{number}.html",
        "document_class": "interpretation",
        "title": title,
        "unit": "区民政局",
        **more,
    }


def to(kind, number=1):
    return [{"url": f"https://www.example.gov.cn/{kind}/{number}.html?from=x", "text": "链接"}]


def pairs(*pages, **portal):
    return interpretations(site_of({"pages": list(pages), "portal": portal}))


@pytest.mark.parametrize(
    ("title", "interpretation"),
    [
        ("区民政局关于印发《养老服务补贴办法》的通知", "《养老服务补贴办法》政策解读"),
        ("区民政局关于印发养老服务补贴办法的通知", "《区民政局关于印发〈养老服务补贴办法〉的通知》解读"),
        ("关于印发养老服务补贴办法（试行）的通知", "一图读懂《养老服务补贴办法（试行）》"),
        ("区民政局关于做好养老服务补贴工作的通知", "《关于做好养老服务补贴工作的通知》文字解读"),
        ("养老服务补贴实施办法", "【图解】养老服务补贴实施办法"),
        ("关于印发《养老服务补贴办法》的通知", "关于养老服务补贴办法的政策解读"),
    ],
)
def test_a_title_names_its_paper(title, interpretation):
    (pair,) = pairs(paper(title), explained(interpretation))
    assert not pair.linked


def test_a_link_makes_a_pair_whatever_the_title_says():
    (pair,) = pairs(paper("关于印发《养老服务补贴办法》的通知"), explained("今年补贴怎么领", links=to("zc")))
    assert pair.back
    assert not pair.forth


@pytest.mark.parametrize(
    "pages",
    [
        (paper("关于印发《甲类补贴办法》的通知"), explained("《乙类补贴办法》解读")),
        (paper("关于印发《养老办法》的通知"), explained("《养老办法》解读", unit="区财政局")),
        (
            paper("关于印发《养老服务办法》的通知"),
            paper("关于印发《养老服务办法》的通知", 2),
            explained("《养老服务办法》解读"),
        ),
        (paper("关于印发《甲类补贴办法》的通知"), explained("《乙类补贴办法》解读", links=to("zc"))),
        (paper("关于印发《甲类补贴办法》的通知"), explained("补贴怎么领", frame_links=to("zc"))),
        (
            paper("省政府印发《养老服务办法》的通知", section="政策/上级文件"),
            explained("《养老服务办法》解读"),
        ),
        (
            paper("关于印发《养老服务办法》的通知", fields={"issuer": "国务院办公厅"}),
            explained("《养老服务办法》解读"),
        ),
    ],
    ids=["other paper", "other unit", "two papers", "cites another", "beside the body", "superior", "issuer"],
)
def test_what_is_not_sure_makes_no_pair(pages):
    assert pairs(*pages) == ()


def test_a_city_paper_of_a_unit_on_the_roster_is_the_portals_own():
    pages = (
        paper(
            "云岫市民政局关于印发《养老服务办法》的通知", fields={"issuer": "云岫市民政局"}, unit="市民政局"
        ),
        explained("《养老服务办法》解读", unit="市民政局"),
    )
    assert len(pairs(*pages, units=[{"name": "市民政局", "aliases": ["云岫市民政局"]}])) == 1
    assert pairs(*pages, units=[{"name": "区财政局"}]) == ()


def test_consultation_and_feedback_meet_on_the_draft():
    site = site_of(
        {
            "pages": [
                {
                    **paper("关于公开征求《殡葬服务办法（征求意见稿）》意见的公告"),
                    "document_class": "consultation",
                },
                {**explained("《殡葬服务办法》意见采纳情况反馈"), "document_class": "consultation_feedback"},
            ]
        }
    )
    assert len(feedbacks(site)) == 1


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("征求意见时间：2023年7月3日至2023年8月2日。", 30),
        ("征求意见时间为2023年7月3日—8月2日", 30),
        ("征集时间：2023-07-03至2023-07-13", 10),
        ("自2023年7月3日起至7月13日止，公开征求意见", 10),
        ("《X实施细则（征求意见稿）》现征求意见。时间：自发布之日起30日。", 30),
        ("自公告发布之日起十五日内提出意见", 15),
        ("征求意见期限为7个工作日", 9),
        ("请于7月13日17:00前将意见反馈", 10),
        ("自2023年7月5日起10个工作日内提出意见", 14),
        ("开始时间：2023-07-03 结束时间：2023-07-20", 17),
        ("征求意见时间：2023年7月3日（星期一）上午9:00至2023年7月12日", 9),
        ("2023年7月3日至2023年8月2日征求意见。请于2023年8月2日前反馈。", 30),
    ],
)
def test_the_period_a_notice_states(text, days):
    page = page_of({"fields": {"published_on": "2023-07-03"}})
    period = consultation_period(page, text, CALENDAR)
    assert period is not None
    assert period.days == days
    assert period.quote in text or "，" in period.quote


@pytest.mark.parametrize(
    "text",
    [
        "本办法自2023年8月1日起施行，有效期至2028年7月31日。",
        "本办法自发布之日起30日后施行，现征求意见。",
        "征求意见时间：12月20日至1月20日",
        "公开征求意见的时间为30天左右",
        "征求意见时间：2023年7月3日至7月13日。征集时间：2023年7月3日至8月13日。",
        "征求意见时间：2023年2月29日至2023年2月30日",
    ],
)
def test_a_period_is_never_guessed(text):
    assert consultation_period(page_of({"fields": {"published_on": "2023-07-03"}}), text, CALENDAR) is None


def test_no_pair_is_no_failure():
    """Papers and interpretations that cannot be told apart bring questions at most, never a fail."""
    pages = [
        paper("关于印发《养老服务办法》的通知", fields={"published_on": "2023-07-03"}),
        paper("关于印发《养老服务办法》的通知", 2, fields={"published_on": "2023-07-20"}),
        explained("《养老服务办法》解读", fields={"published_on": "2023-08-20"}),
        {**paper("关于征求意见的公告", 3), "document_class": "consultation"},
        {**explained("意见采纳情况", 3), "document_class": "consultation_feedback"},
    ]
    rules = [r for family in ("interpretation", "lag", "decisions") for r in load(f"rules.{family}")]
    found = judge_site(site_of({"pages": pages}), rules)
    assert [f.code for f in found if f.verdict is Verdict.FAIL] == []


def test_pairs_of_a_large_portal_are_found_in_linear_time():
    day = dt.date(2023, 7, 3).isoformat()
    papers = [
        paper(f"关于印发《第{n}号补贴办法》的通知", n, fields={"published_on": day}) for n in range(3000)
    ]
    notes = [explained(f"《第{n}号补贴办法》解读", n, links=to("zc", n)) for n in range(3000)]
    assert len(pairs(*papers, *notes)) == 3000


def test_links_beside_an_articles_body_are_read_and_menus_are_not():
    html = (
        "<html><head><meta name='ArticleTitle' content='关于印发《养老服务办法》的通知'></head><body>"
        "<ul><li><a href='/zwgk/'>政务公开</a></li></ul><h1>关于印发《养老服务办法》的通知</h1>"
        "<div id='zoom'><p>现将《养老服务办法》印发给你们，请认真贯彻执行。</p><p>一、补贴对象为失能老年人。</p></div>"
        "<div class='xgjd'>相关解读：<a href='/jd/1.html'>《养老服务办法》政策解读</a></div></body></html>"
    )
    page = extract(html.encode(), url=f"{HOST}/zc/1.html", fetched_at=dt.datetime(2023, 9, 1, tzinfo=dt.UTC))
    assert [link.url for link in page.frame_links] == [f"{HOST}/jd/1.html"]
