"""公文 as a Word file laid out by GB/T 9704—2012: A4, 22 lines of 28 characters, the typefaces by name.

The same paper gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from auditor.config.whole_file import whole_file
from reports.official.paper import Annex, Line, Paper, Table, annex_name, title_lines
from reports.workbook import plain
from reports.zipped import rezipped

if TYPE_CHECKING:
    from docx.document import Document

TITLE, HEI, KAI, SONG, FANG = "方正小标宋简体", "黑体", "楷体_GB2312", "宋体", "仿宋_GB2312"
_LEVELS = {1: (HEI, False), 2: (KAI, False), 3: (FANG, True)}  # typeface and weight of a heading
_ER, _SAN, _SI, _WU = 22.0, 16.0, 14.0, 10.5  # 二号 三号 四号 五号, in points
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}  # millimetres
_PITCH, _TITLE_PITCH = 579, 700  # twips: 22 lines on 225 mm; the title's own
_CHARACTER = 316  # twips: 28 of them on 156 mm
_CLOSER = (
    -5
)  # twips between characters: 28 of 三号 fill 156 mm; programs read a grid of characters each in its way
_TWIP_OF_MM = 56.7
_SHORT = 6  # rows of a table that stands on one sheet
_WHOLE = re.compile(r"(?<![0-9A-Za-z])([0-9A-Za-z]{2,12})(?![0-9A-Za-z])")  # a longer one would tear its line
_TURN = re.compile(r"(?<=[0-9A-Za-z][、，；])(?=[0-9A-Za-z])")  # where a line may end among numbers
_UNBROKEN = (
    '<w:lang w:val="en-US"/>'  # programs that break lines by the language let a Chinese figure be broken
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def write(paper: Paper, path: Path) -> Path:
    """Write the paper, whole or not at all; returns the path."""
    body = docx_of(paper)
    with whole_file(path) as part:
        part.write_bytes(body)
    return path


def docx_of(paper: Paper) -> bytes:
    """The bytes of the Word file."""
    from docx import Document  # takes its time, and the pages need none of it

    document = Document()
    _set_up(document, paper)
    body = document.element.body
    for element in _elements(paper):
        body.insert(len(body) - 1, element)  # before the section's own properties
    whole = BytesIO()
    document.save(whole)
    return rezipped(whole.getvalue())


def _set_up(document: Document, paper: Paper) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, millimetres in _MARGINS.items():
        setattr(section, name, Mm(millimetres))
    section.footer_distance, section.header_distance = Mm(23), Mm(20)  # the number 7 mm under the text
    for old in section._sectPr.findall(f"{{{section._sectPr.nsmap['w']}}}docGrid"):
        section._sectPr.remove(old)
    section._sectPr.append(_xml(f'<w:docGrid {_W} w:type="lines" w:linePitch="{_PITCH}"/>'))
    _set_usual(document)
    _set_numbers(document, paper)
    _set_facts(document, paper)


def _set_usual(document: Document) -> None:
    """The usual letter; sheets are filled to their last line."""
    usual = document.styles["Normal"].element
    for old in list(usual):
        if old.tag.endswith(("}rPr", "}pPr")):
            usual.remove(old)
    usual.append(
        _xml(f'<w:pPr {_W}><w:widowControl w:val="0"/><w:spacing w:before="0" w:after="0"/></w:pPr>')
    )
    close = f'<w:spacing w:val="{_CLOSER}"/>'
    language = '<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/>'  # marks look as Chinese papers have them
    usual.append(_xml(f"<w:rPr {_W}>{_letter(FANG, _SAN, close)}{language}</w:rPr>"))


def _set_numbers(document: Document, paper: Paper) -> None:
    """— 1 — at the outer edge, one character from it."""
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = True
    sides = (
        (section.first_page_footer, "right"),
        (section.footer, "right"),
        (section.even_page_footer, "left"),
    )
    for footer, side in sides:
        footer.is_linked_to_previous = False
        _fill(footer, _number(side))
    section.first_page_header.is_linked_to_previous = False
    if paper.head:
        _fill(section.first_page_header, _paragraph(_run(paper.head, SONG, _WU), align="center"))


def _fill(part: Any, element: Any) -> None:
    for old in list(part._element):
        part._element.remove(old)
    part._element.append(element)


def _set_facts(document: Document, paper: Paper) -> None:
    """What the file says of itself; its time is the day of what it tells."""
    facts, at = document.core_properties, dt.datetime.combine(paper.told_on, dt.time(), dt.UTC)
    facts.title, facts.author, facts.last_modified_by = (
        paper.title[:255],
        paper.signer[:255],
        paper.signer[:255],
    )
    facts.comments, facts.created, facts.modified, facts.revision = "", at, at, 1


def _elements(paper: Paper) -> Iterator[Any]:
    if paper.document_number:
        yield _paragraph(_run(paper.document_number), align="center")
        yield _paragraph("")
    yield from _title(paper.title)
    yield _paragraph("")
    if paper.addressee:
        yield _paragraph(_run(paper.addressee))
    yield from _blocks(paper.blocks[:-1])
    yield from _last(paper)
    yield from _annex_note(paper)
    yield from _signature(paper)
    if paper.receipt:
        yield _paragraph("")
        yield from _blocks(paper.receipt)
    for place, annex in enumerate(paper.annexes, 1):
        yield from _annex(annex, annex_name(paper, place))


def _title(title: str) -> Iterator[Any]:
    for line in title_lines(title):
        yield _paragraph(_run(line, TITLE, _ER), align="center", pitch=_TITLE_PITCH)


def _blocks(blocks: Sequence[Line | Table]) -> Iterator[Any]:
    """What leads up to a table stands on the sheet where the table begins."""
    for block, after in zip_longest(blocks, blocks[1:]):
        yield _table(block) if isinstance(block, Table) else _line(block, keeps=isinstance(after, Table))


def _last(paper: Paper) -> Iterator[Any]:
    """The end of the text: the signature never stands on a sheet without it."""
    for block in paper.blocks[-1:]:
        yield _table(block) if isinstance(block, Table) else _line(block, keeps=True)


def _line(line: Line, *, keeps: bool = False) -> Any:
    face, bold = _LEVELS.get(line.level, (FANG, False))
    runs = (_run(line.heading, face, bold=bold) if line.heading else "") + (
        _run(line.text) if line.text else ""
    )
    align = (
        "left" if "http" in line.text else "both"
    )  # an address cannot be broken, and would pull its line apart
    return _paragraph(runs, align=align, first=2, keeps=keeps or bool(line.heading and not line.text))


def _annex_note(paper: Paper) -> Iterator[Any]:
    """附件说明: a line below the text, two characters in; names without a stop."""
    titles = [annex.title for annex in paper.annexes]
    if titles:
        yield _paragraph("", keeps=True)
    for place, title in enumerate(titles, 1):
        number = f"{place}." if len(titles) > 1 else ""
        lead = "附件：" if place == 1 else ""
        hangs = _wide(number) + _wide(lead)
        yield _paragraph(_run(f"{lead}{number}{title}"), left=5 + _wide(number), first=-hangs, keeps=True)


def _signature(paper: Paper) -> Iterator[Any]:
    """The date four characters from the edge, the signer's name over its middle."""
    signer, date = _wide(paper.signer), _wide(paper.date)
    right = 4 + (date - signer) / 2
    shift = max(0.0, -right)  # a long name keeps to the edge, and the date moves in under its middle
    yield _paragraph("", keeps=True)
    yield _paragraph("", keeps=True)
    yield _paragraph(_run(paper.signer), align="right", right=right + shift, keeps=True)
    yield _paragraph(_run(paper.date), align="right", right=4 + shift)


