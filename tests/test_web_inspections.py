"""Inspections in the web portal: begun, looked at, sent, frozen; their papers; what people find on drawn pages."""

import io
import re
import shutil
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest
from mini_district import District
from portal_visitor import UNIT, Portal

from auditor.models.inspection import InspectionState
from auditor.models.issue_kinds import IssueState, Source
from auditor.office import inspection_papers

PNG = b"\x89PNG\r\n\x1a\n a picture"


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


def begun(portal, visitor, kind, **form):
    visitor.get("/inspections")
    answer = visitor.post("/inspections", {"kind": kind, "portal": "wenchangwan"} | form)
    assert answer.headers["location"] == "/inspections?said=asked", answer.text
    waiting = visitor.get("/inspections").text
    assert "等着建立" in waiting and 'hx-trigger="every 3s"' in waiting
    assert portal.work() == 1
    page = lxml.html.fromstring(visitor.get("/inspections").text)
    assert not page.xpath("//*[@hx-trigger]")
    return page.xpath("//section[@aria-labelledby='begun']//a/@href")[0]


def test_a_quarter_is_begun_sent_and_frozen_by_the_chief(portal):
    inspector, chief = portal.someone("inspector"), portal.someone("chief")
    path = begun(portal, inspector, "quarter")
    assert path == "/inspections/wenchangwan/2026Q4"
    page = inspector.get(path).text
    assert UNIT in page and "发各单位征求意见" in page and "<summary>冻结" not in page
    assert inspector.post(f"{path}/freeze").status_code == 403
    page = chief.get(path).text
    assert "由检查人员发各单位征求意见" in page and f'action="{path}/send"' not in page
    assert "不能冻结" in chief.post(f"{path}/freeze").text
    inspector.get(path)
    assert inspector.post(f"{path}/send", {"why": "请核对"}).status_code == 303
    assert "<summary>冻结" not in inspector.get(path).text
    page = chief.get(path).text
    assert "<summary>冻结" in page and "申诉期还没有届满" in page and "请核对" in page
    assert "写明理由" in chief.post(f"{path}/freeze").text
    chief.get(path)
    assert chief.post(f"{path}/freeze", {"why": "各单位均无异议"}).status_code == 303
    assert portal.store.inspections.get("2026Q4").state is InspectionState.FROZEN
    assert "记下通报已印发" in chief.get(path).text and "可以办的" not in inspector.get(path).text
    chief.get(path)
    out = {"document": "文政办函〔2026〕9号", "issued_on": "2026-12-05"}
    assert chief.post(f"{path}/issue", out).status_code == 303
    page = chief.get(path).text
    assert "文政办函〔2026〕9号" in page and "可以办的" not in page
    assert "2026Q4" in inspector.get("/inspections").text


def test_a_spot_check_keeps_its_seed_and_size(portal):
    visitor = portal.someone("inspector")
    path = begun(portal, visitor, "spot", seed="7", size="4", period="2026-11")
    one = portal.store.inspections.get(path.rpartition("/")[2])
    assert (one.seed, len(one.sample)) == (7, 4)
    assert one.frame_hash in visitor.get(path).text


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"kind": "quarter", "period": "去年"}, "不是检查时段"),
        ({"kind": "quarter", "period": "2020Q1"}, "没有正常读取过"),
        ({"kind": "special", "codes": " , "}, "要写明查哪些规则"),
        ({"kind": "special", "codes": "../etc"}, "规则"),
        ({"kind": "year"}, ""),
        ({"kind": "spot", "size": "-1"}, "size"),
        ({"kind": "other"}, "kind"),
    ],
)
def test_what_cannot_be_begun_says_why(portal, form, told):
    visitor = portal.someone("inspector")
    visitor.get("/inspections")
    answer = visitor.post("/inspections", {"portal": "wenchangwan"} | form)
    if answer.status_code == 303:  # what only the store can tell is told where it is drawn up
        portal.work()
        answer = visitor.get("/inspections")
        assert "没有建立：" in answer.text
    else:
        assert answer.status_code in (400, 422)
    assert told in answer.text and not portal.store.inspections.all()


def test_papers_are_those_of_the_command_and_are_saved_never_shown(portal, tmp_path):
    visitor = portal.someone("inspector")
    path = begun(portal, visitor, "quarter")
    answer = visitor.get(f"{path}/papers.zip")
    assert answer.headers["content-disposition"].startswith("attachment")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    out = tmp_path / "by-command"
    inspection_papers.write(portal.store, portal.store.inspections.get("2026Q4"), out)
    kept = {file.relative_to(out).as_posix(): file for file in out.rglob("*") if file.is_file()}
    assert set(archive.namelist()) == set(kept) and kept
    tree = lxml.html.fromstring(visitor.get(f"{path}/papers").text)
    links = [href for href in tree.xpath("//a/@href") if "/papers/" in href]
    assert len(links) == len(kept)
    for link in links:
        saved = visitor.get(link)
        assert saved.headers["content-type"] == "application/octet-stream"
        assert saved.headers["x-content-type-options"] == "nosniff"
        assert saved.headers["content-disposition"].startswith("attachment")
    for name, file in kept.items():
        assert archive.read(name) == file.read_bytes(), name


