"""The interface for programs: the same data under the same roles, as JSON, CSV and XLSX."""

import csv
import io
import shutil

import openpyxl
import pytest
from mini_district import District
from portal_visitor import OTHER, UNIT, Portal, Visitor
from test_web_unit import told

from auditor.ledger.issue_view import issue_view
from auditor.models.role import Actor, Role
from auditor.office.issues import Desk


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


def key_of(portal, name):
    """A program with a key of that person: no cookie."""
    import re

    visitor = portal.someone(name)
    visitor.get("/account/keys")
    answer = visitor.post("/account/keys", {"label": "统计平台"})
    program = Visitor(portal.app)
    program.client.headers["authorization"] = f"Bearer {re.search('<code>(.+)</code>', answer.text)[1]}"
    return program, visitor


def test_a_program_reads_what_its_owner_reads(portal):
    row = told(portal)
    inspector, _ = key_of(portal, "inspector")
    unit, _ = key_of(portal, "unit")
    other, _ = key_of(portal, "other")
    everything = inspector.get("/api/v1/issues", params={"limit": 1000}).json()
    assert everything["total"] == len(everything["items"]) == len(portal.store.issues.of())
    assert [one["number"] for one in unit.get("/api/v1/issues").json()["items"]] == [row.number]
    assert other.get("/api/v1/issues").json() == {"total": 0, "offset": 0, "items": []}
    path = f"/api/v1/issues/{row.portal}/{row.number}"
    assert unit.get(path).json() == issue_view(row, portal.at.date())
    assert other.get(path).status_code == 404 and row.message not in other.get(path).text
    assert [one["unit"] for one in unit.get("/api/v1/tasks", params={"unit": OTHER}).json()["items"]] == []
    assert {one["unit"] for one in unit.get("/api/v1/tasks").json()["items"]} == {UNIT}
    assert {one["unit"] for one in inspector.get("/api/v1/tasks").json()["items"]} == {UNIT, OTHER}


def test_rows_are_chosen_and_counted(portal):
    row = told(portal)
    program, _ = key_of(portal, "inspector")
    assert program.get("/api/v1/issues", params={"state": "notified"}).json()["total"] == 1
    assert program.get("/api/v1/issues", params={"code": row.opening.code}).json()["total"] == 1
    part = program.get("/api/v1/issues", params={"limit": 2, "offset": 1}).json()
    assert len(part["items"]) == 2 and part["total"] == len(portal.store.issues.of())
    for wrong in ({"state": "nothing"}, {"limit": 0}, {"offset": -1}, {"limit": "x"}):
        answer = program.get("/api/v1/issues", params=wrong)
        assert answer.status_code == 422 and next(iter(wrong)) in answer.json()["detail"]


def test_the_table_opens_in_a_spreadsheet_and_holds_no_formula(portal):
    row = told(portal)
    program, _ = key_of(portal, "unit")
    answer = program.get("/api/v1/issues.csv")
    assert (
        answer.content.startswith(b"\xef\xbb\xbf") and "attachment" in answer.headers["content-disposition"]
    )
    [line] = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert line["编号"] == row.number and line["责任单位"] == UNIT
    assert program.get("/api/v1/tasks.csv").text.count(UNIT) >= 1


def test_the_workbook_holds_the_same_rows_as_the_table(portal):
    row = told(portal)
    unit, _ = key_of(portal, "unit")
    other, _ = key_of(portal, "other")
    inspector, _ = key_of(portal, "inspector")

    def lines(program, name, **asked):
        answer = program.get(f"/api/v1/{name}.xlsx", params=asked)
        assert f'filename="{name}.xlsx"' in answer.headers["content-disposition"]
        head, *body = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
        return [dict(zip(head, line, strict=True)) for line in body]

    [own] = lines(unit, "issues")
    assert (own["编号"], own["责任单位"], own["扣分"]) == (row.number, UNIT, row.points)
    assert lines(other, "issues") == []
    table = csv.DictReader(io.StringIO(inspector.get("/api/v1/issues.csv").content.decode("utf-8-sig")))
    assert [line["编号"] for line in lines(inspector, "issues")] == [line["编号"] for line in table]
    assert [line["编号"] for line in lines(inspector, "issues", state="notified")] == [row.number]
    assert {line["责任单位"] for line in lines(unit, "tasks")} == {UNIT}
    assert {line["责任单位"] for line in lines(inspector, "tasks")} == {UNIT, OTHER}
    desk = Desk(portal.store, Actor(name="张敏", role=Role.UNIT, unit=UNIT), portal.at)
    desk.fixed(row, why="已补发")
    assert lines(unit, "issues")[0]["状态"] != own["状态"]


def test_a_key_ends_with_its_owners_word_and_with_the_account(portal):
    program, owner = key_of(portal, "inspector")
    again, _ = key_of(portal, "inspector")
    assert program.get("/api/v1/me").json()["role"] == "inspector"
    [key, _] = portal.store.accounts.keys("inspector")
    owner.get("/account/keys")
    owner.post("/account/keys/end", {"digest": key.digest})
    assert sorted(one.get("/api/v1/me").status_code for one in (program, again)) == [200, 401]
    portal.store.accounts.set_disabled("inspector", True)
    assert [one.get("/api/v1/me").status_code for one in (program, again)] == [401, 401]


def test_a_key_opens_no_page(portal):
    program, _ = key_of(portal, "inspector")
    assert program.get("/issues").status_code == 303
    assert Visitor(portal.app).get("/api/v1/issues").json() == {"detail": "没有登录，或者密钥不对"}


def test_what_it_offers_is_told(portal):
    program, _ = key_of(portal, "unit")
    told_paths = program.get("/api/v1/openapi.json").json()["paths"]
    assert "/api/v1/issues/{portal}/{number}" in told_paths
    assert not [path for path in told_paths if not path.startswith("/api/")]
    assert all(set(methods) == {"get"} for methods in told_paths.values())


def test_the_table_tells_what_was_done_since_it_was_last_asked_for(portal):
    row = told(portal)
    program, _ = key_of(portal, "inspector")

    def line():
        text = program.get("/api/v1/issues.csv").content.decode("utf-8-sig")
        return next(one for one in csv.DictReader(io.StringIO(text)) if one["编号"] == row.number)

    before = line()
    assert line() == before
    desk = Desk(portal.store, Actor(name="张敏", role=Role.UNIT, unit=UNIT), portal.at)
    desk.fixed(row, why="已补发")
    assert line() != before and line()["状态"] != before["状态"]
