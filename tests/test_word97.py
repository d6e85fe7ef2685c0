"""Word 97 files (.doc, .wps) read without a converter."""

import datetime as dt

import pytest
from made_word97 import CELL, DELETED, HIDDEN, INSERTED, LISTED, ROW_END, Block, doc

from auditor.check.draft import draft_page
from auditor.files.read import read_file

PAPER = (
    "青禾市政务公开办公室",
    "关于报送总结的通知",
    "各镇人民政府：",
    "请于12月20日前报送年度总结。",
    "青禾市政务公开办公室",
    "2025年12月1日",
)


@pytest.fixture(autouse=True)
def _no_converter(monkeypatch):
    monkeypatch.setenv("PATH", "")


def lines(content):
    return [paragraph.text for paragraph in content.document.paragraphs if not paragraph.aside]


def test_the_pieces_of_a_text_are_read_in_the_order_of_the_document():
    page = draft_page(doc(PAPER), "通知.wps", fetched_at=dt.datetime(2025, 12, 2, tzinfo=dt.UTC))
    assert page.title == "青禾市政务公开办公室关于报送总结的通知"
    assert page.document.signed.dated_on == dt.date(2025, 12, 1)
    assert [p.text for p in page.document.paragraphs] == list(PAPER)
    assert page.problems == ()


def test_rows_of_tables_are_rows():
    cells = [Block(text, CELL, "\x07") for text in ("姓名", "镇", "郝某", "")]
    row_end = Block("", ROW_END, "\x07")
    content = read_file(
        doc(["名单", *cells[:2], row_end, Block("第一行", CELL), *cells[2:], row_end, "完"]), "a.doc"
    )
    assert lines(content) == ["名单", "姓名\t镇", "第一行 郝某", "完"]
    assert content.document.tables[0].rows == (("姓名", "镇"), ("第一行\n郝某", ""))


def test_what_was_deleted_or_hidden_is_not_shown_but_told():
    block = Block("原定三月改为四月底", marked=((2, 4, DELETED), (4, 6, INSERTED), (8, 9, HIDDEN)))
    content = read_file(doc([block, "完"]), "a.doc")
    assert lines(content) == ["原定改为四月", "完"]
    assert content.hidden_text == "三月底"
    assert content.revisions == 4


def test_numbers_that_word_puts_before_paragraphs_are_shown():
    content = read_file(
        doc([Block("总体要求", LISTED), "正文。", Block("重点任务", LISTED)], lists=True), "a.doc"
    )
    assert lines(content) == ["一、总体要求", "正文。", "二、重点任务"]


def test_of_a_field_its_result_is_read():
    text = '网址\x13 HYPERLINK "http://www.example.gov.cn/" \x14青禾\x13PAGE\x15市\x15门户\x0b第二行\x01'
    assert lines(read_file(doc([text]), "a.doc")) == ["网址青禾市门户", "第二行"]


def test_footers_and_notes_stand_beside_the_text():
    content = read_file(doc(["正文"], footer="内部资料", note="注释一则"), "a.doc")
    assert [(p.text, p.place) for p in content.document.paragraphs if p.aside] == [
        ("注释一则", "脚注"),
        ("内部资料", "页眉页脚"),
    ]


def test_a_paper_of_before_1997_needs_a_converter():
    assert "没有可用的转换程序" in read_file(doc(PAPER, ident=0xA5DC), "a.doc").failure


def test_a_spoilt_file_is_called_damaged():
    body = doc(PAPER)
    content = read_file(body[:-3000], "a.doc")
    assert content.failure
    assert content.document.text == ""
