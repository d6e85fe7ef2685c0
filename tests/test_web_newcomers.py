"""Where somebody new hesitated on the way from an invitation to the first ended row: the page says what comes next."""

import datetime as dt
import re
import shutil
from dataclasses import replace
from html import unescape

import pytest
from mini_district import District
from portal_visitor import PASSWORD, Portal, Visitor
from test_web_unit import address, told

from auditor.models.issue import Issue
from auditor.models.issue_kinds import Deviation, IssueState
from auditor.models.role import Actor, Role
from auditor.office import letters
from auditor.office.issues import Desk
from auditor.office.papers import scheme_of
from auditor.web import app as web_app
from auditor.web import notices


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


def desk(portal: Portal, name: str, role: Role, unit: str | None = None) -> Desk:
    return Desk(portal.store, Actor(name=name, role=role, unit=unit), portal.at)


def suspected(portal: Portal, code: str) -> Issue:
    rows = (row for row in portal.store.issues.of() if row.state is IssueState.SUSPECTED)
    return next(row for row in rows if row.opening.code == code)


def test_a_new_installation_says_who_has_to_be_invited_and_that_no_night_was_yet(portal, tmp_path):
    (tmp_path / "empty").mkdir()
    fresh = Portal(District(portal.district.portal, tmp_path / "empty"))
    operator = fresh.someone("operator")
    assert "还没有检查人员的账号" in operator.get("/work").text
    inspector = fresh.someone("inspector")
    assert "还没有检查过" in inspector.get("/work").text
    assert "还没有检查人员的账号" not in operator.get("/work").text
    assert "还没有检查过" not in portal.someone("inspector").get("/work").text


def test_a_unit_lands_where_its_fault_is_told_and_finds_the_letter_to_sign(portal):
    row = told(portal)
    unit = portal.someone("unit")
    assert f'href="{address(row)}">整改，或者申诉' in unit.get("/work").text
    scheme = scheme_of("quarterly_check")
    due = letters.proposed(portal.store, row.portal, scheme, portal.at.date())
    step = next(one.step for _, one in due if one.unit == row.unit)
    inspector = desk(portal, "王丽", Role.INSPECTOR)
    letter = letters.issue(inspector, portal.portal, scheme, step.name, row.unit, numbers=[row.number])
    to_sign = f"/letters/{letter.portal}/{letter.number}#receipts"
    assert f'href="{to_sign}">打开、签收' in unit.get("/work").text


def test_what_the_second_reader_holds_against_a_row_stands_where_it_is_judged_anew(portal):
    row = desk(portal, "王丽", Role.INSPECTOR).confirm(suspected(portal, "LAG001"))
    inspector = portal.someone("inspector")
    one = f"/review/{row.portal}/{row.number}"
    desk(portal, "孙伟", Role.INSPECTOR).second(row, agree=False, why="会签时间不对")
    assert "退回重判" in inspector.get("/review").text
    for where in (one, address(row)):
        assert "孙伟" in inspector.get(where).text and "：会签时间不对" in inspector.get(where).text
    after = portal.store.issues.numbered(row.number)[0]
    assert after.objection is not None
    assert desk(portal, "王丽", Role.INSPECTOR).confirm(after).objection is None
    assert "第二人复核有异议" not in inspector.get(address(row)).text


def test_a_queue_that_is_read_to_its_end_leads_on(portal):
    inspector = portal.someone("inspector")
    row = suspected(portal, "LAG001")
    assert "下发给责任单位" not in inspector.get("/review").text
    desk(portal, "王丽", Role.INSPECTOR).confirm(row)
    page = inspector.get("/review?code=LAG001").text
    rest = sum(one.state is IssueState.SUSPECTED for one in portal.store.issues.of())
    assert f"别的还有 {rest} 条等确认" in page and "没有等确认的疑似问题" not in page
    assert '<a href="/notices">下发给责任单位</a>' in page
    assert 'href="/letters/proposed">文书' in inspector.get("/notices").text


def test_what_a_second_person_must_read_first_is_marked_and_not_ticked(portal, monkeypatch):
    scheme = replace(scheme_of("quarterly_check"), second_reader="all")
    monkeypatch.setattr(notices, "scheme_by", lambda *_: scheme)
    row = desk(portal, "王丽", Role.INSPECTOR).confirm(suspected(portal, "LAG001"))
    inspector = portal.someone("inspector")
    page = inspector.get(f"/notices?unit={row.unit}").text
    assert "作第二人复核" in page and "checked" not in page
    desk(portal, "孙伟", Role.INSPECTOR).second(row, agree=True)
    page = inspector.get(f"/notices?unit={row.unit}").text
    assert "作第二人复核" not in page and "checked" in page


