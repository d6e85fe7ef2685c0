"""The second reviewer in the web portal, and what an inspector does with a row after the queue."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from mini_district import District
from portal_visitor import UNIT, Portal

from auditor.ledger.issue import allowed
from auditor.models.issue import Actor
from auditor.models.issue_kinds import Act, Deviation, IssueState
from auditor.models.role import Role
from auditor.office.accounts import new_user
from auditor.office.issues import Desk
from auditor.office.papers import scheme_of
from auditor.web import app as web_app


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


def desk(portal, name="王丽", role=Role.INSPECTOR, unit=None):
    return Desk(portal.store, Actor(name=name, role=role, unit=unit), portal.at)


def told(portal, confirmer="王丽"):
    row = next(row for row in portal.store.issues.of() if row.opening.code == "LAG001")
    first = desk(portal, confirmer).confirm(row)
    return desk(portal).notify(first, scheme_of("quarterly_check"))


def appealed(portal, confirmer="王丽"):
    row = told(portal, confirmer)
    return desk(portal, "张敏", Role.UNIT, UNIT).appeal(
        row, kind=Deviation.MISTAKEN, why="会签后<b>才定稿</b>"
    )


def now(portal, row):
    return portal.store.issues.numbered(row.number)[0]


def address(row):
    return f"/issues/{row.portal}/{row.number}"


@pytest.mark.parametrize(
    ("outcome", "points", "state", "costs"),
    [
        ("uphold", "", IssueState.NOTIFIED, None),
        ("tolerate", "", IssueState.EXTENDED, None),
        ("points", "0.5", IssueState.NOTIFIED, "0.5"),
        ("withdraw", "", IssueState.WITHDRAWN, "0"),
    ],
)
def test_the_second_reviewer_decides_with_a_reason(portal, outcome, points, state, costs):
    row = appealed(portal)
    chief = portal.someone("chief")
    listed = chief.get("/appeals").text
    assert row.number in listed and "会签后&lt;b&gt;才定稿" in listed and "去裁定" in listed
    assert "裁定申诉" in chief.get(address(row)).text
    form = {"seen": row.version, "outcome": outcome, "points": points}
    form["until"] = "2026-12-31" if outcome == "tolerate" else ""
    assert chief.post(f"{address(row)}/decide", form | {"why": "看过"}).status_code == 303
    after = now(portal, row)
    assert after.state is state and after.events[-1].by == "李强"
    assert str(after.points) == (costs or str(row.points))
    assert "申诉等裁定（0）" in chief.get("/appeals").text


def test_a_decision_without_a_reason_or_points_changes_nothing(portal):
    row = appealed(portal)
    chief = portal.someone("chief")
    chief.get(address(row))
    for form in (
        {"outcome": "uphold", "why": ""},
        {"outcome": "points", "why": "看过"},
        {"outcome": "x", "why": "y"},
    ):
        assert chief.post(f"{address(row)}/decide", form | {"seen": row.version}).status_code in (
            400,
            409,
            422,
        )
    assert now(portal, row) == row


def test_who_confirmed_it_neither_decides_nor_is_offered_to(portal):
    row = appealed(portal, confirmer="李强")
    chief = portal.someone("chief")
    assert "去裁定" not in chief.get("/appeals").text and "另一位负责人" in chief.get("/appeals").text
    assert "裁定申诉" not in chief.get(address(row)).text
    form = {"seen": row.version, "outcome": "withdraw", "why": "看过"}
    answer = chief.post(f"{address(row)}/decide", form)
    assert answer.status_code == 409 and "另一个人裁定" in answer.text
    assert now(portal, row) == row


def test_two_reviewers_at_once_and_one_is_told(portal):
    row = appealed(portal)
    new_user(portal.store, "second", "周正", Role.CHIEF, portal.at)
    chief = portal.someone("chief")
    chief.get(address(row))
    desk(portal, "周正", Role.CHIEF).decide(row, "uphold", why="维持")
    answer = chief.post(f"{address(row)}/decide", {"seen": row.version, "outcome": "withdraw", "why": "看过"})
    assert answer.status_code == 409 and "周正" in answer.text
    assert now(portal, row).state is IssueState.NOTIFIED


def test_more_time_is_granted_or_refused(portal):
    row = told(portal)
    later = row.rectify_by + dt.timedelta(days=7)
    asked = desk(portal, "张敏", Role.UNIT, UNIT).ask_extension(row, later, why="等上级平台")
    chief = portal.someone("chief")
    assert (
        "去批复" in chief.get("/appeals").text
        and "去批复" not in portal.someone("inspector").get("/appeals").text
    )
    chief.get(address(row))
    form = {"seen": asked.version, "outcome": "grant"}
    assert chief.post(f"{address(row)}/answer", form).status_code == 303
    assert now(portal, row).rectify_by == later and now(portal, row).state is IssueState.EXTENDED


def test_a_row_is_told_to_its_unit_waits_for_others_and_goes_on(portal):
    row = next(row for row in portal.store.issues.of() if row.opening.code == "LAG001")
    visitor = portal.someone("inspector")
    base = address(row)

    def act(name, **form):
        visitor.get(base)
        answer = visitor.post(f"{base}/{name}", {"seen": now(portal, row).version} | form)
        assert answer.status_code == 303, answer.text
        return now(portal, row)

    act("confirm")
    assert "下发给责任单位" in visitor.get(base).text
    told_row = act("notify", inspection="2026Q4")
    assert told_row.inspection == "2026Q4" and told_row.rectify_by and told_row.points
    assert act("platform", owner="市平台", why="模板统一修改").state is IssueState.PLATFORM
    assert act("remind", why="电话催办").events[-1].why == "电话催办"
    assert act("resume").state is IssueState.NOTIFIED
    assert "下发给责任单位" not in visitor.get(base).text


def test_a_recheck_looks_at_the_page_itself(portal):
    row = told(portal)
    reported = desk(portal, "张敏", Role.UNIT, UNIT).fixed(row, why="已补发")
    visitor = portal.someone("inspector")
    assert "访问网页并复查" in visitor.get(address(row)).text
    answer = visitor.post(f"{address(row)}/recheck", {"seen": reported.version, "outcome": "fixed"})
    assert answer.status_code == 303 and "等着看网页" in visitor.get(address(row)).text
    assert "还没有办完" in visitor.post(f"{address(row)}/recheck", {"seen": reported.version}).text
    portal.work()
    assert "网页上仍有问题" in visitor.get(address(row)).text
    assert now(portal, row) == reported
    assert visitor.post(f"{address(row)}/recheck", {"seen": reported.version}).status_code == 303
    portal.work()
    after = now(portal, row)
    page = visitor.get(address(row)).text
    assert "复查结果：未整改" in page and "hx-trigger" not in page
    assert after.state is IssueState.NOTIFIED and after.events[-1].outcome == "not"


def test_a_row_is_taken_back_by_the_chief_alone(portal):
    row = told(portal)
    inspector, chief = portal.someone("inspector"), portal.someone("chief")
    inspector.get(address(row))
    form = {"seen": row.version, "why": "依据已经废止"}
    assert inspector.post(f"{address(row)}/withdraw", form).status_code == 403
    chief.get(address(row))
    assert chief.post(f"{address(row)}/withdraw", form).status_code == 303
    assert now(portal, row).state is IssueState.WITHDRAWN


def test_a_row_is_claimed_put_back_and_read_by_a_second_person(portal):
    row = next(row for row in portal.store.issues.of() if row.opening.code == "LAG001")
    inspector, chief = portal.someone("inspector"), portal.someone("chief")

    def act(visitor, name, **form):
        visitor.get(address(row))
        seen = {"seen": now(portal, row).version}
        return visitor.post(f"{address(row)}/{name}", seen | form).status_code

    assert act(inspector, "claim") == 303 and now(portal, row).events[-1].act == "claim"
    assert act(chief, "claim") == 409, "somebody holds it"
    assert act(inspector, "release") == 303 and act(inspector, "confirm") == 303
    assert act(inspector, "second", outcome="agree") == 409, "never the same person twice"
    assert "第二人复核" in chief.get(address(row)).text
    assert act(chief, "second", outcome="differ") in (400, 409), "whoever differs says why"
    assert act(chief, "second", outcome="agree") == 303
    assert act(chief, "reassess", outcome="none") == 409, "who has judged it judges it no more"
    assert now(portal, row).state is IssueState.CONFIRMED


def test_a_row_is_judged_again_without_a_word_of_the_first_judgement(portal):
    row = next(row for row in portal.store.issues.of() if row.opening.code == "LAG001")
    chief = portal.someone("chief")
    page = chief.get("/again").text
    assert "没有可以复评的行" in page and "还没有抽样复评" in page and "auditor inspect" not in page
    desk(portal, "王丽", Role.INSPECTOR).dismiss(row, why="批文在附件里")
    shown = chief.get("/again?seed=7&size=3").text
    assert row.number in shown and row.message in shown
    for word in ("王丽", "批文在附件里", IssueState.DISMISSED.value, "已判"):
        assert word not in shown.partition("<h1>")[2], word
    form = {"seen": now(portal, row).version, "outcome": "fault", "seed": 7, "size": 3}
    answer = chief.post(f"/again/{row.portal}/{row.number}", form)
    assert answer.status_code == 303 and answer.headers["location"].startswith("/again?seed=7&size=3")
    assert now(portal, row).state is IssueState.DISMISSED and now(portal, row).events[-1].outcome == "fault"
    page = chief.get("/again?seed=7&size=3").text
    assert "已复评" in page and "复评1条，结论相同0条" in page and "不说明判断是否正确" in page
    assert "结论相同" not in portal.someone("inspector").get("/again").text


def test_every_act_of_the_ledger_has_its_form_and_its_door(portal):
    doors = {route.path for route in portal.app.routes}
    forms = Path(web_app.__file__).parent / "templates/acts"
    for act in {act for state in IssueState for act in (*allowed(state), Act.REPLY)}:
        assert f"/issues/{{portal}}/{{number}}/{act}" in doors and (forms / f"{act}.html").exists(), act


def test_what_became_of_another_row_hides_no_appeal(portal):
    told_of = told(portal)
    other = next(row for row in portal.store.issues.of() if row.unit == UNIT and row.number != told_of.number)
    merged = desk(portal).merge(other, told_of, why="同一处")
    row = desk(portal, "张敏", Role.UNIT, UNIT).appeal(
        now(portal, told_of), kind=Deviation.MISTAKEN, why="会签后才定稿"
    )
    desk(portal).unmerge(merged, why="是另一处")
    assert now(portal, row).events[-1].act is Act.LET_GO
    assert "会签后才定稿" in portal.someone("chief").get("/appeals").text
