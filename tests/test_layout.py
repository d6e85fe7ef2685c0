"""What a Word draft states of its layout, and what is advised (FMT022)."""

import datetime as dt

import docx
import pytest
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from made_drafts import SOUND, read_draft
from made_files import with_parts

from auditor.check.draft import draft_page
from auditor.models import PageNumber, Sheet
from auditor.rule.examples import site_of
from rules.format.fmt022_page_layout import page_layout

NOW = dt.datetime(2024, 3, 20, 9, tzinfo=dt.UTC)
FONTS = {"title": ("方正小标宋简体", 22), "一、": ("黑体", 16), "text": ("仿宋_GB2312", 16)}


def east_asian(owner, font):
    fonts = owner.get_or_add_rPr().get_or_add_rFonts()
    for key in ("eastAsiaTheme", "asciiTheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)
    fonts.set(qn("w:eastAsia"), font)


def standard(path, *, styled=True, footer="—"):
    """The sound draft as GB/T 9704 wants it: by its styles, or run by run."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    normal = document.styles["Normal"]
    if styled:
        east_asian(normal.element, "仿宋_GB2312")
        normal.font.size = Pt(16)
        normal.paragraph_format.line_spacing = Pt(28)
        heading = document.styles.add_style("章", 1)
        heading.base_style = normal
        east_asian(heading.element, "黑体")
    for at, line in enumerate(SOUND.splitlines()):
        kind = "title" if at in (1, 2) else "一、" if line[1] == "、" else "text"
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line)
        if styled and kind == "一、":
            paragraph.style = document.styles["章"]
        elif not styled or kind == "title":
            east_asian(run._r, FONTS[kind][0])
            run.font.size = Pt(FONTS[kind][1])
        if not styled:
            paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            paragraph.paragraph_format.line_spacing = Pt(28)
    numbered(section.footer.paragraphs[0], footer)
    document.save(str(path))
    return path


def numbered(paragraph, dash):
    for text in (f"{dash} " if dash else "", "PAGE", f" {dash}" if dash else ""):
        run = paragraph.add_run("1" if text == "PAGE" else text)
        run.font.size, run.font.name = Pt(14), "宋体"
        if text == "PAGE":
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), " PAGE ")
            run._r.addprevious(field)
            field.append(run._r)


def advised(path, change=None):
    """Subjects of what is advised on the draft after `change` was made to it."""
    if change:
        document = docx.Document(str(path))
        change(document)
        document.save(str(path))
    page = draft_page(path.read_bytes(), path.name, fetched_at=NOW)
    return {flaw.subject: flaw.message for flaw in page_layout.judge(page, site_of({}))}


@pytest.mark.parametrize("styled", [True, False])
def test_a_paper_set_by_the_standard_is_advised_nothing(tmp_path, styled):
    assert advised(standard(tmp_path / "通知.docx", styled=styled)) == {}


def test_what_the_file_states_is_read_through_its_styles(tmp_path):
    layout = read_draft(standard(tmp_path / "通知.docx"), fetched_at=NOW).document.layout
    assert layout.sheet == Sheet(210.0, 297.0, 37.0, 35.0, 28.0, 26.0)
    assert layout.page_number == PageNumber("— 1 —", "宋体", 14.0)
    title, text, heading = (layout.of(line) for line in (2, 4, 5))
    assert (title.font, title.size, title.pitch) == ("方正小标宋简体", 22, 28)
    assert (text.font, text.size) == ("仿宋_GB2312", 16)
    assert (heading.font, heading.size, heading.pitch) == ("黑体", 16, 28)


def test_words_that_nobody_laid_out_are_advised_nothing(tmp_path):
    path = tmp_path / "通知.docx"
    document = docx.Document()  # Letter, one font and one size throughout
    for line in SOUND.splitlines():
        document.add_paragraph(line)
    document.save(str(path))
    assert advised(path) == {}
    document.paragraphs[2].runs[0].font.size = Pt(18)
    document.paragraphs[1].runs[0].font.size = Pt(18)
    document.save(str(path))
    assert "纸张是215.9×279.4毫米" in advised(path)["纸张"]
    assert (
        advised(path)["标题字体"] == "标题是小二号，建议用二号小标宋体"
    )  # the theme names no East Asian font


def test_a_style_changed_or_a_run_set_by_hand_is_noticed(tmp_path):
    path = standard(tmp_path / "通知.docx")
    assert advised(path, lambda d: east_asian(d.styles["章"].element, "宋体")) == {
        "一级标题字体": "一级标题是宋体，建议用三号黑体"
    }
    assert set(advised(path, lambda d: setattr(d.styles["Normal"].font, "size", Pt(14)))) == {
        "一级标题字体",
        "正文字体",
    }


def test_a_damaged_theme_costs_the_advice_and_not_the_words(tmp_path):
    path = standard(tmp_path / "通知.docx")
    path.write_bytes(with_parts(path.read_bytes(), {"word/theme/theme1.xml": b"<a:theme"}))
    page = draft_page(path.read_bytes(), path.name, fetched_at=NOW)
    assert page.document.title == "云湖区人民政府办公室关于做好2024年政务公开工作的通知"


def test_a_page_number_between_hyphens_is_advised(tmp_path):
    assert "一字线" in advised(standard(tmp_path / "通知.docx", footer="-"))["页码"]


def test_no_other_kind_of_file_tells_a_layout(tmp_path):
    page = draft_page(SOUND.encode(), "通知.txt", fetched_at=NOW)
    assert page.document.layout is None
    assert list(page_layout.judge(page, site_of({}))) == []
