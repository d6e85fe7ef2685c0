"""发布前自查: drafts judged as documents, and marked where they are wrong."""

import io
import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from findings import a_finding
from made_files import pdf

from auditor.cli import run
from auditor.draft import read_draft
from auditor.models import Finding
from reports.placing import Lines

SOUND = """云湖政办发〔2024〕6号
云湖区人民政府办公室
关于做好2024年政务公开工作的通知
各镇人民政府，区政府各部门：
为贯彻落实《中华人民共和国政府信息公开条例》，进一步做好全区政务公开工作，经区政府同意，现将有关事项通知如下。
一、工作目标
坚持以公开为常态、不公开为例外，全面推进决策、执行、管理、服务、结果公开。
二、重点任务
（一）加强主动公开。各单位要在政府信息形成或者变更之日起20个工作日内予以公开。
（二）做好依申请公开。收到申请后，严格依照法定期限答复。
三、保障措施
各单位要明确分管负责同志和具体经办人员，于2024年4月10日前报送工作方案。联系电话：0533-6030000。
附件：2024年政务公开工作任务分工表
云湖区人民政府办公室
2024年3月15日
（此件公开发布）"""
FAULTY = """云湖政办发[2024]6号
云湖区人民政府办公室
关于做好政务公开工作的通知
各镇人民政府：
请各村(居)委会认真落实，并告知其他村(居)委会。联系人手机13805331234。
村民张某，身份证号11010519491231002X。
工作于2024年03月15日开始。
云湖区人民政府办公室
2024年03月15日"""
NOW = "2024-03-20"


def word(path: Path, text: str, run_length: int = 100) -> Path:
    """A DOCX whose lines are cut into runs of so many characters, every other one bold."""
    document = docx.Document()
    for line in text.splitlines():
        paragraph = document.add_paragraph()
        for at in range(0, len(line), run_length):
            paragraph.add_run(line[at : at + run_length]).bold = at // run_length % 2 == 1
    document.save(str(path))
    return path


def commented(path: Path) -> list[tuple[str, str]]:
    """(the words under the comment, the comment) for every comment of a DOCX."""
    document = docx.Document(str(path))
    words: dict[str, str] = {}
    begun: set[str] = set()
    for node in document.element.body.iter():
        number = node.get(qn("w:id"))
        if node.tag == qn("w:commentRangeStart"):
            begun.add(number)
            words[number] = ""
        elif node.tag == qn("w:commentRangeEnd"):
            begun.discard(number)
        elif node.tag in (qn("w:t"), qn("w:tab")):
            for one in begun:
                words[one] += node.text or "\t"
    return [(words[str(comment.comment_id)], comment.text) for comment in document.comments]


