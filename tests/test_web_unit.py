"""A unit's contact in the web portal: sees what concerns the unit, and reports it mended."""

import datetime as dt
import shutil
from decimal import Decimal

import pytest
from mini_district import District
from portal_visitor import OTHER, UNIT, Portal

from auditor.models import Coverage, Period
from auditor.models.inspection import Inspection, InspectionEvent, InspectionKind, InspectionState, Result
from auditor.models.issue import Actor
from auditor.models.issue_kinds import IssueState
from auditor.models.role import Role
from auditor.office import acts, inspection_papers, opening
from auditor.office.issues import Desk
from auditor.office.papers import scheme_of
from auditor.store import Store


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
    assert '下一步：<a href="#acts">整改，或者申诉</a>' in page
    assert row.opening.basis[0].source in page and "请求复查" in page and "确认是问题" not in page
    answer = visitor.post(f"{address(row)}/fixed", {"seen": row.version, "why": "已补发"})
    assert answer.status_code == 303
    after = now(portal, row)
    assert after.state is IssueState.RECHECK and after.events[-1].by == "张敏"
    assert "已补发" in visitor.get(address(row)).text


def test_a_task_of_today_says_so(portal):
    portal.at = dt.datetime(2026, 11, 27, 12, tzinfo=portal.at.tzinfo)
    assert "今天到期" in portal.someone("unit").get("/tasks").text
    portal.at -= dt.timedelta(days=1)
    page = portal.someone("unit").get("/tasks").text
    assert "还有 1 个工作日" in page and "今天到期" not in page


def test_lists_show_at_once_what_was_done_elsewhere(portal):
    visitor = portal.someone("unit")
    assert "现在没有要整改的问题" in visitor.get("/work").text
    row = told(portal)
    assert row.number in visitor.get("/work").text
    with Store.open(portal.db) as elsewhere:
        Desk(elsewhere, Actor(name="李强", role=Role.CHIEF), portal.at).withdraw(row, why="重复")
    assert row.number not in visitor.get("/work").text


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


PDF = b"%PDF-1.4 a proof"


def test_an_appeal_with_a_file_reaches_the_ledger_and_others_of_the_unit_read_it(portal):
    row = told(portal)
    visitor = portal.someone("unit")
    visitor.get(address(row))
    form = {"seen": row.version, "kind": "改扣分", "points": "0.5", "why": "会签后才定稿"}
    answer = visitor.post(
        f"{address(row)}/appeal", form, files=[("files", ("../会签/单.pdf", PDF, "text/html"))]
    )
    assert answer.status_code == 303, answer.text
    after = now(portal, row)
    assert after.state is IssueState.APPEALED and after.events[-1].files == ("单.pdf",)
    assert str(after.events[-1].asked) == "0.5"
    saved = visitor.get(f"{address(row)}/files/单.pdf")
    assert saved.content == PDF and saved.headers["content-type"] == "application/octet-stream"
    assert saved.headers["content-disposition"].startswith("attachment")
    assert "等负责人裁定" in visitor.get("/work").text
    kept = portal.store.uploads.get(row.portal, row.number, "单.pdf").capture
    assert kept in {use.capture for use in portal.store.captures.uses()}  # so a backup copies it


@pytest.mark.parametrize(
    ("name", "body", "told_why"),
    [
        ("a.html", b"<html><script>alert(1)</script>", "没有收下"),
        ("a.pdf", b"<html><script>alert(1)</script>", "没有收下"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "没有收下"),
        ("a.exe", b"MZ", "没有收下"),
        ("a.png.html", b"\x89PNG", "没有收下"),
        ("a.pdf", b"", "是空的"),
    ],
)
def test_files_are_known_by_what_is_in_them(portal, name, body, told_why):
    row = told(portal)
    visitor = portal.someone("unit")
    visitor.get(address(row))
    form = {"seen": row.version, "kind": "误报", "why": "见附件"}
    answer = visitor.post(f"{address(row)}/appeal", form, files=[("files", (name, body))])
    assert answer.status_code == 400 and told_why in answer.text
    assert now(portal, row) == row and not portal.store.uploads.of(row.portal, row.number)


def test_two_files_of_one_name_are_both_kept(portal):
    row = told(portal)
    visitor = portal.someone("unit")
    visitor.get(address(row))
    files = [("files", ("单.pdf", PDF)), ("files", ("单.pdf", PDF + b"2"))]
    form = {"seen": row.version, "why": "已补发"}
    visitor.post(f"{address(row)}/fixed", form, files=files)
    assert now(portal, row).events[-1].files == ("单.pdf", "单（2）.pdf")
    assert visitor.get(f"{address(row)}/files/单（2）.pdf").content == PDF + b"2"


