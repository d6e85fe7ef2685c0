"""Drafts judged before publication: reading, silence on sound papers, refusals."""

import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from made_drafts import FAULTY, NOW, SOUND, check, read_draft, word
from made_files import PERSON, ofd, pdf, rezipped, workbook, zipped

from auditor.files.process import Child

# Judging


def test_a_sound_paper_gives_no_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = word(tmp_path / "通知.docx", SOUND)
    document = docx.Document(str(path))
    document.add_paragraph("附件")
    document.add_paragraph("2024年政务公开工作任务分工表")
    table = document.add_table(2, 3)
    rows = (("序号", "工作任务", "责任单位"), ("1", "公开规划信息", "区发展和改革局"))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(path))
    assert check(path) == 0
    assert "检查了 1 个文件，没有发现问题" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_every_encoding_offices_use(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(FAULTY.replace("\n", "\r\n").encode(encoding))
    assert read_draft(path, fetched_at=None).title == "云湖区人民政府办公室关于做好政务公开工作的通知"  # type: ignore[arg-type]
    assert check(path, "--select", "FMT001") == 1


def test_a_web_page_judged_as_a_draft_owes_no_page_tags(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "通知.html"
    body = "".join(f"<p>{line}</p>" for line in FAULTY.splitlines())
    path.write_text(
        f"<html><head><meta name='SiteName' content='云湖区'><title>通知</title></head><body>{body}</body></html>",
        "utf-8",
    )
    assert check(path, "--draft", "--format", "jsonl") == 1
    codes = {json.loads(line)["code"] for line in capsys.readouterr().out.splitlines()}
    assert {"FMT001", "FMT008", "TXT003"} <= codes
    assert not any(code.startswith(("FLD", "LNK", "LAG", "COL")) for code in codes)


def test_what_the_author_left_in_a_word_file_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = word(tmp_path / "新建 Microsoft Word 文档.docx", SOUND)
    document = docx.Document(str(path))
    document.add_comment(document.paragraphs[2].runs, text="再商量", author="某人")
    document.save(str(path))
    check(path, "--format", "jsonl")
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [f["code"] for f in told] == ["PRV007"]
    assert "批注" in told[0]["message"]


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("坏.docx", b"PK\x03\x04 cut off", "损坏"),
        ("假.docx", bytes(range(256)) * 50, "另存为 .docx"),
        ("乱.txt", bytes(range(256)) * 50, "不是 UTF-8 或 GBK 编码的文本"),
        ("零.txt", b"\x00\x01\x02" * 50, "不是 UTF-8 或 GBK 编码的文本"),
        ("空.txt", b"", "没有文字"),
        ("白.txt", "　\r\n \r\n".encode(), "没有文字"),
        ("空.docx", b"", "0字节"),
        ("图.pdf", b"%PDF-1.4\n broken", "损坏"),
        ("网页.doc", b"<html><body>text</body></html>", "内容是网页"),
    ],
)
def test_what_cannot_be_read_is_refused_and_never_called_clean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, body: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(body)
    assert check(tmp_path / name) == 2
    told = capsys.readouterr()
    assert name in told.err and "没有检查" in told.err and why in told.err
    assert "没有发现问题" not in told.out


def test_an_old_word_file_without_a_converter_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("auditor.check.draft._child", Child)  # one that is born with this PATH
    for name in ("旧.doc", "旧.wps"):
        body = (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
        )
        (tmp_path / name).write_bytes(body)
        assert check(tmp_path / name) == 2
        assert "另存为 .docx" in capsys.readouterr().err


def test_a_file_that_brings_its_reader_down_is_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A sheet whose two cells stand in its opposite corners asks for more memory than there is."""
    body = rezipped(
        workbook({"表": [["a"], ["b"]]}), "xl/worksheets/sheet1.xml", b'r="A2"', b'r="XFD1048576"'
    )
    (tmp_path / "表.docx").write_bytes(body)
    assert check(tmp_path / "表.docx") == 2
    told = capfd.readouterr().err
    assert "没有检查" in told and "backtrace" not in told


def test_a_scan_is_not_called_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "扫描.pdf").write_bytes(pdf("q 500 0 0 700 40 40 cm /Im Do Q", image=True))
    assert check(tmp_path / "扫描.pdf") == 2
    assert "只有扫描图片" in capsys.readouterr().err


def test_a_word_file_without_words_is_not_called_clean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(word(tmp_path / "空.docx", "")) == 2
    assert "没有文字" in capsys.readouterr().err


def test_a_folder_is_checked_without_the_lock_files_of_word(tmp_path: Path) -> None:
    word(tmp_path / "通知.docx", SOUND)
    (tmp_path / "~$通知.docx").write_bytes(b"lock")
    assert check(tmp_path) == 0


def test_lists_and_archives_are_judged_as_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [["姓名", "身份证号"], ["苏某", PERSON]]
    (tmp_path / "名单.xlsx").write_bytes(workbook({"名单": rows}))
    (tmp_path / "名单.csv").write_text("\n".join(",".join(row) for row in rows), "utf-8")
    (tmp_path / "名单.ofd").write_bytes(ofd([(20, 20, "身份证号"), (60, 20, PERSON)]))
    for path in tmp_path.iterdir():
        assert check(path, "--format", "jsonl") == 1
        found = [json.loads(line)["code"] for line in capsys.readouterr().out.splitlines()]
        assert "PRV001" in found
        assert path.suffix == ".ofd" or found == ["PRV001"]


def test_what_is_not_judged_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "包.zip").write_bytes(zipped({"通知.txt": SOUND, "录像.mp4": "x"}))
    assert check(tmp_path / "包.zip") == 2
    assert "录像.mp4" in capsys.readouterr().err
    (tmp_path / "照片.heic").write_bytes(b"\0\1\2")
    assert check(tmp_path / "照片.heic") == 2
    assert "没有检查" in capsys.readouterr().err
    assert check(tmp_path) == 2
    assert "照片.heic" in capsys.readouterr().err


def test_text_is_taken_from_standard_input(tmp_path: Path) -> None:
    def piped(body: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "auditor", "check", "-", "--as-of", NOW, *options]
        return subprocess.run(command, input=body, capture_output=True, timeout=120, check=False)

    marked = tmp_path / "标注.html"
    faulty = piped(FAULTY.encode("gb18030"), "--format", "jsonl", "--mark", str(marked))
    assert faulty.returncode == 1
    codes = {json.loads(line)["code"] for line in faulty.stdout.decode().splitlines()}
    assert {"FMT001", "FMT008", "TXT003"} <= codes
    assert "<mark>云湖政办发[2024]6号</mark>" in marked.read_text("utf-8")
    assert piped(SOUND.encode()).returncode == 0
    nothing = piped(b"")
    assert nothing.returncode == 2 and "标准输入：没有检查" in nothing.stderr.decode()


def test_a_huge_text_is_answered(tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    path.write_text("\n".join([SOUND] * (5_000_000 // len(SOUND.encode()))), "utf-8")
    assert check(path, "--select", "FMT,PRV,TXT003,TXT004", "--mark", tmp_path / "长.html") in (0, 1)