def lines_of(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def check(*arguments: object) -> int:
    return run(["check", *map(str, arguments), "--as-of", NOW])


def finding(quote: str, subject: str = "") -> Finding:
    return a_finding("TXT003", quote=quote, subject=subject)


def found(texts: list[str], quote: str, subject: str = "") -> list[str]:
    return [
        "|".join(texts[span.line][span.start : span.end] for span in hit)
        for hit in Lines(texts).places(finding(quote, subject))
    ]


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
    for name in ("旧.doc", "旧.wps"):
        body = (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
        )
        (tmp_path / name).write_bytes(body)
        assert check(tmp_path / name) == 2
        assert "另存为 .docx" in capsys.readouterr().err


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


def test_a_huge_text_is_answered_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    path.write_text("\n".join([SOUND] * (5_000_000 // len(SOUND.encode()))), "utf-8")
    began = time.monotonic()
    assert check(path, "--select", "FMT,PRV,TXT003,TXT004", "--mark", tmp_path / "长.html") in (0, 1)
    assert time.monotonic() - began < 30


# Finding the places


def test_a_quote_is_found_as_it_stands_and_wherever_it_stands() -> None:
    assert found(["村(居)民和村(居)委会", "(居)"], "(居)", subject="(居)") == ["(居)"] * 3
    assert found(["于2024年03月15日开始", "2024年03月15日"], "2024年03月15日", "落款日期") == [
        "2024年03月15日"
    ]
    assert (
        Lines(["于2024年03月15日开始", "2024年03月15日"])
        .places(finding("2024年03月15日", "落款日期"))[0][0]
        .line
        == 1
    )


def test_white_space_and_broken_lines_hide_no_quote() -> None:
    assert found(["云湖区 水务 局通知"], "水务局") == ["水务 局"]
    assert found(["关于开展检查", "", "工作的通知"], "检查工作的通知") == ["检查|工作的通知"]
    assert found(["附", "件"], "附件") == []


def test_masked_numbers_are_found_again() -> None:
    line = "张某11010519491231002X，手机138 0533 1234，李某13905331234"
    assert found([line], "11*************02X、138****1234、139****1234") == [
        "11010519491231002X",
        "138 0533 1234",
        "13905331234",
    ]


def test_a_quote_put_together_is_found_in_pieces() -> None:
    texts = ["云湖区水务局关于检查的通知", "云湖区水务局说：", "云湖区财政局"]
    assert found(texts, "落款：云湖区财政局；标题：云湖区水务局") == ["云湖区财政局", "云湖区水务局"]


def test_what_is_not_there_is_not_found() -> None:
    assert found(["各镇人民政府："], "信息表“索引号”为空") == []
    assert found(["各镇人民政府："], "") == []
    assert found([], "各镇") == []


# The page


def test_the_marked_page_shows_every_place_with_its_note(tmp_path: Path) -> None:
    path, marked = word(tmp_path / "通知.docx", FAULTY), tmp_path / "新" / "通知.html"
    assert check(path, "--select", "FMT001,FMT008,TXT003", "--mark", marked) == 1
    page = marked.read_text("utf-8")
    assert page.count("<mark>(居)</mark>") == 2  # stands twice
    assert page.count("“(居)”中用了半角标点") == 1  # is told once
    assert "工作于2024年03月15日开始" in page and "<mark>2024年03月15日</mark>" in page
    assert page.index("2024年03月15日开始") < page.index("<mark>2024年03月15日</mark>")
    assert "写法：云湖政办发〔2024〕6号" in page and "GB/T 9704—2012" in page


def test_the_marked_page_shows_no_personal_number_and_runs_nothing(tmp_path: Path) -> None:
    path, marked = tmp_path / "通知.txt", tmp_path / "通知.html"
    path.write_text(FAULTY + "\n<script>alert(1)</script><img src=x onerror=alert(1)>(坏)", "utf-8")
    assert check(path, "--mark", marked) == 1
    page = marked.read_text("utf-8")
    assert "11010519491231002X" not in page and "13805331234" not in page
    assert "<mark>11*************02X</mark>" in page
    assert "<script" not in page and "<img" not in page and "&lt;script&gt;" in page


def test_findings_without_a_place_stand_on_top(tmp_path: Path) -> None:
    from reports.marked_draft import marked

    path = tmp_path / "通知.txt"
    path.write_text(SOUND, "utf-8")
    from auditor.config import instant

    page = read_draft(path, fetched_at=instant(NOW))
    view = marked(page, [finding("不在文中的话"), finding("云湖政办发〔2024〕6号")], {"TXT003": "改正"})
    assert [note.number for note in view.unplaced] == [None]
    assert view.rows[0].notes[0].advice == "改正"
    assert (view.failed, view.doubtful) == (2, 0)


# Comments in Word


def test_comments_stand_at_the_very_words_across_runs(tmp_path: Path) -> None:
    path, marked = word(tmp_path / "通知.docx", FAULTY, run_length=4), tmp_path / "通知-批注.docx"
    before = path.read_bytes()
    assert check(path, "--select", "FMT001,FMT008,TXT003,PRV", "--mark", marked) == 1
    assert path.read_bytes() == before
    assert lines_of(marked) == lines_of(path)
    places = commented(marked)
    assert [words for words, _ in places].count("(居)") == 2
    assert {"云湖政办发[2024]6号", "2024年03月15日", "11010519491231002X"} <= {words for words, _ in places}
    note = next(note for words, note in places if words == "云湖政办发[2024]6号")
    assert "FMT001" in note and "写法：云湖政办发〔2024〕6号" in note and "依据：GB/T 9704—2012" in note
    bold = [
        (run.text, bool(run.bold))
        for paragraph in docx.Document(str(marked)).paragraphs
        for run in paragraph.runs
        if run.text
    ]
    assert "".join(text for text, is_bold in bold if is_bold) == "".join(
        run.text for paragraph in docx.Document(str(path)).paragraphs for run in paragraph.runs if run.bold
    )


def test_comments_in_tables_links_and_beside_breaks_and_older_comments(tmp_path: Path) -> None:
    path, marked = word(tmp_path / "通知.docx", SOUND), tmp_path / "批注.docx"
    document = docx.Document(str(path))
    document.add_comment(document.paragraphs[2].runs, text="旧批注", author="某人")
    document.add_table(1, 2).cell(0, 1).text = "各村(居)民"
    paragraph = document.add_paragraph("前文")
    link = OxmlElement("w:hyperlink")
    run_in_link = paragraph.add_run("见镇(街)目录")
    link.append(run_in_link._r)
    paragraph._p.append(link)
    broken = document.add_paragraph().add_run("第一行")
    broken.add_break()
    broken.add_text("第二行\t区(市)名单")
    document.save(str(path))
    assert check(path, "--select", "TXT003", "--mark", marked) == 1
    places = commented(marked)
    assert [words for words, _ in places] == [
        "云湖区人民政府办公室关于做好2024年政务公开工作的通知"[10:],
        "(居)",
        "(街)",
        "(市)",
    ]
    assert places[0][1] == "旧批注"
    assert lines_of(marked) == lines_of(path)


def test_deleted_and_hidden_words_and_text_boxes_take_no_comment(tmp_path: Path) -> None:
    path, marked = tmp_path / "通知.docx", tmp_path / "批注.docx"
    document = docx.Document()
    paragraph = document.add_paragraph("村")
    hidden = paragraph.add_run("(藏)")
    hidden.font.hidden = True
    paragraph.add_run("民(居)委会")
    box = OxmlElement("w:txbxContent")
    box.append(document.add_paragraph("框内村(居)民")._p)
    picture = OxmlElement("w:pict")
    picture.append(box)
    document.add_paragraph("外").add_run()._r.append(picture)
    document.save(str(path))
    assert check(path, "--select", "TXT003", "--mark", marked) == 1
    assert [words for words, _ in commented(marked)] == ["(居)"]


def test_a_finding_without_a_place_is_told_at_the_head(tmp_path: Path) -> None:
    from auditor.config import instant
    from reports.commented_docx import write

    path = word(tmp_path / "通知.docx", SOUND)
    write(path.read_bytes(), [finding("不在文中的话")], {}, tmp_path / "批注.docx", at=instant(NOW))
    ((words, note),) = commented(tmp_path / "批注.docx")
    assert words == "云湖政办发〔2024〕6号" and note.startswith("【全文】")
    with zipfile.ZipFile(tmp_path / "批注.docx") as package:
        assert b'w:date="2024-03-20T12:00:00"' in package.read("word/comments.xml")


def test_a_package_that_takes_no_comments_is_refused_in_chinese(tmp_path: Path) -> None:
    from auditor.config import instant
    from reports.commented_docx import CommentError, write

    strange = io.BytesIO()
    with zipfile.ZipFile(strange, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    with pytest.raises(CommentError, match="加不了批注"):
        write(strange.getvalue(), [], {}, tmp_path / "批注.docx", at=instant(NOW))
    assert not list(tmp_path.iterdir())


# Where marks may be written


def test_several_drafts_are_marked_into_a_folder(tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        word(tmp_path / folder / "通知.docx", FAULTY)
    (tmp_path / "说明.txt").write_text(FAULTY, "utf-8")
    out = tmp_path / "标注"
    inputs = [tmp_path / "甲", tmp_path / "乙", tmp_path / "说明.txt"]
    assert check(*inputs, "--select", "FMT001", "--marked", out) == 1
    assert sorted(path.name for path in out.iterdir()) == [
        "说明-标注.html",
        "通知-2-批注.docx",
        "通知-批注.docx",
    ]
    assert [words for words, _ in commented(out / "通知-2-批注.docx")] == ["云湖政办发[2024]6号"]


def test_marks_never_fall_on_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = word(tmp_path / "通知.docx", FAULTY)
    text = tmp_path / "通知.txt"
    text.write_text(FAULTY, "utf-8")
    link = tmp_path / "同一份.docx"
    link.symlink_to(path)
    before = path.read_bytes()
    for arguments, why in (
        ((path, "--mark", path), "原文稿"),
        ((path, "--mark", link), "原文稿"),
        ((path, "--mark", tmp_path / "标注.pdf"), ".html 或 .docx"),
        ((path, text, "--mark", tmp_path / "标注.html"), "--marked"),
        ((text, "--mark", tmp_path / "标注.docx"), ".html"),
        ((tmp_path, "--marked", tmp_path / "标注"), "另选文件夹"),
        ((path, "--marked", text), "是文件"),
        ((path, "--mark", tmp_path / "a.html", "--marked", tmp_path / "b"), "只能写一个"),
    ):
        assert check(*arguments) == 2
        assert why in capsys.readouterr().err
    assert path.read_bytes() == before
    assert {p.name for p in tmp_path.iterdir()} == {"通知.docx", "通知.txt", "同一份.docx"}


def test_the_options_are_explained_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--help"]) == 0
    shown = "".join(capsys.readouterr().out.split())
    assert "auditorcheck通知.docx--mark通知-批注.docx" in shown
    for option in ("--mark", "--marked", "--draft"):
        assert option in shown
