"""Evidence: shown as it was, packed so that it holds elsewhere, and whatever was altered since is seen."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import shutil
import sqlite3
import subprocess
import zipfile
from dataclasses import replace

import pytest
from after_night import district, told  # noqa: F401
from mini_district import LATE
from stores import NIGHTS, SITE, article, begin, end, finding, store, url  # noqa: F401
from warcio.archiveiterator import ArchiveIterator

from auditor.cli import run
from auditor.evidence.case import case_view, facts, page_of_case, quoted_lines
from auditor.evidence.chain import seal
from auditor.evidence.verify import verify
from auditor.evidence.warc import warc_of
from auditor.ledger.advance import advance
from auditor.models import Document, FileContent, Look, Paragraph, RunState
from auditor.models.exchange import Exchange
from auditor.models.finding import fingerprint_head
from auditor.office.evidence import case_of, pack
from auditor.store import Store


@pytest.fixture
def late(district):
    with Store.open(district.db) as store:
        finding = next(f for f in store.findings.listed() if f.code == "LAG001")
        row = next(r for r in store.issues.of() if finding.fingerprint in r.fingerprints)
    return finding, row


def test_the_number_on_paper_tells_the_fingerprint(late):
    finding, _ = late
    assert finding.fingerprint.startswith(fingerprint_head(finding.number))
    assert fingerprint_head("LAG001-OOOO-0000") is None


@pytest.mark.parametrize("way", ["number", "fingerprint", "row"])
def test_a_fault_is_shown_with_all_that_proves_it(district, late, capsys, way):
    finding, row = late
    name = {"number": finding.number, "fingerprint": finding.fingerprint, "row": row.number}[way]
    shown = told(capsys, "evidence", "show", name, "--db", district.db)
    for words in (
        "LAG001 主动公开超期", "规则版本：第", "依据：", finding.capture, "抓取时间：2026-11-23 01:00", "服务器地址：127.0.0.1",
        "Content-Type: text/html", "确认人：尚未经人工确认", "第3号通知的正文", "封存链第 1 环",
    ):  # fmt: skip
        assert words in shown, words


def test_what_was_reported_from_outside_is_shown_with_the_page_as_it_was_last_read(district, late, capsys):
    """It proves nothing of the day of the report, and says so; a package of evidence holds no such page."""
    finding, row = late
    what = ("--url", finding.url, "--unit", row.unit, "--message", "电话打不通", "--code", "GUI001")
    number = told(
        capsys, "issue", "add", "--source", "外部转来", "--from", "12345", "--received-on", "2026-11-23", *what, "--by", "王丽", "--db", district.db,
        "--as-of", "2026-11-24",
    ).partition("：")[0]  # fmt: skip
    shown = told(capsys, "evidence", "show", number, "--db", district.db)
    assert f"快照：当时没有网页快照，这是最近一次读到的：{finding.capture}" in shown
    assert "  关于做好第3项工作的通知\n" in shown.partition("页面当时的文字")[2]
    with Store.open(district.db) as store, zipfile.ZipFile(io.BytesIO(pack(store, [number]))) as archive:
        assert not [name for name in archive.namelist() if name.endswith("body.bin")]


def test_who_confirmed_and_who_read_second_are_named(district, late, capsys):
    _, row = late
    who = ("--db", district.db, "--as-of", "2026-11-24")
    told(capsys, "issue", "confirm", row.number, "--by", "王丽", "--role", "inspector", *who)
    told(capsys, "issue", "second", row.number, "--result", "属实", "--by", "赵敏", *who)
    told(capsys, "issue", "notify", row.number, "--by", "王丽", "--role", "inspector", *who)
    own = ("--by", row.unit, "--role", "unit", *who)
    told(capsys, "appeal", "file", row.number, "--kind", "误报", "--why", "当日已公开", *own)
    told(
        capsys,
        "appeal",
        "decide",
        row.number,
        "--decision",
        "uphold",
        "--why",
        "不成立",
        "--by",
        "李强",
        "--role",
        "chief",
        *who,
    )
    view = json.loads(told(capsys, "evidence", "show", row.number, "--db", district.db, "--format", "json"))
    assert (view["confirmed_by"], view["second_reader"], view["decided_by"]) == ("王丽", "赵敏", "李强")
    shown = told(capsys, "evidence", "show", row.number, "--db", district.db)
    assert all(name in shown for name in ("王丽", "赵敏", "李强"))


def test_the_page_as_it_was_is_written_inert(district, late, capsys, tmp_path):
    finding, _ = late
    out = tmp_path / "佐证.html"
    told(capsys, "evidence", "show", finding.number, "--db", district.db, "--out", str(out))
    html = out.read_text("utf-8")
    assert "<mark>" in html and "第3号通知的正文" in html and "<script" not in html


def test_a_package_is_checked_without_this_program(district, late, capsys, tmp_path):
    finding, row = late
    names = [row.number, finding.number, next(n for n in numbers(district) if n != finding.number)]
    packages = []
    for name in ("a.zip", "b.zip"):
        told(capsys, "evidence", "pack", *names, "--db", district.db, "--out", str(tmp_path / name))
        packages.append((tmp_path / name).read_bytes())
    assert packages[0] == packages[1]
    with zipfile.ZipFile(io.BytesIO(packages[0])) as archive:
        archive.extractall(tmp_path / "out")
    assert "sha256sum -c SHA256SUMS" in (tmp_path / "out/核验说明.txt").read_text("utf-8")
    if shutil.which("sha256sum"):
        done = subprocess.run(
            ["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=tmp_path / "out", capture_output=True
        )
        assert done.returncode == 0, done.stderr
    folder = tmp_path / "out" / row.number
    body = (folder / "body.bin").read_bytes()
    assert (
        f"sha256:{hashlib.sha256(body).hexdigest()}"
        == json.loads((folder / "finding.json").read_text("utf-8"))["capture"]
    )
    with (folder / "page.warc").open("rb") as file:
        records = [
            (r.rec_type, r.rec_headers, r.http_headers, r.content_stream().read())
            for r in ArchiveIterator(file)
        ]
    assert [record[0] for record in records] == ["warcinfo", "response", "metadata"]
    _, about, http, payload = records[1]
    assert payload == body and http.get_statuscode() == "200"
    assert about.get_header("WARC-Target-URI") == district.portal.home + LATE[1:]
    assert about.get_header("WARC-IP-Address") == "127.0.0.1"
    assert json.loads(records[2][3])["capture"] == finding.capture
    assert records[2][1].get_header("WARC-Concurrent-To") == about.get_header("WARC-Record-ID")


def numbers(district):
    with Store.open(district.db) as store:
        return [finding.number for finding in store.findings.listed() if finding.capture]


def test_what_is_no_number_is_said(district, capsys):
    for name, why in (
        ("abc", "不是编号"),
        ("LAG001-0000-0000", "没有问题"),
        ("2026-9999", "没有问题 2026-9999"),
    ):
        assert why in told(capsys, "evidence", "show", name, "--db", district.db, code=2)


def test_untouched_evidence_holds(district, capsys):
    assert "全部相符" in told(capsys, "evidence", "verify", "--db", district.db)
    view = json.loads(told(capsys, "evidence", "verify", "--db", district.db, "--format", "json"))
    assert view["holds"] and view["bodies"] > 5 and view["chains"]["wenchangwan"]["links"] == 1


@pytest.mark.parametrize("way", ["missing", "altered"])
def test_a_lost_body_is_named_with_what_rests_on_it(district, late, capsys, tmp_path, way):
    finding, row = late
    with Store.open(district.db) as store:
        path = store.bodies.path_of(finding.capture)
        other = next(f for f in map(store.bodies.path_of, store.bodies.kept()) if f != path)
    path.unlink() if way == "missing" else shutil.copy(other, path)
    shown = told(capsys, "evidence", "verify", "--db", district.db, code=1)
    for words in (finding.capture, finding.url, finding.fingerprint, row.number):
        assert words in shown
    assert "快照缺失" in told(capsys, "evidence", "show", finding.number, "--db", district.db, code=1)
    package = tmp_path / "x.zip"
    told(capsys, "evidence", "pack", finding.number, "--db", district.db, "--out", str(package), code=2)
    assert not package.exists()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE sightings SET state = 'fixed'", "第 1 次运行留下的记录与封存时不同"),
        (
            "DELETE FROM sightings WHERE fingerprint IN (SELECT fingerprint FROM sightings LIMIT 1)",
            "第 1 次运行",
        ),
        ("UPDATE fetches SET fetched_at = '2026-11-20 00:00:00.000000'", "第 1 次运行"),
        ("UPDATE exchanges SET headers = '[]'", "第 1 次运行"),
        ("UPDATE visits SET entry_count = entry_count + 1", "第 1 次运行"),
        ("UPDATE finding_texts SET content = replace(content, '超期', '按期')", "问题的文字被改动过"),
        ("UPDATE seals SET content = 'x'", "第 1 环与它自己的校验值不符"),
    ],
)
def test_whatever_is_altered_later_is_seen(district, capsys, change, why):
    with contextlib.closing(sqlite3.connect(district.folder / "auditor.sqlite3")) as database:
        assert database.execute(change).rowcount > 0
        database.commit()
    assert why in told(capsys, "evidence", "verify", "--db", district.db, code=1)


def test_the_chain_goes_on_from_night_to_night(district, capsys):
    district.night(1)
    run(["judge", str(district.profile), "--db", district.db])
    capsys.readouterr()
    view = json.loads(told(capsys, "evidence", "verify", "--db", district.db, "--format", "json"))
    assert view["holds"] and view["chains"]["wenchangwan"]["links"] == 3
    with contextlib.closing(sqlite3.connect(district.folder / "auditor.sqlite3")) as database:
        database.execute("DELETE FROM seals WHERE serial = 2")
        database.commit()
    assert "封存记录被删除过" in told(capsys, "evidence", "verify", "--db", district.db, code=1)


def test_personal_data_is_masked_where_the_fault_is_that_it_stands_there(district, capsys, tmp_path):
    path = LATE.replace("1003", "1004")
    answer = district.portal.pages[path] if path in district.portal.pages else district.portal.pages[LATE]
    before, answer.body = (
        answer.body,
        answer.body.replace("通知的正文".encode(), "通知，身份证号110101199003077571的正文".encode()),
    )
    try:
        district.night(1)
    finally:
        answer.body = before
    capsys.readouterr()
    with Store.open(district.db) as store:
        finding = next(f for f in store.findings.listed() if f.code.startswith("PRV"))
    assert "110101199003077571" not in told(capsys, "evidence", "show", finding.number, "--db", district.db)
    out = tmp_path / "p.zip"
    told(capsys, "evidence", "pack", finding.number, "--db", district.db, "--out", str(out))
    with zipfile.ZipFile(out) as archive:
        readable = [name for name in archive.namelist() if name.endswith(("finding.html", "finding.json"))]
        assert len(readable) == 2
        for name in readable:
            assert b"110101199003077571" not in archive.read(name)
        assert "没有打码" in archive.read("核验说明.txt").decode()


def test_chain_and_words_hold_on_either_database_and_a_release_is_sealed_again(store):
    run_id = begin(store)
    page = article(1, capture=store.bodies.put(b"<html>1</html>"))
    answer = Exchange(at=NIGHTS[0], url=page.url, status=200, headers=(("Server", "甲"),), peer="127.0.0.1")
    store.exchanges.save("wch", run_id, [answer])
    store.pages.save("wch", run_id, page)
    found = [finding(1, capture=page.capture, message="半个字\ud800与\x00")]
    store.findings.hold("wch", run_id, advance([], found, seen=lambda f: True, at=NIGHTS[0]), NIGHTS[0])
    end(store, run_id, state=RunState.HELD)
    seal(store, "wch", at=NIGHTS[0])
    assert verify(store).holds
    ledger = advance([], found, seen=lambda f: True, at=NIGHTS[0])
    store.findings.apply("wch", run_id, [*ledger, replace(ledger[0], finding=finding(2, capture=None))], [])
    assert [each.seal.run_id for each in verify(store).broken] == [run_id]
    seal(store, "wch", at=NIGHTS[1], again=run_id)
    seen = verify(store)
    assert seen.holds and seen.heads["wch"][0] == 2


def test_a_file_is_shown_as_what_was_read_from_it(store):
    run_id = begin(store)
    capture = store.bodies.put(b"%PDF-1.4 binary")
    look = Look(NIGHTS[0], 200, size=15, sniffed="pdf", capture=capture)
    store.looks.save("wch", run_id, f"{SITE}/a.pdf", look, referrer=f"{SITE}/art/1.html")
    store.contents.save(capture, 1, FileContent(Document((Paragraph("附件甲"), Paragraph("公示对象 张三")))))
    found = [finding(1, capture=capture, quote="公示对象", fingerprint="0123456789abcdef")]
    store.findings.apply("wch", run_id, advance([], found, seen=lambda f: True, at=NIGHTS[0]), [])
    case = case_of(store, "0123456789abcdef")
    assert case.origin and case.origin.of_file
    assert "<mark>公示对象</mark>" in page_of_case(case)
    kinds = [record.rec_type for record in ArchiveIterator(io.BytesIO(warc_of(case)))]
    assert kinds == ["warcinfo", "resource"]


def test_a_name_is_masked_in_the_quotation_as_on_the_page_and_marked_there(store):
    """By itself the quotation does not say whose name it holds; the head of the column does."""
    run_id = begin(store)
    capture = store.bodies.put(b"%PDF-1.4 roster")
    look = Look(NIGHTS[0], 200, size=15, sniffed="pdf", capture=capture)
    store.looks.save("wch", run_id, f"{SITE}/a.pdf", look, referrer=f"{SITE}/art/1.html")
    lines = ("姓名 身份证号码 金额", "张大某 110101199003077571 300元", "李小某 110101199003070038 200元")
    store.contents.save(capture, 1, FileContent(Document(tuple(map(Paragraph, lines)))))
    quote = "张大某 11*************571 300元"
    found = [finding(1, capture=capture, quote=quote, fingerprint="0123456789abcdef")]
    store.findings.apply("wch", run_id, advance([], found, seen=lambda f: True, at=NIGHTS[0]), [])
    case = case_of(store, "0123456789abcdef")
    shown = "张** 11*************571 300元"
    assert f"<mark>{shown}</mark>" in page_of_case(case) and f"【{shown}】" in quoted_lines(case, 3)
    assert case_view(case)["quote"] == shown and dict(facts(case))["原文"] == shown
    assert "大某" not in page_of_case(case) and page_of_case(case).count("<mark>") == 1


def test_a_fault_without_a_page_of_its_own_has_its_package_too(store):
    run_id = begin(store)
    found = [finding(1, capture=None, fetched_at=None, fingerprint="0123456789abcdef")]
    store.findings.apply("wch", run_id, advance([], found, seen=lambda f: True, at=NIGHTS[0]), [])
    with zipfile.ZipFile(io.BytesIO(pack(store, ["0123456789abcdef"]))) as archive:
        assert sorted(name.rpartition("/")[2] for name in archive.namelist()) == sorted(
            ["SHA256SUMS", "核验说明.txt", "finding.json", "finding.html"]
        )
