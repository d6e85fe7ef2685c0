"""DOCX: paragraphs, tables, and what its author forgot in it (comments, revisions, hidden words)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from auditor.files.faults import MAX_CHARACTERS, TOO_MUCH, broken
from auditor.files.package import Package, attribute, kind
from auditor.files.rich_text import rtf_lines
from auditor.files.rows import row_line, squared
from auditor.files.word_chunks import chunk_of, parts_beside, web_lines
from auditor.files.word_numbers import Numbers, numbered, numbers_of
from auditor.files.word_styles import UNSTATED, layout_of, styles_of
from auditor.files.wrapped import rejoined
from auditor.models import FileContent, Paragraph, Setting, Table
from auditor.text.glyphs import settled
from auditor.text.paper import read_document

_MAIN = re.compile(r"word/document\d*\.xml")
_COMMENTS = re.compile(r"word/comments\d*\.xml")
_REVISIONS = frozenset({"ins", "del", "moveFrom", "moveTo"})
_SILENT = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "delText", "txbxContent"})
_WORDLESS = re.compile(r"[\W\d]*")
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
    reading = _Reading(package, main, tables)
    for paragraph in reading.paragraphs(root):
        left -= len(paragraph.text)
        if left < 0:
            break
        paragraphs.append(paragraph)
    paper = read_document(paragraphs)
    beside = tuple(settled(paragraph) for paragraph in _beside(package))
    comments = _comments(package)
    hidden = [text for text in (*_deleted(root), *_vanished(root), *comments) if text.strip()]
    return FileContent(
        document=replace(
            paper,
            paragraphs=(*paper.paragraphs, *beside),
            tables=tuple(tables),
            layout=layout_of(package, root, reading.styles, reading.settings),
        ),
        failure=TOO_MUCH if left < 0 else None,
        hidden_text="\n".join(hidden),
        revisions=sum(kind(node) in _REVISIONS for node in root.iter()),
        comments=len(comments),
    )


def _part(package: Package, pattern: re.Pattern[str]) -> str | None:
    return next((name for name in package.names if pattern.fullmatch(name)), None)


class _Reading:
    """The main text, while it is walked. `settings` tells of each line it gave how it is set."""

    def __init__(self, package: Package, main: str, tables: list[Table]) -> None:
        self._package, self._main, self._tables = package, main, tables
        self._numbers, self.styles = numbers_of(package), styles_of(package)
        self.settings: list[Setting] = []
        self._count = 0

    def paragraphs(self, root: Any) -> Iterator[Paragraph]:
        for block in _blocks(root):
            if kind(block) == "tbl":
                place = f"表{len(self._tables) + 1}"
                table, lines = _table(block, place, self._numbers)
                self._tables.append(table)
                self.settings += [UNSTATED] * len(lines)
                yield from lines
            elif kind(block) == "altChunk":
                yield from self._chunk(block)
            else:
                yield from self._lines(_numbered(block, self._numbers), self.styles.setting(block))
                for box in _boxes(block):
                    yield from self.paragraphs(box)

    def _lines(self, text: str, setting: Setting = UNSTATED) -> Iterator[Paragraph]:
        for line in rejoined(text.split("\n")):
            self._count += bool(line.strip())
            self.settings.append(setting)
            yield Paragraph(line.rstrip(), place=f"第{self._count}段" if line.strip() else "")

    def _chunk(self, node: Any) -> Iterator[Paragraph]:
        """A document put in whole; one that is put into that one is left out."""
        body = chunk_of(self._package, self._main, node)
        if body.startswith(b"PK"):
            inner = Package(body)
            main = _part(inner, _MAIN)
            if main:
                for paragraph in _Reading(inner, main, self._tables).paragraphs(_bare(inner.xml(main))):
                    self.settings.append(UNSTATED)
                    yield paragraph
            return
        lines = rtf_lines(body) if body.startswith(b"{\\rtf") else web_lines(body)
        for line in lines:
            yield from self._lines(line)


def _bare(root: Any) -> Any:
    for node in [node for node in root.iter() if kind(node) == "altChunk"]:
        node.getparent().remove(node)
    return root


def _numbered(paragraph: Any, numbers: Numbers) -> str:
    """Its words behind the number that Word shows before them."""
    return numbered(numbers.of(paragraph), "".join(_words(paragraph)))


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored in it, once each: the older drawing of one is a Fallback."""
    for node in paragraph:
        if kind(node) == "txbxContent":
            yield node
        elif kind(node) != "Fallback":
            yield from _boxes(node)


def _beside(package: Package) -> Iterator[Paragraph]:
    """Headers, footers and notes, each line once; page numbers are none."""
    seen: set[str] = set()
    for place, root in parts_beside(package):
        for block in _blocks(root):
            cells = list(_children(block, "tr")) if kind(block) == "tbl" else [block]
            boxes = [inner for box in _boxes(block) for inner in _blocks(box)]
            for node in (*cells, *boxes):
                for text in "".join(_words(node)).split("\n"):
                    if text.strip() not in seen and not _WORDLESS.fullmatch(text):
                        seen.add(text.strip())
                        yield Paragraph(text.strip(), place=place, aside=True)


def _blocks(node: Any) -> Iterator[Any]:
    """Paragraphs and tables in the order they stand, also those inside content controls."""
    for child in node:
        if kind(child) in ("p", "tbl", "altChunk"):
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
            if name == "p":  # of a cell
                yield "\n"


def _table(block: Any, place: str, numbers: Numbers) -> tuple[Table, list[Paragraph]]:
    rows: list[list[str]] = []
    lines: list[Paragraph] = []
    for number, row in enumerate(_children(block, "tr"), start=1):
        above = rows[-1] if rows else []
        cells: list[str] = []
        own: list[str] = []
        for cell in _children(row, "tc"):
            span, continued = _merge(cell)
            text = _cell(cell, numbers)
            if continued:
                text = above[len(cells)] if len(cells) < len(above) else ""
            else:
                own.append(text)
            cells += [text] * span
        rows.append(cells)
        lines += row_line(own, f"{place}第{number}行")
    return Table(squared(rows), place), lines


def _cell(cell: Any, numbers: Numbers) -> str:
    texts = []
    for block in _blocks(cell):
        numbered = kind(block) == "p"
        texts.append(_numbered(block, numbers) if numbered else "".join(_words(block)))
        texts += ["".join(_words(box)).strip() for box in _boxes(block)]
    return "\n".join(texts).strip()


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
