"""Reports as their readers meet them: the bulletin and a unit's list."""

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path

import pytest
from drawn_up import QUARTER, a_bulletin, a_quarter, lists, printed, words
from findings import (
    AS_OF,
    BRIDGE,
    BUILDING,
    ECONOMY,
    FINANCE,
    HOST,
    LAND,
    OFFICE,
    SOCIAL,
    UNITS,
    WILLOW,
    a_coverage,
    a_finding,
    a_lenient_portal,
    a_portal,
    exempted_findings,
    findings_of_a_quarter,
    two_quarters,
)
from lxml import html

from auditor.models import Contact, Coverage, Verdict
from auditor.text import wording
from reports import bulletin, doubts, ledger_sheet, unit_list
from reports.bulletin_paper import paper_of
from reports.comparison import compare
from reports.official.paper import Line

GOLD = Path(__file__).with_name("gold")


def held_to_gold(page: str, name: str) -> None:
    """The page as it was last looked at by a person; AUDITOR_GOLD=write renews it."""
    file = GOLD / name
    if os.environ.get("AUDITOR_GOLD") == "write":
        GOLD.mkdir(exist_ok=True)
        file.write_text(page, "utf-8")
    assert page == file.read_text("utf-8"), f"{name} differs: look at it, then `make gold`"


def test_the_bulletin_of_a_quarter_is_as_it_was_looked_at(tmp_path):
    view = a_bulletin(
        [*findings_of_a_quarter(), *exempted_findings()],
        portal=a_lenient_portal(),
        comparison=compare(*two_quarters(), UNITS, QUARTER),
    )
    held_to_gold(printed(view, tmp_path), "bulletin.html")


def test_the_bulletin_without_any_problem_is_as_it_was_looked_at(tmp_path):
    clean = a_coverage(
        fetched=437, failed=0, pending=0, sections_read=96, sections_unknown=0, unchecked=(),
        pages_by_unit={unit.name: 40 for unit in UNITS},
    )  # fmt: skip
    held_to_gold(printed(a_bulletin([], clean), tmp_path), "bulletin_clean.html")


def test_the_list_of_a_unit_is_as_it_was_looked_at(tmp_path):
    found = lists(
        [*findings_of_a_quarter(), *exempted_findings()],
        portal=a_lenient_portal(),
        comparison=compare(*two_quarters(), UNITS, QUARTER),
    )
    unit_list.write(found, tmp_path, fixes={"LAG001": "及时公开；有正当理由的，凭证据申诉。"})
    held_to_gold((tmp_path / "units" / found[3].file).read_text("utf-8"), "unit_list.html")


def test_the_bulletin_ends_with_whom_to_ask(tmp_path):
    known = replace(a_portal(), contact=Contact("林清", "0000-1234567"))
    view = a_bulletin(portal=known)
    said = "联系人：林清　联系电话：0000-1234567"
    assert " ".join(said.split()) in words(printed(view, tmp_path))
    assert said in [block.text for block in paper_of(view).blocks if isinstance(block, Line)]


def test_the_bulletin_has_the_parts_an_office_expects(tmp_path):
    text = words(printed(a_bulletin(), tmp_path))
    places = [text.rindex(part) for part in ("一、总体情况", "二、存在的主要问题", "三、下一步工作要求")]
    assert places == sorted(places)
    for part in ("附件1", "附件2", "附件3", "机器初稿", "须由检查人员核对确认后才能写入通报"):
        assert part in text


def test_each_topic_gives_a_count_and_named_facts():
    late = a_bulletin().topics[0]
    assert late.heading == "（一）时效方面"
    assert late.summary.startswith("发现问题5个")
    assert late.summary.endswith("均为主动公开超期。例如：")
    assert "青禾区2024年惠企政策资金申报指南" in late.examples[0].text
    assert "超期89个工作日" in late.examples[0].text
    assert len(late.examples) == 3
    assert len({example.text.split("：")[0] for example in late.examples}) == 3