def test_a_platforms_fault_is_claimed_and_an_inspector_says_whether_it_is_so(portal):
    row = told(portal)
    visitor, inspector = portal.someone("unit"), portal.someone("inspector")
    visitor.get(address(row))
    form = {"seen": row.version, "owner": "市级平台", "why": "模板由平台统一修改"}
    assert visitor.post(f"{address(row)}/plead", form).status_code == 303
    claimed = now(portal, row)
    assert claimed.state is IssueState.NOTIFIED and claimed.plea.by == "张敏"
    assert "平台原因等认定" in visitor.get("/work").text
    assert row.number in inspector.get("/issues?which=plea").text
    page = inspector.get(address(row)).text
    assert "认定平台或上级原因" in page and 'value="市级平台"' in page and "不认定平台原因" in page
    answer = {"seen": claimed.version, "owner": "市大数据局", "why": "属实"}
    assert visitor.post(f"{address(row)}/platform", answer).status_code == 403
    assert inspector.post(f"{address(row)}/platform", answer).status_code == 303
    assert now(portal, row).state is IssueState.PLATFORM
    read = visitor.get(address(row)).text
    assert "由谁解决：市级平台" in read and "由谁解决：市大数据局" in read


def test_a_claim_that_is_turned_down_says_why(portal):
    row = told(portal)
    visitor, inspector = portal.someone("unit"), portal.someone("inspector")
    visitor.get(address(row))
    visitor.post(f"{address(row)}/plead", {"seen": row.version, "owner": "市级平台", "why": "改不了"})
    inspector.get(address(row))
    assert (
        inspector.post(f"{address(row)}/rebut", {"seen": row.version + 1, "why": "可以自行修改"}).status_code
        == 303
    )
    assert now(portal, row).plea is None and now(portal, row).state is IssueState.NOTIFIED
    assert "可以自行修改" in visitor.get(address(row)).text


def test_more_time_is_asked_for_while_there_is_some(portal):
    row = told(portal)
    visitor = portal.someone("unit")
    visitor.get(address(row))
    later = (row.rectify_by + dt.timedelta(days=7)).isoformat()
    form = {"seen": row.version, "until": later, "why": "要上级平台配合"}
    assert visitor.post(f"{address(row)}/ask", form).status_code == 303
    assert str(now(portal, row).extension.until) == later
    assert "申请延长整改时限" not in visitor.get(address(row)).text


def test_words_for_the_command_line_are_not_shown(portal):
    row = told(portal)
    visitor = portal.someone("unit")
    visitor.get(address(row))
    answer = visitor.post(f"{address(row)}/appeal", {"seen": row.version, "kind": "改扣分", "why": "扣多了"})
    assert answer.status_code == 409 and "应当扣多少分" in answer.text and "--points" not in answer.text


def test_another_unit_learns_nothing(portal):
    row = told(portal)
    own, other = portal.someone("unit"), portal.someone("other")
    own.get(address(row))
    form = {"seen": row.version, "kind": "误报", "why": "见附件"}
    own.post(f"{address(row)}/appeal", form, files=[("files", ("单.pdf", PDF))])
    for path in ("/work", "/deductions", "/tasks", "/score"):
        assert row.number not in other.get(path).text and row.message not in other.get(path).text
    nothing = other.get("/issues/wenchangwan/2026-9999")
    for path in (address(row), f"{address(row)}/page", f"{address(row)}/files/单.pdf"):
        answer = other.get(path)
        assert (answer.status_code, answer.text) == (404, nothing.text), path
    other.get("/account")
    for act in ("fixed", "appeal", "ask", "plead"):
        form = {"seen": row.version, "why": "x", "kind": "误报", "until": "2027-01-01", "owner": "x"}
        assert other.post(f"{address(row)}/{act}", form).status_code == 404, act


def test_a_draft_is_judged_and_forgotten(portal):
    visitor = portal.someone("unit")
    visitor.get("/check")
    before = sum(1 for _ in (portal.folder / "captures").rglob("*"))
    answer = visitor.post(
        "/check", {"words": "关于做好有关工作的通知\n联系人身份证号：110101199003074477。\n"}
    )
    assert answer.status_code == 200 and "PRV001" in answer.text
    assert "110101199003074477" not in answer.text
    assert sum(1 for _ in (portal.folder / "captures").rglob("*")) == before
    assert "110101" not in str(portal.store.deeds.newest(20))
    assert "不是能检查的文件" in visitor.post("/check", files=[("file", ("a.exe", b"MZ"))]).text
    assert "请粘贴文稿" in visitor.post("/check", {"words": " "}).text


