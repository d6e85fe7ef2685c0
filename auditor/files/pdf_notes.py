"""What is laid upon a PDF's page: the values of form fields, words typed onto it, and notes of its reviewers."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from auditor.files.words import plain

_MOST = 2_000  # of one page
_LONGEST = 20_000  # bytes of one
_TYPED = (pdfium.FPDF_ANNOT_FREETEXT,)
_REMARKS = (
    pdfium.FPDF_ANNOT_TEXT,
    pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_STRIKEOUT,
    pdfium.FPDF_ANNOT_SQUIGGLY,
    pdfium.FPDF_ANNOT_CARET,
)
_Ask = Callable[[Any, int], int]


class Notes(NamedTuple):
    """Shown: what every reader sees; remarks: what opens at a click."""

    shown: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def notes_of(page: Any, form: Any) -> Notes:
    """`form`: the document's form environment, None where it has no form."""
    shown: list[str] = []
    remarks: list[str] = []
    for n in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        annot = pdfium.FPDFPage_GetAnnot(page, n)
        if not annot:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annot)
        if kind == pdfium.FPDF_ANNOT_WIDGET:
            shown += _value(annot, form)
        elif kind in _TYPED:
            shown += _said(annot)
        elif kind in _REMARKS:
            remarks += _said(annot)
        pdfium.FPDFPage_CloseAnnot(annot)
    return Notes(tuple(shown), tuple(remarks))


def _value(annot: Any, form: Any) -> list[str]:
    if form is None:
        return []
    if pdfium.FPDFAnnot_GetFormFieldType(form, annot) not in (
        pdfium.FPDF_FORMFIELD_TEXTFIELD,
        pdfium.FPDF_FORMFIELD_COMBOBOX,
        pdfium.FPDF_FORMFIELD_LISTBOX,
    ):
        return []
    return _text(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, annot, buffer, size))


def _said(annot: Any) -> list[str]:
    return _text(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(annot, b"Contents", buffer, size))


def _text(ask: _Ask) -> list[str]:
    """Its lines. pdfium tells the size in bytes first and then writes UTF-16."""
    size = min(ask(None, 0), _LONGEST)
    if size <= 2:
        return []
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    text = plain(buffer.raw.decode("utf-16-le", "replace").rstrip("\0"))
    return [line.strip() for line in text.splitlines() if line.strip()]
