"""扣分表 on the screen: copied and changed there, chosen for an inspection, and what a frozen one was held by."""

import html
import re
import shutil

import pytest
from mini_district import District
from portal_visitor import UNIT, Portal

from auditor.inspection.scheme import load_scheme
from auditor.models.role import Actor, Role
from auditor.office.issues import Desk
from auditor.office.quarter import Quarter


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


def form_of(page):
    """What the form of the page would send, as it stands."""
    form = page[page.index('action="/schemes"') :]
    fields = dict(
        re.findall(r'<input(?![^>]*type="hidden" name="csrf")[^>]*name="([\w-]+)"[^>]*value="([^"]*)"', form)
    )
    fields |= dict(re.findall(r'<textarea name="([\w-]+)"[^>]*>([^<]*)</textarea>', form))
    fields |= dict(re.findall(r'<select name="(\w+)">.*?<option value="(\w+)" selected>', form, re.DOTALL))
    return {name: html.unescape(value) for name, value in fields.items()}


def test_a_scheme_is_changed_and_an_inspection_is_held_by_it(portal):
    inspector = portal.someone("inspector")
    shown = inspector.get("/schemes/one?key=quarterly_check").text
    assert "看这些栏目：重大行政决策、意见征集、采纳反馈。" in shown
    form = form_of(shown)
    late = next(name for name, text in form.items() if "LAG001 1" in text)
    form |= {
        "name": "2026年季度检查",
        "why": "方案第十二条",
        "rate_from": "0",
        late: form[late].replace("LAG001 1", "LAG001 7"),
    }
    assert inspector.post("/schemes", form).headers["location"] == "/schemes?said=noted"
    assert "2026年季度检查" in inspector.get("/inspections").text
    assert "检查的信息多于 300 条的按比率扣" in shown
    for scheme, points, rate_from in (("", "1", 300), ("2026年季度检查", "7", 0)):
        answer = inspector.post(
            "/inspections", {"kind": "quarter", "portal": "wenchangwan", "period": "2026Q4", "scheme": scheme}
        )
        assert answer.status_code == 303
        portal.work()
        one = portal.store.inspections.get("2026Q4", "wenchangwan")
        kept = portal.store.inspections.basis(one, Quarter).inspected.scheme
        assert (str(kept.prices["LAG001"].points), kept.rate_from) == (points, rate_from)
        assert kept.columns == load_scheme("quarterly_check").columns
    assert one.scheme == "2026年季度检查"


@pytest.mark.parametrize(
    ("key", "wrong", "told"),
    [
        ("quarterly_check", {"name": "季度检查"}, "另起一个名称"),
        ("quarterly_check", {"rectify_workdays": "90"}, "不大于60"),
        ("quarterly_check", {"page_cap": "三"}, "应当是数字"),
        ("annual_appraisal", {"daily_share": "0.4"}, "占比不低于50%"),
        ("quarterly_check", {"copied_from": "没有的"}, "没有扣分表"),
    ],
)
def test_what_cannot_be_is_refused_with_what_would_be_right(portal, key, wrong, told):
    inspector = portal.someone("inspector")
    form = form_of(inspector.get(f"/schemes/one?key={key}").text)
    answer = inspector.post("/schemes", form | {"name": "自己的", "why": "x"} | wrong)
    assert answer.status_code == 400 and told in answer.text
    assert not portal.store.own_schemes.all()


def test_who_may_only_look_finds_no_form(portal):
    operator = portal.someone("operator")
    assert 'action="/schemes"' not in operator.get("/schemes/one?key=spot_check").text
    assert operator.post("/schemes", {"name": "x", "why": "x"}).status_code == 403


def test_what_is_sent_with_an_inspection_is_sent_by_its_own_scheme(portal):
    inspector = portal.someone("inspector")
    form = form_of(inspector.get("/schemes/one?key=quarterly_check").text)
    inspector.post("/schemes", form | {"name": "从宽", "why": "x", "rectify_workdays": "20"})
    inspector.get("/inspections")
    begun = {"kind": "quarter", "portal": "wenchangwan", "period": "2026Q4", "scheme": "从宽"}
    assert inspector.post("/inspections", begun).status_code == 303
    portal.work()
    clerk = Desk(portal.store, Actor(name="王丽", role=Role.INSPECTOR), portal.at)
    rows = [clerk.confirm(one, unit=UNIT) for one in portal.store.issues.of() if one.opening.code == "LAG001"]
    due = []
    for number in ("", "2026Q4"):
        row = (
            rows[0]
            if not number
            else clerk.confirm(next(o for o in portal.store.issues.of() if o.state == "suspected"), unit=UNIT)
        )
        tick = f"{row.portal}/{row.number}/{row.version}"
        inspector.get("/notices")
        assert inspector.post("/notices", {"rows": tick, "inspection": number}).status_code == 303
        due.append(portal.store.issues.numbered(row.number)[0].rectify_by)
    assert (due[1] - due[0]).days >= 20
