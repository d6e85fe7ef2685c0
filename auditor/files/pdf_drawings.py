"""What is drawn on a PDF's page: ruled lines, and dark boxes painted over words."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from auditor.files.pdf_words import Bounds

_MOST_OBJECTS = 20_000  # of one page; drawings of more are not searched
_MOST_SEGMENTS = 4_000  # of one page's strokes
_DARKEST = 80  # of 255, in each colour
_OPAQUE = 200
_BOX_HEIGHT = (6.0, 80.0)  # points; thinner is a rule, higher a picture
_BOX_WIDTH = 12.0

Segment = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What stands on a page, in the order it was painted."""

    kind: int
    bounds: Bounds
    dark: bool = False
    strokes: tuple[Segment, ...] = ()


def drawn_on(page: Any) -> list[Drawn]:
    """Everything on the page; nothing of a page that is one great drawing."""
    found: list[Drawn] = []
    left = _MOST_SEGMENTS
    for thing in page.get_objects(max_depth=1):
        if len(found) >= _MOST_OBJECTS:
            return []
        try:
            bounds = thing.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        is_path = thing.type == pdfium.FPDF_PAGEOBJ_PATH
        strokes = tuple(_strokes(thing, left)) if is_path and left > 0 else ()
        left -= len(strokes)
        found.append(Drawn(thing.type, bounds, is_path and _is_dark_box(thing), strokes))
    return found


def covering(drawn: list[Drawn]) -> Iterator[Bounds]:
    """Dark boxes painted over words. A box with words painted upon it is a background."""
    texts = (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM)
    words = [(n, d.bounds) for n, d in enumerate(drawn) if d.kind in texts]
    for order, box in enumerate(drawn):
        left, bottom, right, top = box.bounds
        if not box.dark or right - left < _BOX_WIDTH or not _BOX_HEIGHT[0] <= top - bottom <= _BOX_HEIGHT[1]:
            continue
        touching = [n for n, bounds in words if _overlap(box.bounds, bounds)]
        if touching and max(touching) < order:
            yield box.bounds


def _strokes(path: Any, most: int) -> Iterator[Segment]:
    """Its straight lines, in the page's space."""
    count = pdfium.FPDFPath_CountSegments(path)
    if not 2 <= count <= most:
        return
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    begin = last = (0.0, 0.0)
    for n in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, n)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield (*last, *point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield (*point, *begin)
        last = point


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


def _overlap(a: Bounds, b: Bounds) -> bool:
    """Whether the middle of b's height lies within a, and their widths meet."""
    middle = (b[1] + b[3]) / 2
    return a[1] <= middle <= a[3] and min(a[2], b[2]) - max(a[0], b[0]) > 1
