"""A unit's contact in the web portal: sees what concerns the unit, and reports it mended."""

import shutil

import pytest
from mini_district import District
from portal_visitor import UNIT, Portal

from auditor.models.issue import Actor
from auditor.models.issue_kinds import IssueState
from auditor.models.role import Role
from auditor.office.issues import Desk
from auditor.office.papers import scheme_of


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


def told(portal):
    """The late paper's row, confirmed and told to its unit."""
    row = next(row for row in portal.store.issues.of() if row.opening.code == "LAG001")
    desk = Desk(portal.store, Actor(name="王丽", role=Role.INSPECTOR), portal.at)
    return desk.notify(desk.confirm(row), scheme_of("quarterly_check"))


def address(row):
    return f"/issues/{row.portal}/{row.number}"


def now(portal, row):
    return portal.store.issues.numbered(row.number)[0]


def test_a_unit_sees_what_is_due_and_reports_it_mended(portal):
    row = told(portal)
    assert row.unit == UNIT
    visitor = portal.someone("unit")
    work = visitor.get("/work").text
    assert row.number in work and "个工作日" in work
    page = visitor.get(address(row)).text
    assert row.opening.basis[0].source in page and "请求复查" in page and "确认是问题" not in page
    answer = visitor.post(f"{address(row)}/fixed", {"seen": row.version, "why": "已补发"})
    assert answer.status_code == 303
    after = now(portal, row)
    assert after.state is IssueState.RECHECK and after.events[-1].by == "张敏"
    assert "已补发" in visitor.get(address(row)).text


def test_who_acts_on_an_older_page_is_told(portal):
    row = told(portal)
    visitor = portal.someone("unit")
    visitor.get(address(row))
    form = {"seen": row.version, "why": "已补发"}
    visitor.post(f"{address(row)}/fixed", form)
    answer = visitor.post(f"{address(row)}/fixed", form)
    assert answer.status_code == 409 and len(now(portal, row).events) == row.version + 1


def test_the_page_as_it_was_is_text_in_a_sandbox(portal):
    row = told(portal)
    visitor = portal.someone("unit")
    answer = visitor.get(f"{address(row)}/page")
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "关于做好第3项工作的通知" in answer.text and "<script" not in answer.text