@pytest.mark.parametrize("name", ["../auditor.sqlite3", "..%2Fauditor.sqlite3", "%2Fetc%2Fpasswd", "", "%00"])
def test_no_other_file_is_reached(portal, name):
    visitor = portal.someone("inspector")
    path = begun(portal, visitor, "spot", size="2")
    answer = visitor.get(f"{path}/papers/{name}")
    assert answer.status_code == 404 and b"SQLite" not in answer.content


def test_nothing_is_left_of_papers_outside_the_answer(portal):
    visitor = portal.someone("inspector")
    path = begun(portal, visitor, "spot", size="2")
    before = set(Path(portal.folder).rglob("*"))
    visitor.get(f"{path}/papers.zip")
    left = {file for file in set(Path(portal.folder).rglob("*")) - before if "sqlite3" not in file.name}
    assert not left


def filled_in(visitor, path):
    """The form as the work list's first link opens it."""
    tree = lxml.html.fromstring(visitor.get(f"{path}/work").text)
    link = next(href for href in tree.xpath("//a/@href") if href.startswith("/add?"))
    form = lxml.html.fromstring(visitor.get(link).text).xpath("//form[@action='/add']")[0]
    given = {key: value for key, value in form.form_values() if key != "csrf"}
    assert given["url"] == parse_qs(urlsplit(link).query)["url"][0]
    return given


def test_what_a_person_finds_on_a_drawn_page_becomes_a_row_with_its_picture(portal):
    visitor = portal.someone("inspector")
    path = begun(portal, visitor, "spot", size="3")
    form = filled_in(visitor, path) | {"code": "fld001", "message": "看不到索引号", "quote": "索引号："}
    files = [("files", ("截图.png", PNG, "text/html"))]
    answer = visitor.post("/add", form, files=files)
    assert answer.status_code == 303, answer.text
    base = answer.headers["location"].partition("?")[0]
    row = portal.store.issues.numbered(base.rpartition("/")[2])[0]
    assert (row.state, row.opening.source, row.opening.code) == (
        IssueState.CONFIRMED,
        Source.PERSON,
        "FLD001",
    )
    assert row.events[0].files == ("截图.png",) and path.rpartition("/")[2] in row.events[0].why
    saved = visitor.get(f"{base}/files/截图.png")
    assert saved.content == PNG and saved.headers["content-disposition"].startswith("attachment")
    assert row.number in visitor.get(f"{path}/work").text


@pytest.mark.parametrize(
    ("more", "files", "told"),
    [
        ({"unit": "区某局"}, [], "没有“区某局”这个单位"),
        ({"code": "XXX999"}, [], "没有规则"),
        ({"url": "javascript:alert(1)"}, [], "不是网址"),
        ({"message": "  "}, [], "要写明问题是什么"),
        ({"source": "outside"}, [], "由谁转来"),
        ({"source": "machine"}, [], "source"),
        ({}, [("files", ("a.png", b"<html><script>alert(1)</script>"))], "没有收下"),
        ({}, [("files", ("a.png", PNG)), ("files", ("a.png", PNG))], "不能同名"),
    ],
)
def test_what_is_filled_in_wrong_makes_no_row(portal, more, files, told):
    visitor = portal.someone("inspector")
    visitor.get("/add")
    before = len(portal.store.issues.of())
    form = {
        "source": "person", "portal": "wenchangwan", "unit": UNIT, "url": "http://www.example.gov.cn/1.html",
        "code": "FLD001", "message": "看不到索引号",
    }  # fmt: skip
    answer = visitor.post("/add", form | more, files=files or None)
    assert answer.status_code in (400, 422) and told in answer.text
    assert len(portal.store.issues.of()) == before


def test_what_others_told_of_waits_to_be_confirmed(portal):
    visitor = portal.someone("inspector")
    visitor.get("/add")
    form = {
        "source": "outside", "portal": "wenchangwan", "unit": UNIT, "url": "http://www.example.gov.cn/1.html",
        "code": "FLD001", "message": "看不到<i>索引号</i>", "sender": "市政务公开办", "received_on": "2026-11-20",
        "answer_by": "2026-12-04",
    }  # fmt: skip
    answer = visitor.post("/add", form)
    number = re.search(r"/issues/wenchangwan/([\d-]+)", answer.headers["location"])[1]
    row = portal.store.issues.numbered(number)[0]
    assert row.state is IssueState.SUSPECTED and row.opening.outside.sender == "市政务公开办"
    assert "市政务公开办，2026年11月20日收到" in visitor.get(f"/issues/wenchangwan/{number}").text
    queue = visitor.get("/review").text
    assert number in queue and "&lt;i&gt;索引号" in queue
