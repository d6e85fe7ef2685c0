"""What attachments hold: files of every kind are written, read again, broken and overloaded."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import PERSON, line, ofd, ole, pdf, word, workbook, zipped
from made_word97 import CELL, LISTED, ROW_END, Block, doc

from auditor.files.process import Child, Pool
from auditor.files.read import read_file
from auditor.models import FileContent


def lines(content: FileContent) -> list[tuple[str, str]]:
    return [(p.text, p.place) for p in content.document.paragraphs if p.text]


class TestPdf:
    def test_lines_come_with_their_page(self):
        content = read_file(pdf(line("First", 700) + line("Second", 650), line("Third", 700)), "a.pdf")
        assert lines(content) == [("First", "第1页"), ("Second", "第1页"), ("Third", "第2页")]
        assert (content.pages, content.text_layer, content.failure) == (2, True, None)

    def test_pictures_only(self):
        picture = "q 500 0 0 700 40 40 cm /Im Do Q\n"
        assert not read_file(pdf(picture, picture + line("2", 20), image=True), "a.pdf").text_layer
        assert read_file(
            pdf(picture + line("A sentence that can be searched", 700), image=True), "a.pdf"
        ).text_layer

    def test_a_blank_page_is_no_scan(self):
        assert read_file(pdf(""), "a.pdf").text_layer

    def test_black_box_over_words_hides_them_badly(self):
        box = "0 g 100 695 200 20 re f\n"
        content = read_file(pdf(line("Li Si", 700) + line(PERSON, 700, 110) + box), "a.pdf")
        assert content.hidden_text == PERSON
        assert PERSON not in content.document.text

    @pytest.mark.parametrize(
        "page",
        [
            "0 g 100 695 200 20 re f\nBT 1 g /F1 12 Tf 110 700 Td (Header) Tj ET\n",  # white words on black
            line("Words", 700, 110) + "0.9 g 100 695 200 20 re f\n",  # pale background
            line("Words", 700, 110) + "0 g 100 703 200 0.7 re f\n",  # a rule
            line("Words", 700, 110) + "0 g 100 600 200 20 re f\n",  # elsewhere
        ],
    )
    def test_other_boxes_hide_nothing(self, page):
        assert read_file(pdf(page), "a.pdf").hidden_text == ""

    def test_cut_short(self):
        content = read_file(b"%PDF-1.4\n" + b"garbage" * 20, "a.pdf")
        assert content.damaged and content.failure == "文件损坏，无法打开"

    def test_password(self):
        body = pdf(line("x", 700)).replace(
            b"/Root 1 0 R",
            b"/Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
            + b"41" * 32
            + b">/U<"
            + b"42" * 32
            + b">>>"
            b"/ID[<00><00>]",
        )
        content = read_file(body, "a.pdf")
        assert content.encrypted and content.failure == "文件设了密码，无法打开"


class TestWord:
    def test_paragraphs_and_rows(self):
        content = read_file(
            word(["关于某事的通知", "正文。"], [["姓名", "镇"], ["苏*", "拂云镇"]], author="张"), "a.docx"
        )
        assert ("姓名\t镇", "表1第1行") in lines(content)
        assert ("正文。", "第2段") in lines(content)
        assert content.document.title == "关于某事的通知"
        assert content.document.tables[0].rows == (("姓名", "镇"), ("苏*", "拂云镇"))

    def test_merged_cells_are_written_out(self):
        cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
        rows = [
            cell.format('<w:gridSpan w:val="2"/>', "单位")
            + cell.format('<w:vMerge w:val="restart"/>', "金额"),
            cell.format("", "甲") + cell.format("", "乙") + cell.format("<w:vMerge/>", ""),
        ]
        table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
        content = read_file(word(["x"], inside=table), "a.docx")
        assert content.document.tables[0].rows == (("单位", "单位", "金额"), ("甲", "乙", "金额"))
        assert ("甲\t乙", "表1第2行") in lines(content)

    def test_revisions_and_hidden_words(self):
        marked = (
            '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>新</w:t></w:r></w:ins>'
            '<w:del w:id="2" w:author="a"><w:r><w:delText>旧词</w:delText></w:r></w:del>'
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r></w:p>"
        )
        content = read_file(word(["x"], inside=marked), "a.docx")
        assert content.revisions == 2
        assert set(content.hidden_text.split("\n")) == {"旧词", "看不见"}
        assert content.document.paragraphs[-1].text == "新"

    def test_external_entities_are_not_loaded(self, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("秘密内容")
        attack = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document xmlns:w="w"><w:p><w:t>&e;</w:t></w:p></w:document>'
        body = zipped({"[Content_Types].xml": "<x/>", "word/document.xml": attack})
        assert "秘密" not in read_file(body, "a.docx").document.text


class TestSheets:
    def test_rows_name_their_sheet_and_number(self):
        content = read_file(workbook({"名单": [["姓名", "金额"], ["苏*", 320.5], [], ["沈*", 12]]}), "a.xlsx")
        assert lines(content) == [
            ("姓名\t金额", "工作表“名单”第1行"),
            ("苏*\t320.5", "工作表“名单”第2行"),
            ("沈*\t12", "工作表“名单”第4行"),
        ]
        assert content.document.tables[0].rows[1] == ("苏*", "320.5")

    @pytest.mark.parametrize(
        ("what", "named"),
        [("sheet", "工作表“底稿”"), (2, "工作表“底稿”隐藏1行"), ("B", "工作表“底稿”隐藏1列")],
    )
    def test_hidden_cells(self, what, named):
        rows = [["姓名", "证件"], ["苏某", PERSON]]
        content = read_file(workbook({"表": [["x"]], "底稿": rows}, hide={"底稿": what}), "a.xlsx")
        assert content.hidden == (named,)
        assert PERSON in content.hidden_text
        assert PERSON not in content.document.text

    def test_merged_header_is_written_out(self):
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(workbook({"表": [["合计", None], ["a", "b"]]})))
        book["表"].merge_cells("A1:B1")
        buffer = io.BytesIO()
        book.save(buffer)
        assert read_file(buffer.getvalue(), "a.xlsx").document.tables[0].rows == (
            ("合计", "合计"),
            ("a", "b"),
        )

    def test_damaged_workbook(self):
        body = zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<broken"})
        assert read_file(body, "a.xlsx").damaged


class TestOfd:
    def test_words_are_put_in_reading_order(self):
        content = read_file(
            ofd([(20, 40, "第二行"), (24, 20, "右"), (20, 20.4, "左")], [(20, 20, "下页")]), "a.ofd"
        )
        assert lines(content) == [("左右", "第1页"), ("第二行", "第1页"), ("下页", "第2页")]
        assert content.pages == 2 and content.text_layer

    def test_scan(self):
        assert not read_file(ofd([], picture=True), "a.ofd").text_layer


class TestArchives:
    def test_files_inside_are_read_one_level_deep(self):
        inner = zipped({"x.txt": "不读"})
        body = zipped({"名单.xlsx": workbook({"表": [["苏*"]]}), "内层.zip": inner, "说明.txt": "第一行"})
        content = read_file(body, "a.zip")
        assert content.files == ("名单.xlsx", "内层.zip", "说明.txt")
        assert ("苏*", "压缩包内“名单.xlsx”工作表“表”第1行") in lines(content)
        assert "不读" not in content.document.text

    def test_names_in_gbk(self):
        body = zipped({"aa.txt": "x"}).replace(b"aa.txt", "表".encode("gb18030") + b".txt")
        assert read_file(body, "a.zip").files == ("表.txt",)

    def test_bomb(self):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", bytes(30_000_000))
        assert "压缩炸弹" in read_file(buffer.getvalue(), "a.zip").failure

    def test_too_many_files(self):
        body = zipped({f"{n}.txt": "" for n in range(5_001)})
        assert "超过5000个文件" in read_file(body, "a.zip").failure

    def test_password(self):
        body = bytearray(zipped({"a.txt": "x"}))
        body[6] |= 1
        body[body.index(b"PK\x01\x02") + 8] |= 1
        assert read_file(bytes(body), "a.zip").encrypted


@pytest.mark.parametrize(
    ("body", "name", "reason"),
    [
        (b"", "a.pdf", "空文件"),
        (b"<html><body>404</body></html>", "a.pdf", "网页"),
        (b"\x89PNG\r\n", "a.png", "图片"),
        (b"Rar!\x1a\x07", "a.rar", "RAR"),
        (ole("EncryptedPackage"), "a.docx", "密码"),
        (ole("PowerPoint Document"), "a.ppt", "演示文稿"),
        (b"\x00\x01\x02", "a.bin", "认不出"),
    ],
)
def test_what_cannot_be_read_says_why(body, name, reason):
    content = read_file(body, name)
    assert reason in content.failure
    assert content.encrypted == (reason == "密码")


def test_old_word_without_a_converter(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "没有可用的转换程序" in read_file(ole("WordDocument"), "a.doc").failure


def test_old_word_through_a_converter(monkeypatch, tmp_path):
    tool = tmp_path / "catdoc"
    tool.write_text("#!/bin/sh\necho 第一段\necho 第二段\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert [text for text, _ in lines(read_file(ole("WordDocument"), "a.doc"))] == ["第一段", "第二段"]


SOUND = {
    "a.pdf": pdf(line("Words", 700)),
    "a.docx": word(["关于某事的通知"], [["a", "b"]]),
    "a.xlsx": workbook({"表": [["a", 1]]}),
    "a.ofd": ofd([(1, 1, "字")]),
    "a.zip": zipped({"a.txt": "x"}),
    "a.xls": ole("Workbook"),
    "a.doc": doc(
        ["字", Block("甲", CELL, "\x07"), Block("", ROW_END, "\x07"), Block("乙", LISTED)], lists=True
    ),
}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SOUND)), st.data())
def test_spoilt_files_never_raise(name, data):
    body = bytearray(SOUND[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=20))
    assert isinstance(read_file(bytes(body), name), FileContent)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf"]),
    st.binary(max_size=300),
)
def test_any_bytes_never_raise(sign, rest):
    assert isinstance(read_file(sign + rest, "a.txt"), FileContent)


def hostile(body: bytes, name: str) -> FileContent:
    """A reader that does what the file's first word says."""
    if body == b"loop":
        while True:
            pass
    if body == b"grab":
        try:
            return FileContent(failure=str(len(bytearray(3_000_000_000))))
        except MemoryError:
            return FileContent(failure="内存")
    if body == b"die":
        import os

        os._exit(9)
    return FileContent(failure=name)


class TestChild:
    def test_survives_loops_grabs_and_deaths(self):
        child = Child(read=hostile)
        hurried = Child(seconds=0.1, read=hostile)
        try:
            assert child.read(b"fine", "甲").failure == "甲"
            assert "解析超时" in hurried.read(b"loop", "乙").failure
            assert "异常退出" in child.read(b"die", "丙").failure
            assert child.read(b"grab", "丁").failure == "内存"
            assert child.read(b"fine", "戊").failure == "戊"
        finally:
            child.stop()
            hurried.stop()

    def test_pool_answers_in_order_and_reads_real_files(self):
        files = [(f"{n}", lambda n=n: workbook({"表": [[n]]}), "a.xlsx") for n in range(5)]
        with Pool() as pool:
            answers = list(pool.read_all(files))
        assert [(key, content.document.text) for key, content in answers] == [
            (f"{n}", f"{n}") for n in range(5)
        ]