def test_what_is_mended_says_that_its_points_are_those_of_the_notice(portal):
    row = told(portal)
    unit = portal.someone("unit")
    assert "以检查的得分为准" not in unit.get("/deductions").text
    reported = desk(portal, "张敏", Role.UNIT, row.unit).fixed(row, why="已补")
    after = desk(portal, "王丽", Role.INSPECTOR).recheck(reported, "fixed", before=None, after=None)
    assert after.state is IssueState.CLOSED
    assert "以检查的得分为准" in unit.get("/deductions").text
    assert "认定时扣" in unit.get(address(row)).text


def test_a_day_of_many_words_folds_them(portal):
    row = suspected(portal, "LAG001")
    inspector = portal.someone("inspector")
    desk(portal, "王丽", Role.INSPECTOR).confirm(row)
    assert "<details open><summary>逐条看，可以改判" in inspector.get("/review").text
    many = [one for one in portal.store.issues.of() if one.state is IssueState.SUSPECTED][:20]
    for one in many:
        desk(portal, "王丽", Role.INSPECTOR).dismiss(one, why="不是问题")
    page = inspector.get("/review").text
    assert len(many) == 20 and "<details><summary>逐条看，可以改判" in page


def test_who_decides_reads_in_the_form_why_it_was_asked(portal):
    row = told(portal)
    unit = desk(portal, "张敏", Role.UNIT, row.unit)
    unit.appeal(row, kind=Deviation("误报"), why="会签到九月底")
    form = _form(portal.someone("chief").get(address(row)).text, "decide")
    assert "申诉的理由：会签到九月底" in form and "不是问题，不扣分" in form


def test_who_grants_more_time_reads_in_the_form_why_it_was_asked(portal):
    row = told(portal)
    unit = desk(portal, "张敏", Role.UNIT, row.unit)
    unit.ask_extension(row, row.rectify_by + dt.timedelta(days=5), why="要和市里协调")
    page = portal.someone("chief").get(address(row)).text
    assert "批复以前时限照走" in page and "申请的理由：要和市里协调" in _form(page, "answer")


def test_a_form_sent_after_the_stay_ended_leads_back_to_its_page(portal):
    row = told(portal)
    visitor = Visitor(portal.app)
    back = {"origin": "http://127.0.0.1", "referer": f"http://127.0.0.1{address(row)}"}
    plain = visitor.client.post(f"{address(row)}/fixed", data={"why": "已补"}, headers=back)
    sign_in = plain.headers["location"]
    assert plain.status_code == 303 and "登录已经过期" in visitor.get(sign_in).text
    portal.someone("unit")
    form = unescape(visitor.get(sign_in).text)
    onward = re.search(r'name="next" value="([^"]*)"', form)[1]
    entered = visitor.post("/login", {"name": "unit", "password": PASSWORD, "next": onward})
    assert entered.headers["location"] == address(row)


def test_a_form_that_a_script_sends_after_the_stay_ended_keeps_what_was_typed(portal):
    row = told(portal)
    kept = Visitor(portal.app).client.post(
        f"{address(row)}/fixed",
        data={"why": "已补"},
        headers={"origin": "http://127.0.0.1", "hx-request": "true"},
    )
    assert kept.status_code == 401 and 'id="refusal"' in kept.text and "登录已经过期" in kept.text


def test_a_form_from_elsewhere_leads_to_no_page_of_theirs(portal):
    visitor = Visitor(portal.app)
    foreign = {"origin": "http://127.0.0.1", "referer": "http://evil.example/issues"}
    answer = visitor.client.post("/check", data={"text": "x"}, headers=foreign)
    assert answer.headers["location"] == "/login?ended=true&next=/"


def test_too_much_at_once_is_refused_on_a_page_that_leads_back(portal):
    answer = portal.someone("unit").post(
        "/check", files=[("file", ("大.txt", b"x" * (web_app.MOST_BYTES + 1)))]
    )
    assert answer.status_code == 413 and '<a href="/">回到首页</a>' in answer.text


def _form(page: str, act: str) -> str:
    return unescape(re.search(rf'<form method="post" action="[^"]*/{act}".*?</form>', page, re.S)[0])
