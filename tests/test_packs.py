"""离线包: everything a unit needs in one file that asks nobody for anything, the same bytes each time."""

import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from clerk import CHIEF, INSPECTOR, UNIT, Clerk
from lxml import html
from mini_district import District

from auditor.cli import run
from auditor.evidence.view import inert
from auditor.office.captures import LOST, NO_PAGE, lines_of
from auditor.store import Store
from auditor.text.seen import seen, seen_masked
from reports.pack import marked

IDENTITY = "110101199003070038"  # made up; its check digit holds
PAGE = f"""<html><head><title>名单</title><script>alert(1)</script><style>p{{}}</style></head><body>
<table><tr><td>发文字号：</td><td>〔〕号</td></tr></table><!-- 不见 -->
<p>姓名：张大某，身份证号{IDENTITY}，<b>手机</b>13812345678</p><p style="display: none">藏起来的</p>
<img src="http://evil.example/a.png" onerror="alert(2)"><p>第二段</p></body></html>"""


@pytest.fixture
def clerk(first_night, tmp_path, monkeypatch, capsys) -> Clerk:
    lived, _ = first_night
    shutil.copytree(lived.folder, tmp_path / "district")
    monkeypatch.chdir(tmp_path / "district")
    return Clerk(District(lived.portal, tmp_path / "district"), capsys)


@pytest.fixture
def quarter(clerk) -> Clerk:
    """The clerk with the quarter's draft before him."""
    clerk("inspect", "open", "quarter", str(clerk.district.profile), *INSPECTOR)
    return clerk


def packed(clerk: Clerk, folder: str) -> dict[str, bytes]:
    assert run(["inspect", "papers", "2026Q4", "--out", folder, "--db", clerk.district.db]) == 0
    return {path.name: path.read_bytes() for path in Path(folder, "packs").iterdir()}


def members(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_pack_holds_list_sheet_captures_and_letters_and_is_the_same_each_time(quarter):
    number = quarter.late()["number"]
    quarter.act("issue", "confirm", number=number)
    quarter("letter", "issue", str(quarter.district.profile), "整改通知", "--unit", UNIT, *INSPECTOR)
    quarter("letter", "receive", "2026-L0001", "--by", "张强", "--unit", UNIT, "--role", "unit")
    quarter("inspect", "send", "2026Q4", *CHIEF)
    first, again = packed(quarter, "a"), packed(quarter, "b")
    assert first == again and len(first) == 1
    inside = members(next(iter(first.values())))
    assert {"index.html", "list.html", "ledger.xlsx", "letters/2026-L0001.docx"} <= inside.keys()
    captures = [name for name in inside if name.startswith("captures/")]
    assert captures
    links = html.fromstring(inside["index.html"]).xpath("//a/@href")
    assert set(links) == inside.keys() - {"index.html"}
    sheet = openpyxl.load_workbook(io.BytesIO(inside["ledger.xlsx"])).worksheets[0]
    assert {row[2] for row in sheet.iter_rows(min_row=2, values_only=True)} == {UNIT}
    assert "张强" in inside["letters/2026-L0001.html"].decode()


def test_nothing_in_a_pack_runs_or_asks_the_network(quarter):
    for body in packed(quarter, "a").values():
        for name, page in members(body).items():
            if not name.endswith(".html"):
                continue
            tree = html.fromstring(page)
            assert not tree.xpath(
                "//script | //img | //iframe | //link | //object | //form | //@onerror | //@onclick"
            )
            assert "default-src 'none'" in page.decode()
            if name.startswith("captures/"):
                assert not tree.xpath("//a")


def test_what_is_issued_after_the_inspection_was_frozen_is_not_in_its_packs(quarter):
    number = quarter.late()["number"]
    quarter("inspect", "send", "2026Q4", *CHIEF)
    was = packed(quarter, "a")
    quarter.act("issue", "confirm", number=number, day=1)
    profile = str(quarter.district.profile)
    quarter("letter", "issue", profile, "整改通知", "--unit", UNIT, *INSPECTOR, day=2)
    assert packed(quarter, "b") == was


def test_a_capture_is_shown_as_words_alone_and_personal_numbers_are_masked(tmp_path):
    with Store.open(f"sqlite:///{tmp_path / 'a.sqlite3'}") as store:
        lines = lines_of(store, store.bodies.put(PAGE.encode())).shown
        assert lines_of(store, store.bodies.put(b"%PDF-1.7 ...")).shown == (NO_PAGE,)
        assert lines_of(store, "sha256:" + "0" * 64).shown == (LOST,)
    text = "\n".join(lines)
    assert lines[-2:] == ["［图片］", "第二段"] and "发文字号： 〔〕号" in lines
    for unseen in ("alert", "evil", "不见", "张大某", IDENTITY, "13812345678", "<"):
        assert unseen not in text
    assert "138****5678" in text and "姓名：张" in text


def test_a_pack_says_of_a_page_what_the_portal_shows_of_it(tmp_path):
    with Store.open(f"sqlite:///{tmp_path / 'a.sqlite3'}") as store:
        lines = lines_of(store, store.bodies.put(PAGE.encode()))
    shown = html.fromstring(inert(PAGE.encode(), masked=True)).xpath("//body//p")
    assert list(lines.shown) == [one.text_content() for one in shown]


def test_quotations_are_marked_and_everything_is_escaped():
    def shown(line, quotes):
        return next(marked(seen(line), quotes))

    assert shown("编号〔〕号<b>", ["〔〕号"]) == "编号<mark>〔〕号</mark>&lt;b&gt;"
    assert shown("甲  乙丙", ["甲 乙"]) == "<mark>甲  乙</mark>丙"
    assert shown("甲.乙", ["", "号", "甲*"]) == "甲.乙"
    assert shown("长句子里的句子", ["句子", "长句子"]) == "<mark>长句子</mark>里的<mark>句子</mark>"


def test_a_quotation_with_a_name_is_marked_where_the_name_is_masked():
    line = f"申请人张大某，身份证号{IDENTITY}，住址不详，以领补贴"
    (shown,) = marked(seen_masked(line), [f"张大某，身份证号{IDENTITY}，住址不详"])
    assert shown == "申请人<mark>张**，身份证号11*************038，住址不详</mark>，以领补贴"