def test_tasks_are_the_units_own_and_notes_only_add(portal):
    visitor = portal.someone("unit")
    tasks = visitor.get("/tasks").text
    assert f"{UNIT}更新主动公开目录" in tasks and OTHER not in tasks and "临近" in tasks
    assert f"{UNIT}更新主动公开目录" in visitor.get("/work").text
    note = {"task": "1", "act": "evidence", "words": "目录已经更新", "url": "javascript:alert(1)"}
    assert visitor.post("/tasks/wenchangwan/note", note).status_code == 400
    note["url"] = "http://www.wenchangwan.example/ml/"
    assert visitor.post("/tasks/wenchangwan/note", note).status_code == 303
    assert "目录已经更新" in visitor.get("/tasks").text
    assert visitor.post("/tasks/wenchangwan/note", note | {"task": "2"}).status_code == 400
    assert "目录已经更新" not in portal.someone("other").get("/tasks").text


def inspection(state, *scores, number="2026Q4"):
    return Inspection(
        number=number,
        kind=InspectionKind.QUARTER,
        portal="wenchangwan",
        period=number,
        window=Period(dt.date(2026, 10, 1), dt.date(2026, 11, 23)),
        state=state,
        scheme="季度检查",
        rule_versions={},
        coverage=Coverage(),
        scores=tuple(Result(unit=unit, group="部门", score=Decimal(score), rank=1) for unit, score in scores),
        appeal_workdays=3,
    )


def held(portal, one):
    opened = InspectionEvent(act="open", by="王丽", role=Role.INSPECTOR, at=portal.at)
    after = len(portal.store.inspections.events(one))
    portal.store.inspections.add(one, opened, basis={}, after=after)


def test_a_score_is_ones_own_and_an_average_tells_no_others(portal):
    visitor = portal.someone("unit")
    two = ((UNIT, "91.5"), (OTHER, "77.25"))
    held(portal, inspection(InspectionState.DRAFT, *two))
    assert "91.5" not in visitor.get("/score").text
    held(portal, inspection(InspectionState.CONSULTED, *two))
    page = visitor.get("/score").text
    assert "91.5" in page and "77.25" not in page and OTHER not in page and "84.4" not in page
    held(portal, inspection(InspectionState.FROZEN, *two, ("第三局", "60")))
    assert "76.2" in visitor.get("/score").text


def test_a_history_is_drawn_and_others_are_told_once_the_bulletin_is_issued(portal):
    visitor = portal.someone("unit")
    three = ((UNIT, "91.5"), (OTHER, "77.25"), ("第三局", "60"))
    held(portal, inspection(InspectionState.FROZEN, *three, number="2026Q3"))
    assert "<svg" not in visitor.get("/score").text
    held(portal, inspection(InspectionState.FROZEN, (UNIT, "88"), number="2026Q4"))
    page = visitor.get("/score").text
    assert "2026Q3 91.5 分，同组平均 76.2 分；2026Q4 88 分" in page and OTHER not in page
    held(portal, inspection(InspectionState.ISSUED, *three, number="2026Q3"))
    page = visitor.get("/score").text
    assert OTHER in page and "77.25" in page and "第三局" in page


def test_a_pack_is_ones_own_and_the_very_one_among_the_papers(portal, tmp_path):
    inspector = Desk(portal.store, Actor(name="王丽", role=Role.INSPECTOR), portal.at)
    told(portal)
    quarter = opening.open_quarter(inspector, portal.portal, None)
    path = f"/inspections/{quarter.portal}/{quarter.number}/pack"
    visitor, other = portal.someone("unit"), portal.someone("other")
    nothing = visitor.get(path)
    assert nothing.status_code == 404 and "没有这一份离线包" in nothing.text  # a draft is nobody's yet
    quarter = acts.send(inspector, quarter.number, quarter.portal)
    inspection_papers.write(portal.store, quarter, tmp_path / "papers")
    [own] = (tmp_path / "papers" / "packs").glob(f"*{UNIT}*")
    saved = visitor.get(path)
    assert saved.content == own.read_bytes() and saved.headers["content-disposition"].startswith("attachment")
    assert path in visitor.get("/score").text
    assert other.get(path).content != own.read_bytes()
    assert portal.someone("inspector").get(path).status_code == 403  # it has them among the papers