def _annex(annex: Annex, name: str) -> Iterator[Any]:
    yield _paragraph(_run(name, HEI), breaks=True)
    yield _paragraph("")
    yield from _title(annex.title)
    yield _paragraph("")
    yield from _blocks(annex.blocks)


def _table(table: Table) -> Any:
    widths = [round(column.width * _TWIP_OF_MM) for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heads = _row([column.head for column in table.columns], widths, HEI, head=True, keeps=True)
    whole = len(table.rows) <= _SHORT
    last = len(table.rows) - 1
    rows = "".join(_row(row, widths, FANG, keeps=whole and n < last) for n, row in enumerate(table.rows))
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return _xml(
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{heads}{rows}</w:tbl>'
    )


def _row(
    cells: Iterable[str], widths: Iterable[int], face: str, *, head: bool = False, keeps: bool = False
) -> str:
    """A row of a table. `keeps`: on the sheet of the next one."""
    kept = "<w:keepNext/>" * keeps
    said = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr>{kept}<w:snapToGrid w:val="0"/>{"<w:jc w:val=" + quoteattr("center") + "/>" if head else ""}</w:pPr>'
        f"{_run(cell, face, _WU)}</w:p></w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{said}</w:tr>"


def _number(side: str) -> Any:
    letter = _letter(SONG, _SI)

    def run(inner: str) -> str:
        return f"<w:r><w:rPr>{letter}</w:rPr>{inner}</w:r>"

    fields = "".join(
        (
            run('<w:fldChar w:fldCharType="begin"/>'),
            run('<w:instrText xml:space="preserve"> PAGE </w:instrText>'),
            run('<w:fldChar w:fldCharType="separate"/>'),
            run("<w:t>1</w:t>"),
            run('<w:fldChar w:fldCharType="end"/>'),
        )
    )
    dashes = (run('<w:t xml:space="preserve">— </w:t>'), run('<w:t xml:space="preserve"> —</w:t>'))
    edge = f'<w:ind w:{side}="{round(_SI * 20)}"/>'
    return _xml(f'<w:p {_W}><w:pPr>{edge}<w:jc w:val="{side}"/></w:pPr>{dashes[0]}{fields}{dashes[1]}</w:p>')


def _paragraph(
    runs: str,
    *,
    align: str = "both",
    first: float = 0,
    left: float = 0,
    right: float = 0,
    pitch: int = _PITCH,
    keeps: bool = False,
    breaks: bool = False,
) -> Any:
    """A paragraph; indents in characters. `keeps`: on the sheet of the next one; `breaks`: on a new sheet."""
    traits = "<w:keepNext/>" * keeps + "<w:pageBreakBefore/>" * breaks
    sides = (("left", left), ("right", right), ("firstLine", max(first, 0)), ("hanging", max(-first, 0)))
    indents = "".join(
        f' w:{name}Chars="{round(value * 100)}" w:{name}="{round(value * _CHARACTER)}"'
        for name, value in sides
        if value
    )
    traits += f'<w:spacing w:line="{pitch}" w:lineRule="exact"/>' + (f"<w:ind{indents}/>" if indents else "")
    return _xml(f'<w:p {_W}><w:pPr>{traits}<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>')


def _run(text: str, face: str = FANG, size: float = _SAN, *, bold: bool = False) -> str:
    """Runs of the text; a number, or a word in Latin letters, is one of its own that no line breaks: offices want 年份、数字 whole."""
    letter = _letter(face, size, "<w:b/>" if bold else "")
    return "".join(
        f"<w:r><w:rPr>{letter}{_UNBROKEN * place}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
        for place, piece in _pieces(plain(text))
    )


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """(1, a number or word of several signs) and (0, what stands between), in their order."""
    return (
        (place % 2, piece) for place, piece in enumerate(_WHOLE.split(_TURN.sub("\u200b", text))) if piece
    )


def _letter(face: str, size: float, traits: str = "") -> str:
    faces = " ".join(f"w:{script}={quoteattr(face)}" for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f'<w:rFonts {faces} w:hint="eastAsia"/>{traits}<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'


def _wide(text: str) -> float:
    """How many characters wide it is; figures are half as wide."""
    return sum(0.5 if letter.isascii() else 1 for letter in text)


def _xml(text: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(text)
