"""我的工作 of those who look after units: what they took, what waits for them with its next step, what waits for others."""

import datetime as dt
import re
import shutil

import pytest
from mini_district import District
from portal_visitor import UNIT, Portal
from test_web_chief import address, appealed, desk, now, told

from auditor.models import RunState
from auditor.models.issue_kinds import IssueState
from auditor.models.role import Role
from auditor.office import acts, letters, opening
from auditor.office.papers import scheme_of
from auditor.web import waiting as waiting_rooms


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


def owed(visitor):
    """What stands there to be done: the words of each, its days, its button and where that leads."""
    page = visitor.get("/work").text
    lines = re.findall(r"<li class=\"[^\"]*\">(.*?)</li>", page, re.S)
    ways = (re.search(r'class="button[^"]*" href="([^"]+)">([^<]+)<', line) for line in lines)
    told = (re.sub(r"\s+|<[^>]+>", " ", line) for line in lines)
    return {way[1]: (words, way[2]) for way, words in zip(ways, told, strict=True)}


def waiting(visitor):
    """What others have to do: how much of what, and for whom it waits."""
    page = visitor.get("/work").text
    cells = r'<a href="([^"]+)">([^<]+)</a></td>\s*<td[^>]*>(\d+)</td>\s*<td[^>]*>([^<]+)</td>'
    return {where: (what, int(count), whom) for where, what, count, whom in re.findall(cells, page)}


def test_each_step_is_a_button_to_the_page_on_which_it_is_done(portal):
    suspected = [row for row in portal.store.issues.of() if row.state is IssueState.SUSPECTED]
    visitor = portal.someone("inspector")
    words, step = owed(visitor)["/review"]
    assert f"等确认 ：{len(suspected)} 条" in words and step == "核对"
    assert not waiting(visitor)
    for where in owed(visitor):
        assert visitor.get(where.partition("#")[0]).status_code == 200, where
    for row in suspected:
        desk(portal).confirm(row, unit=UNIT) if row.unit is None else desk(portal).confirm(row)
    assert "/review" not in owed(visitor) and owed(visitor)["/notices"][1] == "下发"


def test_what_one_has_taken_stands_first_and_with_nobody_else(portal):
    row = next(row for row in portal.store.issues.of() if row.state is IssueState.SUSPECTED)
    desk(portal).claim(row)
    visitor = portal.someone("inspector")
    page = visitor.get("/work").text
    assert page.index("我领取的（1）") < page.index(row.number) < page.index("要办的")
    assert owed(visitor)[f"{address(row)}#acts"][1] == "核对"
    assert row.number not in portal.someone("chief").get("/work").text
    desk(portal).release(now(portal, row))
    assert "我领取的" not in visitor.get("/work").text


def test_an_answer_owed_to_somebody_outside_stands_with_its_days_before_the_rest(portal):
    visitor = portal.someone("inspector")
    visitor.get("/add")
    form = {
        "source": "outside",
        "portal": portal.portal.id,
        "unit": UNIT,
        "code": "LNK003",
        "message": "打不开",
    }
    form |= {
        "url": "http://www.wenchangwan.example/x.html",
        "sender": "市政府办公室",
        "received_on": "2026-11-20",
    }
    by = portal.at.date() + dt.timedelta(days=1)
    assert visitor.post("/add", form | {"answer_by": str(by)}).status_code == 303
    where, (words, step) = next(iter(owed(visitor).items()))
    assert (
        "市政府办公室转来，要答复" in words
        and "个工作日" in words
        and str(by) in words
        and step == "核实、答复"
    )
    portal.at += dt.timedelta(days=4)
    visitor = portal.someone("inspector")
    assert "逾期 3 天" in owed(visitor)[where][0] and 'class="pressing"' in visitor.get("/work").text
    assert where not in owed(portal.someone("chief"))