def test_a_topic_of_one_problem_reads_well():
    topic = a_bulletin([a_finding()]).topics[0]
    assert topic.summary == f"发现问题1个，涉及{FINANCE}，为主动公开超期。具体是："


def test_doubt_is_never_named_and_never_costs():
    doubt = a_finding("PRV002", WILLOW, verdict=Verdict.REVIEW, name="个人手机号", title="某公示")
    view = a_bulletin([doubt])
    assert (view.topics, view.rows) == ((), ())
    assert "疑似情形1条有待核对，没有扣分" in view.overview[0]
    assert all(row.score in ("100", "—") for group in view.groups for row in group.rows)
    row = a_quarter([doubt]).rows[0]
    assert (row.verdict, row.points, row.rectify_by) == ("需人工核对", 0, None)


def test_doubts_stand_in_the_inspectors_own_copy_and_nowhere_in_what_goes_out(tmp_path):
    doubt = a_finding(
        "PRV002", WILLOW, verdict=Verdict.REVIEW, name="个人手机号", title="某公示", url=f"{HOST}/x.html"
    )
    bulletin_text = printed(a_bulletin([doubt]), tmp_path)
    copy = doubts.write(a_quarter([doubt]), tmp_path).read_text("utf-8")
    for part in ("某公示", doubt.url, doubt.number):
        assert part in copy
        assert part not in bulletin_text
    assert "不得对外发送" in copy


def test_the_bulletin_tells_nothing_that_did_not_happen(tmp_path):
    text = words(printed(a_bulletin(), tmp_path))
    assert "人工复核" not in text
    one_day = a_bulletin(since=AS_OF.date()).lead
    assert "2024年9月30日，" in one_day
    assert "至2024年9月30日" not in one_day
    assert "2024年7月1日至2024年9月30日" in a_bulletin().lead


def test_praise_is_by_score():
    faults = {BRIDGE: 1, WILLOW: 3, LAND: 6, OFFICE: 9, FINANCE: 9, ECONOMY: 9, BUILDING: 9}
    found = [
        a_finding("FMT001", unit, url=f"{HOST}/{unit}/{n}.html")
        for unit, number in faults.items()
        for n in range(number)
    ]
    told = " ".join(a_bulletin(found).overview)
    assert f"得分较高的单位有{BRIDGE}、{WILLOW}、{LAND}。" in told
    assert "得分较高" not in " ".join(a_bulletin([]).overview)


@pytest.mark.parametrize(("code", "name"), [("PRV001", "公开居民身份证号码"), ("PRV007", "附件隐藏信息")])
def test_a_leaked_identity_number_is_told_first_and_its_page_to_its_own_unit_alone(code, name, tmp_path):
    page = {"title": "临时救助对象公示", "url": f"{HOST}/leak.html"}
    leak = a_finding(code, BRIDGE, name=name, message="《临时救助对象公示》公开了号码", **page)
    beside = a_finding("FMT001", BRIDGE, **page)
    quarter = a_quarter([leak, beside])
    view = bulletin.build(quarter)
    text = printed(view, tmp_path)
    assert f"{BRIDGE}有1处{name}（问题编号{leak.number}）" in view.at_once[0]
    assert text.index("立即处理") < text.index("一、总体情况")
    sheet = ledger_sheet.write_csv(quarter.ledger, tmp_path / "a.csv").read_text("utf-8-sig")
    for paper in (text, sheet):
        assert leak.url not in paper
        assert leak.title not in paper
    unit_list.write(unit_list.build(quarter), tmp_path, fixes={})
    own = next(tmp_path.glob(f"units/*{BRIDGE}.html")).read_text("utf-8")
    assert own.index("立即处理") < own.index(leak.url) < own.index("一、须整改的问题")
    score = next(s for s in quarter.scores if s.unit.name == BRIDGE)
    assert (score.score >= 90, score.band) == (True, "良好")
    assert BRIDGE not in " ".join(text for text in view.overview if "得分较高" in text)


