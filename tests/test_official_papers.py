"""The 通报 as a Word file: laid out as the program advises others, the same bytes each time, the words of the page."""

import json
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from drawn_up import QUARTER, a_bulletin, printed, words
from findings import (
    UNITS,
    a_coverage,
    a_lenient_portal,
    exempted_findings,
    findings_of_a_quarter,
    two_quarters,
)

from auditor.cli import run
from auditor.files.read import read_file
from auditor.inspection.settling import Amendment
from auditor.models.run import Unchecked
from auditor.text.wording import spelt
from reports import bulletin
from reports.bulletin_paper import paper_of
from reports.comparison import compare
from reports.cover import Stamp, versions_told
from reports.official import word
from reports.official.paper import Line, Paper, Table, title_lines
from spiders.rendering import NO_BROWSER

STAMP = Stamp(number="2024Q3", rule_versions={"LAG001": 3, "FMT001": 1}, data_hash="sha256:" + "ab" * 32)


def a_quarter_bulletin():
    return a_bulletin(
        [*findings_of_a_quarter(), *exempted_findings()],
        portal=a_lenient_portal(),
        comparison=compare(*two_quarters(), UNITS, QUARTER),
        stamp=STAMP,
    )


def a_clean_bulletin():
    return a_bulletin([], a_coverage(unchecked=()))


@pytest.mark.parametrize("drawn", [a_quarter_bulletin, a_clean_bulletin])
def test_the_word_file_passes_the_programs_own_check_and_its_advice_on_layout(drawn, tmp_path, capsys):
    paper = paper_of(drawn(), document_number="青政办字〔2024〕31号", signed_on=drawn().as_of)
    path = word.write(paper, tmp_path / "通报.docx")
    run(["check", str(path), "--format", "jsonl"])
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["code"], one["message"]) for one in said if one["verdict"] == "fail"] == []
    assert [one["message"] for one in said if one["code"].startswith("FMT02")] == []


def test_the_advice_on_layout_does_look_at_it(tmp_path, capsys):
    """Set in another face, the same paper is told so: the silence above is no blindness."""
    document = Document(BytesIO(word.docx_of(paper_of(a_quarter_bulletin()))))
    for fonts in document.element.body.iter(qn("w:rFonts")):
        for script in ("ascii", "hAnsi", "eastAsia"):
            fonts.set(qn(f"w:{script}"), "微软雅黑")
    document.save(tmp_path / "通报.docx")
    run(["check", str(tmp_path / "通报.docx"), "--format", "jsonl"])
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"标题字体", "正文字体"} <= {one["subject"] for one in said if one["code"] == "FMT022"}


def test_the_sheet_is_that_of_the_standard():
    layout = read_file(word.docx_of(paper_of(a_quarter_bulletin())), "通报.docx").document.layout
    sheet = layout.sheet
    assert (sheet.width, sheet.height) == (210, 297)
    assert (sheet.top, sheet.bottom, sheet.left, sheet.right) == pytest.approx((37, 35, 28, 26), abs=0.1)
    assert "—" in layout.page_number.text and (layout.page_number.font, layout.page_number.size) == (
        "宋体",
        14,
    )


def test_page_numbers_stand_at_the_outer_edge():
    section = Document(BytesIO(word.docx_of(paper_of(a_quarter_bulletin())))).sections[0]
    sides = [
        footer._element.find(f".//{qn('w:jc')}").get(qn("w:val"))
        for footer in (section.first_page_footer, section.footer, section.even_page_footer)
    ]
    assert sides == ["right", "right", "left"]


def test_points_fit_their_columns():
    """A figure takes 2.1 mm at a table's size, a cell's edges 4 mm: else 10.22 stands as 1 over 0.22."""
    tables = [block for block in _blocks(paper_of(a_quarter_bulletin())) if isinstance(block, Table)]
    most = {
        "扣分": "25.00",
        "得分": "100.00",
        "原扣": "25.00",
        "现扣": "25.00",
        "信息": "9999",
        "问题": "999",
    }
    widths = [(one.head, one.width) for table in tables for one in table.columns if one.head in most]
    assert {"扣分", "得分"} <= {head for head, _ in widths}
    assert all(width >= 4 + 2.1 * len(most[head]) for head, width in widths)


def _blocks(paper):
    return [block for part in (paper.blocks, *(annex.blocks for annex in paper.annexes)) for block in part]


def test_a_long_row_of_codes_may_end_its_line_between_them():
    paper = replace(paper_of(a_quarter_bulletin()), blocks=(Line("第1版：ANR004、005，BUD006；2026年"),))
    texts = [p.text for p in Document(BytesIO(word.docx_of(paper))).paragraphs]
    assert "第1版：ANR004、\u200b005，\u200bBUD006；\u200b2026年" in texts


def test_no_line_breaks_a_number_or_a_year():
    """Programs that break lines by the language keep those of Latin letters and figures whole."""
    body = Document(BytesIO(word.docx_of(paper_of(a_quarter_bulletin())))).element.body
    said = [
        (run.findtext(qn("w:t")) or "", run.find(f"{qn('w:rPr')}/{qn('w:lang')}"))
        for run in body.iter(qn("w:r"))
    ]
    numbers = [
        (words, language) for words, language in said if re.search("[0-9]{2}", words) and len(words) <= 12
    ]
    assert len(numbers) > 40
    assert all(language is not None and language.get(qn("w:val")) == "en-US" for _, language in numbers)
    assert not any(re.search(r"[\u4e00-\u9fff]", words) for words, _ in numbers)


