"""A section changes hands: papers stay with the unit of their day, the list is the successor's."""

import datetime as dt

import pytest

from auditor.judge.judge import judge
from auditor.models import Basis, Flaw, Severity, Verdict
from auditor.rule import load, page_rule
from auditor.rule.examples import site_of

SECTION = "http://www.example.gov.cn/wlj/zcwj/"
BEFORE = {"unit": "区旅游局", "path": "政策文件", "url": SECTION, "kind": "policy"}
AFTER = {**BEFORE, "unit": "区文化和旅游局"}
HANDED_OVER = [
    {**BEFORE, "period": {"until": "2023-03-31"}},
    {**AFTER, "period": {"since": "2023-04-01"}},
]


def _speaking():
    def speak(page, _site):
        yield Flaw(verdict=Verdict.FAIL, message="不符")

    return page_rule("AAA001", "示例", Severity.MINOR, basis=(Basis("示例办法"),))(speak)


def _page(**more):
    placed = {"unit": "区文化和旅游局", "section": "政策文件", "section_url": SECTION}
    return {"url": f"{SECTION}1.html", **placed, **more}


def _unit_of(page, sections=HANDED_OVER):
    site = site_of({"portal": {"sections": sections}, "pages": [page]})
    [finding] = judge(site.pages, site, [_speaking()]).findings
    return finding.unit


@pytest.mark.parametrize(
    ("fields", "unit"),
    [
        ({"published_on": "2023-03-31"}, "区旅游局"),
        ({"published_on": "2023-04-01"}, "区文化和旅游局"),
        ({"dated_on": "2023-03-20", "published_on": "2023-04-03"}, "区文化和旅游局"),
        ({"dated_on": "2023-03-20"}, "区旅游局"),
        ({}, "区文化和旅游局"),
    ],
)
def test_a_paper_is_its_units_of_the_day_it_was_published(fields, unit):
    assert _unit_of(_page(fields=fields)) == unit


def test_the_signature_tells_the_day_where_no_field_does():
    assert _unit_of(_page(text="各景区：\n请做好防火工作。\n区旅游局\n2023年2月1日")) == "区旅游局"


def test_a_new_section_keeps_the_older_papers_moved_into_it():
    only = [{**AFTER, "period": {"since": "2023-04-01"}}]
    assert _unit_of(_page(fields={"published_on": "2022-05-01"}), only) == "区文化和旅游局"


def test_a_section_page_is_the_present_holders():
    assert _unit_of(_page(kind="list", fields={"published_on": "2022-05-01"})) == "区文化和旅游局"


def _empty_sections(sections, units=(), as_of="2023-09-15T08:00:00+08:00"):
    nights = [
        {"visited_at": f"2023-09-{day}T02:00:00+08:00", "state": "readable", "entry_count": 0}
        for day in (13, 14)
    ]
    views = [{"section": section, "visits": nights} for section in sections]
    site = site_of({"as_of": as_of, "portal": {"units": units}, "sections": views})
    rules = [rule for rule in load("rules.sections") if rule.code in ("COL001", "COL014", "COL005")]
    return [finding.unit for finding in judge((), site, rules).findings]


def test_an_empty_section_is_the_successors_alone():
    assert _empty_sections(HANDED_OVER) == ["区文化和旅游局"]


def test_a_unit_that_has_ended_answers_for_no_list():
    ended = [{"name": "区旅游局", "period": {"until": "2023-09-14"}}]
    assert _empty_sections([BEFORE], ended) == []
    assert _empty_sections([BEFORE], [{"name": "区旅游局", "period": {"until": "2023-09-15"}}]) == [
        "区旅游局"
    ]
    assert _empty_sections([BEFORE], [*ended, {"name": "区旅游局", "period": {"since": "2023-09-15"}}]) == [
        "区旅游局"
    ]


def test_the_hand_over_is_judged_from_the_day_of_the_run():
    at = dt.datetime.fromisoformat("2023-03-31T20:00:00+08:00")
    nights = [
        {"visited_at": f"2023-03-{day}T02:00:00+08:00", "state": "readable", "entry_count": 0}
        for day in (29, 30)
    ]
    views = [{"section": section, "visits": nights} for section in HANDED_OVER]
    site = site_of({"as_of": at.isoformat(), "sections": views})
    rules = [rule for rule in load("rules.sections") if rule.code == "COL001"]
    assert [f.unit for f in judge((), site, rules).findings] == ["区旅游局"]