def test_long_names_are_short_in_sentences():
    unit = replace(UNITS[3], name="青禾区财政局（青禾区人民政府国有资产监督管理办公室）", aliases=("国资办",))
    branch = replace(
        UNITS[7], name="某某市自然资源和规划局青禾分局", aliases=("市自然资源局青禾分局", "青禾分局")
    )
    assert wording.short(unit) == "青禾区财政局"
    assert wording.short(branch) == "市自然资源局青禾分局"
    assert wording.short(UNITS[0]) == UNITS[0].name
    portal = a_portal(units=(unit,), sections=())
    view = a_bulletin([a_finding(unit=unit.name)], portal=portal)
    assert "涉及青禾区财政局，" in view.topics[0].summary
    assert view.groups[0].rows[0].unit == unit.name


def test_titles_in_sentences_are_nested_as_the_standard_has_it():
    title = "关于印发《财政资金管理办法》的通知"
    view = a_bulletin([a_finding(title=title, message=f"《{title}》超期3个工作日")])
    assert "《关于印发〈财政资金管理办法〉的通知》超期" in view.topics[0].examples[0].text


def test_an_unread_unit_is_listed_as_unchecked_not_as_perfect():
    row = next(r for g in a_bulletin().groups for r in g.rows if r.unit == SOCIAL)
    assert (row.score, row.band, row.rank) == ("—", "未检查", "")
    assert f"{SOCIAL}未读到任何页面，不评分" in " ".join(a_bulletin().overview)


def test_nothing_checked_at_all_is_said_and_nobody_is_praised(tmp_path):
    view = a_bulletin([], Coverage())
    assert view.overview[0] == "本次检查没有发现可以确定的问题。"
    assert not any("得分较高" in text for text in view.overview)
    assert next(f.value for f in view.figures if f.label == "平均分") == "—"
    printed(view, tmp_path)


def test_what_was_not_checked_stands_in_the_report_with_its_reason(tmp_path):
    text = words(printed(a_bulletin(), tmp_path))
    for item in a_coverage().unchecked:
        assert item.what in text
        assert item.why in text


def test_full_coverage_is_only_claimed_where_it_is_true():
    whole = Coverage(planned=3, fetched=3, sections=1, sections_read=1)
    assert a_bulletin([], whole).checked[-1] == "计划检查的内容均已检查。"
    for gap in ({"failed": 1}, {"pending": 1}, {"sections_unknown": 1}, {"sections_read": 0}):
        assert "均已检查" not in "".join(a_bulletin([], replace(whole, **gap)).checked)


def test_what_is_fixed_is_not_reported_again():
    assert a_bulletin([a_finding(state="fixed")]).rows == ()


def test_a_finding_keeps_its_number_and_can_be_pointed_at(tmp_path):
    late = a_finding()
    page = printed(a_bulletin([late]), tmp_path)
    row = html.fromstring(page).get_element_by_id(f"f-{late.number}")
    text = " ".join(row.text_content().split())
    for part in (late.message, "第二十六条", "2024-09-29 01:30", late.capture[7:19], "2024-10-12"):
        assert part in text


def test_an_unverified_article_prints_as_such():
    assert "（条款待核）" in a_bulletin().rows[0].basis


def test_the_deadline_is_left_open_where_the_holidays_are_not_known(tmp_path):
    view = a_bulletin([a_finding()], as_of=dt.date(2095, 12, 30), since=None)
    assert view.rows[0].rectify_by is None
    assert "推算" not in view.demands[0]
    assert "另行通知" in words(printed(view, tmp_path))


def test_the_day_of_the_report_is_the_day_in_beijing():
    night = dt.datetime(2024, 9, 29, 17, 0, tzinfo=dt.UTC)
    assert a_bulletin(as_of=night).as_of == dt.date(2024, 9, 30)


def test_a_veto_shows_beside_the_score():
    blank = [a_finding("COL001", WILLOW, name="空白栏目", url=f"http://a.cn/{n}/") for n in range(5)]
    row = next(r for g in a_bulletin(blank).groups for r in g.rows if r.unit == WILLOW)
    assert (row.score, row.band) == ("59", "不合格")
    assert "空白栏目（COL001）5个" in row.note