def test_what_was_corrected_after_the_draft_went_out_stands_in_both(tmp_path):
    taken = Amendment(
        number="2024-0001", unit="青禾区财政局", code="LAG001", name="主动公开超期", kind="申诉后撤销",
        before=Decimal(1), after=Decimal(0), why="已撤销：会签在后",
    )  # fmt: skip
    one = replace(a_quarter_bulletin(), amendments=(taken,))
    page = words(bulletin.write(one, tmp_path).read_text("utf-8"))
    annex = next(a for a in paper_of(one).annexes if a.title == "问题台账")
    told = "".join("".join(row) for block in annex.blocks if isinstance(block, Table) for row in block.rows)
    assert "申诉后撤销" in page and "申诉后撤销：已撤销：会签在后" in told and "台账2024-0001" in told


def test_the_same_paper_has_the_same_bytes_whatever_the_clock_says():
    body = word.docx_of(paper_of(a_quarter_bulletin()))
    assert body == word.docx_of(paper_of(a_quarter_bulletin()))
    with zipfile.ZipFile(BytesIO(body)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    facts = Document(BytesIO(body)).core_properties
    assert facts.created.date() == facts.modified.date() == a_quarter_bulletin().as_of


def test_it_says_what_the_page_says(tmp_path):
    view = a_quarter_bulletin()
    page = words(printed(view, tmp_path))
    for block in paper_of(view).blocks:
        for text in filter(None, (block.heading, block.text.partition(".")[2] or block.text)):
            assert words(f"<p>{text}</p>") in page


def test_a_number_and_a_date_stand_there_only_where_they_were_given():
    bare = "".join(p.text for p in Document(BytesIO(word.docx_of(paper_of(a_quarter_bulletin())))).paragraphs)
    assert "〕31号" not in bare and "印发日期待填" in bare
    given = paper_of(
        a_quarter_bulletin(), document_number="青政办字〔2024〕31号", signed_on=a_quarter_bulletin().as_of
    )
    texts = [p.text for p in Document(BytesIO(word.docx_of(given))).paragraphs]
    assert texts[0] == "青政办字〔2024〕31号" and "2024年9月30日" in texts
    assert (given.head, paper_of(a_quarter_bulletin()).head) == ("", "机器初稿　未经核对不得印发")


def test_every_annex_is_named_in_the_text_and_begins_a_sheet():
    document = Document(BytesIO(word.docx_of(paper_of(a_quarter_bulletin()))))
    texts = [p.text for p in document.paragraphs]
    for place, title in enumerate(
        ("各单位得分情况", "问题台账", "检查了什么，没有检查什么", "豁免和零报告"), 1
    ):
        assert any(text.endswith(f"{place}.{title}") for text in texts[: texts.index("附件1")])
        begins = document.paragraphs[texts.index(f"附件{place}")]
        assert begins.paragraph_format.page_break_before
        assert texts[texts.index(f"附件{place}") + 2] == title


def test_the_cover_says_by_which_rules_and_over_which_data(tmp_path):
    text = words(printed(a_quarter_bulletin(), tmp_path))
    for part in (
        "2024Q3",
        "第1版：FMT001；第3版：LAG001",
        STAMP.data_hash,
        "7个栏目没有读完",
        "4项登记了原因",
    ):
        assert part in text
    assert versions_told({}) == ""
    assert versions_told({"FMT001": 1, "FMT003": 1, "COL001": 1}) == "共3条。第1版：COL001，FMT001、003"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于检查情况的通报", ("关于检查情况的通报",)),
        (
            "青禾区人民政府办公室关于2024年第三季度政务公开检查情况的通报",
            ("青禾区人民政府办公室关于", "2024年第三季度政务公开检查情况的通报"),
        ),
        ("关于2026年第1季度政务公开检查情况的通报", ("关于2026年第1季度", "政务公开检查情况的通报")),
        (
            "青禾区办公室关于2026年第1季度政务公开检查情况的通报",
            ("青禾区办公室关于", "2026年第1季度政务公开检查情况的通报"),
        ),
    ],
)
def test_a_long_title_is_broken_where_it_makes_sense(title, lines):
    assert title_lines(title) == lines


def test_a_signers_long_name_stays_on_the_sheet():
    paper = Paper(
        title="关于检查情况的通报", blocks=(Line("内容。"),), signer="某某市某某区人民政府政务公开工作领导小组办公室",
        told_on=a_quarter_bulletin().as_of,
    )  # fmt: skip
    signer = next(p for p in Document(BytesIO(word.docx_of(paper))).paragraphs if p.text == paper.signer)
    indent = signer._element.find(f".//{qn('w:ind')}")
    assert indent is None or int(indent.get(qn("w:right"), 0)) >= 0


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("成文日期 2026-03-05 晚于发布日期 2026-03-18", "成文日期2026年3月5日晚于发布日期2026年3月18日"),
        ("意见自 2026-04-02 至 2026-04-17", "意见自2026年4月2日至2026年4月17日"),
        ("信息表写的是“2026-03-05”", "信息表写的是“2026-03-05”"),
        ("《2026-03-05会议纪要》打不开", "《2026-03-05会议纪要》打不开"),
        ("见 /art/2026-03-05/1.html", "见 /art/2026-03-05/1.html"),
        ("编号2026-03-05-1", "编号2026-03-05-1"),
    ],
)
def test_days_are_written_out_where_nothing_is_quoted(said, written):
    assert spelt(said) == written


def test_what_to_install_is_no_matter_for_those_who_are_inspected():
    left = Unchecked("统计信息", f"列表由脚本填充；{NO_BROWSER}", "区统计局")
    assert "Chromium" in left.why
    assert left.cause == "列表由脚本填充；由脚本填充的列表要用浏览器读"
