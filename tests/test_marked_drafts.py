"""Drafts with their faults marked: places, the web page, Word comments."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from made_drafts import FAULTY, NOW, SOUND, check, commented, finding, found, lines_of, read_draft, word

from auditor.cli import run
from auditor.text.placing import Lines

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
    from reports.drafts.marked_draft import marked

    path = tmp_path / "通知.txt"
    path.write_text(SOUND, "utf-8")
    from auditor.config.clock import instant

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
    from auditor.config.clock import instant
    from reports.drafts.commented_docx import write

    path = word(tmp_path / "通知.docx", SOUND)
    write(path.read_bytes(), [finding("不在文中的话")], {}, tmp_path / "批注.docx", at=instant(NOW))
    ((words, note),) = commented(tmp_path / "批注.docx")
    assert words == "云湖政办发〔2024〕6号" and note.startswith("【全文】")
    with zipfile.ZipFile(tmp_path / "批注.docx") as package:
        assert b'w:date="2024-03-20T12:00:00"' in package.read("word/comments.xml")


def test_a_package_that_takes_no_comments_is_refused_in_chinese(tmp_path: Path) -> None:
    from auditor.config.clock import instant
    from reports.drafts.commented_docx import CommentError, write

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
