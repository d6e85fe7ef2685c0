"""The operator in the web portal: runs and why they ended so, nights that wait or were missed, accounts, the rules' figures."""

import datetime as dt
import re
import shutil

import pytest
from mini_district import District
from portal_visitor import PASSWORD, UNIT, Portal, Visitor

from auditor.models import RunState
from auditor.models.issue import Actor
from auditor.models.role import Role
from auditor.night import missed
from auditor.office.accounts import new_user
from auditor.office.issues import Desk


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


def test_runs_say_what_they_came_to_and_what_was_not_checked(portal):
    [run, *_] = portal.store.runs.newest()
    visitor = portal.someone("operator")
    assert visitor.get("/").headers["location"] == "/work"
    listed = visitor.get("/runs").text
    assert f'href="/runs/{run.id}"' in listed and run.state.label in listed and "下一夜" in listed
    one = visitor.get(f"/runs/{run.id}").text
    assert "没有检查的" in one and "放行" not in one
    assert visitor.get("/runs/999").status_code == 404 and visitor.get("/runs/x").status_code == 422


def test_the_run_under_way_is_told_as_it_goes(portal):
    quiet = portal.someone("operator").get("/runs").text
    assert "hx-trigger" not in quiet
    number = portal.store.runs.plan("wenchangwan", "nightly", at=portal.at, as_of=portal.at)
    portal.store.runs.start(number, at=portal.at)
    page = portal.someone("operator").get("/runs").text
    assert f"第 {number} 次" in page and 'hx-trigger="every 5s"' in page and "待读" in page


def test_missed_nights_stand_by_themselves(portal):
    due = portal.at + dt.timedelta(days=1)
    number = missed.record(portal.db, portal.portal, due, missed.AWAY)
    page = portal.someone("operator").get("/runs?sort=missed").text
    assert "共 1 次" in page and f"/runs/{number}" in page and "错过</b><small>到点时" in page
    night = portal.someone("inspector").get("/overview").text
    assert "<b>错过</b>：到点时值守程序没有运行" in night and "读到 0" not in night


def test_a_held_night_is_released_once_and_by_whom_it_concerns(portal):
    number = portal.store.runs.plan("wenchangwan", "nightly", at=portal.at, as_of=portal.at)
    portal.store.runs.start(number, at=portal.at)
    portal.store.runs.finish(number, RunState.HELD, at=portal.at, why="一夜新增100个问题")
    inspector, operator = portal.someone("inspector"), portal.someone("operator")
    assert "由运维人员或者负责人放行" in inspector.get(f"/runs/{number}").text
    assert inspector.post("/runs/release", {"run": number}).status_code == 403
    assert "一夜新增100个问题" in operator.get(f"/runs/{number}").text
    assert operator.post("/runs/release", {"run": number}).status_code == 303
    assert portal.store.run(number).state is RunState.DONE
    assert ">放行</button>" not in operator.get(f"/runs/{number}").text
    assert "不需要放行" in operator.post("/runs/release", {"run": number}).text


def test_an_account_is_made_and_its_first_password_shown_once(portal):
    operator = portal.someone("operator")
    operator.get("/users")
    form = {"name": "zhou", "person": "周敏", "role": "unit", "portal": "wenchangwan", "unit": UNIT}
    page = operator.post("/users", form).text
    first = re.search(r'class="secret">([^<]+)<', page)[1]
    assert first not in operator.get("/users").text
    visitor = Visitor(portal.app)
    visitor.sign_in("zhou", first)
    assert visitor.get("/work").headers["location"] == "/password"
    assert portal.store.accounts.get("zhou").unit == UNIT
    assert first not in str(portal.store.deeds.newest(20))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"unit": "区某局"}, "没有“区某局”这个单位"),
        ({"portal": ""}, "要写门户档案和单位"),
        ({"portal": "nowhere"}, ""),
        ({"person": "赵刚"}, "姓名也是“赵刚”"),
        ({"name": "operator"}, "已经有账号"),
        ({"role": "machine"}, "role"),
    ],
)
def test_an_account_that_cannot_be_says_why(portal, more, told):
    operator = portal.someone("operator")
    operator.get("/users")
    form = {"name": "zhou", "person": "周敏", "role": "unit", "portal": "wenchangwan", "unit": UNIT}
    answer = operator.post("/users", form | more)
    assert answer.status_code in (400, 404, 422) and told in answer.text
    assert [user.name for user in portal.store.accounts.all()] == ["operator"]


def test_a_reset_and_a_closed_account_end_the_stay(portal):
    inspector, operator = portal.someone("inspector"), portal.someone("operator")
    operator.get("/users")
    page = operator.post("/users/reset", {"account": "inspector"}).text
    first = re.search(r'class="secret">([^<]+)<', page)[1]
    assert inspector.get("/issues").status_code == 303
    assert (
        "账号或者密码不对"
        in Visitor(portal.app).post("/login", {"name": "inspector", "password": PASSWORD}).text
    )
    operator.post("/users/disable", {"account": "inspector", "state": "closed"})
    assert "停用" in Visitor(portal.app).post("/login", {"name": "inspector", "password": first}).text
    operator.post("/users/disable", {"account": "inspector", "state": "open"})
    assert not portal.store.accounts.get("inspector").disabled
    assert "不能停用自己" in operator.post("/users/disable", {"account": "operator", "state": "closed"}).text
    assert "没有账号" in operator.post("/users/reset", {"account": "nobody"}).text


def test_an_operator_of_one_portal_keeps_its_accounts_alone(portal):
    new_user(portal.store, "local", "孙立", Role.OPERATOR, portal.at, portal=portal.portal)
    portal.someone("inspector")
    first = portal.someone("operator").post("/users/reset", {"account": "local"}).text
    visitor = portal.settled("local", re.search(r'class="secret">([^<]+)<', first)[1])
    assert "王丽" not in visitor.get("/users").text
    assert visitor.post("/users/reset", {"account": "inspector"}).status_code == 404
    form = {"name": "zhou", "person": "周敏", "role": "chief"}
    assert "只管一个门户" in visitor.post("/users", form).text


def test_each_rule_says_how_it_did(portal):
    rows = [row for row in portal.store.issues.of() if row.opening.code == "LAG001"]
    clerk = Desk(portal.store, Actor(name="王丽", role=Role.INSPECTOR), portal.at)
    clerk.dismiss(rows[0], why="看错了")
    visitor = portal.someone("inspector")
    tree = visitor.get("/rules").text
    line = re.search(r'<tr><td data-label="代码"><a href="/rules/LAG001">.*?</tr>', tree)[0]
    cells = re.findall(r'class="num">(?:<a[^>]*>)?(\d*)', line)
    assert cells == [str(len(rows)), "", "1", ""]
    assert f"共 {len(rows)} 行" in visitor.get("/issues?code=LAG001").text
    one = visitor.get("/rules/LAG001").text
    assert "0% 是问题" in one and "改法" in one
    assert visitor.get("/rules/XXX999").status_code == 404


def test_the_record_says_who_did_what_and_what_was_refused(portal):
    row = portal.store.issues.of()[0]
    inspector = portal.someone("inspector")
    inspector.get("/review")
    inspector.post("/review", {"word": "dismiss", "rows": f"{row.portal}/{row.number}/1", "why": ""})
    page = portal.someone("operator").get("/record?user=inspector").text
    assert "核对疑似问题" in page and f"{row.portal}/{row.number}" in page and "要写明理由" in page
    assert inspector.get("/record").status_code == 403
