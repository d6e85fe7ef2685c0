"""PDF: the text of its pages, pages that are pictures only, and text that a black box covers but does not remove."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from auditor.files.faults import MAX_CHARACTERS, MAX_PAGES, TOO_MUCH, broken, locked
from auditor.files.words import plain
from auditor.models import FileContent, Paragraph
from auditor.text.paper import read_document

_DIGITS = re.compile(r"[\s\d\W]+")
_MOST_OBJECTS = 20_000  # of one page; drawings of more are not searched for black boxes
_DARKEST = 80  # of 255, in each colour
_OPAQUE = 200
_BOX_HEIGHT = (6.0, 80.0)  # points; thinner is a rule, higher a picture
_BOX_WIDTH = 12.0
_SCAN_CHARACTERS = 10  # a scan may carry a page number or a stamp's words

_Bounds = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What stands on a page, in the order it was painted."""

    kind: int
    bounds: _Bounds
    dark: bool = False


def pdf_content(body: bytes) -> FileContent:
    """The lines of every page, each with its page's number."""
    try:
        with pypdfium2.PdfDocument(body) as document:
            return _content(document)
    except pypdfium2.PdfiumError as error:
        raise (locked() if error.err_code == pdfium.FPDF_ERR_PASSWORD else broken()) from error


def _content(document: Any) -> FileContent:
    paragraphs: list[Paragraph] = []
    covered: list[str] = []
    pictured = 0
    left = MAX_CHARACTERS
    for number in range(min(len(document), MAX_PAGES)):
        text, boxed, is_picture = _page(document[number])
        paragraphs += (Paragraph(line.rstrip(), place=f"第{number + 1}页") for line in text.splitlines())
        covered += boxed
        pictured += is_picture
        left -= len(text)
        if left < 0:
            break
    words = sum(len(_DIGITS.sub("", paragraph.text)) for paragraph in paragraphs)
    whole = left >= 0 and len(document) <= MAX_PAGES
    return FileContent(
        document=read_document([p for p in paragraphs if p.text.strip()]),
        failure=None if whole else TOO_MUCH,
        text_layer=pictured == 0 or words >= _SCAN_CHARACTERS * pictured,
        pages=len(document),
        hidden_text="\n".join(covered),
    )


def _page(page: Any) -> tuple[str, list[str], bool]:
    """Its text without what is covered, what is covered, and whether it shows nothing but pictures or outlines."""
    layer = page.get_textpage()
    text = plain(layer.get_text_bounded())
    drawn = _drawn(page)
    boxed = list(dict.fromkeys(_covered(drawn, layer)))
    for words in boxed:
        text = text.replace(words, "■")
    is_picture = not _DIGITS.sub("", text) and any(d.kind != pdfium.FPDF_PAGEOBJ_TEXT for d in drawn)
    layer.close()
    page.close()
    return text, boxed, is_picture


def _drawn(page: Any) -> list[_Drawn]:
    found: list[_Drawn] = []
    for thing in page.get_objects(max_depth=1):
        if len(found) >= _MOST_OBJECTS:
            return []
        try:
            bounds = thing.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        found.append(
            _Drawn(thing.type, bounds, thing.type == pdfium.FPDF_PAGEOBJ_PATH and _is_dark_box(thing))
        )
    return found


def _is_dark_box(path: Any) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    colour = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPath_GetDrawMode(path, mode, stroke) or not mode.value:
        return False
    if not 3 <= pdfium.FPDFPath_CountSegments(path) <= 6 or not pdfium.FPDFPageObj_GetFillColor(
        path, *colour
    ):
        return False
    *rgb, alpha = (part.value for part in colour)
    return max(rgb) <= _DARKEST and alpha >= _OPAQUE


def _covered(drawn: list[_Drawn], layer: Any) -> Iterator[str]:
    """Words under dark boxes painted after them. A box with words painted upon it is a background."""
    words = [
        (n, d.bounds)
        for n, d in enumerate(drawn)
        if d.kind in (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM)
    ]
    for order, box in enumerate(drawn):
        left, bottom, right, top = box.bounds
        if not box.dark or right - left < _BOX_WIDTH or not _BOX_HEIGHT[0] <= top - bottom <= _BOX_HEIGHT[1]:
            continue
        touching = [n for n, bounds in words if _overlap(box.bounds, bounds)]
        if not touching or max(touching) > order:
            continue
        text = plain(layer.get_text_bounded(*box.bounds)).strip()
        if text:
            yield text


def _overlap(a: _Bounds, b: _Bounds) -> bool:
    """Whether the middle of b's height lies within a, and their widths meet."""
    middle = (b[1] + b[3]) / 2
    return a[1] <= middle <= a[3] and min(a[2], b[2]) - max(a[0], b[0]) > 1
