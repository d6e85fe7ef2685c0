"""DOCX: paragraphs, tables, and what its author forgot in it (comments, revisions, hidden words)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from auditor.files.faults import MAX_CHARACTERS, TOO_MUCH, broken
from auditor.files.package import Package, attribute, kind
from auditor.files.rows import row_line, squared
from auditor.models import FileContent, Paragraph, Table
from auditor.text.paper import read_document

_MAIN = re.compile(r"word/document\d*\.xml")
_COMMENTS = re.compile(r"word/comments\d*\.xml")
_REVISIONS = frozenset({"ins", "del", "moveFrom", "moveTo"})
_SILENT = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "delText"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = frozenset({"0", "false", "off"})


def word_content(body: bytes) -> FileContent:
    """A Word document as readers see it. Tables stand in `tables` too, a row of them is one paragraph."""
    package = Package(body)
    main = _part(package, _MAIN)
    if main is None:
        raise broken()
    root = package.xml(main)
    tables: list[Table] = []
    paragraphs: list[Paragraph] = []
    left = MAX_CHARACTERS
    for paragraph in _paragraphs(root, tables):
        left -= len(paragraph.text)
        if left < 0:
            break
        paragraphs.append(paragraph)
    comments = _comments(package)
    hidden = [text for text in (*_deleted(root), *_vanished(root), *comments) if text.strip()]
    return FileContent(
        document=replace(read_document(paragraphs), tables=tuple(tables)),
        failure=TOO_MUCH if left < 0 else None,
        hidden_text="\n".join(hidden),
        revisions=sum(kind(node) in _REVISIONS for node in root.iter()),
        comments=len(comments),
    )


def _part(package: Package, pattern: re.Pattern[str]) -> str | None:
    return next((name for name in package.names if pattern.fullmatch(name)), None)


def _paragraphs(root: Any, tables: list[Table]) -> Iterator[Paragraph]:
    count = 0
    for block in _blocks(root):
        if kind(block) == "tbl":
            place = f"表{len(tables) + 1}"
            table, lines = _table(block, place)
            tables.append(table)
            yield from lines
            continue
        for line in "".join(_words(block)).split("\n"):
            count += bool(line.strip())
            yield Paragraph(line.rstrip(), place=f"第{count}段" if line.strip() else "")


def _blocks(node: Any) -> Iterator[Any]:
    """Paragraphs and tables in the order they stand, also those inside content controls."""
    for child in node:
        if kind(child) in ("p", "tbl"):
            yield child
        elif kind(child) not in _SILENT:
            yield from _blocks(child)


def _words(node: Any) -> Iterator[str]:
    for child in node:
        name = kind(child)
        if name in _SILENT or (name == "r" and _is_hidden(child)):
            continue
        if name == "t":
            yield child.text or ""
        elif name in _MARKS:
            yield _MARKS[name]
        else:
            yield from _words(child)
            if name == "p":  # of a cell or a text box
                yield "\n"


def _table(block: Any, place: str) -> tuple[Table, list[Paragraph]]:
    rows: list[list[str]] = []
    lines: list[Paragraph] = []
    for number, row in enumerate(_children(block, "tr"), start=1):
        above = rows[-1] if rows else []
        cells: list[str] = []
        own: list[str] = []
        for cell in _children(row, "tc"):
            span, continued = _merge(cell)
            text = "".join(_words(cell)).strip()
            if continued:
                text = above[len(cells)] if len(cells) < len(above) else ""
            else:
                own.append(text)
            cells += [text] * span
        rows.append(cells)
        lines += row_line(own, f"{place}第{number}行")
    return Table(squared(rows), place), lines


def _children(node: Any, name: str) -> Iterator[Any]:
    """Rows or cells, also those inside content controls; not those of a table within."""
    for child in node:
        if kind(child) == name:
            yield child
        elif kind(child) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _children(child, name)


def _merge(cell: Any) -> tuple[int, bool]:
    """How many columns the cell spans, and whether it goes on the cell above."""
    span, continued = 1, False
    for mark in (mark for head in cell if kind(head) == "tcPr" for mark in head):
        value = attribute(mark, "val")
        if kind(mark) == "gridSpan" and value and value.isdecimal() and len(value) < 9:
            span = min(max(1, int(value)), 100)
        elif kind(mark) == "vMerge":
            continued = value != "restart"
    return span, continued


def _is_hidden(run: Any) -> bool:
    marks = (mark for head in run if kind(head) == "rPr" for mark in head)
    return any(kind(mark) == "vanish" and attribute(mark, "val") not in _OFF for mark in marks)


def _deleted(root: Any) -> Iterator[str]:
    return (node.text or "" for node in root.iter() if kind(node) == "delText")


def _vanished(root: Any) -> Iterator[str]:
    for run in root.iter():
        if kind(run) == "r" and _is_hidden(run):
            yield "".join(node.text or "" for node in run if kind(node) == "t")


def _comments(package: Package) -> list[str]:
    name = _part(package, _COMMENTS)
    if name is None:
        return []
    return ["".join(_words(node)).strip() for node in package.xml(name) if kind(node) == "comment"]