def test_an_appeal_waits_for_the_chief_and_the_inspector_sees_for_whom(portal):
    row = appealed(portal)
    chief, inspector = portal.someone("chief"), portal.someone("inspector")
    words, step = owed(chief)[f"{address(row)}#acts"]
    assert "申诉等裁定 ：主动公开超期" in words and f"{portal.at.date()} 起" in words and step == "裁定"
    assert waiting(inspector)["/appeals"] == ("申诉等裁定", 1, "负责人")
    assert f"{address(row)}#acts" not in owed(inspector) and "/appeals" not in waiting(chief)


def test_of_many_that_ask_the_list_is_shown(portal, monkeypatch):
    appealed(portal)
    monkeypatch.setattr(waiting_rooms, "_FEW", 0)
    assert "申诉等裁定 ：1 条" in owed(portal.someone("chief"))["/appeals"][0]


def test_while_more_time_is_asked_for_the_days_that_are_left_are_shown(portal):
    row = told(portal)
    desk(portal, "张敏", Role.UNIT, UNIT).ask_extension(
        row, row.rectify_by + dt.timedelta(days=9), why="流程"
    )
    words, step = owed(portal.someone("chief"))[f"{address(row)}#acts"]
    assert "个工作日" in words and str(row.rectify_by) in words and step == "批复"


def test_units_have_their_rows_with_the_nearest_day_and_their_letters(portal):
    row = told(portal)
    inspector = portal.someone("inspector")
    assert waiting(inspector)["/issues?which=mending"] == ("等单位整改", 1, "责任单位")
    assert str(row.rectify_by) in inspector.get("/work").text
    assert "共 1 行" in inspector.get("/issues?which=mending").text
    letters.issue(
        desk(portal), portal.portal, scheme_of("quarterly_check"), "整改通知", UNIT, numbers=[row.number]
    )
    unsigned = waiting(inspector)["/letters/issued?unsigned=true"]
    assert unsigned == ("没有签收的文书", 1, "责任单位")


def test_an_inspection_is_sent_by_the_inspector_and_frozen_by_the_chief(portal):
    one = opening.open_quarter(desk(portal), portal.portal, None)
    where = f"/inspections/{one.portal}/{one.number}"
    inspector, chief = portal.someone("inspector"), portal.someone("chief")
    assert owed(inspector)[where][1] == "发各单位征求意见"
    assert where not in owed(chief)
    assert waiting(chief)["/inspections"] == ("等发各单位征求意见的检查", 1, "检查人员")
    sent = acts.send(desk(portal), one.number, one.portal)
    for visitor in (inspector, chief):
        assert where not in owed(visitor) and waiting(visitor)[where][0::2] == ("2026Q4 申诉期满", "责任单位")
    portal.at = portal.at.replace(month=12, day=sent.appeal_by.day) + dt.timedelta(days=1)
    inspector, chief = portal.someone("inspector"), portal.someone("chief")
    assert owed(chief)[where][1] == "冻结"
    assert waiting(inspector)["/inspections"] == ("等冻结的检查", 1, "负责人")


def test_a_night_that_wants_a_person_is_the_operators(portal):
    portal.someone("inspector")
    operator = portal.someone("operator")
    assert "现在没有等您办的事" in operator.get("/work").text
    number = portal.store.runs.plan("wenchangwan", "nightly", at=portal.at, as_of=portal.at)
    portal.store.runs.start(number, at=portal.at)
    portal.store.runs.finish(number, RunState.HELD, at=portal.at, why="一夜新增100个问题")
    words, step = owed(operator)[f"/runs/{number}"]
    assert "一夜新增100个问题" in words and step == "核对、放行"
    assert f"/runs/{number}" in owed(portal.someone("chief"))
    assert f"/runs/{number}" not in owed(portal.someone("inspector"))
    row = told(portal)
    desk(portal, "张敏", Role.UNIT, UNIT).plead(row, "市大数据局", why="平台生成")
    assert owed(operator)[f"{address(row)}#acts"][1] == "认定"
