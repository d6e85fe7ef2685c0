"""PDF: the text of its pages, pages that are pictures only, and text that a black box covers but does not remove."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from auditor.files.faults import MAX_CHARACTERS, MAX_PAGES, TOO_MUCH, broken, locked
from auditor.files.flow import Line, lines_of, paragraphs_of_pages
from auditor.files.grid import grid_of, tabled
from auditor.files.own_codes import readable
from auditor.files.pdf_drawings import covering, drawn_on
from auditor.files.pdf_notes import Notes, notes_of
from auditor.files.pdf_words import pieces_of, upright_segment
from auditor.files.words import plain
from auditor.models import FileContent, Paragraph
from auditor.text.glyphs import settled
from auditor.text.paper import read_document

_DIGITS = re.compile(r"[\s\d\W]+")
_SCAN_CHARACTERS = 10  # a scan may carry a page number or a stamp's words


class _Page(NamedTuple):
    """What one page came to."""

    lines: list[Line]
    aside: str  # words written another way than the rest
    notes: Notes
    covered: list[str]
    is_picture: bool  # nothing but pictures or outlines

    @property
    def characters(self) -> int:
        return sum(len(line.text) for line in self.lines)


def pdf_content(body: bytes) -> FileContent:
    """The paragraphs of all pages, each with the page it begins on."""
    try:
        with pypdfium2.PdfDocument(body) as document:
            document.init_forms()
            return _content(document)
    except pypdfium2.PdfiumError as error:
        raise (locked() if error.err_code == pdfium.FPDF_ERR_PASSWORD else broken()) from error


def _content(document: Any) -> FileContent:
    pages: list[_Page] = []
    left = MAX_CHARACTERS
    for number in range(min(len(document), MAX_PAGES)):
        pages.append(_page(document[number], document.formenv))
        left -= pages[-1].characters
        if left < 0:
            break
    paragraphs, repeated = paragraphs_of_pages([page.lines for page in pages])
    paragraphs, unread = readable(paragraphs)
    beside = [*repeated, *_beside(pages)]
    words = sum(len(_DIGITS.sub("", paragraph.text)) for paragraph in paragraphs)
    pictured = sum(page.is_picture for page in pages)
    remarks = [remark for page in pages for remark in page.notes.remarks]
    paper = read_document(paragraphs)
    return FileContent(
        document=replace(paper, paragraphs=(*paper.paragraphs, *map(settled, beside))),
        failure=unread if left >= 0 and len(document) <= MAX_PAGES else TOO_MUCH,
        text_layer=pictured == 0 or words >= _SCAN_CHARACTERS * pictured,
        pages=len(document),
        hidden_text="\n".join([*(text for page in pages for text in page.covered), *remarks]),
        comments=len(remarks),
    )


def _beside(pages: list[_Page]) -> list[Paragraph]:
    """Form fields, words typed onto pages and watermarks: seen, but no part of the running text."""
    shown = [
        Paragraph(text, in_table=True, place=f"第{number}页表单或者批注", aside=True)
        for number, page in enumerate(pages, 1)
        for text in page.notes.shown
    ]
    marks = dict.fromkeys(page.aside.strip() for page in pages if page.aside.strip())
    return [*shown, *(Paragraph(text, place="水印", aside=True) for text in marks)]


def _page(page: Any, form: Any) -> _Page:
    layer = page.get_textpage()
    drawn = drawn_on(page)
    boxes = list(covering(drawn))
    boxed = [(box, text) for box in boxes if (text := plain(layer.get_text_bounded(*box)).strip())]
    pieces, aside, way = pieces_of(layer, page.get_bbox(), [box for box, _ in boxed])
    grid = grid_of(upright_segment(segment, way) for thing in drawn for segment in thing.strokes)
    loose, rows = tabled(pieces, grid)
    lines = lines_of(loose, rows)
    has_words = any(_DIGITS.sub("", line.text) for line in lines)
    is_picture = not has_words and any(thing.kind != pdfium.FPDF_PAGEOBJ_TEXT for thing in drawn)
    found = _Page(lines, aside, notes_of(page, form), list(dict.fromkeys(t for _, t in boxed)), is_picture)
    layer.close()
    page.close()
    return found
