"""Merging rows and saying other points on the pages: one and several, undone, and what the queue says afterwards."""

import shutil

import pytest
from mini_district import District
from portal_visitor import Portal

from auditor.models.issue_kinds import IssueState


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


@pytest.fixture
def rows(portal):
    """Suspicions of one unit."""
    known = [row for row in portal.store.issues.of() if row.state is IssueState.SUSPECTED and row.unit]
    return [row for row in known if row.unit == known[0].unit]


@pytest.fixture
def visitor(portal):
    visitor = portal.someone("inspector")
    visitor.get("/review")
    return visitor


def now(portal, row):
    return portal.store.issues.numbered(row.number)[0]


def ticked(row):
    return f"{row.portal}/{row.number}/{row.version}"


def test_several_are_merged_into_one_and_parted_again(portal, visitor, rows):
    one, other, host, *_ = rows
    form = {"word": "merge", "rows": [ticked(one), ticked(other)], "into": host.number, "why": "同一处"}
    assert "要写明理由" in visitor.post("/review", form | {"why": " "}).text
    assert "写明并入哪一行" in visitor.post("/review", form | {"into": ""}).text
    answer = visitor.post("/review", form | {"word": "confirm"})
    assert answer.status_code == 400 and f'value="{host.number}"' in answer.text and "同一处" in answer.text
    assert [now(portal, row) for row in (one, other, host)] == [one, other, host]
    assert visitor.post("/review", form).status_code == 303
    assert {now(portal, row).merged_into for row in (one, other)} == {host.number}
    assert now(portal, host).absorbed == (one.number, other.number)
    listed = visitor.get("/review").text
    assert listed.count("取消并入</a>") == 2 and "待核" not in listed
    assert f"{ticked(one).rpartition('/')[0]}/" not in listed
    page = visitor.get(f"/issues/{one.portal}/{one.number}").text
    assert f"已撤销，并入{host.number}号" in page and "扣 0 分" in page
    assert one.number in visitor.get(f"/issues/{host.portal}/{host.number}").text
    path = f"/issues/{one.portal}/{one.number}/unmerge"
    assert visitor.post(path, {"seen": now(portal, one).version, "why": "是另一处"}).status_code == 303
    assert now(portal, one).state is IssueState.SUSPECTED and now(portal, host).absorbed == (other.number,)


def test_a_merge_that_cannot_be_leaves_everything_as_it_was(portal, visitor, rows):
    one, host, *_ = rows
    foreign = next(row for row in portal.store.issues.of() if row.unit != one.unit)
    form = {"word": "merge", "rows": [ticked(one), ticked(foreign)], "into": host.number, "why": "同一处"}
    answer = visitor.post("/review", form)
    assert answer.status_code == 409 and "责任单位不同" in answer.text
    assert [now(portal, row) for row in (one, foreign, host)] == [one, foreign, host]


def test_the_queue_says_where_the_other_row_was_cleared(portal, visitor, rows):
    one, host, *_ = rows
    path = f"/issues/{one.portal}/{one.number}"
    form = {"seen": one.version, "into": host.number, "why": "同一处"}
    assert visitor.post(f"{path}/merge", form).status_code == 303
    seen = now(portal, host).version
    visitor.post(f"/issues/{host.portal}/{host.number}/dismiss", {"seen": seen, "why": "看错了"})
    merged = now(portal, one)
    page = visitor.get("/review").text.partition("待核")[2]
    assert f'href="{path}#acts">取消并入' in page and host.number in page
    assert now(portal, one) == merged and merged.state is IssueState.WITHDRAWN
    visitor.post(f"{path}/unmerge", {"seen": merged.version})
    assert "待核" not in visitor.get("/review").text


def test_other_points_are_said_where_it_is_confirmed(portal, visitor, rows):
    row, other, *_ = rows
    page = visitor.get(f"/review/{row.portal}/{row.number}").text
    before = page.partition("现在扣 ")[2].partition(" 分")[0]
    form = {"word": "confirm", "rows": ticked(row), "single": "1", "points": "0.05", "why": ""}
    answer = visitor.post("/review", form)
    assert "改扣分要写明理由" in answer.text and 'value="0.05"' in answer.text
    assert "请把分数去掉" in visitor.post("/review", form | {"word": "dismiss", "why": "情节轻"}).text
    assert now(portal, row) == row
    assert visitor.post("/review", form | {"why": "情节轻"}).status_code == 303
    after = now(portal, row)
    assert after.state is IssueState.CONFIRMED and str(after.points) == "0.05"
    assert f"{before} 分改为 0.05 分" in visitor.get(f"/issues/{row.portal}/{row.number}").text
    visitor.post("/review", {"word": "confirm", "rows": ticked(other)})
    path = f"/issues/{other.portal}/{other.number}"
    form = {"seen": now(portal, other).version, "points": "0.3", "why": "情节轻"}
    assert visitor.post(f"{path}/reprice", form).status_code == 303
    assert str(now(portal, other).points) == "0.3"
    told = {"rows": [ticked(now(portal, one)) for one in (row, other)]}
    assert visitor.post("/notices", told).status_code == 303
    assert [str(now(portal, one).points) for one in (row, other)] == ["0.05", "0.3"]
