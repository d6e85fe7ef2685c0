"""Tables with merged cells written out, from web pages and from Word files."""

import datetime as dt

import docx
import pytest
from made_drafts import read_draft

from spiders.extract.extract import extract

NOW = dt.datetime(2026, 2, 10, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def rows_of(*tables: str) -> list[list[list[str]]]:
    body = "<p>本局公开的数据见下表，供社会各界查阅。</p>" * 3 + "".join(tables)
    html = f"<html><body><div id='zoom'>{body}</div></body></html>"
    page = extract(html.encode(), url="http://www.example.gov.cn/a.html", fetched_at=NOW)
    return [[list(row) for row in table.rows] for table in page.document.tables]


def test_merged_cells_stand_in_every_place_they_cover():
    (rows,) = rows_of(
        "<table><tr><th rowspan=2>单位</th><th colspan=2>数量</th></tr><tr><th>上年</th><th>本年</th></tr>"
        "<tr><td>甲局</td><td>1</td><td>2</td></tr></table>"
    )
    assert rows == [["单位", "数量", "数量"], ["单位", "上年", "本年"], ["甲局", "1", "2"]]


def test_row_lengths_are_made_equal():
    (rows,) = rows_of("<table><tr><td>甲</td><td>乙</td><td>丙</td></tr><tr><td>1</td></tr></table>")
    assert rows == [["甲", "乙", "丙"], ["1", "", ""]]


@pytest.mark.parametrize(
    "span", ["colspan=9999999999", "colspan=1000", "colspan='100%'", "colspan=-3", "colspan=0"]
)
def test_absurd_width_does_not_widen_the_table(span):
    (rows,) = rows_of(f"<table><tr><td {span}>附表</td></tr><tr><td>甲</td><td>乙</td></tr></table>")
    assert [row[0] for row in rows] == ["附表", "甲"]
    assert len(rows[0]) == 2


@pytest.mark.parametrize("span", ["rowspan=65534", "rowspan=0", "rowspan=3"])
def test_tall_cell_ends_with_the_table(span):
    (rows,) = rows_of(
        f"<table><tr><td {span}>类</td><td>甲</td></tr><tr><td>乙</td></tr><tr><td>丙</td></tr></table>"
    )
    assert rows == [["类", "甲"], ["类", "乙"], ["类", "丙"]]


def test_columns_that_only_measure_width_are_dropped():
    (rows,) = rows_of(
        "<table><tr><td colspan=3>甲</td><td colspan=2>乙</td></tr><tr><td colspan=3>1</td><td colspan=2>2</td></tr></table>"
    )
    assert rows == [["甲", "乙"], ["1", "2"]]


def test_hostile_spans_cost_little():
    cells = "<td colspan=1000 rowspan=65534>1</td>" * 40
    tables = rows_of("<table>" + f"<tr>{cells}</tr>" * 200 + "</table>")
    assert sum(len(row) for rows in tables for row in rows) <= 20_000


def test_layout_tables_are_left_out_and_inner_tables_are_read():
    tables = rows_of(
        "<table><tr><td><p>正文</p><table><tr><td>甲</td><td>1</td></tr></table></td></tr></table>",
    )
    assert tables == [[["甲", "1"]]]


def test_outer_cell_leaves_the_words_of_an_inner_table_to_it():
    outer, inner = rows_of(
        "<table><tr><td>项目</td><td>见<table><tr><td>甲</td><td>1</td></tr></table>右表</td></tr></table>"
    )
    assert inner == [["甲", "1"]]
    assert outer == [["项目", "见右表"]]


def test_cell_text_is_free_of_layout_space():
    (rows,) = rows_of(
        "<table><tr><td>\n  <p>本年<span>新收</span></p>\n  <p>数量</p> </td><td>&nbsp; 5<br></td></tr></table>"
    )
    assert rows == [["本年新收 数量", "5"]]


def test_hidden_rows_are_not_read():
    (rows,) = rows_of(
        "<table><tr style='display:none'><td>a</td><td>b</td></tr><tr><td>甲</td><td>1</td></tr></table>"
    )
    assert rows == [["甲", "1"]]


def test_word_tables_are_written_out(tmp_path):
    paper = docx.Document()
    paper.add_paragraph("镜湖区财政局2025年政府信息公开工作年度报告")
    table = paper.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "单位"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "数量"
    for (row, column), words in {
        (1, 1): "上年",
        (1, 2): "本年",
        (2, 0): "甲局",
        (2, 1): "1",
        (2, 2): "2",
    }.items():
        table.cell(row, column).text = words
    paper.save(str(tmp_path / "年报.docx"))
    document = read_draft(tmp_path / "年报.docx", fetched_at=NOW).document
    assert document.tables[0].rows == (("单位", "数量", "数量"), ("单位", "上年", "本年"), ("甲局", "1", "2"))
